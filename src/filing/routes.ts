/** The citizen's filing: from the first question to the receipt. Every page works without a script. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import { h } from 'preact'
import { inContext } from '../db/context.ts'
import { readForm } from '../ui/form.ts'
import { SeeOther } from '../ui/refusals.ts'
import { askingOf } from './asking.ts'
import { declarationRoutes } from './declaration-routes.ts'
import type { FilingDeps } from './deps.ts'
import { fileRoutes } from './file-routes.ts'
import { DraftGone } from './gone.ts'
import { beginFiling, filingOfForm, findFiling, publishedFor } from './load.ts'
import { pictureRoutes } from './picture-routes.ts'
import { pieceRoutes } from './piece-routes.ts'
import { papersRoutes } from './papers-routes.ts'
import { hasRoute, prepareRoutes } from './prepare-routes.ts'
import { preparedAtCounterRoutes } from './prepared-at-counter-routes.ts'
import { receiptRoutes } from './receipt-routes.ts'
import { actingWording } from './for-another-wording.ts'
import { ASK_AGAIN, choiceIn, rememberForWhom } from './for-whom.ts'
import { GonePage, GuideOnlyPage, RemovePage, StartPage, TasksPage } from './start-page.tsx'
import { nextStep } from './steps.ts'
import { eraseDraft } from './store.ts'
import { submitRoutes } from './submit-routes.ts'
import { supplementRoutes } from './supplement-routes.ts'
import { topicRoutes } from './topic-routes.ts'

export async function filingRoutes(app: FastifyInstance, deps: FilingDeps): Promise<void> {
  await app.register(async (scope) => {
    scope.setErrorHandler((error, _req, reply: FastifyReply) => {
      if (!(error instanceof DraftGone)) throw error
      return reply.page(h(GonePage, { procedureCode: error.procedureCode }), 410)
    })
    rememberForWhom(scope, deps.publicUrl)
    scope.addHook('preHandler', async (req, reply) => {
      const { code } = req.params as { code?: string }
      const procedure = code === undefined ? undefined : deps.law.procedure(code)
      if (procedure?.filing === 'guideOnly')
        return reply.page(h(GuideOnlyPage, { procedure }), req.method === 'GET' ? 200 : 409)
      // What is sent is led away only after its token was checked, by the route itself.
      const isLookedAt = req.method === 'GET'
      if (isLookedAt && procedure && !hasRoute(procedure, req.routeOptions.url ?? ''))
        throw new SeeOther(`/nop/${procedure.code}`)
    })
    startRoutes(scope, deps)
    declarationRoutes(scope, deps)
    topicRoutes(scope, deps)
    papersRoutes(scope, deps)
    submitRoutes(scope, deps)
    prepareRoutes(scope, deps)
    pieceRoutes(scope, deps)
    preparedAtCounterRoutes(scope, deps)
    fileRoutes(scope, deps)
    pictureRoutes(scope, deps)
    receiptRoutes(scope, deps)
    supplementRoutes(scope, deps)
  })
}

function startRoutes(app: FastifyInstance, deps: FilingDeps): void {
  app.get('/nop/:code', async (req, reply) => {
    const asking = askingOf(req)
    const { actor } = asking
    const isAskedAgain = (req.query as { cho?: unknown }).cho === ASK_AGAIN
    const filing = isAskedAgain ? undefined : await findFiling(deps, asking)
    if (filing) return reply.page(h(TasksPage, { filing, actor }))
    return reply.page(h(StartPage, { published: publishedFor(deps, asking), asking }))
  })
  app.post('/nop/:code', async (req, reply) => {
    const asking = askingOf(req)
    const form = await readForm(req)
    const choice = choiceIn(asking, form.text('cho'))
    if (choice === undefined) {
      const error = actingWording(req.lang).choose
      return reply.page(h(StartPage, { published: publishedFor(deps, asking), asking, error }), 422)
    }
    const { representation: _before, ...who } = asking
    const filing = await beginFiling(deps, { ...who, ...choice })
    asking.follow?.(choice.representation)
    req.work = 'saved'
    return reply.redirect(`/nop/${asking.code}/${nextStep(filing).slug}`, 303)
  })
  app.get('/nop/:code/xoa', async (req, reply) => {
    const asking = askingOf(req)
    const filing = await findFiling(deps, asking)
    return filing
      ? reply.page(h(RemovePage, { filing }))
      : reply.redirect(`/nop/${asking.code}`, 303)
  })
  app.post('/nop/:code/xoa', async (req, reply) => {
    const asking = askingOf(req)
    const form = await readForm(req)
    const { draft } = await filingOfForm(deps, asking, form.raw('_draft'))
    await inContext(deps.db, asking.actor, (tx) => eraseDraft(tx, draft.id))
    req.work = 'saved'
    return reply.redirect('/ho-so', 303)
  })
}
