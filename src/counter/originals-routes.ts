/** The originals of one dossier: taken in, found again, given back. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import { h } from 'preact'
import type { Command } from '../dossier/commands.ts'
import { handle } from '../dossier/handle.ts'
import type { Problem } from '../lib/problem.ts'
import { cleanLine } from '../lib/text.ts'
import type { Role, StaffActor } from '../office/actor.ts'
import { requireStaff } from '../office/session.ts'
import type { Form } from '../ui/form.ts'
import { received, type OnDossier } from './act.ts'
import type { CounterDeps } from './deps.ts'
import { LawfulNoPage } from './lawful-no-page.tsx'
import { openDossier, type OpenDossier } from './open-dossier.ts'
import { OriginalsPage } from './originals-page.tsx'
import { actPath } from './shell.tsx'

const KEEPERS: readonly Role[] = ['receptionist', 'officer', 'clerk']

export async function originalsRoutes(app: FastifyInstance, deps: CounterDeps): Promise<void> {
  app.get('/quay/:id/ban-chinh', async (req: OnDossier, reply) => {
    const me = requireStaff(req, KEEPERS)
    const opened = await openDossier(deps, me, { ...req.params, purpose: 'xem bản chính đang giữ' })
    const { xong } = req.query as { xong?: unknown }
    return reply.page(h(OriginalsPage, { ...pageOf(deps, me, opened), isDone: xong === '1' }))
  })
  app.post('/quay/:id/ban-chinh', (req: OnDossier, reply) => change(deps, req, reply))
}

function pageOf({ directory }: CounterDeps, me: StaffActor, opened: OpenDossier) {
  const officeName = (id: number): string => directory.find(id)?.name ?? '…'
  return { me, opened, officeName, isDone: false, values: {} }
}

async function change(
  deps: CounterDeps,
  req: OnDossier,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { me, form, key, id, opened } = await received(deps, req, {
    purpose: 'ghi nhận bản chính',
    roles: KEEPERS,
  })
  const { command, problems } = readAct(form)
  if (command === null || problems.length > 0) {
    const values = Object.fromEntries(
      ['receiver', 'receiverName', 'foundNote'].map((name) => [name, form.text(name)]),
    )
    const page = { ...pageOf(deps, me, opened), values, problems, idempotencyKey: key }
    return reply.page(h(OriginalsPage, page), 422)
  }
  const outcome = await handle(deps.dossier, { id, by: me, key, command, officeId: me.officeId })
  if (!outcome.ok) return reply.page(h(LawfulNoPage, { me, id, refusal: outcome.refusal }), 409)
  req.work = 'saved'
  return reply.redirect(`${actPath(id, 'ban-chinh')}?xong=1`, 303)
}

function readAct(form: Form): { command: Command | null; problems: Problem[] } {
  const problems: Problem[] = []
  const want = (isRight: boolean, field: string, message: string): void => {
    if (!isRight) problems.push({ code: 'missing', field, message })
  }
  const chosen = (field: string): string[] => {
    const papers = form.texts(field)
    want(papers.length > 0, field, 'Hãy chọn ít nhất một bản chính.')
    return papers
  }
  switch (form.text('step')) {
    case 'take':
      return { command: { type: 'takeOriginals', papers: chosen('taken') }, problems }
    case 'find': {
      const note = cleanLine(form.text('foundNote')).slice(0, 300)
      const papers = chosen('found')
      want(note !== '', 'foundNote', 'Hãy ghi tìm thấy ở đâu.')
      return { command: { type: 'findOriginals', papers, note }, problems }
    }
    default: {
      const papers = chosen('returned')
      const receiverName = cleanLine(form.text('receiverName')).slice(0, 100)
      want(receiverName !== '', 'receiverName', 'Hãy nhập họ tên người nhận.')
      const isSigned = form.text('signed') === 'yes'
      want(isSigned, 'signed', 'Người nhận phải ký nhận trước khi ghi đã trả.')
      const receiver = form.text('receiver') === 'authorised' ? 'authorised' : 'applicant'
      const taker = { receiver, receiverName } as const
      return { command: { type: 'returnOriginals', papers, isSigned, ...taker }, problems }
    }
  }
}
