/** Those who answer requests about personal data: the supervisors of the city. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { isUuid } from '../../lib/ids.ts'
import { Forbidden, NotFound, type Problem } from '../../lib/problem.ts'
import { toDay } from '../../lib/time.ts'
import { requireStaff } from '../../office/session.ts'
import { readForm, type Form } from '../../ui/form.ts'
import type { OwnRecordsDeps } from './deps.ts'
import { answerRequest, isOwn, type StaffDeed } from './handle.ts'
import { REQUESTS_PATH } from './paths.ts'
import { RequestPage, RequestsPage } from './staff-page.tsx'
import { answersForCity, requestById, requestsToAnswer } from './store.ts'

export function staffRequestRoutes(app: FastifyInstance, deps: OwnRecordsDeps): void {
  app.get(REQUESTS_PATH, async (req, reply) => {
    const me = requireStaff(req, 'supervisor')
    const isCitys = await answersForCity(deps.db, me.personId, toDay(deps.now()))
    const all = isCitys ? await requestsToAnswer(deps.db) : []
    const rows = all.filter((row) => !isOwn(row, me))
    const page = { me, rows, isCitys, law: deps.personalData, now: deps.now() }
    return reply.page(h(RequestsPage, page))
  })
  app.get(`${REQUESTS_PATH}/:id`, (req, reply) => page(deps, req, { reply, problems: [] }))
  app.post(`${REQUESTS_PATH}/:id`, async (req, reply) => {
    const form = await readForm(req)
    const me = await answering(deps, req)
    const { id } = req.params as { id: string }
    const deed = deedIn(form)
    if ('code' in deed) return page(deps, req, { reply, problems: [deed], typed: form })
    const outcome = await answerRequest(deps, { id, me, deed })
    req.work = 'saved'
    return reply.redirect(`${REQUESTS_PATH}/${id}${outcome === 'late' ? '?muon=1' : ''}`, 303)
  })
}

/** A supervisor of the city; whoever supervises a ward only is refused. */
async function answering({ db, now }: OwnRecordsDeps, req: FastifyRequest) {
  const me = requireStaff(req, 'supervisor')
  if (!(await answersForCity(db, me.personId, toDay(now()))))
    throw new Forbidden('Chỉ người giám sát của thành phố trả lời yêu cầu về dữ liệu cá nhân.')
  return me
}

type Shown = { reply: FastifyReply; problems: readonly Problem[]; typed?: Form }

async function page(deps: OwnRecordsDeps, req: FastifyRequest, shown: Shown) {
  const me = await answering(deps, req)
  const { id } = req.params as { id: string }
  const row = isUuid(id) ? await requestById(deps.db, id) : undefined
  if (row === undefined || isOwn(row, me)) throw new NotFound()
  const { muon } = req.query as { muon?: unknown }
  const { problems, typed, reply } = shown
  return reply.page(
    h(RequestPage, {
      me,
      row,
      law: deps.personalData,
      now: deps.now(),
      problems,
      values: { answer: typed?.text('answer') ?? '', why: typed?.text('why') ?? '' },
      isLate: muon === '1',
    }),
    problems.length > 0 ? 422 : 200,
  )
}

const MOST = 2000

function deedIn(form: Form): StaffDeed | Problem {
  const act = form.text('act')
  switch (act) {
    case 'see':
    case 'take':
      return { type: act }
    case 'extend': {
      const why = form.text('why')
      if (why !== '' && why.length <= MOST) return { type: act, why }
      return missing('why', 'Ghi lý do kéo dài, không quá 2.000 ký tự.')
    }
    case 'grant':
    case 'refuse': {
      const answer = form.text('answer')
      if (answer !== '' && answer.length <= MOST) return { type: act, answer }
      return missing('answer', 'Ghi việc đã làm, hoặc căn cứ từ chối, không quá 2.000 ký tự.')
    }
    default:
      return missing('answer', 'Hãy chọn việc cần làm.')
  }
}

function missing(field: string, message: string): Problem {
  return { code: 'required', field, message }
}
