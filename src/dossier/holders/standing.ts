/**
 * What the directory says at the moment of the act, asked inside its transaction: in whose place the official acts, and whether
 * whoever is to get the dossier may have it. Most acts are one's own work and ask nothing.
 */
import type { Tx } from '../../db/connect.ts'
import type { Day } from '../../lib/time.ts'
import { standingOn, standInsOn } from '../../office/absence-store.ts'
import type { Actor, StaffActor, StandingIn } from '../../office/actor.ts'
import { signingFor } from '../../office/delegation-store.ts'
import { isOthersWork, standInOf } from '../access.ts'
import type { Command } from '../commands.ts'
import type { Facts, Receiver } from '../decision.ts'
import type { DossierState } from '../dossier.ts'
import { legOfCommand, openLeg } from './holding.ts'

export type Standing = { by: Actor } & Pick<Facts, 'receiver' | 'standsIn'>
type Act = { by: Actor; command: Command; state: DossierState; day: Day }

export async function standingIn(tx: Tx, act: Act): Promise<Standing> {
  const by = await asTheyStand(tx, act)
  const receiver = await receiverOf(tx, act)
  const standsIn = standInOf(by, act.command, act.state)
  return { by, ...(receiver && { receiver }), ...(standsIn && { standsIn }) }
}

/** The account with the substitutions that hold now; what it brought along counts for nothing. */
async function asTheyStand(tx: Tx, { by, command, state, day }: Act): Promise<Actor> {
  if (by.kind !== 'staff') return by
  const { standsIn: _brought, ...own } = by
  if (!isOthersWork(own, command, state)) return own
  return { ...own, standsIn: await substitutions(tx, own, { command, state, day }) }
}

async function substitutions(
  tx: Tx,
  { personId }: StaffActor,
  { command, state, day }: Omit<Act, 'by'>,
): Promise<readonly StandingIn[]> {
  return command.type === 'recordSigned'
    ? signing(tx, personId, { state, day })
    : standInsOn(tx, { personId, officeId: officeOf(command, state), day })
}

async function signing(
  tx: Tx,
  delegateId: number,
  { state, day }: { state: DossierState; day: Day },
): Promise<StandingIn[]> {
  const { offices, procedure } = state
  const wanted = { delegateId, officeId: offices.competent, day, procedure: procedure.code }
  const rows = await signingFor(tx, wanted)
  return rows.map(({ id, personId: person }) => ({ person, ground: 'signing', id }))
}

/** Everything in which the account stands in for others at the office that decides: for what is looked at before an act. */
export async function substitutionsOf(
  tx: Tx,
  by: Actor,
  { state, day }: { state: DossierState; day: Day },
): Promise<readonly StandingIn[]> {
  if (by.kind !== 'staff') return []
  const { personId } = by
  const absences = await standInsOn(tx, { personId, officeId: state.offices.competent, day })
  return [...absences, ...(await signing(tx, personId, { state, day }))]
}

async function receiverOf(tx: Tx, { by, command, state, day }: Act): Promise<Receiver | undefined> {
  const personId = receiverNamed(command, by)
  if (personId === undefined) return undefined
  const { roles, awayTo } = await standingOn(tx, {
    personId,
    officeId: officeOf(command, state),
    day,
  })
  return { personId, holdsRole: roles.includes('officer'), awayTo }
}

function receiverNamed(command: Command, by: Actor): number | undefined {
  if (command.type === 'handOver' || command.type === 'reassign') return command.to
  const takes = command.type === 'claim' || command.type === 'claimLeg'
  return takes && by.kind === 'staff' ? by.personId : undefined
}

function officeOf(command: Command, state: DossierState): number {
  const leg = legOfCommand(command)
  const open = leg === undefined ? undefined : openLeg(state, leg)
  return open?.office ?? state.offices.competent
}
