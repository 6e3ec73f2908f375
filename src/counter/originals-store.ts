/** SQL of originals that need somebody: late on their way, missing, or kept after the end of their dossier. */
import { sql } from 'kysely'
import type { Tx } from '../db/connect.ts'

export type Strayed = {
  id: string
  code: string
  ownerName: string
  procedureCode: string
  procedureVersion: number
  /** Null: the whole dossier, received for another and not handed over. */
  paper: string | null
  fromOffice: number | null
  toOffice: number
  slip: string | null
  isMissing: boolean
  by: Date | null
}

const MOST = 100

/** What is late or missing on its way from or to the office, the longest first. */
export async function strayed(tx: Tx, officeId: number, now: Date): Promise<Strayed[]> {
  const at = now.toISOString()
  const { rows } = await sql<Strayed>`
    select d.id, d.code, d.owner_name as "ownerName", d.procedure_code as "procedureCode",
           d.procedure_version as "procedureVersion", s.paper, s.from_office as "fromOffice", s.to_office as "toOffice", s.slip,
           s.is_missing as "isMissing", s.by
      from (select dossier_id, paper, from_office, at_office as to_office, slip, is_missing, due_at as by from original_place
             where is_on_the_way and (from_office = ${officeId} or at_office = ${officeId})
               and (is_missing or due_at < ${at}::timestamptz)
            union all
            select x.dossier_id, null, x.from_office, x.to_office, null, false, x.hand_over_by from cross_office x
             where (x.from_office = ${officeId} or x.to_office = ${officeId}) and x.handed_at is null
               and x.hand_over_by < ${at}::timestamptz) s
           join dossier d on d.id = s.dossier_id
     where s.paper is not null or d.status = 1
     order by s.by nulls last, d.code limit ${MOST}`.execute(tx)
  return rows
}

export type KeptAfterEnd = Pick<
  Strayed,
  'id' | 'code' | 'ownerName' | 'procedureCode' | 'procedureVersion'
> & { papers: string[]; since: Date }

/** Dossiers that have ended and of which the office still has originals. */
export async function keptAfterEnd(tx: Tx, officeId: number): Promise<KeptAfterEnd[]> {
  const { rows } = await sql<KeptAfterEnd>`
    select d.id, d.code, d.owner_name as "ownerName", d.procedure_code as "procedureCode",
           d.procedure_version as "procedureVersion", array_agg(p.paper order by p.paper) as papers, min(p.since) as since
      from original_place p join dossier d on d.id = p.dossier_id
     where p.at_office = ${officeId} and not p.is_on_the_way and not d.is_open
     group by d.id, d.code, d.owner_name, d.procedure_code, d.procedure_version
     order by min(p.since) limit ${MOST}`.execute(tx)
  return rows
}
