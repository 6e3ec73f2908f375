/** A rating by code and four digits: asked, guarded and answered like the look-up, so that it tells no more than that does. */
import type { Db } from '../db/connect.ts'
import type { Problem } from '../lib/problem.ts'
import { rateByCode, type KeptByCode } from '../survey/by-code-store.ts'
import { readRating, type Rating } from '../survey/rating.ts'
import type { Lang } from '../ui/i18n.ts'
import { guarded, lookUpProblems, readLookUp, type Guarded, type LookUp } from './look-up.ts'

/** The form as sent. */
type Typed = { text(name: string): string }

export type TypedRate = LookUp & { overall: string; note: string }
export type RateRead = { typed: TypedRate; rating: Rating | null; problems: Problem[] }

export const NO_RATE: TypedRate = { code: '', digits: '', overall: '', note: '' }

export function readRate(form: Typed, lang: Lang): RateRead {
  const asked = readLookUp({ code: form.text('ma'), digits: form.text('so') })
  const { rating, problems } = readRating(form, lang)
  const typed = { ...asked, overall: form.text('overall'), note: form.text('note') }
  return { typed, rating, problems: [...lookUpProblems(asked, lang), ...problems] }
}

export async function rate(
  db: Db,
  { typed, rating, now }: { typed: TypedRate; rating: Rating; now: Date },
): Promise<Guarded<KeptByCode>> {
  const { code, digits: last4 } = typed
  const { overall, note } = rating
  return guarded(db, { code, now }, () => rateByCode(db, { code, last4, overall, note, now }))
}
