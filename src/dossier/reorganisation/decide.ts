/** What is lawful when offices change under an open dossier: its deadline stays as it is, whatever moves. */
import { ok, refuse } from '../../lib/result.ts'
import { stepOf } from '../../catalogue/workflow.ts'
import type { Facts, Handlers } from '../decision.ts'
import type { DossierState } from '../dossier.ts'
import type { NewEvent, Offices } from '../events.ts'
import type { ReorganisationCommand } from './commands.ts'

type Change = Extract<ReorganisationCommand, { type: 'changeOffices' }>

export const reorganisationHandlers: Handlers<ReorganisationCommand> = {
  changeOffices: (state, command, { terms }) => {
    const events = [
      ...threeOffices(state, command),
      ...otherOffices(state, command, terms),
      ...undecided(state, command),
    ]
    if (events.length === 0) return refuse('sameOffices', 'Hồ sơ đã ở đúng các đơn vị mới.')
    return ok([...events, ...(staysBehind(state, command) ? released(state) : [])])
  },
  decideOffices: (state, { office, reason }, { terms }) => {
    const open = state.undecided
    if (open === undefined)
      return refuse('alreadyDecided', 'Hồ sơ đã được xác định đơn vị giải quyết.')
    if (office !== open.default && !open.candidates.some((each) => each.office === office))
      return refuse('notCandidate', 'Đơn vị này không nhận phần nào của đơn vị đã chia.')
    const to = { ...state.offices }
    for (const place of open.places) to[place] = office
    const steps = ownSteps(state, terms, to)
    const { reorganisation } = open
    const decided: NewEvent = {
      kind: 'officesDecided',
      body: { reorganisation, from: state.offices, to, steps },
      private: { reason },
    }
    const moves = to.competent !== state.offices.competent
    return ok([decided, ...(moves ? released(state) : [])])
  },
}

function threeOffices({ offices: from }: DossierState, { reorganisation, to }: Change): NewEvent[] {
  return sameOffices(from, to)
    ? []
    : [{ kind: 'officesChanged', body: { reorganisation, from, to } }]
}

function sameOffices(a: Offices, b: Offices): boolean {
  return a.receiving === b.receiving && a.competent === b.competent && a.returning === b.returning
}

/** A holder who comes along keeps the dossier. */
function staysBehind({ holder, offices }: DossierState, { to, officers }: Change): boolean {
  const isElsewhere = to.competent !== offices.competent
  return isElsewhere && holder !== null && officers !== undefined && !officers.includes(holder)
}

function otherOffices(
  state: DossierState,
  { reorganisation, to, others = [] }: Change,
  terms: Facts['terms'],
): NewEvent[] {
  const steps = ownSteps(state, terms, to)
  if (others.length === 0 && steps.length === 0) return []
  return [{ kind: 'otherOfficesChanged', body: { reorganisation, offices: others, steps } }]
}

/** Open steps that the workflow gives to one of the three offices go where that office went. */
function ownSteps(
  { waiting = [], offices: from }: DossierState,
  terms: Facts['terms'],
  to: Offices,
): { step: string; to: number }[] {
  return waiting.flatMap(({ step, office }) => {
    const { office: place, asks } = stepOf(terms.workflow, step)
    return asks === undefined && office === from[place] && to[place] !== office
      ? [{ step, to: to[place] }]
      : []
  })
}

function undecided(state: DossierState, command: Change): NewEvent[] {
  if (command.undecided === undefined || state.undecided !== undefined) return []
  const { reorganisation } = command
  return [{ kind: 'officesUndecided', body: { reorganisation, ...command.undecided } }]
}

/** Whoever held it does not belong to the office that decides now: it waits in that office's queue. */
function released({ holder }: DossierState): NewEvent[] {
  return holder === null
    ? []
    : [{ kind: 'holderChanged', body: { from: holder, to: null, how: 'released' } }]
}
