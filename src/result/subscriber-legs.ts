/** From the history to the list of legs of joint procedures. Idempotent: it reads where the dossier stands now. */
import { sql } from 'kysely'
import type { Terms } from '../catalogue/terms.ts'
import { legOf } from '../catalogue/workflow-legs.ts'
import type { Tx } from '../db/connect.ts'
import type { DossierState } from '../dossier/dossier.ts'
import type { LegState } from '../dossier/legs/leg.ts'
import type { DossierRow } from '../dossier/rows.ts'
import { stateById } from '../dossier/store.ts'
import type { Subscriber } from '../dossier/subscriber.ts'
import { toInstant, type LocalMinute } from '../lib/time.ts'

type Law = { termsOf(procedure: { code: string; version: number; caseCode: string }): Terms }

export function legsList(law: Law): Subscriber {
  return {
    name: 'legs',
    effects: 'inside',
    async onEvents(tx, dossier) {
      const { procedure_code: code, procedure_version: version, case_code: caseCode } = dossier
      const terms = law.termsOf({ code, version, caseCode })
      if (terms.workflow.legs === undefined) return
      const state = await stateById(tx, dossier.id)
      if (state) await writeLegs(tx, dossier, rowsOf(state, terms))
    },
  }
}

function rowsOf({ legs = [] }: DossierState, { workflow }: Terms) {
  return legs.map((leg) => rowOf(leg, legOf(workflow, leg.leg).title.vi))
}

function rowOf(leg: LegState, title: string) {
  const { clock, asked, ended } = leg
  const last = clock?.pauses.at(-1)
  const answerBy = asked?.answerBy ?? null
  return {
    leg: leg.leg,
    title,
    where_done: leg.where,
    office_id: leg.office,
    partner: leg.partner,
    opened_at: leg.openedAt,
    acknowledge_by: instantOf(leg.acknowledgeBy),
    acknowledged_at: leg.acknowledgedAt,
    due_at: instantOf(clock?.dueAt ?? null),
    paused_at: last && last.to === undefined ? instantOf(last.from) : null,
    answer_by: instantOf(answerBy),
    // The last minute still counts as answered in time.
    unanswered_from: answerBy && new Date(toInstant(answerBy).getTime() + 60_000).toISOString(),
    stopped_at: instantOf(clock?.stoppedAt ?? null),
    outcome: ended,
    has_result: leg.result !== null,
    returned_at: leg.returnedAt,
  }
}

function instantOf(minute: LocalMinute | null): string | null {
  return minute && toInstant(minute).toISOString()
}

async function writeLegs(
  tx: Tx,
  { id, scopes }: DossierRow,
  rows: readonly ReturnType<typeof rowOf>[],
): Promise<void> {
  await sql`
    insert into leg (dossier_id, leg, title, where_done, office_id, partner, opened_at, acknowledge_by, acknowledged_at, due_at,
                     paused_at, answer_by, unanswered_from, stopped_at, outcome, has_result, returned_at, scopes)
    select ${id}::uuid, r.leg, r.title, r.where_done, r.office_id, r.partner, r.opened_at, r.acknowledge_by, r.acknowledged_at,
           r.due_at, r.paused_at, r.answer_by, r.unanswered_from, r.stopped_at, r.outcome, r.has_result, r.returned_at, ${scopes}::int[]
      from jsonb_populate_recordset(null::leg, ${JSON.stringify(rows)}::jsonb) r
    on conflict (dossier_id, leg) do update
       set title = excluded.title, where_done = excluded.where_done, office_id = excluded.office_id, partner = excluded.partner,
           opened_at = excluded.opened_at, acknowledge_by = excluded.acknowledge_by, acknowledged_at = excluded.acknowledged_at,
           due_at = excluded.due_at, paused_at = excluded.paused_at, answer_by = excluded.answer_by,
           unanswered_from = excluded.unanswered_from, stopped_at = excluded.stopped_at, outcome = excluded.outcome,
           has_result = excluded.has_result, returned_at = excluded.returned_at, scopes = excluded.scopes`.execute(
    tx,
  )
}
