/** The fees of a dossier as an official works on them: how they stand, and what this person may do. */
import { inContext } from '../db/context.ts'
import { stateById } from '../dossier/store.ts'
import { NotFound } from '../lib/problem.ts'
import type { StaffActor } from '../office/actor.ts'
import { mayDo, type FeeAct } from './access.ts'
import type { PaymentDeps } from './deps.ts'
import { claimable, type Claimable } from './exemption.ts'
import { ensureLines, standingOf } from './lines-store.ts'
import type { Standing } from './standing.ts'
import { vietQrOf, type Treasury } from './vietqr.ts'

export type DeskFees = {
  standing: Standing
  claims: Claimable
  may: ReadonlySet<FeeAct>
  treasury: Treasury | undefined
  /** The text of the VietQR code of the transfer under way. */
  qr: string | undefined
}

const ACTS: readonly FeeAct[] = [
  'claim',
  'collect',
  'determine',
  'decideClaim',
  'askRefund',
  'approveRefund',
  'payBack',
]

/** NotFound outside the person's scopes. */
export async function deskFees(
  deps: PaymentDeps,
  by: StaffActor,
  dossierId: string,
): Promise<DeskFees> {
  return inContext(deps.db, by, async (tx) => {
    const state = await stateById(tx, dossierId)
    if (!state || !(await ensureLines(tx, deps.law, dossierId))) throw new NotFound()
    const standing = await standingOf(tx, dossierId)
    const { code, version } = state.procedure
    const transfer = standing.orders.find(
      (order) => order.method === 'transfer' && order.state === 'pending',
    )
    const { treasury } = deps
    return {
      standing,
      claims: claimable(deps.law.procedure(code, version), standing),
      may: new Set(ACTS.filter((act) => mayDo(act, by, state))),
      treasury,
      qr: treasury && transfer ? vietQrOf(treasury, transfer) : undefined,
    }
  })
}
