/** SQL about the National Portal's own records of procedures that we publish. Read only: the import writes them. */
import { sql } from 'kysely'
import type { Db, Tx } from '../../db/connect.ts'
import type { ListedFacts } from './portal-record.ts'

/** What the list and the newest detail record say of these codes, by code. */
export async function listedFacts(
  db: Db | Tx,
  codes: readonly string[],
): Promise<ReadonlyMap<string, ListedFacts>> {
  const { rows } = await sql<ListedFacts & { code: string }>`
    select distinct on (p.code) p.code, p.issued_by as "issuedBy", p.performed_by as "performedBy",
           p.portal_state as "portalState", p.portal_kind as "portalKind", p.portal_id as "portalId",
           coalesce((select s.levels from procedure_source s
                      where s.code = p.code and cardinality(s.levels) > 0
                      order by s.taken_on desc limit 1), '{}') as levels
      from procedure p where p.code = any(${[...codes]}::text[])
     order by p.code, p.gone_on is not null, p.portal_id`.execute(db)
  return new Map(rows.map(({ code, ...facts }) => [code, facts]))
}

export type NewestDetail = {
  readonly code: string
  readonly source: string
  readonly takenOn: string
  readonly body: unknown
}

/** The newest detail record of each of these codes. */
export async function newestDetails(
  db: Db | Tx,
  codes: readonly string[],
): Promise<NewestDetail[]> {
  const { rows } = await sql<NewestDetail>`
    select distinct on (code) code, source, taken_on::text as "takenOn", body
      from procedure_source where code = any(${[...codes]}::text[])
     order by code, taken_on desc, source`.execute(db)
  return rows
}

/** Procedures that our offices receive, by the list. */
export async function receivedCodes(db: Db | Tx): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ code: string }>`
    select code from procedure where not_received is null and gone_on is null`.execute(db)
  return new Set(rows.map(({ code }) => code))
}
