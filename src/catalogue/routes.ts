/** The public pages of the catalogue: home, search, procedures, service points, the import report. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import type { Db } from '../db/connect.ts'
import { NotFound } from '../lib/problem.ts'
import { cleanLine } from '../lib/text.ts'
import { toDay, type Day } from '../lib/time.ts'
import { paths } from '../ui/paths.ts'
import { cataloguePaths, HomePage } from './home-page.tsx'
import { ImportPage } from './import-page.tsx'
import { latestReport } from './import-store.ts'
import type { Law } from './law.ts'
import { requiredPapers } from './needs.ts'
import {
  amongCommunes,
  communesIn,
  hasFormer,
  isPresent,
  type PlaceReading,
} from './places/place.ts'
import { placeRoutes } from './places/place-routes.ts'
import { pointsOfCommunes, servicePoints } from './places-store.ts'
import { PointsPage } from './points-page.tsx'
import { ListedPage, ProcedurePage } from './procedure-page.tsx'
import { procedureWording } from './procedure-wording.ts'
import { screened, screeningQuestions } from './screening.ts'
import { RESULTS_A_PAGE, SearchPage } from './search-page.tsx'
import { portalIdOf, procedureByCode, searchProcedures, type FoundProcedure } from './store.ts'

export type CatalogueDeps = {
  readonly db: Db
  readonly law: Law
  readonly now: () => Date
}

export async function catalogueRoutes(app: FastifyInstance, deps: CatalogueDeps): Promise<void> {
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
  app.get(cataloguePaths.points, (req, reply) => pointsPage(req, reply, deps))
  placeRoutes(app, deps)
  // Whoever asks first should not wait for the index of the country's places.
  app.addHook('onListen', async () => {
    deps.law.codeLists.places()
  })
  app.get(cataloguePaths.importReport, async (_req, reply) =>
    reply.page(h(ImportPage, { report: await latestReport(deps.db) })),
  )
}

async function procedurePage(req: FastifyRequest, reply: FastifyReply, deps: CatalogueDeps) {
  const { code } = req.params as { code: string }
  const listed = await procedureByCode(deps.db, code)
  if (!listed) throw new NotFound(procedureWording(req.lang).notFound)
  const procedure = deps.law.procedure(code)
  if (!procedure)
    return reply.page(h(ListedPage, { listed, portalUrl: await portalUrl(listed, deps) }))
  const form = deps.law.form(procedure.form.id, procedure.form.version)
  const questions = screeningQuestions(procedure, form)
  const mine = screened(questions, queryOf(req))
  const moment = { channel: mine.channel, today: toDay(deps.now()) }
  const needs = requiredPapers(procedure, mine.answers, moment)
  return reply.page(h(ProcedurePage, { procedure, listed, needs, questions, screened: mine }))
}

async function portalUrl(listed: FoundProcedure, { db }: CatalogueDeps): Promise<string> {
  const id = await portalIdOf(db, listed.code)
  return `https://dichvucong.gov.vn/thu-tuc-hanh-chinh/${encodeURIComponent(id ?? '')}`
}

/** Points whose name or address has these words, and those of the place that they name, by an old name too. */
async function pointsPage(req: FastifyRequest, reply: FastifyReply, deps: CatalogueDeps) {
  const { db, law, now } = deps
  const typed = typedOf(queryOf(req))
  const today = toDay(now())
  const named = await servicePoints(db, typed)
  const reading = typed === '' ? undefined : readInCity(law, typed, today)
  const ofPlace = await pointsOfCommunes(db, communesIn(reading), today)
  const more = ofPlace.filter(({ id }) => !named.some((point) => point.id === id))
  const points = [...named, ...more]
  const isSaid = reading && !isPresent(reading) && (points.length === 0 || hasFormer(reading))
  const page = { typed, points, reading: isSaid ? reading : undefined, codeLists: law.codeLists }
  return reply.page(h(PointsPage, page))
}

function readInCity({ codeLists }: Law, typed: string, today: Day): PlaceReading {
  const communes = new Set(codeLists.communesOf(CITY).map(({ code }) => code))
  return amongCommunes(codeLists.readCommune(typed, today), communes)
}

/** Hà Nội's number among the provinces, before and after. */
const CITY = '01'

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
