/** SQL of the list of legs that wait for an office of mine: not yet acknowledged first, then nearest due. */
import { sql } from 'kysely'
import type { Tx } from '../db/connect.ts'

export type OfficeLeg = {
  dossierId: string
  dossierCode: string
  leg: string
  title: string
  ownerName: string
  procedureName: string
  officeName: string
  openedAt: Date
  acknowledgeBy: Date | null
  acknowledgedAt: Date | null
  dueAt: Date | null
  pausedAt: Date | null
  answerBy: Date | null
}

/** So many are shown; whoever has more begins with the most urgent. */
export const MOST_LEGS = 100

/** A leg of the deciding office itself stands in the lists of `/viec`. */
export async function legsOfOffices(tx: Tx, offices: readonly number[]): Promise<OfficeLeg[]> {
  const { rows } = await sql<OfficeLeg>`
    select l.dossier_id as "dossierId", d.code as "dossierCode", l.leg, l.title, d.owner_name as "ownerName",
           d.procedure_name as "procedureName", o.short_name as "officeName", l.opened_at as "openedAt",
           l.acknowledge_by as "acknowledgeBy", l.acknowledged_at as "acknowledgedAt", l.due_at as "dueAt",
           l.paused_at as "pausedAt", l.answer_by as "answerBy"
      from leg l join dossier d on d.id = l.dossier_id join office o on o.id = d.competent_office_id
     where l.office_id = any(${[...offices]}::int[]) and l.outcome is null and d.is_open
       and l.office_id <> d.competent_office_id
     order by l.acknowledged_at is not null, coalesce(l.due_at, l.acknowledge_by) nulls last, l.dossier_id, l.leg
     limit ${MOST_LEGS}`.execute(tx)
  return rows
}
