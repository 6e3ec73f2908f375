/** What a question offers to choose from, in one language; the same for citizens and officials. */
import type { CodeLists } from './code-lists.ts'
import type { QuestionOf } from './form.ts'
import type { Words } from './shape.ts'

export type Offered = { value: string; label: string; hint?: string }

/** The choices in the order of the list, those named as first before the others. */
export function offeredChoices(
  question: Pick<QuestionOf<'choice'>, 'options' | 'codeList' | 'first'>,
  codeLists: CodeLists,
  lang: 'vi' | 'en',
): Offered[] {
  const listed = question.options ?? codeLists.entries(question.codeList ?? '')
  const offered: Offered[] = listed.map((entry) => ({
    value: entry.code,
    label: entry.label[lang],
    ...hintOf(entry, lang),
  }))
  const isFirst = ({ value }: Offered) => question.first?.includes(value) ?? false
  return [...offered.filter(isFirst), ...offered.filter((each) => !isFirst(each))]
}

function hintOf(entry: { code: string; hint?: Words }, lang: 'vi' | 'en') {
  return entry.hint ? { hint: entry.hint[lang] } : {}
}

/** Longer lists of boxes to tick are folded. */
export const MOST_BOXES_OPEN = 12

/** What stands on the fold of a long list: what is chosen; undefined for a short list. */
export function foldOf(
  options: readonly Offered[],
  chosen: readonly string[],
  words: { none: (count: number) => string; some: (labels: string) => string },
): string | undefined {
  if (options.length <= MOST_BOXES_OPEN) return undefined
  const labels = options.filter(({ value }) => chosen.includes(value)).map(({ label }) => label)
  return labels.length === 0 ? words.none(options.length) : words.some(labels.join('; '))
}

/** Every country but our own, for an address abroad. */
export function foreignCountries(codeLists: CodeLists, lang: 'vi' | 'en'): Offered[] {
  return codeLists
    .entries('country')
    .filter(({ code }) => code !== 'VN')
    .map(({ code, label }) => ({ value: code, label: label[lang] }))
}
