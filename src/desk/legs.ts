/** The legs of a dossier in the words of the desks, and what this official may do on each. Pure. */
import type { Workflow } from '../catalogue/workflow.ts'
import { refusalToAct } from '../dossier/access.ts'
import type { DossierState } from '../dossier/dossier.ts'
import type { LegCommand } from '../dossier/legs/commands.ts'
import { legViews, type LegStage, type LegView } from '../dossier/legs/view.ts'
import type { LocalMinute } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'

export type LegVerb = Exclude<LegCommand['type'], 'reportLeg'>
export type LegLine = LegView & { agency: string; verbs: ReadonlySet<LegVerb> }

export const STAGES: Readonly<Record<LegStage, string>> = {
  later: 'Chưa đến',
  sent: 'Chờ cơ quan xác nhận',
  running: 'Đang làm',
  asked: 'Chờ người dân bổ sung',
  done: 'Đã xong',
  refused: 'Bị từ chối',
  stopped: 'Đã dừng',
}

type Around = {
  workflow: Workflow
  names: ReadonlyMap<number, string>
  now: LocalMinute
  me: StaffActor
}

export function legLines(state: DossierState, { workflow, names, now, me }: Around): LegLine[] {
  return legViews(state, workflow, now).map((view) => ({
    ...view,
    agency: agencyOf(view, names),
    verbs: new Set(openVerbs(state, view).filter((verb) => mayDo(me, verb, { state, view }))),
  }))
}

function agencyOf({ leg, office }: LegView, names: ReadonlyMap<number, string>): string {
  if (leg.agency) return leg.agency.vi
  return (office === null ? undefined : names.get(office)) ?? 'Cơ quan của thành phố'
}

/** What the leg itself allows now, whoever asks. */
function openVerbs(state: DossierState, { stage, leg, result, isReturned }: LegView): LegVerb[] {
  const handing: LegVerb[] = result !== null && !isReturned ? ['returnLegResult'] : []
  if (state.phase.at !== 'processing') return state.phase.at === 'finished' ? handing : []
  switch (stage) {
    case 'sent':
      return leg.where === 'inside' ? ['acknowledgeLeg'] : []
    case 'running':
      return leg.where === 'inside' ? ['endLeg', 'askLeg'] : []
    case 'asked':
      return leg.where === 'inside' ? ['answerLeg', 'endLeg'] : ['answerLeg']
    case 'later':
      return []
    case 'done':
    case 'refused':
    case 'stopped':
      return handing
  }
}

function mayDo(
  me: StaffActor,
  verb: LegVerb,
  { state, view }: { state: DossierState; view: LegView },
): boolean {
  return refusalToAct(me, sampleOf(verb, view.leg.id), state) === null
}

/** Permission hangs on the kind of act and the leg alone; what it says is asked later. */
function sampleOf(verb: LegVerb, leg: string): LegCommand {
  switch (verb) {
    case 'acknowledgeLeg':
      return { type: verb, leg, reference: null }
    case 'askLeg':
      return { type: verb, leg, faults: [], reason: '', legalBasis: '' }
    case 'answerLeg':
      return { type: verb, leg, papers: [], fileNames: {} }
    case 'endLeg':
      return { type: verb, leg, outcome: 'done', result: null }
    case 'returnLegResult':
      return { type: verb, leg, manner: 'counter' }
  }
}
