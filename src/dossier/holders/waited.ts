/** Whose time runs on a dossier, and on each of its legs: exactly one at every moment until the end. Pure. */
import type { Terms } from '../../catalogue/terms.ts'
import { isOpen, type DossierState } from '../dossier.ts'
import { mainStep, waitsFor, type Waiting } from '../project.ts'
import type { LegState } from '../legs/leg.ts'
import { legHolder } from './holding.ts'

export const WHO = [
  'holder',
  'queue',
  'receptionist',
  'leader',
  'clerk',
  'applicant',
  'otherOffice',
  'register',
  'fee',
  'outage',
] as const
/** `holder`: the person who holds it; `queue`: the officers of an office while nobody does; the others are waited for. */
export type Who = (typeof WHO)[number]

export type Waited = {
  who: Who
  /** Whose minutes they are; null where it is none of ours. */
  office: number | null
  /** Only a holder's minutes are a person's; those of a queue are the office's. */
  person: number | null
  /** Who held the dossier meanwhile. */
  holder: number | null
  why: Why | null
}
export type Why = 'supplement' | 'draft' | 'consultation' | 'step' | 'withdrawal' | 'delivery'

/** The dossier itself; null after its end. */
export function waitedFor(state: DossierState, terms: Terms): Waited | null {
  if (!isOpen(state)) return null
  const { holder } = state
  const stands = standing(state)
  if (stands !== null) return { ...nobodys(stands), holder }
  return { ...byTurn(state, terms, waitsFor(state, terms)), holder }
}

type Turn = Omit<Waited, 'holder'>
const nobodys = (who: Who, why: Why | null = null): Turn => ({
  who,
  office: null,
  person: null,
  why,
})

/** Why the clock stands, when neither a supplement nor a desk is waited for: what is owed, or that nobody could work. */
function standing({ clock, phase }: DossierState): 'fee' | 'outage' | null {
  const last = clock?.pauses.at(-1)
  if (last === undefined || last.to !== undefined || phase.at === 'awaitingSupplement') return null
  if (last.reason === 'supplement') return null
  return last.reason === 'fee' ? 'fee' : 'outage'
}

function byTurn(state: DossierState, terms: Terms, turn: Waiting | null): Turn {
  const { offices, phase, holder, isWithdrawalAsked } = state
  const office = offices.competent
  const desk = (who: Who, why: Why | null = null): Turn => ({ who, office, person: null, why })
  if (turn === 'receptionist')
    return phase.at === 'finished'
      ? { ...desk('receptionist', 'delivery'), office: offices.returning }
      : desk('receptionist', isWithdrawalAsked ? 'withdrawal' : null)
  if (turn === 'officer')
    return holder === null ? desk('queue') : { ...desk('holder'), person: holder }
  if (turn === 'leader' || turn === 'clerk') return desk(turn)
  if (turn === 'applicant')
    return nobodys('applicant', phase.at === 'awaitingSupplement' ? 'supplement' : 'draft')
  if (turn === 'civilRegister') return nobodys('register')
  if (turn === 'assigned' || turn === 'otherOffice') return givenStep(state, terms)
  // What another system does, or nobody's turn between two steps.
  return nobodys('otherOffice')
}

/** A step given to a role of an office, ours or another one. */
function givenStep(state: DossierState, terms: Terms): Turn {
  const step = mainStep(state, terms)
  const open = state.waiting?.find((each) => each.step === step)
  if (open === undefined) return nobodys('otherOffice', 'step')
  if (open.office !== state.offices.competent)
    return { who: 'otherOffice', office: open.office, person: null, why: 'consultation' }
  const who = ROLE_DESKS[open.waitsFor] ?? 'queue'
  return { who, office: open.office, person: null, why: 'step' }
}

const ROLE_DESKS: Readonly<Record<string, Who>> = {
  receptionist: 'receptionist',
  leader: 'leader',
  clerk: 'clerk',
}

/** A leg of a joint procedure has minutes of its own, from its beginning to its end. */
export function waitedForLeg(state: DossierState, leg: LegState): Waited | null {
  if (!isOpen(state) || leg.ended !== null) return null
  const holder = legHolder(state, leg)
  const { office } = leg
  if (leg.asked !== null) return { ...nobodys('applicant', 'supplement'), holder }
  if (leg.where === 'outside' || office === null) return { ...nobodys('otherOffice'), holder }
  return holder === null
    ? { who: 'queue', office, person: null, holder, why: null }
    : { who: 'holder', office, person: holder, holder, why: null }
}
