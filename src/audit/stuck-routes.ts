/** The list of everything that is stuck, and what an operator does about one of it. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { inContext } from '../db/context.ts'
import { Forbidden, Invalid, NotFound, type Problem } from '../lib/problem.ts'
import { toDay } from '../lib/time.ts'
import { hasRole, type StaffActor } from '../office/actor.ts'
import { dutiesNow } from '../office/duty-store.ts'
import { actsBefore, remarksOn } from '../office/operator-store.ts'
import { requireStaff } from '../office/session.ts'
import { readForm } from '../ui/form.ts'
import type { AuditDeps } from './deps.ts'
import { operate, OPERATORS, reasonIn, type Operation } from './operate.ts'
import { STUCK_LIST_PATH } from './paths.ts'
import { abandon, isStuckKind, retry, subjectOf, type Subject } from './stuck.ts'
import {
  failedJobs,
  openReplays,
  stuckCounts,
  stuckThing,
  stuckThings,
  whoMayTake,
  type Cursor,
  type StuckKind,
} from './stuck-store.ts'
import type { AgencyNames } from './stuck-words.ts'
import { StuckListPage } from './stuck-list-page.tsx'
import { StuckThingPage } from './stuck-thing-page.tsx'

const MOST = 50

export async function stuckRoutes(app: FastifyInstance, deps: AuditDeps): Promise<void> {
  app.get(STUCK_LIST_PATH, async (req, reply) => {
    const me = requireStaff(req, OPERATORS)
    const { kind, after } = wanted(req)
    const shown = await inContext(deps.db, me, async (tx) => {
      const things = await stuckThings(tx, readerOf(me), { kind, after, most: MOST + 1 })
      return {
        counts: await stuckCounts(tx, deps.now()),
        jobs: await failedJobs(tx),
        replays: await openReplays(tx),
        onDuty: (await dutiesNow(tx))[0]?.fullName,
        things,
        remarks: await remarksOn(
          tx,
          things.map(({ subject }) => subject),
        ),
      }
    })
    const now = deps.now()
    const agencies = agencyNames(deps)
    return reply.page(h(StuckListPage, { me, now, kind, after, most: MOST, agencies, ...shown }))
  })
  app.get(`${STUCK_LIST_PATH}/viec`, async (req, reply) => {
    const me = requireStaff(req, OPERATORS)
    const { viec } = req.query as { viec?: unknown }
    const subject = typeof viec === 'string' ? viec : ''
    return showThing(deps, reply, { me, subject, problems: [] })
  })
  app.post(`${STUCK_LIST_PATH}/viec`, async (req, reply) => {
    const me = requireStaff(req, OPERATORS)
    const form = await readForm(req)
    const act = {
      key: form.key(),
      action: form.text('act'),
      reason: form.text('reason'),
      person: form.text('person'),
    }
    const subject = form.text('viec')
    try {
      await actOn(deps, me, { ...act, subject })
    } catch (error) {
      if (!(error instanceof Invalid)) throw error
      const { problems } = error
      return showThing(deps, reply, { me, subject, problems, reason: act.reason })
    }
    req.work = 'saved'
    deps.poke()
    return reply.redirect(backFrom(subject), 303)
  })
}

function agencyNames({ partners }: AuditDeps): AgencyNames {
  return Object.fromEntries(partners.partners.map(({ id, name }) => [id, name.vi]))
}

export function readerOf(me: StaffActor): { seesAll: boolean } {
  return { seesAll: hasRole(me, 'admin') }
}

function wanted(req: FastifyRequest): { kind: StuckKind; after: Cursor | undefined } {
  const { loai, sau } = req.query as { loai?: unknown; sau?: unknown }
  const kind = typeof loai === 'string' && isStuckKind(loai) ? loai : 'parked'
  const [at = '', subject = ''] = typeof sau === 'string' ? sau.split('|') : []
  const since = new Date(at)
  const isPlace = !Number.isNaN(since.getTime()) && subjectOf(subject)?.kind === kind
  return { kind, after: isPlace ? { since, subject } : undefined }
}

type Act = { key: string; action: string; subject: string; reason: string; person: string }

async function actOn(deps: AuditDeps, me: StaffActor, { person, ...act }: Act): Promise<void> {
  const subject = subjectOf(act.subject)
  if (subject === undefined) throw new NotFound()
  const isOfHouse = subject.kind === 'subscriber' || subject.kind === 'jobs'
  if (isOfHouse && !hasRole(me, 'admin'))
    throw new Forbidden('Chỉ quản trị hệ thống làm việc này cho toàn hệ thống.')
  const operation = { ...act, me, ...(isOfHouse && { roles: ['admin'] as const }) }
  const by = {
    personId: me.personId,
    now: deps.now(),
    reason: act.reason || undefined,
    partners: deps.partners,
  }
  switch (act.action) {
    case 'retry':
      return operate(deps, operation, async (tx) => {
        await mustSee(tx, me, subject, act.subject)
        return retry(tx, subject, by)
      })
    case 'giveUp':
      reasonIn(act.reason)
      return operate(deps, operation, async (tx) => {
        await mustSee(tx, me, subject, act.subject)
        return abandon(tx, subject, by.now)
      })
    case 'note':
      reasonIn(act.reason)
      return operate(deps, operation, async (tx) => mustSee(tx, me, subject, act.subject))
    case 'take':
      return operate(deps, operation, async (tx) => mustSee(tx, me, subject, act.subject))
    case 'assign':
      return handOver(deps, operation, { subject, person })
    default:
      throw new Invalid({ code: 'act', field: 'act', message: 'Hãy chọn việc cần làm.' })
  }
}

type HandOver = { subject: Subject; person: string }

/** To somebody who may see it, so that nobody is given what they cannot open. */
async function handOver(
  deps: AuditDeps,
  operation: Operation,
  { subject, person }: HandOver,
): Promise<void> {
  if (!('dossierId' in subject)) throw new NotFound()
  const today = toDay(deps.now())
  const takers = await inContext(deps.db, operation.me, (tx) =>
    whoMayTake(tx, subject.dossierId, today),
  )
  const taker = takers.find(({ personId }) => String(personId) === person)
  if (!taker) throw new Invalid({ code: 'person', field: 'person', message: CHOOSE })
  const written = { ...operation, outcome: `người số ${person}` }
  await operate(deps, written, (tx) => mustSee(tx, operation.me, subject, operation.subject))
}

