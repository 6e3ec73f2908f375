/** SQL of the demo: from which moment its month counts, and whether all of it is there. */
import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'

export type DemoMonth = { countedFrom: Date; finishedAt: Date | null }

/** The month of this installation; the first start fixes the moment from which it is counted backwards. */
export async function demoMonth(db: Db, now: Date): Promise<DemoMonth> {
  await sql`insert into demo_month (counted_from) values (${now}) on conflict do nothing`.execute(
    db,
  )
  const { rows } = await sql<DemoMonth>`
    select counted_from as "countedFrom", finished_at as "finishedAt" from demo_month`.execute(db)
  return rows[0]!
}

export async function finishMonth(db: Db, now: Date): Promise<void> {
  await sql`update demo_month set finished_at = ${now} where finished_at is null`.execute(db)
}
