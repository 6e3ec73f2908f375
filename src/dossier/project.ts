/** What lists and figures read, made from the state alone. Pure. */
import { toInstant } from '../lib/time.ts'
import type { Terms } from '../catalogue/terms.ts'
import { stepOf, type Task, type WaitsFor } from '../catalogue/workflow.ts'
import { isOpen, statusOf, type DossierState } from './dossier.ts'
import type { Origin } from './events.ts'

/** Columns of `dossier` that follow the state; names of people are written once, when it is filed. */
export function projectRow(id: string, state: DossierState, terms: Terms): Record<string, unknown> {
  const { clock } = state
  return {
    id,
    seq: state.seq,
    procedure_version: state.procedure.version,
    procedure_name: state.procedure.name,
    case_code: state.procedure.caseCode,
    receiving_office_id: state.offices.receiving,
    competent_office_id: state.offices.competent,
    returning_office_id: state.offices.returning,
    status: statusOf(state),
    step: mainStep(state, terms),
    waits_for: waitsFor(state, terms),
    holder_person_id: state.holder,
    accepted_at: state.acceptedAt,
    due_at: clock && toInstant(clock.dueAt).toISOString(),
    first_due_at: clock && toInstant(clock.firstDueAt).toISOString(),
    due_is_provisional: clock?.provisional ?? false,
    paused_at: pausedAt(state),
    finished_at: state.finishedAt,
    returned_at: state.returnedAt,
    supplement_rounds: state.supplementRounds,
    has_e_result: state.result?.sealedHash != null,
    is_open: isOpen(state),
    is_withdrawal_asked: (isOpen(state) && state.isWithdrawalAsked) || null,
  }
}

/** Columns of `dossier` that never change after filing. */
export function projectFiling(state: DossierState, origin: Origin): Record<string, unknown> {
  return {
    code: state.code,
    procedure_code: state.procedure.code,
    source: state.source,
    kind_of_filing: state.kindOfFiling,
    applicant_person_id: state.applicantPersonId,
    submitted_at: state.submittedAt,
    origin,
  }
}

/** Whose turn it is: who the workflow names, whoever has been given a step of their own, or another office. */
export type Waiting = WaitsFor | 'assigned' | 'otherOffice'

/** Of several steps under way the one that lists show: the office's own work before what it asked others. */
export function mainStep({ active }: DossierState, { workflow }: Terms): string | null {
  const elsewhere: readonly Task[] = ['consult', 'leg']
  const own = active.find((id) => !elsewhere.includes(stepOf(workflow, id).task))
  return own ?? active[0] ?? null
}

/** An officer's work is in the officers' queue; other steps without an act of their own are in the list of given steps. */
function whoseStep({ waiting, offices, legs }: DossierState, terms: Terms, step: string): Waiting {
  const open = waiting?.find((each) => each.step === step)
  const { task, leg } = stepOf(terms.workflow, step)
  // A leg is listed for its own office (`/viec/chang`).
  if (task === 'leg')
    return legs?.find((each) => each.leg === leg)?.office === offices.competent
      ? 'assigned'
      : 'otherOffice'
  if (open === undefined) return stepOf(terms.workflow, step).waitsFor
  if (open.office !== offices.competent) return 'otherOffice'
  return open.task === 'work' && open.waitsFor === 'officer' ? 'officer' : 'assigned'
}

/** Whose turn it is; the applicant's while a supplement is awaited, nobody's after the end. */
export function waitsFor(state: DossierState, terms: Terms): Waiting | null {
  switch (state.phase.at) {
    case 'submitted':
    case 'finished':
      return 'receptionist'
    case 'awaitingSupplement':
      return state.isWithdrawalAsked ? 'receptionist' : 'applicant'
    case 'processing': {
      if (state.isWithdrawalAsked) return 'receptionist'
      const step = mainStep(state, terms)
      return step === null ? null : whoseStep(state, terms, step)
    }
    case 'delivered':
    case 'refused':
    case 'withdrawn':
    case 'stopped':
      return null
  }
}

function pausedAt(state: DossierState): string | null {
  const last = state.clock?.pauses.at(-1)
  return last && last.to === undefined ? toInstant(last.from).toISOString() : null
}
