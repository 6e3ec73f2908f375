/** The public pages of the catalogue: home, search, procedures, service points, the import report. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import type { Db } from '../db/connect.ts'
import { NotFound } from '../lib/problem.ts'
import { cleanLine } from '../lib/text.ts'
import { toDay } from '../lib/time.ts'
import { paths } from '../ui/paths.ts'
import { cataloguePaths, HomePage } from './home-page.tsx'
import { ImportPage } from './import-page.tsx'
import { latestReport } from './import-store.ts'
import type { Law } from './law.ts'
import { countOpenChanges } from './national/change-store.ts'
import { listedDetails } from './national/listed-details.ts'
import { ListedPage } from './national/listed-page.tsx'
import { nationalRoutes } from './national/routes.ts'
import { countOpenFindings } from './national/take-in-store.ts'
import { requiredPapers } from './needs.ts'
import { searchFormerCommunes, servicePoints } from './places-store.ts'
import { PointsPage, type OldName } from './points-page.tsx'
import { ProcedurePage } from './procedure-page.tsx'
import { procedureWording } from './procedure-wording.ts'
import { readVersion } from './publication/version-query.ts'
import { dayShown, shownOf } from './publication/shown.ts'
import { explainer } from './publication/explainer.ts'
import { screened, screeningQuestions, waysOf } from './screening.ts'
import { RESULTS_A_PAGE, SearchPage } from './search-page.tsx'
import { portalIdOf, procedureByCode, searchProcedures, type FoundProcedure } from './store.ts'

export type CatalogueDeps = {
  readonly db: Db
  readonly law: Law
  readonly now: () => Date
}

export async function catalogueRoutes(app: FastifyInstance, deps: CatalogueDeps): Promise<void> {
  await nationalRoutes(app, deps)
  app.get(paths.home, async (_req, reply) =>
    reply.page(h(HomePage, { procedures: deps.law.procedures() })),
  )
  app.get(cataloguePaths.search, async (req, reply) => {
    const query = queryOf(req)
    const page = pageOf(query['trang'])
    const typed = typedOf(query)
    const offset = (page - 1) * RESULTS_A_PAGE
    const found = await searchProcedures(deps.db, typed, { limit: RESULTS_A_PAGE, offset })
    return reply.page(h(SearchPage, { typed, page, found }))
  })
  app.get('/thu-tuc/:code', (req, reply) => procedurePage(req, reply, deps))
  app.get(cataloguePaths.points, async (req, reply) => {
    const typed = typedOf(queryOf(req))
    const points = await servicePoints(deps.db, typed)
    return reply.page(h(PointsPage, { typed, points, oldNames: await oldNamesOf(typed, deps) }))
  })
  app.get(cataloguePaths.importReport, async (_req, reply) =>
    reply.page(
      h(ImportPage, {
        report: await latestReport(deps.db),
        open: {
          findings: await countOpenFindings(deps.db),
          changes: await countOpenChanges(deps.db),
        },
      }),
    ),
  )
}

async function procedurePage(req: FastifyRequest, reply: FastifyReply, deps: CatalogueDeps) {
  const { code } = req.params as { code: string }
  const today = toDay(deps.now())
  const version = readVersion(req.query)
  const shown = shownOf(deps.law, { code, today, ...(version !== undefined && { version }) })
  if (!shown && version !== undefined) throw new NotFound(procedureWording(req.lang).notFound)
  if (!shown) {
    const listed = await procedureByCode(deps.db, code)
    if (!listed) throw new NotFound(procedureWording(req.lang).notFound)
    const details = await listedDetails(deps.db, code)
    return reply.page(h(ListedPage, { listed, portalUrl: await portalUrl(listed, deps), details }))
  }
  const { procedure } = shown.version
  const form = deps.law.form(procedure.form.id, procedure.form.version)
  const questions = screeningQuestions(procedure, form)
  const day = dayShown(shown, today)
  const mine = screened(questions, { query: queryOf(req), ways: waysOf(procedure), today: day })
  const moment = { channel: mine.channel, today: day }
  const needs = requiredPapers(procedure, mine.answers, moment)
  const explain = explainer(form, req.lang, deps.law)
  const page = { procedure, needs, screened: mine, shown, explain }
  return reply.page(h(ProcedurePage, { ...page, today: moment.today }))
}

async function portalUrl(listed: FoundProcedure, { db }: CatalogueDeps): Promise<string> {
  const id = await portalIdOf(db, listed.code)
  return `https://dichvucong.gov.vn/thu-tuc-hanh-chinh/${encodeURIComponent(id ?? '')}`
}

/** Old names in what was typed, so that a person with old papers finds the new place. */
async function oldNamesOf(typed: string, { db, law }: CatalogueDeps): Promise<OldName[]> {
  if (typed.length < 3) return []
  const former = await searchFormerCommunes(db, typed, 5)
  return former.map(({ name, district, successors }) => ({
    name: `${name}, ${district}`,
    now: successors.map((code) => law.codeLists.communeName(code)?.split(',')[0] ?? code),
  }))
}

/** The first value of each name of the query. */
function queryOf(req: FastifyRequest): Record<string, string> {
  const query = req.query as Record<string, string | string[]>
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, [value].flat()[0] ?? '']),
  )
}

function typedOf(query: Readonly<Record<string, string>>): string {
  return cleanLine(query['q'] ?? '').slice(0, 200)
}

/** 1…500; anything else is the first page. */
function pageOf(text: string | undefined): number {
  const page = Number(text)
  return Number.isInteger(page) && page >= 1 && page <= 500 ? page : 1
}
