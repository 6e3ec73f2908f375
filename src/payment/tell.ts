/** What was paid becomes a fact of the dossier, once for each order: the history, the clock and the notices follow from it. */
import { inContext } from '../db/context.ts'
import type { Command } from '../dossier/commands.ts'
import type { DossierState } from '../dossier/dossier.ts'
import { handle, type DossierDeps, type Request } from '../dossier/handle.ts'
import { stateById } from '../dossier/store.ts'
import { derivedId } from '../lib/ids.ts'
import type { SystemActor } from '../office/actor.ts'
import { linesById, lockOrder } from './lines-store.ts'
import { sumOf, type LineStanding, type OrderStanding } from './standing.ts'
import { markTold } from './told-store.ts'

export type Telling = {
  dossier: DossierDeps
  by: SystemActor
  now: () => Date
  /** Of made dossiers: when it is said to have happened. */
  as?: Pick<Request, 'origin' | 'occurredAt'>
}

/** Safe to repeat: each command carries a key made from the order. A lawful no (the dossier has ended meanwhile) is the end of it. */
export async function tellPaid({ dossier, by, now, as }: Telling, orderId: string): Promise<void> {
  const { db } = dossier
  const found = await inContext(db, by, async (tx) => {
    const order = await lockOrder(tx, orderId)
    const state = order && (await stateById(tx, order.dossierId))
    if (!order || !state) return undefined
    return { order, state, lines: await linesById(tx, order.dossierId) }
  })
  if (!found) return
  const { order, state, lines } = found
  if (order.state === 'paid')
    for (const { name, command } of commandsOf(order, state, lines)) {
      const key = derivedId(order.id, name)
      await handle(dossier, { id: order.dossierId, by, key, command, ...as })
    }
  await inContext(db, by, (tx) => markTold(tx, orderId, now()))
}

/** A fee that was asked for sets the clock going again; every other one is told as paid. Pure. */
export function commandsOf(
  order: OrderStanding,
  { phase }: Pick<DossierState, 'phase'>,
  lines: readonly LineStanding[],
): { name: string; command: Command }[] {
  const { reference, method } = order
  const meant = lines.filter(({ id }) => order.lines.includes(id))
  const asked = meant.filter(({ moment }) => moment === 'processing')
  const others = sumOf(meant.filter(({ moment }) => moment !== 'processing'))
  const isAwaited = phase.at === 'awaitingFee' && sumOf(asked) === phase.amount
  return [
    ...(asked.length > 0 && isAwaited
      ? [
          {
            name: 'recordFee',
            command: { type: 'recordFee' as const, reference, amount: sumOf(asked) },
          },
        ]
      : []),
    ...(others > 0
      ? [
          {
            name: 'recordPaid',
            command: { type: 'recordPaid' as const, reference, amount: others, method },
          },
        ]
      : []),
  ]
}
