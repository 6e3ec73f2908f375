/** `/viec/:id/ban-giao`: a dossier, or a leg of it, is given to a colleague or back to the queue. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { titleOf } from '../../counter/dossier-parts.tsx'
import { holdingsOf } from '../../dossier/holders/holding.ts'
import { Conflict } from '../../lib/problem.ts'
import { toDay } from '../../lib/time.ts'
import { hasRole } from '../../office/actor.ts'
import { colleagues } from '../../office/absence-store.ts'
import { requireStaff } from '../../office/session.ts'
import { readForm } from '../../ui/form.ts'
import { answered, doAct } from '../acts.ts'
import type { DeskDeps } from '../deps.ts'
import { actOf, done, openView } from '../dossier-routes.ts'
import type { DossierView } from '../dossier-view.ts'
import { casePath } from '../shell.tsx'
import {
  handOverProblems,
  HOLDER_ACTS,
  problemOfRefusal,
  readHandOver,
  type HandOverTyped,
} from './hand-over-form.ts'
import { HandOverPage, type HandOverPageProps } from './hand-over-page.tsx'

type WithId = { Params: { id: string } }

export async function handOverRoutes(app: FastifyInstance, deps: DeskDeps): Promise<void> {
  app.get<WithId>('/viec/:id/ban-giao', async (req, reply) => {
    const me = requireStaff(req, ['officer', 'leader'])
    const { chang } = req.query as { chang?: unknown }
    const leg = typeof chang === 'string' ? chang.slice(0, 60) : ''
    const view = await openView(deps, me, req.params.id)
    const typed: HandOverTyped = { act: 'handOver', to: null, reason: '', leg }
    if (actsOf(view, leg).length === 0) return reply.redirect(casePath(req.params.id), 303)
    return reply.page(h(HandOverPage, await pageOf(deps, view, typed)))
  })
  app.post<WithId>('/viec/:id/ban-giao', (req, reply) => giveAway(deps, req, reply))
  app.post<WithId>('/viec/:id/nhan-chang', async (req, reply) => {
    const by = requireStaff(req, 'officer')
    const form = await readForm(req)
    const command = { type: 'claimLeg' as const, leg: form.text('leg').slice(0, 60) }
    answered(await doAct(deps, { id: req.params.id, by, key: form.key() }, command))
    return done(req, reply, 'nhan')
  })
}

async function giveAway(deps: DeskDeps, req: FastifyRequest<WithId>, reply: FastifyReply) {
  const { id, by, key, form } = await actOf(req)
  const typed = readHandOver(form)
  const problems = handOverProblems(typed)
  const again = async (all: typeof problems) => {
    const view = await openView(deps, by, id)
    const page = await pageOf(deps, view, typed)
    return reply.page(h(HandOverPage, { ...page, problems: all, idempotencyKey: key }), 422)
  }
  if (problems.length > 0) return again(problems)
  const { act, to, reason } = typed
  const leg = typed.leg === '' ? {} : { leg: typed.leg }
  const command =
    act === 'release' ? { type: act, reason, ...leg } : { type: act, to: to ?? 0, reason, ...leg }
  const outcome = await doAct(deps, { id, by, key }, command)
  const about = outcome.ok ? undefined : problemOfRefusal(outcome.refusal)
  if (about) return again([about])
  answered(outcome)
  return done(req, reply, act === 'release' ? 'tra-hang-doi' : 'ban-giao')
}

async function pageOf(
  deps: DeskDeps,
  view: DossierView,
  typed: HandOverTyped,
): Promise<HandOverPageProps> {
  const { opened, me } = view
  const { state, names } = opened
  const holding = holdingsOf(state).find(({ leg }) => (leg ?? '') === typed.leg)
  if (holding === undefined) throw new Conflict('Hồ sơ không có phần này đang mở.')
  const day = toDay(deps.result.now())
  const { office: officeId, person: holderId } = holding
  const { db } = deps.result.dossier
  return {
    me,
    id: opened.id,
    title: titleOf(opened),
    code: state.code,
    acts: actsOf(view, typed.leg),
    holder: holderId === null ? null : (names.get(holderId) ?? 'Cán bộ'),
    holderId,
    leg: typed.leg,
    colleagues: await colleagues(db, { officeId, role: 'officer', day }),
    typed,
  }
}

/** Of a leg the roles at its own office decide; `handle` asks again under lock. */
function actsOf({ verbs, opened, me }: DossierView, leg: string): HandOverPageProps['acts'] {
  if (leg === '') return HOLDER_ACTS.filter((act) => verbs.has(act))
  const open = holdingsOf(opened.state).find((each) => each.leg === leg)
  if (open === undefined) return []
  if (hasRole(me, 'leader', open.office)) return ['reassign']
  return open.person === me.personId ? ['handOver', 'release'] : []
}
