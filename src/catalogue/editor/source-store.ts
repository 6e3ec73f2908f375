/** SQL of the editors' own questions: what the national catalogue says of a code, and who somebody is. */
import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'

/** The detail records of the code, the newer source first. */
export async function sourceRecords(
  db: Db,
  code: string,
): Promise<{ source: string; body: unknown }[]> {
  const { rows } = await sql<{ source: string; body: unknown }>`
    select source, body from procedure_source where code = ${code} order by source desc`.execute(db)
  return rows
}
