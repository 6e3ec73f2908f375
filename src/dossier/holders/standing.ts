/**
 * What the directory says at the moment of the act, asked inside its transaction: in whose place the official acts, and whether
 * whoever is to get the dossier may have it. Most acts are one's own work and ask nothing.
 */
import type { Tx } from '../../db/connect.ts'
import type { Day } from '../../lib/time.ts'
import { standingOn, standInsOn } from '../../office/absence-store.ts'
import type { Actor, StaffActor } from '../../office/actor.ts'
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
): Promise<NonNullable<StaffActor['standsIn']>> {
  if (command.type !== 'recordSigned')
    return standInsOn(tx, { personId, officeId: officeOf(command, state), day })
  const { competent: officeId } = state.offices
  const procedure = state.procedure.code
  const rows = await signingFor(tx, { delegateId: personId, officeId, day, procedure })
  return rows.map(({ id, personId: person }) => ({ person, ground: 'signing', id }))
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
