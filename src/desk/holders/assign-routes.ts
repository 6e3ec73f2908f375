/** `/viec/phan-cong`: the leader sees who has how much and gives dossiers to others. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { inContext } from '../../db/context.ts'
import { handleMany, type ManyOutcome } from '../../dossier/handle-many.ts'
import { Forbidden, Invalid, NotFound, type Problem } from '../../lib/problem.ts'
import { toDay } from '../../lib/time.ts'
import { colleagues, workingStaff } from '../../office/absence-store.ts'
import { hasRole, type StaffActor } from '../../office/actor.ts'
import { nameDutyOfficer } from '../../office/declare.ts'
import { onDuty } from '../../office/queue-duty-store.ts'
import { requireStaff } from '../../office/session.ts'
import { readForm, type Form } from '../../ui/form.ts'
import { namesOf } from '../case-store.ts'
import type { DeskDeps } from '../deps.ts'
import { declaring, saved } from './absence-routes.ts'
import { foreseen, idsIn, reassigning, receiverAt } from './assign.ts'
import { AssignedPage, AssignPage, type AssignPageProps } from './assign-page.tsx'
import { personIn, reasonProblems } from './hand-over-form.ts'
import { LoadPage, type LoadLine, type LoadPageProps } from './load-page.tsx'
import { codesOf, heldRows, loadOf, type Load, type Whose } from './load-store.ts'
import { ASSIGN_PATH } from './paths.ts'

type WithPlace = { Params: { place: string } }

export async function assignRoutes(app: FastifyInstance, deps: DeskDeps): Promise<void> {
  app.get(ASSIGN_PATH, async (req, reply) => {
    const me = leaderOf(req)
    const { xong } = req.query as { xong?: unknown }
    const done = xong === 'truc' ? 'Đã chỉ định người trực hàng đợi.' : undefined
    return reply.page(h(LoadPage, { ...(await loadPage(deps, me)), done }))
  })
  app.post(`${ASSIGN_PATH}/truc`, (req, reply) => nameDuty(deps, req, reply))
  app.get<WithPlace>(`${ASSIGN_PATH}/:place`, async (req, reply) => {
    const me = leaderOf(req)
    const page = await listPage(deps, me, req.params.place)
    return reply.page(h(AssignPage, page))
  })
  app.post<WithPlace>(`${ASSIGN_PATH}/:place`, (req, reply) => assign(deps, req, reply))
}

/** A leader of the office in which they work now. */
function leaderOf(req: FastifyRequest): StaffActor {
  const me = requireStaff(req, 'leader')
  if (!hasRole(me, 'leader', me.officeId))
    throw new Forbidden('Hãy đổi sang vai lãnh đạo của cơ quan rồi phân công.')
  return me
}

async function loadPage(deps: DeskDeps, me: StaffActor): Promise<LoadPageProps> {
  const { officeId } = me
  const now = deps.result.now()
  const day = toDay(now)
  return inContext(deps.result.dossier.db, me, async (tx) => {
    const officers = await colleagues(tx, { officeId, role: 'officer', day })
    const loads = await loadOf(tx, { officeId, now })
    return {
      me,
      lines: linesOf(officers, loads),
      duty: await onDuty(tx, { officeId, day }),
      staff: await workingStaff(tx, { officeId, day }),
      done: undefined,
    }
  })
}

const NOTHING = { held: 0, overdue: 0, dueToday: 0, waiting: 0, oldestDue: null }

/** The queue first, then whoever holds without being an officer, then the officers by what they hold. */
function linesOf(
  officers: Awaited<ReturnType<typeof colleagues>>,
  loads: readonly Load[],
): LoadLine[] {
  const byPerson = new Map(loads.map((load) => [load.personId, load]))
  const queue = byPerson.get(null) ?? { ...NOTHING, personId: null }
  const working = officers.map(({ personId, name, awayTo }) => ({
    ...(byPerson.get(personId) ?? { ...NOTHING, personId }),
    name,
    isOfficer: true,
    awayTo,
  }))
  const left = loads.filter(
    ({ personId }) => personId !== null && !officers.some((each) => each.personId === personId),
  )
  return [
    { ...queue, name: 'Hàng đợi, chưa ai nhận', isOfficer: true, awayTo: null },
    ...left.map((load) => ({
      ...load,
      name: load.name ?? 'Cán bộ',
      isOfficer: false,
      awayTo: null,
    })),
    ...working.toSorted((a, b) => b.held - a.held),
  ]
}

async function nameDuty(deps: DeskDeps, req: FastifyRequest, reply: FastifyReply) {
  const me = leaderOf(req)
  const form = await readForm(req)
  const personId = personIn(form.text('duty'))
  const again = async (problems: readonly Problem[]) =>
    reply.page(h(LoadPage, { ...(await loadPage(deps, me)), problems }), 422)
  if (personId === null)
    return again([{ code: 'duty', field: 'duty', message: 'Hãy chọn người trực.' }])
  try {
    await nameDutyOfficer(declaring(deps, me), { officeId: me.officeId, personId })
  } catch (error) {
    if (error instanceof Invalid) return again(error.problems)
    throw error
  }
  return saved(req, reply, `${ASSIGN_PATH}?xong=truc`)
}

