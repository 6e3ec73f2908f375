/** What an editor decides about changes and findings: one transaction, the role checked inside it, each form once. */
import type { Db, Tx } from '../../db/connect.ts'
import { Conflict, Forbidden, type Problem } from '../../lib/problem.ts'
import { toDay } from '../../lib/time.ts'
import type { StaffActor } from '../../office/actor.ts'
import { assignmentsOn } from '../../office/store.ts'
import type { Form } from '../../ui/form.ts'
import { decideChanges, logAct } from './change-store.ts'
import { clearFindings } from './finding-store.ts'

export type EditorAct = {
  key: string
  act: 'accept' | 'dismiss' | 'clear'
  ids: number[]
  note: string
}
export type ReadAct = { act: EditorAct; problems: Problem[] }

const MOST_NOTE = 1000

/** Reads the form of a list: ticked rows, what to do with them, why. */
export function readAct(form: Form, acts: readonly EditorAct['act'][]): ReadAct {
  const act = acts.find((each) => each === form.text('act')) ?? acts[0]!
  const ids = form.texts('ids').filter((id) => /^\d{1,9}$/.test(id))
  const read = { key: form.key(), act, ids: [...new Set(ids.map(Number))], note: form.text('note') }
  return { act: read, problems: problemsOf(read) }
}

function problemsOf({ act, ids, note }: EditorAct): Problem[] {
  const none: Problem = {
    code: 'nothingChosen',
    field: 'ids',
    message: 'Hãy đánh dấu ít nhất một dòng.',
  }
  const why: Problem = {
    code: 'noteMissing',
    field: 'note',
    message:
      act === 'dismiss'
        ? 'Hãy ghi lý do bỏ qua, để người sau hiểu.'
        : 'Hãy ghi đã xem xét thế nào, để người sau hiểu.',
  }
  const long: Problem = {
    code: 'noteTooLong',
    field: 'note',
    message: `Phần ghi dài quá ${MOST_NOTE} ký tự. Hãy viết ngắn hơn.`,
  }
  return [
    ...(ids.length === 0 ? [none] : []),
    ...(act !== 'accept' && note === '' ? [why] : []),
    ...(note.length > MOST_NOTE ? [long] : []),
  ]
}

type By = { me: StaffActor; now: Date }

/** Throws Forbidden when the role ended meanwhile, Conflict when somebody else decided one of the rows first. */
export async function carryOut(db: Db, act: EditorAct, { me, now }: By): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await mustBeController(tx, me, now)
    const { key, ids, note } = act
    const isNew = await logAct(tx, { key, by: me.personId, act: act.act, subjectIds: ids, note })
    if (!isNew) return
    const done = await writeAct(tx, act, { me, now })
    if (done !== ids.length)
      throw new Conflict('Có dòng vừa được người khác xử lý. Hãy tải lại danh sách rồi chọn lại.')
  })
}

function writeAct(tx: Tx, { act, ids, note }: EditorAct, { me, now }: By): Promise<number> {
  const by = { by: me.personId, at: now }
  switch (act) {
    case 'accept':
      return decideChanges(tx, { ids, decision: 'accepted', reason: note, ...by })
    case 'dismiss':
      return decideChanges(tx, { ids, decision: 'dismissed', reason: note, ...by })
    case 'clear':
      return clearFindings(tx, { ids, note, ...by })
  }
}

async function mustBeController(tx: Tx, me: StaffActor, now: Date): Promise<void> {
  const held = await assignmentsOn(tx, me.personId, toDay(now))
  if (!held.some(({ role }) => role === 'controller'))
    throw new Forbidden('Vai trò của bạn không làm việc này.')
}
