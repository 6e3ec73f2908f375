/** Findings of the recomputation: what differs, who takes it on, and the safe things that can be done. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import { h } from 'preact'
import { inContext } from '../db/context.ts'
import { Conflict, Invalid, NotFound, type Problem } from '../lib/problem.ts'
import { toDay } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import { operators } from '../office/duty-store.ts'
import { actsBefore } from '../office/operator-store.ts'
import { requireStaff } from '../office/session.ts'
import { readForm, type Form } from '../ui/form.ts'
import type { AuditDeps } from './deps.ts'
import { FindingListPage } from './finding-list-page.tsx'
import { FindingPage } from './finding-page.tsx'
import {
  acknowledge,
  askWorker,
  assign,
  findingSeen,
  mendedFindings,
  openFindings,
  takeFinding,
} from './findings-store.ts'
import { invariantNamed } from './invariants/all.ts'
import { operate, OPERATORS, reasonIn } from './operate.ts'
import { FINDINGS_PATH } from './paths.ts'
import { readerOf } from './stuck-routes.ts'

const MOST = 50

export async function findingRoutes(app: FastifyInstance, deps: AuditDeps): Promise<void> {
  app.get(FINDINGS_PATH, async (req, reply) => {
    const me = requireStaff(req, OPERATORS)
    const { sau } = req.query as { sau?: unknown }
    const after = idIn(sau) ?? 0
    const shown = await inContext(deps.db, me, async (tx) => ({
      findings: await openFindings(tx, readerOf(me), { after, most: MOST + 1 }),
      mended: after === 0 ? await mendedFindings(tx, readerOf(me), 20) : [],
    }))
    return reply.page(h(FindingListPage, { me, now: deps.now(), most: MOST, ...shown }))
  })
  app.get<{ Params: { id: string } }>(`${FINDINGS_PATH}/:id`, async (req, reply) => {
    const me = requireStaff(req, OPERATORS)
    return showFinding(deps, reply, { me, id: mustBeId(req.params.id), problems: [] })
  })
  app.post<{ Params: { id: string } }>(`${FINDINGS_PATH}/:id`, async (req, reply) => {
    const me = requireStaff(req, OPERATORS)
    const form = await readForm(req)
    const id = mustBeId(req.params.id)
    try {
      await actOn(deps, me, { id, form })
    } catch (error) {
      if (!(error instanceof Invalid)) throw error
      const { problems } = error
      return showFinding(deps, reply, { me, id, problems, reason: form.text('reason') })
    }
    req.work = 'saved'
    return reply.redirect(`${FINDINGS_PATH}/${id}`, 303)
  })
}

function idIn(text: unknown): number | undefined {
  return typeof text === 'string' && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined
}

function mustBeId(text: string): number {
  const id = idIn(text)
  if (id === undefined) throw new NotFound()
  return id
}

type Shown = { me: StaffActor; id: number; problems: readonly Problem[]; reason?: string }

async function showFinding(deps: AuditDeps, reply: FastifyReply, shown: Shown) {
  const { me, id, problems, reason = '' } = shown
  const found = await inContext(deps.db, me, async (tx) => ({
    finding: await findingSeen(tx, readerOf(me), id),
    acts: await actsBefore(tx, { subject: `finding:${id}`, most: 50 }),
    people: await operators(tx, toDay(deps.now())),
  }))
  const { finding, acts, people } = found
  if (finding === undefined) throw new NotFound()
  const page = { me, finding, acts, people, problems, reason }
  return reply.page(h(FindingPage, page), problems.length > 0 ? 422 : 200)
}

async function needsReason({ db }: AuditDeps, me: StaffActor, id: number): Promise<boolean> {
  const finding = await inContext(db, me, (tx) => findingSeen(tx, readerOf(me), id))
  return finding !== undefined && invariantNamed(finding.invariant)?.needsReason === true
}

async function actOn(
  deps: AuditDeps,
  me: StaffActor,
  { id, form }: { id: number; form: Form },
): Promise<void> {
  const action = form.text('act')
  const operation = {
    me,
    key: form.key(),
    action,
    subject: `finding:${id}`,
    reason: form.text('reason'),
  }
  const personId = action === 'assign' ? await personIn(deps, form.text('person')) : me.personId
  if (action === 'note' || action === 'reproject') reasonIn(operation.reason)
  if (action === 'acknowledge' && (await needsReason(deps, me, id))) reasonIn(operation.reason)
  if (!['acknowledge', 'assign', 'note', 'recheck', 'reproject'].includes(action))
    throw new Invalid({ code: 'act', field: 'act', message: 'Hãy chọn việc cần làm.' })
  const written =
    action === 'assign' ? { ...operation, reason: `giao cho người số ${personId}` } : operation
  await operate(deps, written, async (tx) => {
    const state = await takeFinding(tx, readerOf(me), id)
    if (state === undefined) throw new NotFound()
    if (action === 'note') return true
    if (state === 'mended') return false
    const asked = { findingId: id, personId: me.personId, key: operation.key }
    switch (action) {
      case 'acknowledge':
        await acknowledge(tx, id, me.personId)
        return state === 'open'
      case 'assign':
        await assign(tx, id, personId)
        return true
      case 'recheck':
        return queued(await askWorker(tx, 'recheckFinding', asked))
      default: {
        const finding = await findingSeen(tx, readerOf(me), id)
        if (!finding?.dossierId || !invariantNamed(finding.invariant)?.canReproject) return false
        return queued(await askWorker(tx, 'reprojectDossier', asked))
      }
    }
  })
}

function queued(isAsked: boolean): true {
  if (isAsked) return true
  throw new Conflict('Chương trình nền chưa chạy nên chưa làm được việc này. Hãy thử lại sau.')
}

/** Only somebody who may look after the house today. */
async function personIn(deps: AuditDeps, text: string): Promise<number> {
  const people = await operators(deps.db, toDay(deps.now()))
  const person = people.find(({ personId }) => String(personId) === text)
  if (person) return person.personId
  throw new Invalid({
    code: 'person',
    field: 'person',
    message: 'Hãy chọn người nhận việc trong danh sách.',
  })
}
