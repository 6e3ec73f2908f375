import type { FastifyInstance, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { inContext } from '../db/context.ts'
import { backlog, retryParked } from '../dossier/jobs.ts'
import { isUuid } from '../lib/ids.ts'
import { Conflict, NotFound } from '../lib/problem.ts'
import { SYSTEM_PATH } from '../measure/supervision.ts'
import { hasRole, type StaffActor } from '../office/actor.ts'
import { requireStaff } from '../office/session.ts'
import { retryRegisterRequest, stuckRequests } from '../result/jobs.ts'
import { readForm } from '../ui/form.ts'
import { newestCheckpoint } from './checkpoint-store.ts'
import type { AuditDeps } from './deps.ts'
import { isVisible, outside, parkedPairs } from './standing-store.ts'
import { SystemPage } from './system-page.tsx'
import { lastVerification } from './verification-store.ts'

const WHO = ['admin', 'supervisor'] as const
const MOST_ROWS = 100

export async function auditRoutes(app: FastifyInstance, deps: AuditDeps): Promise<void> {
  app.get(SYSTEM_PATH, async (req, reply) => {
    const me = requireStaff(req, WHO)
    const now = deps.now()
    const [queue, verification] = [await backlog(deps.db), await lastVerification(deps.db)]
    const checkpoint = await newestCheckpoint(deps.db)
    const standing = await inContext(deps.db, me, async (tx) => ({
      parked: await parkedPairs(tx, { seesAll: seesAll(me), most: MOST_ROWS }),
      requests: await stuckRequests(tx),
      outside: await outside(tx, now),
    }))
    return reply.page(h(SystemPage, { me, now, queue, verification, checkpoint, ...standing }))
  })
  app.post(`${SYSTEM_PATH}/thu-lai`, async (req, reply) => {
    const { me, dossierId, subscriber } = await asked(req)
    const isRetried = await inContext(deps.db, me, async (tx) => {
      if (!seesAll(me) && !(await isVisible(tx, dossierId))) throw new NotFound()
      return retryParked(tx, { subscriber, dossierId })
    })
    if (!isRetried) throw new Conflict('Việc này đã được làm xong hoặc không còn bị kẹt.')
    req.work = 'saved'
    deps.poke()
    return reply.redirect(SYSTEM_PATH, 303)
  })
  app.post(`${SYSTEM_PATH}/hoi-lai`, async (req, reply) => {
    const { me, dossierId } = await asked(req)
    const isAsked = await inContext(deps.db, me, async (tx) => {
      if (!(await isVisible(tx, dossierId))) throw new NotFound()
      return retryRegisterRequest(tx, dossierId)
    })
    if (!isAsked) throw new Conflict('Yêu cầu này đã có trả lời, không cần hỏi lại.')
    req.work = 'saved'
    return reply.redirect(SYSTEM_PATH, 303)
  })
}

/** Technical work opens no dossier, but must see that something of any dossier is stuck. */
function seesAll(me: StaffActor): boolean {
  return hasRole(me, 'admin')
}

async function asked(req: FastifyRequest) {
  const me = requireStaff(req, WHO)
  const form = await readForm(req)
  const dossierId = form.text('dossierId')
  if (!isUuid(dossierId)) throw new NotFound()
  return { me, dossierId, subscriber: form.text('subscriber') }
}
