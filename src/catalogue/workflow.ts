/**
 * A workflow (quy trình nội bộ, later quy trình điện tử): ordered steps, each waiting for one role to do one task.
 * Published as data with the number of the approving decision (NĐ 61/2018 Đ36.4, TT 01/2018 Đ8); never edited in place.
 */
import type { TimeLimit } from '../calendar/deadline.ts'
import type { Mark } from './mark.ts'
import type { Leg, OfficeRule, Sourced, WholePause } from './workflow-legs.ts'

/** What completes a step: the event of that name. */
export const tasks = [
  'examine',
  'draft',
  'confirm',
  'register',
  'submit',
  'sign',
  'seal',
  'deliver',
  'work',
  'consult',
  'leg',
] as const
export type Task = (typeof tasks)[number]

/** Tasks without an act of their own: whoever the step waits for says that it is done (`completeStep`). */
export const plainTasks = ['work', 'consult'] as const satisfies readonly Task[]
export type PlainTask = (typeof plainTasks)[number]

export function isPlain(task: Task): task is PlainTask {
  return plainTasks.some((each) => each === task)
}

/** Who a step waits for: a role of the office, the applicant, or another system (`partner`: that of its leg). */
export const actors = [
  'receptionist',
  'officer',
  'leader',
  'clerk',
  'applicant',
  'civilRegister',
  'partner',
] as const
export type WaitsFor = (typeof actors)[number]

/** Acts that a step may allow or not. */
export const stepActs = ['supplement', 'stop', 'withdraw'] as const
export type StepAct = (typeof stepActs)[number]

export type WorkflowStep = {
  id: string
  title: { vi: string; en: string }
  task: Task
  waitsFor: WaitsFor
  /** Which of the dossier's three offices does it. */
  office: 'receiving' | 'competent' | 'returning'
  /** The office that a consultation asks instead, by its id. */
  asks?: number
  /** Another office instead, by rule; only for steps without an act of their own. */
  officeRule?: OfficeRule
  /** The leg of a joint procedure to which it belongs. */
  leg?: string
  /** What may be done while the work stands here, beside the step itself; absent: everything that the law allows. */
  allows?: StepAct[]
  /** Working time given to the step inside the legal limit; absent where no source has one. */
  budget?: TimeLimit
  budgetMark?: Mark
  manner: 'paper' | 'contact' | 'digital'
  /** Needed only while this condition on the answers holds; else those after it begin instead. */
  when?: string
  /** Ids of the steps that begin when this one ends; empty at the end of the workflow. */
  next: string[]
  /** Instead of `next`: exactly one of these begins, chosen by whoever completes the step. */
  choose?: string[]
  /**
   * When several steps lead here: `all` begins once no step under way can still come here, `any` once with the first that comes.
   * Absent: begins each time that a step leads here.
   */
  join?: 'all' | 'any'
  /** No answer within the budget is consent, on the legal basis that is named. */
  silence?: 'consent'
  legalBasis?: string
  /** Who must be there in person, and sign, when the result is handed out; absent: nobody beside whoever receives it. */
  presence?: 'bothParties'
  /** Where the step may send the dossier back to, with a reason. */
  back?: string[]
}

export type Workflow = {
  id: string
  version: number
  decision: { number: string; mark: Mark }
  start: string
  steps: WorkflowStep[]
  /** Offices that are asked by name read the dossier once they are asked; absent: from its filing on. */
  consultedRead?: 'whenAsked'
  /** The agencies of a joint procedure; absent: one office does all of it. */
  legs?: Leg[]
  /** With legs: when one that waits for the citizen lets the clock of the whole stand. */
  wholePause?: Sourced<WholePause>
}

/** The step of that id; throws when the workflow does not have it (a dossier never points outside its workflow). */
export function stepOf(workflow: Workflow, id: string): WorkflowStep {
  const step = workflow.steps.find((candidate) => candidate.id === id)
  if (!step) throw new Error(`workflow ${workflow.id} v${workflow.version} has no step ${id}`)
  return step
}

/** Acts by which the house itself sets, signs or seals a paper. */
const PAPER_TASKS: ReadonlySet<Task> = new Set(['draft', 'confirm', 'submit', 'sign', 'seal'])

/** False where every result is made by hand: certified copies are signed and sealed on the paper that was brought. */
export function setsPaper({ steps }: Workflow): boolean {
  return steps.some(({ task }) => PAPER_TASKS.has(task))
}

/** Whether the result is handed out only to both parties together (marriage: Luật Hộ tịch 60/2014 Đ18). */
export function needsBoth({ steps }: Workflow): boolean {
  return steps.some(({ task, presence }) => task === 'deliver' && presence === 'bothParties')
}

/** The steps that may begin when this one ends. */
export function onward({ next, choose = [] }: WorkflowStep): readonly string[] {
  return choose.length > 0 ? choose : next
}

/** Whether choosing that step leads the work back: the workflow says so, or it stands no later in the order of the steps. */
export function leadsBack({ steps }: Workflow, from: WorkflowStep, to: string): boolean {
  if (from.back?.includes(to)) return true
  const placeOf = (id: string) => steps.findIndex((step) => step.id === id)
  return from.choose?.includes(to) === true && placeOf(to) <= placeOf(from.id)
}

/** Every step to which the work can go on from the one before; itself only when the work can come round to it. */
export function stepsAfter(workflow: Workflow, from: string): ReadonlySet<string> {
  const known = following.get(workflow) ?? new Map<string, ReadonlySet<string>>()
  following.set(workflow, known)
  const kept = known.get(from)
  if (kept) return kept
  const seen = new Set<string>()
  const open = [...onward(stepOf(workflow, from))]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue
    seen.add(id)
    open.push(...onward(stepOf(workflow, id)))
  }
  known.set(from, seen)
  return seen
}

/** Published workflows never change, so what follows what is looked up once. */
const following = new WeakMap<Workflow, Map<string, ReadonlySet<string>>>()
