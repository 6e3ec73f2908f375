/** The steps of a dossier that wait for somebody, in words, and which of them this official may complete. Pure. */
import type { Calendar } from '../calendar/calendar.ts'
import { leadsBack, stepOf, type WaitsFor, type Workflow } from '../catalogue/workflow.ts'
import { refusalToAct } from '../dossier/access.ts'
import type { DossierState } from '../dossier/dossier.ts'
import { stepDue } from '../dossier/waiting-steps.ts'
import { showDue } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'

export type StepChoice = { id: string; title: string; isBack: boolean }
export type WaitingView = {
  id: string
  title: string
  /** Who is waited for, until when, and what no answer means. */
  sentence: string
  /** Null when it is somebody else's. */
  mine: { choices: StepChoice[]; mustChoose: boolean } | null
}

type Around = {
  workflow: Workflow
  calendar: Calendar
  names: ReadonlyMap<number, string>
  me: StaffActor
}

/** Of every step under way, when several are or one has no act of its own; else the dock says enough. */
export function waitingViews(state: DossierState, around: Around): WaitingView[] {
  const { workflow, me } = around
  // What ends a leg stands in the table of legs.
  const active = state.active.filter((id) => stepOf(workflow, id).task !== 'leg')
  const { waiting = [] } = state
  if (state.phase.at !== 'processing' || (active.length < 2 && waiting.length === 0)) return []
  return active.map((id) => {
    const step = stepOf(workflow, id)
    const isOpen = waiting.some((each) => each.step === id) && !state.isWithdrawalAsked
    const may = isOpen && refusalToAct(me, { type: 'completeStep', step: id }, state) === null
    const choices = [...(step.choose ?? []), ...(step.back ?? [])].map((to) => ({
      id: to,
      title: stepOf(workflow, to).title.vi,
      isBack: leadsBack(workflow, step, to),
    }))
    return {
      id,
      title: step.title.vi,
      sentence: sentenceOf(state, id, around),
      mine: may ? { choices, mustChoose: step.choose !== undefined } : null,
    }
  })
}

const ROLES: Readonly<Record<WaitsFor, string>> = {
  receptionist: 'bộ phận một cửa',
  officer: 'chuyên viên',
  leader: 'lãnh đạo',
  clerk: 'văn thư',
  applicant: 'người dân',
  civilRegister: 'cơ sở dữ liệu hộ tịch',
  partner: 'cơ quan liên thông',
}

function sentenceOf(
  { waiting = [] }: DossierState,
  id: string,
  { workflow, calendar, names }: Around,
): string {
  const step = stepOf(workflow, id)
  const open = waiting.find((each) => each.step === id)
  if (open === undefined) return `Chờ ${ROLES[step.waitsFor]}.`
  const due = stepDue(step, open, calendar)
  const office = names.get(open.office) ?? 'cơ quan được hỏi'
  const until = due === null ? '' : `, đến ${showDue(due)}`
  const silence = step.silence === 'consent' ? ' Không trả lời được coi là đồng ý.' : ''
  return `Chờ ${ROLES[step.waitsFor]} ${office}${until}.${silence}`
}
