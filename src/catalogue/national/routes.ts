/** The editors' pages of the national catalogue: list, sources side by side, proposed changes, findings. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import type { Db } from '../../db/connect.ts'
import { NotFound, type Problem } from '../../lib/problem.ts'
import { requireStaff } from '../../office/session.ts'
import { readForm } from '../../ui/form.ts'
import type { Law } from '../law.ts'
import { ChangePage, changesHref } from './change-page.tsx'
import { changesFor, countChanges, countOpenChanges, type ChangeState } from './change-store.ts'
import { carryOut, readAct, type EditorAct } from './editor-act.ts'
import { EditorListPage } from './editor-list-page.tsx'
import { countStandings, editorRows, fieldsOfList, type CuratedEntry } from './editor-list-store.ts'
import { isFoundKind } from './finding-kinds.ts'
import { FindingPage, findingsHref, type FindingView } from './finding-page.tsx'
import { countFindings, findingsFor } from './finding-store.ts'
import { pageOf, readListFilter } from './list-filter.ts'
import { editorPaths } from './paths.ts'
import { openSides } from './open-sides.ts'
import { SidesPage } from './sides-page.tsx'
import { countOpenFindings } from './take-in-store.ts'

export type NationalDeps = { readonly db: Db; readonly law: Law; readonly now: () => Date }

const EDITORS = ['controller'] as const
const ROWS = 50

export async function nationalRoutes(app: FastifyInstance, deps: NationalDeps): Promise<void> {
  app.get(editorPaths.list, (req, reply) => listPage(req, reply, deps))
  app.get('/bien-tap/thu-tuc/:code', (req, reply) => sidesPage(req, reply, deps))
  app.get(editorPaths.changes, (req, reply) => changePage({ req, reply }, deps))
  app.post(editorPaths.changes, async (req, reply) => {
    const me = requireStaff(req, EDITORS)
    const read = readAct(await readForm(req), ['accept', 'dismiss'])
    if (read.problems.length > 0) return changePage({ req, reply, sent: read }, deps)
    await carryOut(deps.db, read.act, { me, now: deps.now() })
    req.work = 'saved'
    return reply.redirect(changesHref('open', pageIn(req)), 303)
  })
  app.get(editorPaths.allFindings, (req, reply) => findingPage({ req, reply }, deps))
  app.post(editorPaths.allFindings, async (req, reply) => {
    const me = requireStaff(req, EDITORS)
    const read = readAct(await readForm(req), ['clear'])
    if (read.problems.length > 0) return findingPage({ req, reply, sent: read }, deps)
    await carryOut(deps.db, read.act, { me, now: deps.now() })
    req.work = 'saved'
    return reply.redirect(findingsHref(findingView(req), { page: pageIn(req) }), 303)
  })
}

type Exchange = {
  req: FastifyRequest
  reply: FastifyReply
  sent?: { act: EditorAct; problems: readonly Problem[] }
}

async function listPage(req: FastifyRequest, reply: FastifyReply, deps: NationalDeps) {
  const me = requireStaff(req, EDITORS)
  const filter = readListFilter(req.query as Record<string, unknown>)
  const scope = { filter, curated: curatedEntries(deps) }
  const [counts, rows, fields, open] = await Promise.all([
    countStandings(deps.db, scope),
    editorRows(deps.db, scope),
    fieldsOfList(deps.db),
    openWork(deps.db),
  ])
  return reply.page(h(EditorListPage, { me, open, filter, counts, rows, fields }))
}

async function sidesPage(req: FastifyRequest, reply: FastifyReply, deps: NationalDeps) {
  const me = requireStaff(req, EDITORS)
  const { code } = req.params as { code: string }
  const sides = await openSides(code, deps)
  if (sides === undefined) throw new NotFound('Không có thủ tục mang mã này.')
  return reply.page(h(SidesPage, { me, open: await openWork(deps.db), ...sides }))
}

async function changePage({ req, reply, sent }: Exchange, deps: NationalDeps) {
  const me = requireStaff(req, EDITORS)
  const state = stateIn(req)
  const states: ChangeState[] = ['open', 'accepted', 'dismissed']
  const each = await Promise.all(states.map((one) => countChanges(deps.db, { state: one })))
  const counts = { open: each[0]!, accepted: each[1]!, dismissed: each[2]! }
  const pages = Math.max(1, Math.ceil(counts[state] / ROWS))
  const page = Math.min(pageIn(req), pages)
  const rows = await changesFor(deps.db, {
    state,
    limit: ROWS,
    offset: (page - 1) * ROWS,
    curated: curatedEntries(deps).map(({ code }) => code),
  })
  const props = { me, state, counts, rows, page, pages, sent, open: await openWork(deps.db) }
  return reply.page(h(ChangePage, props), sent ? 422 : 200)
}

async function findingPage({ req, reply, sent }: Exchange, deps: NationalDeps) {
  const me = requireStaff(req, EDITORS)
  const asked = findingView(req)
  const kind = asked.kind || undefined
  const counts = {
    open: await countFindings(deps.db, { kind, isCleared: false }),
    cleared: await countFindings(deps.db, { kind, isCleared: true }),
  }
  const all = asked.isCleared ? counts.cleared : counts.open
  const pages = Math.max(1, Math.ceil(all / ROWS))
  const view = { ...asked, page: Math.min(asked.page, pages) }
  const rows = await findingsFor(deps.db, {
    kind,
    isCleared: view.isCleared,
    limit: ROWS,
    offset: (view.page - 1) * ROWS,
  })
  const kinds = await countOpenFindings(deps.db)
  const props = { me, view, kinds, counts, rows, pages, sent, open: await openWork(deps.db) }
  return reply.page(h(FindingPage, props), sent ? 422 : 200)
}

async function openWork(db: Db) {
  const [changes, findings] = await Promise.all([
    countOpenChanges(db),
    countFindings(db, { isCleared: false }),
  ])
  return { changes, findings }
}

function curatedEntries({ law }: NationalDeps): CuratedEntry[] {
  return law
    .procedures()
    .map(({ code, name, category }) => ({ code, name: name.vi, field: category.name.vi }))
}

function queryText(req: FastifyRequest, name: string): string {
  const value = [(req.query as Record<string, unknown>)[name]].flat()[0]
  return typeof value === 'string' ? value : ''
}

function pageIn(req: FastifyRequest): number {
  return pageOf(queryText(req, 'trang'))
}

function stateIn(req: FastifyRequest): ChangeState {
  const asked = queryText(req, 'loc')
  return asked === 'accepted' || asked === 'dismissed' ? asked : 'open'
}

function findingView(req: FastifyRequest): FindingView {
  const kind = queryText(req, 'loai')
  return {
    kind: isFoundKind(kind) ? kind : '',
    isCleared: queryText(req, 'loc') === 'cleared',
    page: pageIn(req),
  }
}
