/** What a row of results says beside the name: who takes it, how long, how much; only what is known. */
import type { Day } from '../../lib/time.ts'
import type { Lang } from '../../ui/i18n.ts'
import { feeFact } from '../fee-lines.ts'
import type { Law } from '../law.ts'
import { showLimit } from '../limit-lines.ts'
import { normalised, type NationalDetail, type NationalUnit } from '../national/detail.ts'
import { limitFor, ordinaryCase } from '../needs.ts'
import type { Procedure } from '../procedure.ts'
import { receiversOf } from './filter.ts'
import type { Candidate } from './candidate.ts'
import { searchWording } from './search-wording.ts'

export type ResultFacts = { isOpen: boolean; limit?: string; fee?: string }
export type KnownAbout = {
  law: Law
  today: Day
  lang: Lang
  /** Detail records by code. */
  details: ReadonlyMap<string, { source: string; body: unknown }>
}

/** Curated values first; else the limit of the national record, where it gives one with its unit. */
export function resultFacts(code: string, { law, today, lang, details }: KnownAbout): ResultFacts {
  const procedure = law.procedure(code)
  if (procedure) return curatedFacts(procedure, { today, lang })
  const detail = details.get(code)
  const limit = detail && nationalLimit(normalised(detail.body, detail.source), lang)
  return { isOpen: false, ...(limit === undefined ? {} : { limit }) }
}

function curatedFacts(
  procedure: Procedure,
  { today, lang }: { today: Day; lang: Lang },
): ResultFacts {
  const found = limitFor(ordinaryCase(procedure), 'online')
  const fee = feeFact(procedure, { channel: 'online', today }, lang)
  return {
    isOpen: procedure.filing === 'open',
    ...(found.limit.value === null ? {} : { limit: firstSentence(showLimit(found, lang)) }),
    ...(fee ? { fee: firstSentence(fee.main) } : {}),
  }
}

/** 'Trong ngày làm việc. Nộp sau 15:00 …' → 'Trong ngày làm việc' */
function firstSentence(text: string): string {
  return text.split(/\.(?:\s|$)/)[0]!
}

/** One limit for all channels, or none: where they differ, the page of the procedure tells. */
function nationalLimit({ channels }: NationalDetail, lang: Lang): string | undefined {
  const limits = channels.flatMap(({ limit }) => limit ?? [])
  const told = new Set(limits.map(({ value, unit }) => inWords(value, unit, lang)))
  return told.size === 1 && limits.length === channels.length ? [...told][0] : undefined
}

function inWords(value: number, unit: NationalUnit, lang: Lang): string {
  const t = searchWording(lang)
  return t.amount(value.toLocaleString(lang === 'vi' ? 'vi-VN' : 'en-GB'), t.unit[unit])
}

export function whereTaken(
  procedure: Pick<Candidate, 'receivedBy' | 'notReceived'>,
  isOpen: boolean,
  lang: Lang,
): string {
  const t = searchWording(lang)
  if (isOpen) return t.online
  const taken = receiversOf(procedure)
  if (taken.length > 0) return taken.map((each) => t.receiver[each]).join(', ')
  return procedure.notReceived === 'unknown' ? t.unclear : t.nowhere
}
