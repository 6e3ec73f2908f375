/** The search page and the pages of life events. */
import { join } from 'node:path'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { checkout } from '../../checkout.ts'
import type { Db } from '../../db/connect.ts'
import { NotFound } from '../../lib/problem.ts'
import { cleanLine } from '../../lib/text.ts'
import { toDay } from '../../lib/time.ts'
import { limited } from '../../office/limits.ts'
import type { Law } from '../law.ts'
import { RESULTS_A_PAGE, SearchPage } from '../search-page.tsx'
import { facetsOf, readFilter, scopeOf } from './filter.ts'
import { find } from './find.ts'
import { readLifeEvents, type LifeEvent } from './life-events.ts'
import { lifePath, LifePage } from './life-page.tsx'
import { resultFacts } from './result-facts.ts'
import type { Result } from './results.tsx'
import type { Candidate } from './candidate.ts'
import { alike, detailBodies, inOrder } from './search-store.ts'
import { searchWording } from './search-wording.ts'

export type SearchDeps = { readonly db: Db; readonly law: Law; readonly now: () => Date }

/** The life events that the home page shows too. */
export function openLifeEvents(): LifeEvent[] {
  return readLifeEvents(join(checkout, 'data'))
}

export async function searchRoutes(
  app: FastifyInstance,
  deps: SearchDeps,
  events: readonly LifeEvent[],
): Promise<void> {
  app.get('/tim', limited(deps, 'search'), async (req, reply) => {
    const query = queryOf(req)
    const filter = readFilter(query, typedOf(query), events)
    const { typed, literally, page } = filter
    const found = await find(deps.db, { typed, literally, scope: scopeOf(filter) })
    const reachable = found.ranked.length
    const from = RESULTS_A_PAGE * (Math.min(page, Math.ceil(reachable / RESULTS_A_PAGE) || 1) - 1)
    const shown = found.ranked.slice(from, from + RESULTS_A_PAGE)
    const near = found.total === 0 && typed !== '' ? await alike(deps.db, typed) : []
    const [results, alikeResults] = [
      await withFacts(shown, req, deps),
      await withFacts(near, req, deps),
    ]
    const facets = facetsOf(found.ranked, events, filter)
    return reply.page(
      h(SearchPage, { filter, found, reachable, results, facets, alike: alikeResults, events }),
    )
  })
  app.get(lifePath(':slug'), async (req, reply) => {
    const { slug } = req.params as { slug: string }
    const event = events.find((each) => each.slug === slug)
    if (!event) throw new NotFound(searchWording(req.lang).nothing)
    const procedures = await inOrder(deps.db, event.procedures)
    return reply.page(h(LifePage, { event, results: await withFacts(procedures, req, deps) }))
  })
}

async function withFacts(
  procedures: readonly Candidate[],
  { lang }: FastifyRequest,
  { db, law, now }: SearchDeps,
): Promise<Result[]> {
  const open = procedures.filter(({ code }) => law.procedure(code) === undefined)
  const bodies =
    open.length === 0
      ? []
      : await detailBodies(
          db,
          open.map(({ code }) => code),
        )
  const details = new Map(bodies.map(({ code, source, body }) => [code, { source, body }]))
  const known = { law, today: toDay(now()), lang, details }
  return procedures.map((procedure) => ({ procedure, facts: resultFacts(procedure.code, known) }))
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
