/** Who is told when something differs, and what operators have done. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import { h } from 'preact'
import { inContext } from '../db/context.ts'
import type { Problem } from '../lib/problem.ts'
import { toDay } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import { dutiesNow, nameDuty, operators } from '../office/duty-store.ts'
import { actsBefore } from '../office/operator-store.ts'
import { requireStaff } from '../office/session.ts'
import { readForm } from '../ui/form.ts'
import type { AuditDeps } from './deps.ts'
import { DutyPage } from './duty-page.tsx'
import { LogPage } from './log-page.tsx'
import { operate, OPERATORS } from './operate.ts'
import { DUTY_PATH, LOG_PATH } from './paths.ts'

const MOST = 50

export async function dutyRoutes(app: FastifyInstance, deps: AuditDeps): Promise<void> {
  app.get(DUTY_PATH, async (req, reply) => {
    const me = requireStaff(req, OPERATORS)
    return show(deps, reply, me, [])
  })
  app.post(DUTY_PATH, async (req, reply) => {
    const me = requireStaff(req, 'admin')
    const form = await readForm(req)
    const key = form.key()
    const chosen = await chosenIn(deps, [form.text('first'), form.text('second')])
    if ('problems' in chosen) return show(deps, reply, me, chosen.problems)
    const [first, second] = chosen.people
    const reason = `thứ nhất: người số ${first}; thứ hai: ${second === undefined ? 'chưa có' : `người số ${second}`}`
    const operation = {
      me,
      key,
      action: 'name',
      subject: 'duty:integrity',
      reason,
      roles: ['admin'] as const,
    }
    await operate(deps, operation, async (tx) => {
      await nameDuty(tx, { place: 1, personId: first!, namedBy: me.personId })
      if (second !== undefined)
        await nameDuty(tx, { place: 2, personId: second, namedBy: me.personId })
      return true
    })
    req.work = 'saved'
    return reply.redirect(DUTY_PATH, 303)
  })
  app.get(LOG_PATH, async (req, reply) => {
    const me = requireStaff(req, OPERATORS)
    const { truoc } = req.query as { truoc?: unknown }
    const before =
      typeof truoc === 'string' && /^[1-9]\d{0,14}$/.test(truoc) ? Number(truoc) : undefined
    const acts = await inContext(deps.db, me, (tx) =>
      actsBefore(tx, { most: MOST + 1, ...(before !== undefined && { before }) }),
    )
    return reply.page(h(LogPage, { me, acts, most: MOST }))
  })
}

async function show(
  deps: AuditDeps,
  reply: FastifyReply,
  me: StaffActor,
  problems: readonly Problem[],
) {
  const shown = await inContext(deps.db, me, async (tx) => ({
    duties: await dutiesNow(tx),
    people: await operators(tx, toDay(deps.now())),
  }))
  return reply.page(h(DutyPage, { me, problems, ...shown }), problems.length > 0 ? 422 : 200)
}

type Chosen = { people: (number | undefined)[] } | { problems: readonly Problem[] }

/** The first must be somebody; the second may be left open, and is somebody else. */
async function chosenIn(deps: AuditDeps, [first = '', second = '']: string[]): Promise<Chosen> {
  const people = await operators(deps.db, toDay(deps.now()))
  const known = (text: string) => people.find(({ personId }) => String(personId) === text)?.personId
  const problems: Problem[] = []
  if (known(first) === undefined)
    problems.push({
      code: 'first',
      field: 'first',
      message: 'Hãy chọn người được báo trước trong danh sách.',
    })
  if (second !== '' && known(second) === undefined)
    problems.push({
      code: 'second',
      field: 'second',
      message: 'Hãy chọn người được báo tiếp trong danh sách.',
    })
  if (second !== '' && second === first)
    problems.push({
      code: 'same',
      field: 'second',
      message: 'Người được báo tiếp phải là một người khác.',
    })
  return problems.length > 0 ? { problems } : { people: [known(first), known(second)] }
}
