/** The public pages of the catalogue: home, search, procedures, service points, the import report. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { join } from 'node:path'
import { h } from 'preact'
import { checkout } from '../checkout.ts'
import type { Db } from '../db/connect.ts'
import { lastingNow } from '../interruption/in-force.ts'
import { NotFound } from '../lib/problem.ts'
import { cleanLine } from '../lib/text.ts'
import { toDay, toLocalMinute, type Day } from '../lib/time.ts'
import { paths } from '../ui/paths.ts'
import type { CitizenActor } from '../office/actor.ts'
import { cataloguePaths, HomePage } from './home-page.tsx'
import { homeStatus, readClosedDaysTerms } from './home-status.ts'
import { ImportPage } from './import-page.tsx'
import { filedNow } from './filed-now.ts'
import { latestReport } from './import-store.ts'
import type { Law } from './law.ts'
import { countOpenChanges } from './national/change-store.ts'
import { listedDetails } from './national/listed-details.ts'
import { ListedPage } from './national/listed-page.tsx'
import { nationalRoutes } from './national/routes.ts'
import { countOpenFindings } from './national/take-in-store.ts'
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
import { ProcedurePage } from './procedure-page.tsx'
import { procedureWording } from './procedure-wording.ts'
import { readVersion } from './publication/version-query.ts'
import { dayShown, shownOf } from './publication/shown.ts'
import { explainer } from './publication/explainer.ts'
import { screened, screeningQuestions, waysOf } from './screening.ts'
import { openLifeEvents, searchRoutes } from './search/search-routes.ts'
import { portalIdOf, procedureByCode, type FoundProcedure } from './store.ts'

export type CatalogueDeps = {
  readonly db: Db
  readonly law: Law
  readonly now: () => Date
  /** How much waits for the person who has signed in. */
  readonly tasksOf?: (actor: CitizenActor) => Promise<number>
}

export async function catalogueRoutes(app: FastifyInstance, deps: CatalogueDeps): Promise<void> {
  await nationalRoutes(app, deps)
  const events = openLifeEvents()
  const terms = readClosedDaysTerms(join(checkout, 'data'))
  app.get(paths.home, async ({ actor, viewer }, reply) => {
    const { db, law } = deps
    const about = { db, now: deps.now(), calendar: law.calendar() }
    const [status, tasks] = await Promise.all([
      homeStatus(about, terms),
      viewer && actor.kind === 'citizen' ? deps.tasksOf?.(actor) : undefined,
    ])
    return reply.page(h(HomePage, { procedures: law.procedures(), events, status, tasks }))
  })
  await searchRoutes(app, deps, events)
  app.get('/thu-tuc/:code', (req, reply) => procedurePage(req, reply, deps))
  app.get(cataloguePaths.points, (req, reply) => pointsPage(req, reply, deps))
  placeRoutes(app, deps)
  // Whoever asks first should not wait for the index of the country's places.
  app.addHook('onListen', async () => {
    deps.law.codeLists.places()
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
  const page = { procedure, needs, screened: mine, shown, explain, today: day }
  if (shown.standing !== 'inForce' || procedure.filing === 'guideOnly')
    return reply.page(h(ProcedurePage, page))
  const now = toLocalMinute(deps.now())
  const filed = filedNow(procedure, { answers: mine.answers, now, ...moment }, deps.law.calendar())
  return reply.page(h(ProcedurePage, { ...page, filed }))
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
  const at = now()
  const lasting = await lastingNow(db, at)
  return reply.page(h(PointsPage, { ...page, lasting, now: at }))
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
