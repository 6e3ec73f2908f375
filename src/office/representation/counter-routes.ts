/** At the counter: an official looks at the paper of whoever reads out the code, and says which paper it was. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { NotFound, type Problem } from '../../lib/problem.ts'
import { toDay } from '../../lib/time.ts'
import { readForm } from '../../ui/form.ts'
import { requireStaff } from '../session.ts'
import { CounterFindPage, CounterOnePage } from './counter-page.tsx'
import { decideOn, type Deed } from './handle.ts'
import { COUNTER_PATH } from './paths.ts'
import { groundToConfirm, mayEnd } from './rights.ts'
import type { ActingDeps } from './routes.ts'
import { representationByCode } from './store.ts'

export function counterRoutes(app: FastifyInstance, deps: ActingDeps): void {
  app.get(COUNTER_PATH, async (req, reply) => {
    const me = requireStaff(req, 'receptionist')
    const { ma } = req.query as { ma?: unknown }
    if (typeof ma !== 'string' || ma === '') return reply.page(h(CounterFindPage, { me }))
    const code = ma.toUpperCase().replace(/[\s-]/g, '')
    const row = await representationByCode(deps.db, code)
    if (row) return reply.redirect(`${COUNTER_PATH}/${row.code}`, 303)
    const problems = [
      { code: 'unknown', field: 'ma', message: 'Không có đề nghị nào mang mã này.' },
    ]
    return reply.page(h(CounterFindPage, { me, typed: ma.slice(0, 40), problems }), 422)
  })
  app.get(`${COUNTER_PATH}/:code`, (req, reply) => page(deps, req, { reply }))
  app.post(`${COUNTER_PATH}/:code/xac-nhan`, async (req, reply) => {
    const form = await readForm(req)
    requireStaff(req, 'receptionist')
    const paper = form.text('paper')
    if (paper === '' || paper.length > 300)
      return page(deps, req, {
        reply,
        typed: paper,
        problems: [
          {
            code: 'required',
            field: 'paper',
            message: 'Ghi giấy tờ đã xem: loại giấy, số, ngày, nơi cấp; không quá 300 ký tự.',
          },
        ],
      })
    return decide(deps, req, { reply, deed: { type: 'confirm', paper } })
  })
  app.post(`${COUNTER_PATH}/:code/cham-dut`, async (req, reply) => {
    const form = await readForm(req)
    requireStaff(req, 'receptionist')
    const reason = form.text('reason')
    if (reason === '' || reason.length > 500)
      return page(deps, req, {
        reply,
        problems: [
          {
            code: 'required',
            field: 'reason',
            message: 'Ghi lý do chấm dứt, không quá 500 ký tự.',
          },
        ],
      })
    return decide(deps, req, { reply, deed: { type: 'end', reason } })
  })
}

async function found(deps: ActingDeps, req: FastifyRequest) {
  const me = requireStaff(req, 'receptionist')
  const { code } = req.params as { code: string }
  const row = await representationByCode(deps.db, code)
  if (row === undefined) throw new NotFound('Không có đề nghị nào mang mã này.')
  return { me, row }
}

type Shown = { reply: FastifyReply; problems?: readonly Problem[]; typed?: string }

async function page(deps: ActingDeps, req: FastifyRequest, { reply, problems = [], typed }: Shown) {
  const { me, row } = await found(deps, req)
  const today = toDay(deps.now())
  const asked = { law: deps.representation, actor: me, today }
  const { xong } = req.query as { xong?: unknown }
  const shown = {
    me,
    row,
    today,
    law: deps.representation,
    mayConfirm: groundToConfirm(row, asked) !== undefined,
    mayEnd: mayEnd(row, asked),
    procedureName: (code: string) => deps.procedureName(code, 'vi') ?? code,
    problems,
    paper: typed ?? '',
    isLate: xong === 'muon',
  }
  return reply.page(h(CounterOnePage, shown), problems.length > 0 ? 422 : 200)
}

async function decide(
  deps: ActingDeps,
  req: FastifyRequest,
  { reply, deed }: { reply: FastifyReply; deed: Deed },
) {
  const { me, row } = await found(deps, req)
  const outcome = await decideOn(deps, { id: row.id, actor: me, deed })
  req.work = 'saved'
  return reply.redirect(
    `${COUNTER_PATH}/${row.code}?xong=${outcome === 'done' ? 'roi' : 'muon'}`,
    303,
  )
}
