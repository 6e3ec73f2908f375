/** The one way in which an operator does something: role looked at in the same transaction, written down, done once. */
import type { Db, Tx } from '../db/connect.ts'
import { inContext } from '../db/context.ts'
import { Conflict, Forbidden, Invalid } from '../lib/problem.ts'
import { toDay } from '../lib/time.ts'
import type { Role, StaffActor } from '../office/actor.ts'
import { holdsNow, keepAct } from '../office/operator-store.ts'

export const OPERATORS = ['admin', 'supervisor'] as const

export type Operation = {
  me: StaffActor
  key: string
  action: string
  subject: string
  reason?: string | undefined
  /** The person to whom it was handed, for 'assign'. */
  outcome?: string | undefined
  roles?: readonly Role[]
}

/** `act` answers false when there is nothing to do any more. The same key again is the same act and does nothing. */
export async function operate(
  { db, now }: { db: Db; now: () => Date },
  { me, roles = OPERATORS, ...what }: Operation,
  act: (tx: Tx) => Promise<boolean>,
): Promise<void> {
  await inContext(db, me, async (tx) => {
    if (!(await holdsNow(tx, me.personId, { roles, today: toDay(now()) })))
      throw new Forbidden('Vai trò của bạn không làm việc này.')
    if (!(await keepAct(tx, { ...what, personId: me.personId }))) return
    if (!(await act(tx)))
      throw new Conflict('Việc này đã được làm xong hoặc không còn bị kẹt. Hãy tải lại trang.')
  })
}

/** The reason of what cannot be taken back, in the person's own words. */
export function reasonIn(text: string): string {
  if (text.length >= 5 && text.length <= 300) return text
  const message =
    text.length > 300
      ? 'Lý do dài quá 300 ký tự. Hãy viết ngắn hơn.'
      : 'Hãy ghi lý do, ít nhất 5 ký tự.'
  throw new Invalid({ code: 'reason', field: 'reason', message })
}
