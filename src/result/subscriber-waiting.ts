/** From the history to the list of steps that wait for a role of an office. Idempotent: it reads where the dossier stands now. */
import { sql } from 'kysely'
import type { Calendar } from '../calendar/calendar.ts'
import type { Terms } from '../catalogue/terms.ts'
import { isPlain, stepOf } from '../catalogue/workflow.ts'
import type { Tx } from '../db/connect.ts'
import type { DossierState } from '../dossier/dossier.ts'
import type { DossierRow } from '../dossier/rows.ts'
import { stateById } from '../dossier/store.ts'
import type { Subscriber } from '../dossier/subscriber.ts'
import { stepDue } from '../dossier/waiting-steps.ts'
import { toInstant } from '../lib/time.ts'

type Law = {
  calendar(): Calendar
  termsOf(procedure: { code: string; version: number; caseCode: string }): Terms
}

export function waitingSteps(law: Law): Subscriber {
  return {
    name: 'waiting-steps',
    effects: 'inside',
    async onEvents(tx, dossier, events) {
      const { procedure_code: code, procedure_version: version, case_code: caseCode } = dossier
      const terms = law.termsOf({ code, version, caseCode })
      const isNew = events.some(({ kind }) => kind === 'movedToLaw')
      if (!isNew && !terms.workflow.steps.some(({ task }) => isPlain(task))) return
      const state = await stateById(tx, dossier.id)
      if (state) await writeSteps(tx, dossier, rowsOf(state, terms, law.calendar()))
    },
  }
}

type Row = {
  step: string
  task: string
  office_id: number
  waits_for: string
  since: string
  due_at: string | null
  silent_from: string | null
}

function rowsOf(state: DossierState, terms: Terms, calendar: Calendar): Row[] {
  return (state.waiting ?? []).map((waiting) => {
    const step = stepOf(terms.workflow, waiting.step)
    const due = stepDue(step, waiting, calendar)
    const last = due === null ? null : toInstant(due)
    // The last minute still counts as answered in time.
    const after = last && new Date(last.getTime() + 60_000).toISOString()
    return {
      step: waiting.step,
      task: waiting.task,
      office_id: waiting.office,
      waits_for: waiting.waitsFor,
      since: waiting.since,
      due_at: last && last.toISOString(),
      silent_from: step.silence === 'consent' ? after : null,
    }
  })
}

async function writeSteps(tx: Tx, { id, scopes }: DossierRow, rows: readonly Row[]): Promise<void> {
  await sql`
    with now_waiting as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as w (step text, task text, office_id int, waits_for text,
             since timestamptz, due_at timestamptz, silent_from timestamptz)),
    gone as (delete from waiting_step where dossier_id = ${id}::uuid and step not in (select step from now_waiting))
    insert into waiting_step (dossier_id, step, task, office_id, waits_for, since, due_at, silent_from, scopes)
    select ${id}::uuid, step, task, office_id, waits_for, since, due_at, silent_from, ${scopes}::int[] from now_waiting
    on conflict (dossier_id, step) do update
       set task = excluded.task, office_id = excluded.office_id, waits_for = excluded.waits_for, since = excluded.since, due_at = excluded.due_at,
           silent_from = excluded.silent_from, scopes = excluded.scopes`.execute(tx)
}
