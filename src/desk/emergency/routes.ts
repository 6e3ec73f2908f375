/** `/khan-cap`: to read one dossier outside one's scopes, for a while, by the consent of a second person. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { sendBytes } from '../../counter/file-routes.ts'
import { canRead } from '../../dossier/access.ts'
import { isUuid } from '../../lib/ids.ts'
import { Conflict, Forbidden, NotFound, type Problem } from '../../lib/problem.ts'
import { toDay } from '../../lib/time.ts'
import type { StaffActor } from '../../office/actor.ts'
import { requireStaff } from '../../office/session.ts'
import { readForm } from '../../ui/form.ts'
import { AccessPage } from './access-page.tsx'
import { AskPage } from './ask-page.tsx'
import type { EmergencyDeps } from './deps.ts'
import { askProblems, EMPTY_ASK, granterRole, seesRequests, type AskTyped } from './emergency.ts'
import { EmergencyListPage } from './list-page.tsx'
import { asRequester, fileInEmergency, openInEmergency, requestSeen } from './open.ts'
import { ReadingPage } from './reading-page.tsx'
import { accessPath, EMERGENCY_PATH } from './shell.tsx'
import {
  alarmsOf,
  answer,
  ask,
  dossierToAskFor,
  endNow,
  requestsOf,
  type AccessRow,
} from './store.ts'

type WithId = { Params: { id: string } }
type WithFile = { Params: { id: string; fileId: string } }

const MOST_ROWS = 100

export async function emergencyRoutes(app: FastifyInstance, deps: EmergencyDeps): Promise<void> {
  app.get(EMERGENCY_PATH, (req, reply) => showList(deps, req, reply))
  app.get(`${EMERGENCY_PATH}/xin`, async (req, reply) => {
    const me = requireStaff(req)
    return reply.page(h(AskPage, { me, policy: deps.policy, typed: EMPTY_ASK }))
  })
  app.post(`${EMERGENCY_PATH}/xin`, (req, reply) => takeRequest(deps, req, reply))
  app.get<WithId>(`${EMERGENCY_PATH}/:id`, async (req, reply) => {
    const me = requireStaff(req)
    return reply.page(h(AccessPage, await accessProps(deps, me, req.params.id)))
  })
  app.post<WithId>(`${EMERGENCY_PATH}/:id/dong-y`, (req, reply) => grant(deps, req, reply))
  app.post<WithId>(`${EMERGENCY_PATH}/:id/tu-choi`, (req, reply) => decline(deps, req, reply))
  app.post<WithId>(`${EMERGENCY_PATH}/:id/ket-thuc`, (req, reply) => end(deps, req, reply))
  app.get<WithId>(`${EMERGENCY_PATH}/:id/ho-so`, async (req, reply) => {
    const me = requireStaff(req)
    const { id } = req.params
    const opened = await openInEmergency(deps, { id, by: me, what: 'hồ sơ' })
    const row = await requestSeen(deps, me, id)
    return reply.page(
      h(ReadingPage, {
        me,
        row,
        opened,
        calendar: deps.law.calendar(),
        codeLists: deps.law.codeLists,
      }),
    )
  })
  app.get<WithFile>(`${EMERGENCY_PATH}/:id/tep/:fileId`, async (req, reply) => {
    const me = requireStaff(req)
    const { id, fileId } = req.params
    if (!isUuid(fileId)) throw new NotFound()
    const looking = { id, by: me, what: 'giấy tờ trong hồ sơ' }
    const file = await fileInEmergency(deps, looking, fileId)
    const bytes = await deps.files.read(file.sha256)
    if (!bytes) throw new NotFound('Kho tệp không còn tệp này. Hãy báo quản trị hệ thống.')
    return sendBytes(reply, { bytes, mediaType: file.media_type, fileName: file.name })
  })
}

async function showList(deps: EmergencyDeps, req: FastifyRequest, reply: FastifyReply) {
  const me = requireStaff(req)
  const sees = seesRequests(me)
  const [requests, alarms] = await asRequester(deps, me, async (tx) => [
    await requestsOf(tx, { personId: me.personId, own: !sees, most: MOST_ROWS }),
    sees ? await alarmsOf(tx, { id: null, most: MOST_ROWS }) : [],
  ])
  return reply.page(h(EmergencyListPage, { me, requests, alarms, now: deps.result.now() }))
}

async function accessProps(deps: EmergencyDeps, me: StaffActor, id: string) {
  const row = await requestSeen(deps, me, id)
  const alarms = await asRequester(deps, me, (tx) => alarmsOf(tx, { id, most: MOST_ROWS }))
  const mayAnswer = roleFor(deps, me, row) !== undefined
  return { me, row, alarms, mayAnswer, now: deps.result.now() }
}

const officesOf = (deps: EmergencyDeps, { competentOfficeId }: AccessRow): number[] => [
  competentOfficeId,
  ...deps.result.dossier.offices.ancestorsOf(competentOfficeId),
]

function roleFor(deps: EmergencyDeps, me: StaffActor, row: AccessRow) {
  return granterRole(me, row, { offices: officesOf(deps, row), roles: deps.policy.grantedBy })
}

async function takeRequest(deps: EmergencyDeps, req: FastifyRequest, reply: FastifyReply) {
  const me = requireStaff(req)
  const form = await readForm(req)
  const key = form.key()
  const typed: AskTyped = {
    code: form.text('code'),
    reason: form.text('reason'),
    legalGround: form.text('legalGround'),
  }
  const problems = askProblems(typed)
  const again = (all: Problem[]) =>
    reply.page(
      h(AskPage, { me, policy: deps.policy, typed, problems: all, idempotencyKey: key }),
      422,
    )
  if (problems.length > 0) return again(problems)
  const asked = await dossierToAskFor(deps.result.dossier.db, typed.code)
  if (!asked) return again([about('Không có hồ sơ nào mang mã này. Hãy xem lại từng chữ số.')])
  if (canRead(me, asked.scopes))
    return again([about('Ông/bà đã có quyền xem hồ sơ này. Hãy tìm ở danh sách công việc.')])
  const request = {
    ...asked,
    ...deps.policy,
    id: key,
    personId: me.personId,
    role: me.role,
    officeId: me.officeId,
    reason: typed.reason,
    legalGround: typed.legalGround,
  }
  await asRequester(deps, me, (tx) => ask(tx, request))
  req.work = 'saved'
  return reply.redirect(EMERGENCY_PATH, 303)
}

const about = (message: string): Problem => ({ code: 'emergency', field: 'code', message })

/** The second person gives the code that their telephone shows at this moment: an open session is not enough. */
async function grant(deps: EmergencyDeps, req: FastifyRequest<WithId>, reply: FastifyReply) {
  const { me, row, role, form } = await toAnswer(deps, req)
  const code = form.text('code')
  const outcome = code === '' ? undefined : await deps.presence.confirm({ req, reply }, me, code)
  if (!outcome?.ok) {
    const message =
      outcome?.refusal.message ?? 'Hãy nhập mã xác thực 6 số đang hiện trên điện thoại.'
    const problems = [{ code: 'code', field: 'code', message }]
    return reply.page(h(AccessPage, { ...(await accessProps(deps, me, row.id)), problems }), 422)
  }
  return decide(deps, { me, row, role, outcome: 'approved' }, { req, reply })
}

