/** SQL of the list of given steps: those that wait for a role of mine at its office, nearest due first. */
import { sql } from 'kysely'
import type { Tx } from '../db/connect.ts'
import type { Role } from '../office/actor.ts'

export type GivenStep = {
  dossierId: string
  dossierCode: string
  step: string
  ownerName: string
  procedureName: string
  code: string
  version: number
  caseCode: string
  officeName: string
  dueAt: Date | null
  isSilenceConsent: boolean
}

/** So many are shown; whoever has more begins with the most urgent. */
export const MOST_STEPS = 100

/** An officer's work at the deciding office is the holder's and stands in the lists of `/viec`. */
export async function givenSteps(
  tx: Tx,
  duties: readonly { role: Role; officeId: number }[],
): Promise<GivenStep[]> {
  const { rows } = await sql<GivenStep>`
    select w.dossier_id as "dossierId", d.code as "dossierCode", w.step, d.owner_name as "ownerName",
           d.procedure_name as "procedureName", d.procedure_code as code, d.procedure_version as version,
           d.case_code as "caseCode", o.short_name as "officeName", w.due_at as "dueAt",
           w.silent_from is not null as "isSilenceConsent"
      from jsonb_to_recordset(${JSON.stringify(duties)}::jsonb) as m (role text, "officeId" int)
           join waiting_step w on w.office_id = m."officeId" and w.waits_for = m.role
           join dossier d on d.id = w.dossier_id
           join office o on o.id = d.competent_office_id
     where d.is_open and d.status in (2, 4)
       and not (w.task = 'work' and w.waits_for = 'officer' and w.office_id = d.competent_office_id)
     order by w.due_at nulls last, w.dossier_id, w.step limit ${MOST_STEPS}`.execute(tx)
  return rows
}
