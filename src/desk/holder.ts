import { inContext } from '../db/context.ts'
import { Conflict } from '../lib/problem.ts'
import type { StaffActor } from '../office/actor.ts'
import type { DeskDeps } from './deps.ts'
import { holderName } from './case-store.ts'

/** Somebody was faster: says who. */
export async function claimedByOther(deps: DeskDeps, id: string, by: StaffActor): Promise<never> {
  const name = await inContext(deps.result.dossier.db, by, (tx) => holderName(tx, id))
  throw new Conflict(`${name ?? 'Người khác'} đã nhận xử lý hồ sơ này trước ông/bà.`, 'heldByOther')
}