const CHOOSE = 'Hãy chọn người nhận việc trong danh sách.'

type Tx = Parameters<Parameters<typeof operate>[2]>[0]

/** Outside one's scope nothing is there; what is not stuck any more is a conflict. */
async function mustSee(tx: Tx, me: StaffActor, subject: Subject, text: string): Promise<true> {
  if (!isStuckKind(subject.kind)) return true
  const thing = await stuckThing(tx, readerOf(me), { kind: subject.kind, subject: text })
  if (thing === undefined)
    throw new NotFound('Việc này không còn bị kẹt, hoặc ngoài quyền xem của bạn.')
  return true
}

type Shown = { me: StaffActor; subject: string; problems: readonly Problem[]; reason?: string }

async function showThing(deps: AuditDeps, reply: FastifyReply, shown: Shown) {
  const { me, problems } = shown
  const parsed = subjectOf(shown.subject)
  if (parsed === undefined || !('dossierId' in parsed)) {
    if (problems.length > 0) throw new Invalid(problems)
    throw new NotFound()
  }
  const { kind } = parsed
  const found = await inContext(deps.db, me, async (tx) => ({
    thing: await stuckThing(tx, readerOf(me), { kind, subject: shown.subject }),
    acts: await actsBefore(tx, { subject: shown.subject, most: 50 }),
    takers: await whoMayTake(tx, parsed.dossierId, toDay(deps.now())),
  }))
  const { thing, acts, takers } = found
  if (thing === undefined)
    throw new NotFound('Việc này không còn bị kẹt, hoặc ngoài quyền xem của bạn.')
  const [reason, agencies] = [shown.reason ?? '', agencyNames(deps)]
  const page = { me, kind, thing, acts, problems, takers, reason, agencies }
  return reply.page(h(StuckThingPage, page), problems.length > 0 ? 422 : 200)
}

function backFrom(subject: string): string {
  const kind = subjectOf(subject)?.kind ?? 'parked'
  return isStuckKind(kind) ? `${STUCK_LIST_PATH}?loai=${kind}` : STUCK_LIST_PATH
}
