/** The acts of the register: declare, extend, end early, withdraw, name a substitute. Each once by its key, role looked at inside. */
import type { Calendar } from '../calendar/calendar.ts'
import { inContext } from '../db/context.ts'
import type { Db, Tx } from '../db/connect.ts'
import { Conflict, Forbidden, Invalid, NotFound } from '../lib/problem.ts'
import { showMoment, toDay, toInstant, type LocalMinute } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import { forgetLasting } from './in-force.ts'
import {
  problemsOf,
  standingOf,
  wordProblems,
  type Declared,
  type Interruption,
} from './interruption.ts'
import type { Reasons } from './reasons.ts'
import {
  changeByKey,
  changeInterruption,
  insertInterruption,
  interruptionById,
  lockOffice,
  maySpeakFor,
  overlapping,
  placesToName,
  type Change,
  type NextChange,
} from './store.ts'

export type RegisterDeps = {
  /** The application role's database. */
  db: Db
  calendar: () => Calendar
  reasons: Reasons
  directory: { ancestorsOf(officeId: number): readonly number[] }
  now: () => Date
}

type Asked = { me: StaffActor; key: string }

/** Declares it and answers with its id; the same key again is the same act. Throws Invalid naming everything to mend. */
export async function declare(
  deps: RegisterDeps,
  { me, key }: Asked,
  declared: Declared,
): Promise<number> {
  const now = deps.now()
  const problems = problemsOf(declared, { calendar: deps.calendar(), now, reasons: deps.reasons })
  if (problems.length > 0) throw new Invalid(problems)
  const { officeId, pointId, words, stops, substitutePointId } = declared
  const reason = declared.reason!
  const [from, to] = [toInstant(declared.from!), toInstant(declared.to!)]
  const id = await inContext(deps.db, me, async (tx) => {
    await mustSpeakFor(tx, deps, { me, officeId })
    await lockOffice(tx, officeId)
    const done = await doneBefore(tx, { me, key, kind: 'declared' })
    if (done !== undefined) return done
    await mustBePlaces(tx, { officeId, pointId, substitutePointId })
    if ((await overlapping(tx, { officeId, pointId, from, to, stops })) !== undefined)
      throw invalid(
        'from',
        'Nơi này đã khai một lần gián đoạn trùng thời gian. Hãy gia hạn lần đó.',
      )
    return insertInterruption(tx, {
      key,
      personId: me.personId,
      officeId,
      pointId,
      reason: reason.code,
      words,
      legalBasis: reason.legalBasis,
      isPlanned: reason.isPlanned,
      stops,
      from,
      to,
      substitutePointId,
      now,
    })
  })
  forgetLasting(deps.db)
  return id
}

export type Wanted = {
  kind: Exclude<Change['kind'], 'declared'>
  why: string
  /** The new end, for `extended`. */
  to?: LocalMinute | null
  /** For `substituteNamed`. */
  substitutePointId?: number | null
}

/** Does it once. Throws Invalid, Conflict when it is over already, Forbidden for whoever does not speak for the office. */
export async function changeLasting(
  deps: RegisterDeps,
  { me, key }: Asked,
  { id, ...wanted }: Wanted & { id: number },
): Promise<void> {
  const problems = wordProblems(wanted.why, 'why')
  if (problems.length > 0) throw new Invalid(problems)
  await inContext(deps.db, me, async (tx) => {
    const before = await interruptionById(tx, id)
    if (before === undefined) throw new NotFound()
    await mustSpeakFor(tx, deps, { me, officeId: before.officeId })
    await lockOffice(tx, before.officeId)
    if ((await doneBefore(tx, { me, key, kind: wanted.kind })) !== undefined) return
    const interruption = (await interruptionById(tx, id))!
    const next = nextOf(interruption, wanted, deps.now())
    if (wanted.kind === 'substituteNamed')
      await mustBePlaces(tx, {
        ...interruption,
        pointId: null,
        substitutePointId: next.substitutePointId!,
      })
    await changeInterruption(tx, {
      id,
      key,
      personId: me.personId,
      kind: wanted.kind,
      why: wanted.why,
      ...next,
    })
  })
  forgetLasting(deps.db)
}

type Step = Pick<NextChange, 'to' | 'substitutePointId' | 'withdrawn'>

/** What the act changes; throws when it is not lawful where the interruption stands. */
function nextOf(interruption: Interruption, wanted: Omit<Wanted, 'why'>, now: Date): Step {
  const standing = standingOf(interruption, now)
  if (standing === 'over' || standing === 'withdrawn')
    throw new Conflict('Lần gián đoạn này đã kết thúc. Hãy tải lại trang.')
  switch (wanted.kind) {
    case 'extended': {
      if (!wanted.to) throw invalid('to', 'Hãy ghi ngày và giờ kết thúc mới, ví dụ 17:00.')
      const to = toInstant(wanted.to)
      if (to <= interruption.toAt)
        throw invalid('to', `Giờ mới phải sau giờ đang ghi: ${showMoment(interruption.toAt)}.`)
      return { to }
    }
    case 'endedEarly':
      if (standing === 'upcoming')
        throw new Conflict('Lần gián đoạn này chưa bắt đầu: hãy rút lại thay vì kết thúc.')
      return { to: now }
    case 'withdrawn':
      if (standing === 'running')
        throw new Conflict('Lần gián đoạn này đã bắt đầu: hãy kết thúc sớm thay vì rút lại.')
      return { withdrawn: true }
    case 'substituteNamed':
      if (!wanted.substitutePointId) throw invalid('substitute', 'Hãy chọn nơi người dân đến thay.')
      return { substitutePointId: wanted.substitutePointId }
  }
}

async function mustSpeakFor(
  tx: Tx,
  { directory, now }: RegisterDeps,
  { me, officeId }: { me: StaffActor; officeId: number },
): Promise<void> {
  const office = [officeId, ...directory.ancestorsOf(officeId)]
  if (!(await maySpeakFor(tx, me.personId, { office, today: toDay(now()) })))
    throw new Forbidden('Chỉ lãnh đạo cơ quan đó hoặc người vận hành được khai gián đoạn.')
}

async function doneBefore(
  tx: Tx,
  { me, key, kind }: Asked & { kind: Change['kind'] },
): Promise<number | undefined> {
  const done = await changeByKey(tx, key)
  if (done !== undefined && (done.personId !== me.personId || done.kind !== kind))
    throw new Conflict('Khóa gửi này đã dùng cho một việc khác. Hãy tải lại trang.', 'keyReused')
  return done?.interruptionId
}

type Places = { officeId: number; pointId: number | null; substitutePointId: number | null }

/** The point is one of the office's, and the substitute another place. */
async function mustBePlaces(tx: Tx, wanted: Places): Promise<void> {
  const { officeId, pointId, substitutePointId } = wanted
  const places = await placesToName(tx)
  const point = places.find((each) => each.pointId === pointId)
  if (pointId !== null && point?.officeId !== officeId)
    throw invalid('point', 'Hãy chọn một điểm của chính cơ quan đó.')
  if (substitutePointId === null) return
  const substitute = places.find((each) => each.pointId === substitutePointId)
  const isSame =
    pointId === null ? substitute?.officeId === officeId : substitutePointId === pointId
  if (substitute === undefined || isSame)
    throw invalid('substitute', 'Nơi đến thay phải là một điểm khác trong danh sách.')
}

function invalid(field: string, message: string): Invalid {
  return new Invalid({ code: field, field, message })
}
