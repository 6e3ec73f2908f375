import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { NotFound } from '../../lib/problem.ts'
import { parseDay, toDay, type Day } from '../../lib/time.ts'
import { requiredPapers } from '../needs.ts'
import { ProcedurePage } from '../procedure-page.tsx'
import { explainer } from '../publication/explainer.ts'
import { previewOf } from '../publication/shown.ts'
import { screened, screeningQuestions, waysOf } from '../screening.ts'
import type { EditorDeps } from './deps.ts'
import { requireController } from './door.ts'
import { openPackage, type Package } from './package.ts'
import { editorPaths } from './paths.ts'
import { AsPreview, PreviewPage, type PreviewTab } from './preview-page.tsx'
import { lawToRun } from './test-run.ts'

type OnDraft = FastifyRequest<{ Params: { id: string } }>
type OnTopic = FastifyRequest<{ Params: { id: string; topic: string } }>

export async function previewRoutes(app: FastifyInstance, deps: EditorDeps): Promise<void> {
  app.get(editorPaths.preview(':id'), async (req: OnDraft, reply) => {
    const me = requireController(req)
    const pack = await openPackage(deps, req.params.id)
    const tabs = tabsOf(pack)
    const { trang } = req.query as { trang?: string }
    const shown = tabs.find(({ key }) => key === trang) ?? tabs[0]
    return reply.page(h(PreviewPage, { me, pack, tabs, shown }))
  })
  app.get(editorPaths.previewPage(':id'), (req: OnDraft, reply) => showProcedure(deps, req, reply))
  app.get(editorPaths.previewTopic(':id', ':topic'), (req: OnTopic, reply) =>
    showTopic(deps, req, reply),
  )
}

/** The procedure's page and every page of its form; none while the draft cannot be read. */
function tabsOf({ id, documents }: Package): PreviewTab[] {
  const law = lawToRun(documents)
  if (!law) return []
  return [
    { key: 'thu-tuc', title: 'Trang thủ tục', href: editorPaths.previewPage(id) },
    ...law.form.topics.map((topic) => ({
      key: topic.id,
      title: topic.title.vi,
      href: editorPaths.previewTopic(id, topic.id),
    })),
  ]
}

/** The day on which the draft would begin, or today when that is past or open: its fees are shown as they are then. */
function dayOf({ documents }: Package, now: Date): Day {
  const today = toDay(now)
  const { validFrom } = documents.procedure
  const begins = typeof validFrom === 'string' ? parseDay(validFrom) : undefined
  return begins !== undefined && begins > today ? begins : today
}

function lawOf(pack: Package) {
  const law = lawToRun(pack.documents)
  if (!law) throw new NotFound('Bản thảo còn ô chưa đọc được nên chưa xem trước được.')
  return law
}

async function showProcedure(deps: EditorDeps, req: OnDraft, reply: FastifyReply) {
  requireController(req)
  const pack = await openPackage(deps, req.params.id)
  const today = dayOf(pack, deps.now())
  const { procedure: written, form } = lawOf(pack)
  const procedure = { ...written, validFrom: parseDay(written.validFrom) ?? today }
  const questions = screeningQuestions(procedure, form)
  const mine = screened(questions, { query: queryOf(req), ways: waysOf(procedure), today })
  const needs = requiredPapers(procedure, mine.answers, { channel: mine.channel, today })
  const shown = previewOf(procedure)
  const explain = explainer(form, req.lang, deps.law)
  const props = { procedure, needs, screened: mine, today, shown, explain }
  return framed(reply).page(h(AsPreview, { children: h(ProcedurePage, props) }))
}

async function showTopic(deps: EditorDeps, req: OnTopic, reply: FastifyReply) {
  requireController(req)
  const pack = await openPackage(deps, req.params.id)
  const { form } = lawOf(pack)
  const { topic } = req.params
  if (!form.topics.some(({ id }) => id === topic)) throw new NotFound()
  const page = deps.topicPage({
    form,
    topic,
    values: queryOf(req),
    codeLists: deps.law.codeLists,
    today: dayOf(pack, deps.now()),
    action: editorPaths.previewTopic(pack.id, topic),
    linkOf: (other) => editorPaths.previewTopic(pack.id, other),
  })
  return framed(reply).page(h(AsPreview, { children: page }))
}

/** Shown inside our own page, and inside nobody else's. */
function framed(reply: FastifyReply): FastifyReply {
  const policy = String(reply.getHeader('content-security-policy') ?? '')
  return reply
    .header('x-frame-options', 'SAMEORIGIN')
    .header(
      'content-security-policy',
      policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'"),
    )
}

/** The first value of each name of the query. */
function queryOf(req: FastifyRequest): Record<string, string> {
  const query = req.query as Record<string, string | string[]>
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, [value].flat()[0] ?? '']),
  )
}
