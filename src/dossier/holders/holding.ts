/** Who holds a dossier and each of its legs: always exactly one, a person or the queue of an office. Pure. */
import type { Command } from '../commands.ts'
import { isOpen, type DossierState } from '../dossier.ts'
import type { LegState } from '../legs/leg.ts'
import type { HolderCommand } from './commands.ts'

export type Holding = {
  /** Null: the dossier itself. */
  leg: string | null
  office: number
  /** Null: the queue of the office, for which its duty officer answers. */
  person: number | null
  role: 'receptionist' | 'officer'
}

/** Nobody holds what has ended. Before acceptance and once the result is there, the counter's queue does. */
export function holdingsOf(state: DossierState): Holding[] {
  return isOpen(state) ? [ofDossier(state), ...ofLegs(state)] : []
}

function ofDossier({ phase, offices, holder, acceptedAt }: DossierState): Holding {
  if (phase.at === 'finished')
    return { leg: null, office: offices.returning, person: null, role: 'receptionist' }
  return acceptedAt === null
    ? { leg: null, office: offices.competent, person: null, role: 'receptionist' }
    : { leg: null, office: offices.competent, person: holder, role: 'officer' }
}

function ofLegs(state: DossierState): Holding[] {
  const { legs = [] } = state
  return legs.flatMap((each) => {
    const { leg, where, office, ended } = each
    return where === 'inside' && office !== null && ended === null
      ? [{ leg, office, person: legHolder(state, each), role: 'officer' as const }]
      : []
  })
}

/** Whoever took the leg; at the office that decides, until somebody does, whoever holds the dossier. */
export function legHolder(
  { legHolders = {}, holder, offices }: DossierState,
  { leg, office }: Pick<LegState, 'leg' | 'office'>,
): number | null {
  return legHolders[leg] ?? (office === offices.competent ? holder : null)
}

/** The leg inside the house, still under way; undefined when there is none of that name. */
export function openLeg(state: DossierState, leg: string): Holding | undefined {
  return ofLegs(state).find((each) => each.leg === leg)
}

/** Of a command about a leg: the leg. */
export function legOfCommand(command: Command): string | undefined {
  return isHolderCommand(command) ? command.leg : undefined
}

function isHolderCommand(command: Command): command is HolderCommand {
  return ['handOver', 'reassign', 'release', 'claimLeg'].includes(command.type)
}

/** Who holds what the command is about; null: the queue. */
export function heldNow(command: Command, state: DossierState): number | null {
  const leg = legOfCommand(command)
  return leg === undefined ? state.holder : (openLeg(state, leg)?.person ?? null)
}
