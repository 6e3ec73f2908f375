/** `/viec/:id/phi`: the officer asks for a payment. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { titleOf } from '../../counter/dossier-parts.tsx'
import { requireStaff } from '../../office/session.ts'
import { answered, doAct } from '../acts.ts'
import type { DeskDeps } from '../deps.ts'
import { actOf, done, openView } from '../dossier-routes.ts'
import type { DossierView } from '../dossier-view.ts'
import { casePath } from '../shell.tsx'
import { checkFee, EMPTY_FEE, readFee } from './form.ts'
import { FeePage, type FeePageProps } from './page.tsx'

type WithId = { Params: { id: string } }

export async function feeRoutes(app: FastifyInstance, deps: DeskDeps): Promise<void> {
  app.get<WithId>('/viec/:id/phi', async (req, reply) => {
    const view = await openView(deps, requireStaff(req, ['officer']), req.params.id)
    if (!view.verbs.has('requestFee')) return reply.redirect(casePath(req.params.id), 303)
    return reply.page(h(FeePage, { ...propsOf(view), typed: EMPTY_FEE }))
  })
  app.post<WithId>('/viec/:id/phi', (req, reply) => askFee(deps, req, reply))
}

function propsOf({ me, opened }: DossierView) {
  return { me, id: opened.id, title: titleOf(opened), code: opened.state.code }
}

async function askFee(deps: DeskDeps, req: FastifyRequest<WithId>, reply: FastifyReply) {
  const { id, by, key, form } = await actOf(req)
  const view = await openView(deps, by, id)
  const typed = readFee(form)
  const { problems, fee } = checkFee(typed)
  const page: FeePageProps = { ...propsOf(view), typed, idempotencyKey: key }
  if (fee === null) return reply.page(h(FeePage, { ...page, problems }), 422)
  if (form.text('act') === 'preview') return reply.page(h(FeePage, { ...page, preview: fee }))
  answered(await doAct(deps, { id, by, key }, { type: 'requestFee', currency: 'VND', ...fee }))
  return done(req, reply, 'phi')
}
