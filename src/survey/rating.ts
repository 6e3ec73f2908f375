/** One rating of a dossier: a single question, then the seven of NĐ 61/2018 Đ31.1 for whoever wants to say more. Pure. */
import type { Problem } from '../lib/problem.ts'
import type { Lang } from '../ui/i18n.ts'
import { surveyWording } from './wording.ts'

/** 4 very satisfied, 3 satisfied, 2 neither, 1 not satisfied. */
export const LEVELS = [4, 3, 2, 1] as const
export type Level = (typeof LEVELS)[number]

/** NĐ 61/2018 Đ31.1 a–g: time, agencies and contacts, what is published, attitude, lawfulness and cost, explanations, online. */
export const ASPECTS = [
  'time',
  'contacts',
  'published',
  'attitude',
  'lawful',
  'explained',
  'online',
] as const
export type Aspect = (typeof ASPECTS)[number]

export type Rating = {
  overall: Level
  aspects: Partial<Record<Aspect, Level>>
  note: string | null
}

/** How long a rating may be changed, and for how long it is asked for; data/survey. */
export type RatingTerms = { editableDays: number; offeredDays: number; smallestShown: number }

/** Refused, stopped, result ready, result handed over: the office has ended its work (statuses 3, 8, 9, 10). */
const ENDED: readonly number[] = [3, 8, 9, 10]

/** A dossier that its applicant withdrew (7) has no result to judge. */
export function isRateable(status: number): boolean {
  return ENDED.includes(status)
}

const DAY_MS = 86_400_000

/** A rating stands for good after some days, so that figures of a month can be told. */
export function isChangeable(ratedAt: Date, now: Date, { editableDays }: RatingTerms): boolean {
  return now.getTime() - ratedAt.getTime() < editableDays * DAY_MS
}

/** Until when it may be changed. */
export function changeableUntil(ratedAt: Date, { editableDays }: RatingTerms): Date {
  return new Date(ratedAt.getTime() + editableDays * DAY_MS)
}

/** The form as sent; only `text` of `Form` is asked. */
export type TypedRating = { text(name: string): string }

export const aspectField = (aspect: Aspect): string => `aspect.${aspect}`
const MOST_LETTERS = 2000

export type RatingRead = { rating: Rating | null; problems: Problem[] }

export function readRating(typed: TypedRating, lang: Lang): RatingRead {
  const t = surveyWording(lang)
  const problems: Problem[] = []
  const overall = levelOf(typed.text('overall'))
  if (overall === null) problems.push({ code: 'required', field: 'overall', message: t.missing })
  const aspects: Partial<Record<Aspect, Level>> = {}
  for (const aspect of ASPECTS) {
    const sent = typed.text(aspectField(aspect))
    const level = levelOf(sent)
    if (level !== null) aspects[aspect] = level
    else if (sent !== '')
      problems.push({ code: 'notALevel', field: aspectField(aspect), message: t.notALevel })
  }
  const note = typed.text('note')
  if (note.length > MOST_LETTERS)
    problems.push({ code: 'tooLong', field: 'note', message: t.noteLong })
  if (overall === null || problems.length > 0) return { rating: null, problems }
  return { rating: { overall, aspects, note: note === '' ? null : note }, problems }
}

function levelOf(text: string): Level | null {
  return LEVELS.find((level) => String(level) === text) ?? null
}
