import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { inContext } from '../db/context.ts'
import { Conflict } from '../lib/problem.ts'
import { requireStaff } from '../office/session.ts'
import { sealResult } from '../result/seal.ts'
import { readForm } from '../ui/form.ts'
import { answered } from './acts.ts'
import { BookPage } from './book-page.tsx'
import { bookPage, booksOf } from './book-store.ts'
import { BOOK_PATH } from './clerk-tabs.tsx'
import type { DeskDeps } from './deps.ts'
import { openView } from './dossier-routes.ts'
import { officesOf } from './offices.ts'
import { readAfter } from './queue.ts'
import { queueOf } from './queue-of.ts'
import { SealingListPage, SealingPage } from './sealing-pages.tsx'
import { sealPath } from './shell.tsx'
import { checkSignature } from './signature-check.ts'

type WithId = { Params: { id: string } }

/** `/van-thu`: numbering and sealing, and the books. */
export async function sealingRoutes(app: FastifyInstance, deps: DeskDeps): Promise<void> {
  app.get('/van-thu', async (req, reply) => {
    const me = requireStaff(req, 'clerk')
    const after = readAfter((req.query as { sau?: unknown }).sau)
    const queue = await queueOf(deps, me, { waitsFor: 'clerk', after })
    return reply.page(h(SealingListPage, { me, ...queue }))
  })
  app.get(BOOK_PATH, (req, reply) => showBook(deps, req, reply))
  app.get<WithId>('/van-thu/:id', async (req, reply) => {
    const view = await openView(deps, requireStaff(req, 'clerk'), req.params.id)
    const check = await checkSignature(deps.result, view.opened.state)
    const { xong } = req.query as { xong?: unknown }
    const done = xong === 'dong-dau' ? SEALED : undefined
    return reply.page(h(SealingPage, { view, check, done }))
  })
  app.post<WithId>('/van-thu/:id/dong-dau', async (req, reply) => {
    const me = requireStaff(req, 'clerk')
    const key = (await readForm(req)).key()
    const view = await openView(deps, me, req.params.id)
    const check = await checkSignature(deps.result, view.opened.state)
    const mayBeNumbered = check.isGood || view.opened.state.result?.signedHash == null
    // A paper that is sealed already goes on to its own answer: the first click's, or a lawful no.
    if (!mayBeNumbered && check.whole !== 'valid')
      throw new Conflict(check.sentence, 'badSignature')
    answered(await sealResult(deps.result, { dossierId: req.params.id, by: me, key }))
    req.work = 'saved'
    return reply.redirect(`${sealPath(req.params.id)}?xong=dong-dau`, 303)
  })
}

const SEALED = 'Đã cấp số và đóng dấu. Văn bản chuyển sang bộ phận một cửa để trả kết quả.'

async function showBook(deps: DeskDeps, req: FastifyRequest, reply: FastifyReply) {
  const me = requireStaff(req, 'clerk')
  const query = req.query as Record<string, unknown>
  const page = await inContext(deps.result.dossier.db, me, async (tx) => {
    const books = await booksOf(tx, officesOf(me, 'clerk'))
    const chosen =
      books.find(
        ({ officeId, book, year }) =>
          String(officeId) === query['don-vi'] &&
          book === query['so'] &&
          String(year) === query['nam'],
      ) ?? books[0]
    const below = /^\d{1,9}$/.test(String(query['duoi'])) ? Number(query['duoi']) : null
    const entries = chosen ? await bookPage(tx, chosen, below) : { rows: [], hasMore: false }
    return { books, chosen, entries: entries.rows, hasMore: entries.hasMore }
  })
  const office = page.chosen && deps.directory.find(page.chosen.officeId)
  return reply.page(h(BookPage, { me, ...page, officeName: office?.name ?? me.officeName }))
}
