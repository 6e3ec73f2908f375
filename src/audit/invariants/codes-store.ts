/** Codes in the order of their primary key, each beside its dossier and the counter that gave it. */
import { sql } from 'kysely'
import type { Db, Tx } from '../../db/connect.ts'

export type CodeRow = {
  code: string
  kind: 'own' | 'portal' | 'offline'
  dossierId: string
  /** null: there is no such dossier. */
  current: string | null
}

export async function codesAfter(db: Db, after: string, limit: number): Promise<CodeRow[]> {
  const { rows } = await sql<CodeRow>`
    select c.code, c.kind, c.dossier_id as "dossierId", d.code as current
      from (select * from dossier_code where code > ${after} order by code limit ${limit}) c
      left join dossier d on d.id = c.dossier_id
     order by c.code`.execute(db)
  return rows
}

/** Dossiers of the page whose code does not point back to them. */
export async function codesAstray(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select d.id from dossier d left join dossier_code c on c.code = d.code
     where d.id = any(${[...ids]}::uuid[])
       and (c.dossier_id, c.kind) is distinct from (d.id, case d.source when 'nationalPortal' then 'portal' else 'own' end)
       and c.kind is distinct from 'offline'`.execute(tx)
  return rows.map(({ id }) => id)
}

export type CounterGap = { officeId: number; day: string; last: number | null; highest: number }

/** Of these codes of our own: offices and days whose counter stands below a number that was given. */
export async function countersBehind(db: Db, codes: readonly string[]): Promise<CounterGap[]> {
  const { rows } = await sql<CounterGap>`
    select o.id as "officeId", given.day::text as day, n.last, given.highest from (
        select substring(code from '^(.*)-[0-9]{8}-[0-9]+$') as agency, to_date(substring(code from '-([0-9]{8})-[0-9]+$'), 'YYYYMMDD') as day,
               max(substring(code from '-([0-9]+)$')::int) as highest
          from unnest(${[...codes]}::text[]) code where code ~ '^.*-[0-9]{8}-[0-9]{1,9}$' group by 1, 2) given
      join office o on o.agency_code = given.agency
      left join dossier_counter n on n.office_id = o.id and n.day = given.day
     where coalesce(n.last, 0) < given.highest`.execute(db)
  return rows
}