const PLACES: Readonly<Record<string, Exclude<Whose, object>>> = {
  'hang-doi': 'queue',
  'qua-han': 'overdue',
  'hom-nay': 'today',
  'tat-ca': 'all',
}
const PLACE_NAMES: Readonly<Record<string, string>> = {
  'hang-doi': 'Hồ sơ chưa ai nhận',
  'qua-han': 'Hồ sơ quá hạn',
  'hom-nay': 'Hồ sơ đến hạn hôm nay',
  'tat-ca': 'Hồ sơ đang xử lý',
}

/** A named list, or the id of a person; anything else is not there. */
function whoseAt(place: string): Whose {
  const named = Object.hasOwn(PLACES, place) ? PLACES[place] : undefined
  const personId = personIn(place)
  if (named !== undefined) return named
  if (personId === null) throw new NotFound()
  return { personId }
}

async function listPage(deps: DeskDeps, me: StaffActor, place: string): Promise<AssignPageProps> {
  const { officeId } = me
  const whose = whoseAt(place)
  const personId = typeof whose === 'object' ? whose.personId : null
  const now = deps.result.now()
  return inContext(deps.result.dossier.db, me, async (tx) => {
    const rows = await heldRows(tx, { officeId, whose, now })
    const officers = await colleagues(tx, { officeId, role: 'officer', day: toDay(now) })
    // People of other offices are not told of here.
    const isOurs = rows.length > 0 || officers.some((each) => each.personId === personId)
    if (personId !== null && !isOurs) throw new NotFound()
    const names = await namesOf(tx, { people: personId === null ? [] : [personId], offices: [] })
    return {
      me,
      place,
      heading: PLACE_NAMES[place] ?? `Hồ sơ của ${names.get(personId ?? 0) ?? 'cán bộ'}`,
      rows,
      colleagues: officers.filter((each) => each.personId !== personId),
      chosen: new Set(personId === null ? [] : rows.map(({ id }) => id)),
      to: '',
      reason: '',
    }
  })
}

async function assign(deps: DeskDeps, req: FastifyRequest<WithPlace>, reply: FastifyReply) {
  const me = leaderOf(req)
  const form = await readForm(req)
  const [key, to, ids] = [form.key(), personIn(form.text('to')), idsIn(form.texts('dossier'))]
  const reason = form.text('reason')
  const problems = problemsOf(form, ids)
  const isDone = problems.length === 0 && form.text('act') === 'do' && to !== null
  if (isDone) return carryOut(deps, { req, reply }, { me, key, to, reason, ids })
  const page = await listPage(deps, me, req.params.place)
  const shown = { ...page, chosen: new Set(ids), to: form.text('to'), reason, idempotencyKey: key }
  if (problems.length > 0 || to === null)
    return reply.page(h(AssignPage, { ...shown, problems }), 422)
  const receiver = await receiverAt(deps, { personId: to, officeId: me.officeId })
  const looking = { by: me, to, reason, receiver }
  const chosen = page.rows.filter(({ id }) => shown.chosen.has(id))
  const ahead = new Map(
    chosen.map(({ id, state }) => [id, foreseen(deps, state, looking)?.message ?? null]),
  )
  return reply.page(h(AssignPage, { ...shown, foreseen: ahead }))
}

function problemsOf(form: Form, ids: readonly string[]): Problem[] {
  const about = (field: string, message: string): Problem => ({ code: 'assign', field, message })
  return [
    ...(ids.length === 0 ? [about('dossier', 'Hãy chọn ít nhất một hồ sơ.')] : []),
    ...(personIn(form.text('to')) === null ? [about('to', 'Hãy chọn người nhận.')] : []),
    ...reasonProblems(form.text('reason')),
  ]
}

type Order = { me: StaffActor; key: string; to: number; reason: string; ids: readonly string[] }

async function carryOut(
  deps: DeskDeps,
  { req, reply }: { req: FastifyRequest; reply: FastifyReply },
  { me, key, to, reason, ids }: Order,
) {
  const { dossier } = deps.result
  const command = reassigning(to, reason)
  const outcomes = await handleMany(dossier, { ids, by: me, key, commandOf: () => command })
  const { codes, names } = await inContext(dossier.db, me, async (tx) => ({
    codes: await codesOf(tx, ids),
    names: await namesOf(tx, { people: [to], offices: [] }),
  }))
  req.work = 'saved'
  const lines = outcomes.map((outcome) => ({
    id: outcome.id,
    code: codes.get(outcome.id) ?? 'hồ sơ ngoài quyền xem',
    no: noOf(outcome),
  }))
  return reply.page(h(AssignedPage, { me, to: names.get(to) ?? 'người nhận', lines }))
}

function noOf(outcome: ManyOutcome): string | null {
  switch (outcome.became) {
    case 'done':
    case 'repeat':
      return null
    case 'refused':
      return outcome.refusal.message
    case 'notFound':
      return 'Không có hồ sơ này, hoặc ngoài quyền xem.'
    case 'failed':
      return 'Hệ thống gặp lỗi với hồ sơ này. Hãy thử lại.'
  }
}
