/** Every morning: the gateway's statement of the days before against the ledger; what differs waits in the list of stuck things. */
import type { CronItem, TaskList } from 'graphile-worker'
import { dayFromNumber, dayNumber, toDay, type Day } from '../lib/time.ts'
import type { PaymentDeps } from './deps.ts'
import { differences } from './difference.ts'
import { keepDifferences, ledgerOf } from './difference-store.ts'

/** Days that are compared again each morning: a late message mends the day before. */
const DAYS_BACK = 3

/** Throws when the gateway gives no statement: the job is tried again. Answers how many differences there are. */
export async function compareDay(deps: PaymentDeps, day: Day): Promise<number> {
  const gateway = deps.gateway()
  if (!gateway) return 0
  const answer = await gateway.statement(day)
  if (answer.kind !== 'known') throw new Error(answer.reason)
  const found = differences(await ledgerOf(deps.db, day), answer.rows)
  await keepDifferences(deps.db, { day, found, now: deps.now() })
  return found.length
}

export function paymentTasks(deps: PaymentDeps): TaskList {
  return {
    comparePayments: async () => {
      const today = dayNumber(toDay(deps.now()))
      for (let back = DAYS_BACK; back >= 1; back -= 1)
        await compareDay(deps, dayFromNumber(today - back))
    },
  }
}

/** 23:20 UTC is 06:20 in Hà Nội, before the counters open. */
export const PAYMENT_TIMETABLE: readonly CronItem[] = [
  {
    task: 'comparePayments',
    match: '20 23 * * *',
    options: { backfillPeriod: 86_400_000, maxAttempts: 12 },
  },
]