async function decline(deps: EmergencyDeps, req: FastifyRequest<WithId>, reply: FastifyReply) {
  const { me, row, role } = await toAnswer(deps, req)
  return decide(deps, { me, row, role, outcome: 'refused' }, { req, reply })
}

async function toAnswer(deps: EmergencyDeps, req: FastifyRequest<WithId>) {
  const me = requireStaff(req)
  const form = await readForm(req)
  const row = await requestSeen(deps, me, req.params.id)
  const role = roleFor(deps, me, row)
  if (role === undefined)
    throw new Forbidden(
      'Người đồng ý phải là một người khác, ở vai trò lãnh đạo hoặc giám sát của cơ quan giải quyết hay cấp trên.',
    )
  return { me, row, role, form }
}

type Decision = {
  me: StaffActor
  row: AccessRow
  role: NonNullable<ReturnType<typeof roleFor>>
  outcome: 'approved' | 'refused'
}

async function decide(
  deps: EmergencyDeps,
  { me, row, role, outcome }: Decision,
  { req, reply }: { req: FastifyRequest; reply: FastifyReply },
) {
  const given = {
    id: row.id,
    outcome,
    role,
    personId: me.personId,
    offices: officesOf(deps, row),
    today: toDay(deps.result.now()),
  }
  const isDone = await asRequester(deps, me, (tx) => answer(tx, given))
  if (!isDone) throw new Conflict('Yêu cầu này đã được trả lời hoặc đã quá hạn trả lời.')
  req.work = 'saved'
  return reply.redirect(accessPath(row.id), 303)
}

async function end(deps: EmergencyDeps, req: FastifyRequest<WithId>, reply: FastifyReply) {
  const me = requireStaff(req)
  await readForm(req)
  const row = await requestSeen(deps, me, req.params.id)
  if (row.askedBy !== me.personId && roleFor(deps, me, row) === undefined) throw new Forbidden()
  const isEnded = await asRequester(deps, me, (tx) => endNow(tx, row.id, me.personId))
  if (!isEnded) throw new Conflict('Quyền xem khẩn cấp này không còn hiệu lực.')
  req.work = 'saved'
  return reply.redirect(accessPath(row.id), 303)
}
