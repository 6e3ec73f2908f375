/** One's own data: what is held, what was agreed to, a copy, requests. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { inContext } from '../../db/context.ts'
import type { Problem } from '../../lib/problem.ts'
import { requireCitizen } from '../../office/session.ts'
import { readForm, type Form } from '../../ui/form.ts'
import type { Lang } from '../../ui/i18n.ts'
import { AskPage } from './ask-page.tsx'
import { CopyPage } from './copy-page.tsx'
import type { OwnRecordsDeps } from './deps.ts'
import { ownCopy } from './export.ts'
import { askAbout, decideConsent, takeBack } from './handle.ts'
import { OwnPage } from './own-page.tsx'
import { OWN_PATH } from './paths.ts'
import { publicRoutes } from './public-routes.ts'
import { REQUEST_KINDS } from './request.ts'
import { staffRequestRoutes } from './staff-routes.ts'
import { consentsOf, countsOf, openDossiersOf, requestsBy } from './store.ts'
import { ownWording } from './wording.ts'

export async function ownRecordsRoutes(app: FastifyInstance, deps: OwnRecordsDeps): Promise<void> {
  app.get(OWN_PATH, (req, reply) => ownPage(deps, req, reply))
  app.post(`${OWN_PATH}/dong-y/:purpose`, async (req, reply) => {
    const form = await readForm(req)
    const actor = requireCitizen(req)
    const { purpose } = req.params as { purpose: string }
    await decideConsent(deps, actor, { purpose, isGiven: form.text('give') === 'yes' })
    req.work = 'saved'
    return reply.redirect(`${OWN_PATH}?xong=1`, 303)
  })
  app.get(`${OWN_PATH}/ban-sao`, async (req, reply) => {
    const actor = requireCitizen(req)
    return reply.page(h(CopyPage, { actor, copy: await ownCopy(deps, actor) }))
  })
  app.get(`${OWN_PATH}/ban-sao.json`, async (req, reply) => {
    const copy = await ownCopy(deps, requireCitizen(req))
    return reply
      .header('content-type', 'application/json; charset=utf-8')
      .header('content-disposition', 'attachment; filename="du-lieu-cua-toi.json"')
      .header('cache-control', 'private, no-store')
      .send(JSON.stringify(copy, null, 2))
  })
  app.get(`${OWN_PATH}/yeu-cau/moi`, async (req, reply) => {
    requireCitizen(req)
    return reply.page(h(AskPage, { law: deps.personalData, values: {}, problems: [] }))
  })
  app.post(`${OWN_PATH}/yeu-cau/moi`, (req, reply) => ask(deps, req, reply))
  app.post(`${OWN_PATH}/yeu-cau/:id/rut`, async (req, reply) => {
    await readForm(req)
    const actor = requireCitizen(req)
    const { id } = req.params as { id: string }
    await takeBack(deps, actor, id)
    req.work = 'saved'
    return reply.redirect(`${OWN_PATH}?xong=1`, 303)
  })
  staffRequestRoutes(app, deps)
  publicRoutes(app, deps)
}

async function ownPage(deps: OwnRecordsDeps, req: FastifyRequest, reply: FastifyReply) {
  const actor = requireCitizen(req)
  const { personId, parties = [] } = actor
  const shown = await inContext(deps.db, actor, async (tx) => ({
    counts: await countsOf(tx, personId),
    others: await openDossiersOf(tx, { parties, personId }),
    consents: await consentsOf(tx, personId),
    requests: await requestsBy(tx, personId),
  }))
  const isDone = (req.query as { xong?: unknown }).xong === '1'
  return reply.page(h(OwnPage, { actor, law: deps.personalData, ...shown, isDone }))
}

async function ask(deps: OwnRecordsDeps, req: FastifyRequest, reply: FastifyReply) {
  const form = await readForm(req)
  const actor = requireCitizen(req)
  const key = form.key()
  const kind = REQUEST_KINDS.find((each) => each === form.text('kind'))
  const about = deps.personalData.held.find(({ id }) => id === form.text('about'))
  const problems = problemsIn(form, { kind, about, lang: req.lang })
  if (kind === undefined || about === undefined || problems.length > 0) {
    const values = Object.fromEntries(form.names().map((name) => [name, form.text(name)]))
    const page = { law: deps.personalData, values, problems, idempotencyKey: key }
    return reply.page(h(AskPage, page), 422)
  }
  await askAbout(deps, actor, { key, kind, about: about.id, words: form.text('words') })
  req.work = 'saved'
  return reply.redirect(`${OWN_PATH}?xong=1`, 303)
}

function problemsIn(
  form: Form,
  { kind, about, lang }: { kind: unknown; about: unknown; lang: Lang },
): Problem[] {
  const t = ownWording(lang).form
  const words = form.text('words')
  return [
    ...(kind === undefined ? [{ code: 'required', field: 'kind', message: t.kindMissing }] : []),
    ...(about === undefined ? [{ code: 'required', field: 'about', message: t.aboutMissing }] : []),
    ...(words === '' ? [{ code: 'required', field: 'words', message: t.wordsMissing }] : []),
    ...(words.length > 2000 ? [{ code: 'tooLong', field: 'words', message: t.wordsLong }] : []),
  ]
}
