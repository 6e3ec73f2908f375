import type { FastifyInstance } from 'fastify'
import { h } from 'preact'
import { inContext } from '../../db/context.ts'
import type { Db } from '../../db/connect.ts'
import { isUuid } from '../../lib/ids.ts'
import { NotFound } from '../../lib/problem.ts'
import { requireCitizen } from '../../office/session.ts'
import { readForm } from '../../ui/form.ts'
import type { Intake } from '../intake.ts'
import { isDecoded } from '../pictures.ts'
import { sendPicture } from '../send-picture.ts'
import { StorePage, STORE_PATH } from './page.tsx'
import { named, type ShortNames } from './named.ts'
import { offerAgain, removeFromStore, storeOf } from './store.ts'

export type StoreDeps = {
  db: Db
  intake: Intake
  now: () => Date
  law: ShortNames
}

/** A person's own store, and nobody else's. */
export function personalStoreRoutes(app: FastifyInstance, deps: StoreDeps): void {
  app.get(STORE_PATH, async (req, reply) => {
    const actor = requireCitizen(req)
    const held = await inContext(deps.db, actor, (tx) => storeOf(tx, actor.personId))
    const papers = held.map((paper) => named(paper, deps.law, req.lang))
    return reply.page(h(StorePage, { papers }))
  })

  app.post(STORE_PATH, async (req, reply) => {
    const form = await readForm(req)
    const actor = requireCitizen(req)
    const of = (name: string) => ({ personId: actor.personId, ...paperIn(form.raw(name)) })
    await inContext(deps.db, actor, async (tx) => {
      if (form.has('_stop')) await offerAgain(tx, { ...of('_stop'), isOffered: false })
      if (form.has('_offer')) await offerAgain(tx, { ...of('_offer'), isOffered: true })
      if (form.has('_remove')) await removeFromStore(tx, { ...of('_remove'), now: deps.now() })
    })
    req.work = 'saved'
    return reply.redirect(STORE_PATH, 303)
  })

  app.get(`${STORE_PATH}/:dossier/:file`, async (req, reply) => {
    const actor = requireCitizen(req)
    const { dossier, file } = req.params as { dossier: string; file: string }
    const store = await inContext(deps.db, actor, (tx) => storeOf(tx, actor.personId))
    const paper = store.find((each) => each.dossierId === dossier && each.fileId === file)
    if (paper === undefined) throw new NotFound()
    if (isDecoded(paper.mediaType)) {
      const size = (req.query as { co?: unknown }).co === 'nho' ? 'small' : 'whole'
      return sendPicture(reply, deps.intake, { sha256: paper.sha256, turned: paper.turned, size })
    }
    const stream = await deps.intake.files.open(paper.sha256)
    if (stream === undefined) throw new NotFound()
    return reply
      .header('cache-control', 'private, no-store')
      .header('content-security-policy', "default-src 'none'; sandbox; frame-ancestors 'none'")
      .header('x-content-type-options', 'nosniff')
      .header('content-disposition', `attachment; filename="${paper.dossierCode}-${paper.paper}"`)
      .type(paper.mediaType)
      .send(stream)
  })
}

/** '<dossier>/<file>', as the page wrote it. Throws NotFound. */
function paperIn(value: string): { dossierId: string; fileId: string } {
  const [dossierId = '', fileId = ''] = value.split('/')
  if (!isUuid(dossierId) || !isUuid(fileId)) throw new NotFound()
  return { dossierId, fileId }
}
