/** The apology of the agency head: the list of what will be late, the form with the letter, the letter itself. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { promiseOf } from '../../calendar/clock.ts'
import { standardClockRules } from '../../calendar/clock-rules.ts'
import { provisionalDueAt } from '../../calendar/deadline.ts'
import { titleOf } from '../../counter/dossier-parts.tsx'
import { inContext } from '../../db/context.ts'
import { firstNewDay, refusalToApologise } from '../../dossier/clocks/apology.ts'
import { Conflict } from '../../lib/problem.ts'
import { showDay, toInstant, toLocalMinute } from '../../lib/time.ts'
import { requireStaff } from '../../office/session.ts'
import { answered } from '../acts.ts'
import type { DeskDeps } from '../deps.ts'
import { actOf, done, openView } from '../dossier-routes.ts'
import type { DossierView } from '../dossier-view.ts'
import { checkApology, DAY_REFUSALS, readApology, type Apologising } from './form.ts'
import { apologyLetter } from './letter.ts'
import { messageOfApology } from './message.ts'
import { ApologyListPage } from './list-page.tsx'
import { letterFacts, sendApology } from './make.ts'
import { ApologyPage, type ApologyPageProps } from './page.tsx'
import { soonDue } from './store.ts'

type WithId = { Params: { id: string } }

export async function apologyRoutes(app: FastifyInstance, deps: DeskDeps): Promise<void> {
  app.get('/viec/can-xin-loi', async (req, reply) => {
    const me = requireStaff(req, ['officer', 'leader'])
    const { db } = deps.result.dossier
    const rows = await inContext(db, me, (tx) => soonDue(tx, { ...spanNow(deps), ...whose(me) }))
    return reply.page(h(ApologyListPage, { me, rows }))
  })
  app.get<WithId>('/viec/:id/xin-loi', async (req, reply) => {
    const view = await openView(deps, requireStaff(req, ['leader']), req.params.id)
    if (!view.verbs.has('apologise')) throw noApology(deps, view)
    const typed = { reason: '', legalBasis: '', to: showDay(earliestOf(deps, view)) }
    return reply.page(h(ApologyPage, { ...propsOf(deps, view), typed }))
  })
  app.post<WithId>('/viec/:id/xin-loi', (req, reply) => apologise(deps, req, reply))
}

function whose({ personId, roles }: ReturnType<typeof requireStaff>) {
  const leads = roles.filter(({ role }) => role === 'leader').map(({ officeId }) => officeId)
  return { personId, leads }
}

/** From now until the closing of the last day on which an apology is already asked for. */
function spanNow({ law, result }: DeskDeps): { from: Date; until: Date } {
  const from = result.now()
  const last = provisionalDueAt(
    law.calendar(),
    toLocalMinute(from),
    standardClockRules.apologyOffered,
  )
  return { from, until: last.ok ? toInstant(last.value.dueAt) : from }
}

/** Why this dossier has no apology now, as the page that says it. */
function noApology({ result }: DeskDeps, { opened }: DossierView): Conflict {
  const now = toLocalMinute(result.now())
  const refusal = refusalToApologise(opened.state, { terms: opened.terms, now })
  const { code, message } = refusal ?? {
    code: 'notAllowed',
    message: 'Bạn không được xin lỗi và hẹn lại thay cho cơ quan này.',
  }
  return new Conflict(message, code)
}

function earliestOf({ law, result }: DeskDeps, { opened }: DossierView) {
  return firstNewDay(law.calendar(), opened.state.clock!, toLocalMinute(result.now()))
}

function propsOf(deps: DeskDeps, view: DossierView): Omit<ApologyPageProps, 'typed'> {
  const { me, opened } = view
  const clock = opened.state.clock!
  return {
    me,
    id: opened.id,
    title: titleOf(opened),
    code: opened.state.code,
    promised: promiseOf(clock),
    firstPromised: clock.firstDueAt,
    earliest: earliestOf(deps, view),
  }
}

async function apologise(deps: DeskDeps, req: FastifyRequest<WithId>, reply: FastifyReply) {
  const { id, by, key, form } = await actOf(req)
  const view = await openView(deps, by, id)
  const { opened } = view
  if (opened.state.clock === null) throw noApology(deps, view)
  const typed = readApology(form)
  const page: ApologyPageProps = { ...propsOf(deps, view), typed, idempotencyKey: key }
  const { problems, apology } = checkApology(typed)
  if (apology === null) return reply.page(h(ApologyPage, { ...page, problems }), 422)
  if (form.text('act') === 'preview')
    return reply.page(h(ApologyPage, { ...page, preview: await previewOf(deps, view, apology) }))
  const outcome = await sendApology(deps, { opened, by, key }, apology)
  if (!outcome.ok && DAY_REFUSALS.has(outcome.refusal.code)) {
    const { code, message } = outcome.refusal
    const wrong = [{ code, field: 'to', message }]
    return reply.page(h(ApologyPage, { ...page, problems: wrong }), 422)
  }
  answered(outcome)
  return done(req, reply, 'xin-loi')
}

async function previewOf(deps: DeskDeps, { opened, me }: DossierView, typed: Apologising) {
  const facts = await letterFacts(deps, { opened, by: me })
  const letter = apologyLetter(facts, typed)
  const message = messageOfApology({
    code: letter.code,
    office: letter.competentOffice,
    dueAt: letter.promisedAt,
    url: facts.trackingUrl,
    now: facts.now,
  })
  return { letter, message }
}
