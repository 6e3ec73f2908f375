/** Communes in what people declared that ended on 30/6/2025, with what became of them. Pure. */
import type { CodeLists } from '../catalogue/code-lists.ts'
import { addressAnswer, type Answers, type FormDefinition } from '../catalogue/form.ts'
import { partedName } from '../catalogue/places/place-kinds.ts'
import type { FormerUnit } from '../catalogue/places/place.ts'
import { fold } from '../lib/text.ts'
import type { Day } from '../lib/time.ts'

export type OldPlace = { name: string; district: string; isSplit: boolean; becomes: string[] }

/** By the text in which an old commune is named. Only with its district: a street may be called like a commune. */
export function oldPlacesIn(
  texts: readonly string[],
  { codeLists, on }: { codeLists: CodeLists; on: Day },
): Map<string, OldPlace> {
  return new Map(
    texts.flatMap((text): [string, OldPlace][] => {
      const former = formerIn(text, codeLists, on)
      return former && namesDistrict(text, former) ? [[text, shown(former, codeLists)]] : []
    }),
  )
}

/** Texts in which people write places as their old papers do: free ones, and what they typed for an address. */
export function placesIn(form: FormDefinition, answers: Answers): string[] {
  return form.topics
    .flatMap((topic) => topic.questions)
    .filter(({ kind }) => kind === 'text' || kind === 'address')
    .map(({ id }) => placeText(answers[id]))
    .filter((text): text is string => text !== undefined && text.trim() !== '')
}

export function placeText(answer: Answers[string] | undefined): string | undefined {
  const address = addressAnswer(answer)
  if (address) return address.typed ?? address.detail
  return typeof answer === 'string' ? answer : undefined
}

function formerIn(text: string, codeLists: CodeLists, on: Day): FormerUnit | undefined {
  const reading = codeLists.readCommune(text, on)
  if (reading.kind === 'split') return reading.former
  return reading.kind === 'found' && reading.by.length === 1 ? reading.by[0] : undefined
}

function namesDistrict(text: string, { district }: FormerUnit): boolean {
  return district !== '' && fold(text).includes(fold(partedName(district).bare))
}

function shown({ name, district, becomes }: FormerUnit, codeLists: CodeLists): OldPlace {
  const names = becomes.map((code) => codeLists.communeName(code)?.split(',')[0] ?? code)
  return { name, district, isSplit: names.length > 1, becomes: names.sort() }
}
