/**
 * What each figure counts, said once: the table counts with these conditions and the lists list with them, so that a number
 * and the dossiers behind it cannot disagree. Columns are those of `dossier d`.
 */
import { sql, type RawBuilder } from 'kysely'
import { toDay, toInstant, type LocalMinute } from '../lib/time.ts'
import type { Condition, Population } from './figure.ts'
import type { Period } from './period.ts'

/** The moment the figures are as of, and the period they are for. */
export type AsOf = { readonly now: Date; readonly period: Period }

export function inPopulation(population: Population, { period }: AsOf): RawBuilder<unknown> {
  const { from, to } = period
  switch (population) {
    case 'accepted':
      return sql`d.accepted_at >= ${from}::timestamptz and d.accepted_at < ${to}::timestamptz`
    case 'open':
      return sql`d.is_open and d.accepted_at is not null and d.finished_at is null`
    case 'finished':
      return sql`d.status in (9, 10) and d.finished_at >= ${from}::timestamptz and d.finished_at < ${to}::timestamptz`
  }
}

/** Never null, so that its opposite is the rest of the population. */
export function meets(condition: Condition, asOf: AsOf): RawBuilder<unknown> {
  return sql`(${holds(condition, asOf)}) is true`
}

function holds(condition: Condition, { now }: AsOf): RawBuilder<unknown> {
  const minute = sql`date_trunc('minute', ${now}::timestamptz)`
  switch (condition) {
    case 'all':
      return sql`true`
    case 'dueToday':
      return sql`d.paused_at is null and d.due_at >= ${minute} and d.due_at <= ${endOfDay(now)}::timestamptz`
    case 'overdue':
      return sql`d.paused_at is null and d.due_at < ${minute}`
    case 'onTime':
      // Promises are made to the minute: 17:00:40 is still 17:00. Two supplement requests are late in QĐ 766 whatever the dates.
      return sql`d.finished_at < d.first_due_at + interval '1 minute' and d.supplement_rounds < 2`
    case 'selfOnline':
      return sql`d.kind_of_filing = 'selfOnline'`
    case 'assistedOnline':
      return sql`d.kind_of_filing = 'assistedOnline'`
    case 'eResult':
      return sql`d.has_e_result`
  }
}

/** The last minute of the Hà Nội day; promises are made to the minute. */
function endOfDay(now: Date): Date {
  return toInstant(`${toDay(now)}T23:59` as LocalMinute)
}
