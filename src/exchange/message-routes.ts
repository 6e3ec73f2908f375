/** The list of what the portal has not heard, for those who watch over their unit. */
import type { FastifyInstance } from 'fastify'
import { h } from 'preact'
import { inContext } from '../db/context.ts'
import { isUuid } from '../lib/ids.ts'
import { Conflict, NotFound } from '../lib/problem.ts'
import { keepAct } from '../office/operator-store.ts'
import { requireStaff } from '../office/session.ts'
import { readForm } from '../ui/form.ts'
import type { ExchangeDeps } from './deps.ts'
import { MESSAGES_PATH, WaitingPage } from './pages.tsx'
import { sendAgain, waitingMessages } from './store.ts'

const MOST_ROWS = 200
const WATCHERS = ['supervisor', 'leader'] as const

export async function messageRoutes(
  app: FastifyInstance,
  { db, now }: Pick<ExchangeDeps, 'db' | 'now'>,
): Promise<void> {
  app.get(MESSAGES_PATH, async (req, reply) => {
    const me = requireStaff(req, WATCHERS)
    const rows = await inContext(db, me, (tx) => waitingMessages(tx, MOST_ROWS))
    return reply.page(h(WaitingPage, { me, rows }))
  })
  app.post(`${MESSAGES_PATH}/gui-lai`, async (req, reply) => {
    const me = requireStaff(req, WATCHERS)
    const form = await readForm(req)
    const dossierId = form.text('dossierId')
    const [seq, place] = [Number(form.text('seq')), Number(form.text('place'))]
    if (!isUuid(dossierId) || !Number.isInteger(seq) || !Number.isInteger(place))
      throw new NotFound()
    const [key, message] = [form.key(), { dossierId, seq, place, now: now() }]
    await inContext(db, me, async (tx) => {
      const subject = `portal:${dossierId}:${seq}:${place}`
      const act = { key, personId: me.personId, action: 'retry', subject }
      if ((await keepAct(tx, act)) && !(await sendAgain(tx, message)))
        throw new Conflict('Tin này vừa được gửi lại hoặc không còn cần gửi lại.')
    })
    req.work = 'saved'
    return reply.redirect(MESSAGES_PATH, 303)
  })
}
