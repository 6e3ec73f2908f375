import type { FastifyInstance, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { inContext } from '../db/context.ts'
import type { Db } from '../db/connect.ts'
import { isUuid } from '../lib/ids.ts'
import { Conflict, NotFound } from '../lib/problem.ts'
import { cleanInput } from '../lib/text.ts'
import { keepAct } from '../office/operator-store.ts'
import { requireStaff } from '../office/session.ts'
import { readForm } from '../ui/form.ts'
import type { CarrierHealth } from './carrier.ts'
import { OutboxPage, STUCK_PATH, StuckPage } from './pages.tsx'
import { localCodes } from './phone-check-store.ts'
import { localMessages, sendAgain, stuckDeliveries } from './stuck-store.ts'

export type NoticeRouteDeps = {
  /** The application role's database. */
  db: Db
  now: () => Date
  /** True only on a machine without a carrier and a mail server; otherwise the outbox page does not exist. */
  hasLocalOutbox: boolean
  /** What is known in this process of the ways out; empty where only the worker speaks to them. */
  health: () => readonly (CarrierHealth & { name: string })[]
}

const MOST_ROWS = 200
const WATCHERS = ['admin', 'supervisor', 'leader'] as const

export async function noticeRoutes(app: FastifyInstance, deps: NoticeRouteDeps): Promise<void> {
  if (deps.hasLocalOutbox) {
    app.get('/hop-thu-di', async (req, reply) => {
      const messages = await localMessages(deps.db, codeOf(req))
      const codes = codeOf(req) === undefined ? await localCodes(deps.db) : []
      return reply.page(h(OutboxPage, { messages, codes }))
    })
  }
  app.get(STUCK_PATH, async (req, reply) => {
    const me = requireStaff(req, WATCHERS)
    const rows = await inContext(deps.db, me, (tx) => stuckDeliveries(tx, deps.now(), MOST_ROWS))
    return reply.page(h(StuckPage, { me, rows, carriers: deps.health() }))
  })
  app.post(`${STUCK_PATH}/gui-lai`, async (req, reply) => {
    const me = requireStaff(req, WATCHERS)
    const form = await readForm(req)
    const ref = { dossierId: form.text('dossierId'), id: form.text('id') }
    if (!isUuid(ref.dossierId) || !isUuid(ref.id)) throw new NotFound()
    const [key, reason] = [form.key(), form.text('reason')]
    const { personId } = me
    await inContext(deps.db, me, async (tx) => {
      const subject = `delivery:${ref.dossierId}:${ref.id}`
      if (!(await keepAct(tx, { key, personId, action: 'retry', subject, reason }))) return
      if (!(await sendAgain(tx, ref, { personId, now: deps.now(), reason })))
        throw new Conflict('Tin này vừa được gửi lại hoặc không còn cần gửi lại.')
    })
    req.work = 'saved'
    return reply.redirect(STUCK_PATH, 303)
  })
}

function codeOf(req: FastifyRequest): string | undefined {
  const { ma } = req.query as { ma?: unknown }
  return typeof ma === 'string' && ma !== '' ? cleanInput(ma) : undefined
}
