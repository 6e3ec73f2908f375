/** What the sender of a petition does, as the form says it. Pure. */
import type { Problem } from '../lib/problem.ts'
import type { Lang } from '../ui/i18n.ts'
import type { KeptPhoto } from './code.ts'
import type { SenderDeed } from './sender-acts.ts'
import { MOST_WORDS } from './typed.ts'
import { petitionWording } from './wording.ts'

export type DeedRead = {
  /** Undefined when there is something to mend. */
  deed: SenderDeed | undefined
  typed: { act: string; words: string }
  problems: Problem[]
}

type Known = { key: string; photos: readonly KeptPhoto[]; lang: Lang }

export function deedIn(form: { text(name: string): string }, known: Known): DeedRead {
  const { key, photos, lang } = known
  const t = petitionWording(lang).wrong
  const act = form.text('act')
  switch (act) {
    case 'accept':
      return { deed: { act, key, words: '', photos: [] }, typed: { act, words: '' }, problems: [] }
    case 'passUp': {
      const words = form.text('why')
      const problems = wrongWords(words, { field: 'why', missing: t.passUp, tooLong: t.wordsLong })
      return { deed: { act, key, words, photos: [] }, typed: { act, words }, problems }
    }
    default: {
      const words = form.text('more')
      const missing = photos.length > 0 ? undefined : t.add
      const problems = wrongWords(words, { field: 'more', missing, tooLong: t.wordsLong })
      const typed = { act: 'add', words }
      return { deed: { act: 'add', key, words, photos }, typed, problems }
    }
  }
}

function wrongWords(
  words: string,
  wrong: { field: string; missing: string | undefined; tooLong: string },
): Problem[] {
  const { field, missing, tooLong } = wrong
  if (words === '' && missing !== undefined) return [{ field, code: 'required', message: missing }]
  if (words.length > MOST_WORDS) return [{ field, code: 'tooLong', message: tooLong }]
  return []
}
