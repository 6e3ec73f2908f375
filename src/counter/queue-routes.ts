import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { inContext } from '../db/context.ts'
import { dossierById, dossierIdByCode } from '../dossier/store.ts'
import { lastingNow } from '../interruption/in-force.ts'
import { cleanLine } from '../lib/text.ts'
import type { StaffActor } from '../office/actor.ts'
import { requireStaff } from '../office/session.ts'
import type { CounterDeps } from './deps.ts'
import { isQueueName, readCursor, searchedText, type QueueName } from './queue.ts'
import { findDossiers, queueCounts, queuePage } from './queue-store.ts'
import { QueuePage } from './queue-page.tsx'
import { dossierPath } from './shell.tsx'

type Query = { hang?: unknown; sau?: unknown; q?: unknown }

export async function queueRoutes(app: FastifyInstance, deps: CounterDeps): Promise<void> {
  app.get('/quay', async (req, reply) => {
    const { hang } = req.query as Query
    return showQueue(deps, req, reply, isQueueName(hang) && hang !== 'tra' ? hang : 'moi')
  })
  app.get('/tra-ket-qua', async (req, reply) => showQueue(deps, req, reply, 'tra'))
}

async function showQueue(
  deps: CounterDeps,
  req: FastifyRequest,
  reply: FastifyReply,
  queue: QueueName,
): Promise<FastifyReply> {
  const me = requireStaff(req, 'receptionist')
  const { sau, q } = req.query as Query
  const searched = typeof q === 'string' ? searchedText(cleanLine(q).slice(0, 200)) : ''
  const found = searched === '' ? undefined : await exactly(deps, me, searched)
  if (found) return reply.redirect(found, 303)
  const after = readCursor(sau)
  const [counts, rows] = await inContext(deps.db, me, async (tx) => [
    await queueCounts(tx, me.officeId),
    searched === ''
      ? await queuePage(tx, queue, { officeId: me.officeId, after })
      : await findDossiers(tx, me.officeId, searched),
  ])
  const page = {
    me,
    queue,
    counts,
    rows,
    lasting: await lastingNow(deps.db, deps.now()),
    calendar: deps.law.calendar(),
    now: deps.now(),
    isLaterPage: after !== undefined,
    ...(searched === '' ? {} : { searched }),
  }
  return reply.page(h(QueuePage, page))
}

/** A whole code leads straight to its dossier, if it is one of ours. */
async function exactly(
  { db }: CounterDeps,
  me: StaffActor,
  text: string,
): Promise<string | undefined> {
  return inContext(db, me, async (tx) => {
    const id = await dossierIdByCode(tx, text.toUpperCase())
    const row = id === undefined ? undefined : await dossierById(tx, id)
    if (!row) return undefined
    return row.status === 9 ? `/tra-ket-qua/${row.id}` : dossierPath(row.id)
  })
}
