/** SQL of the dossier that somebody speaks of, read in their own context. */
import { sql } from 'kysely'
import type { Tx } from '../db/connect.ts'

export type SpokenDossier = {
  readonly id: string
  readonly code: string
  readonly procedureCode: string
  readonly procedureName: string
  readonly officeId: number
}

/** The owner's, the applicant's, and whoever acts for them. */
export async function dossierSpokenOf(
  tx: Tx,
  id: string,
  scopes: readonly number[],
): Promise<SpokenDossier | undefined> {
  const { rows } = await sql<SpokenDossier>`
    select id, code, procedure_code as "procedureCode", procedure_name as "procedureName", competent_office_id as "officeId"
      from dossier where id = ${id}::uuid and scopes && ${[...scopes]}::int[]`.execute(tx)
  return rows[0]
}
