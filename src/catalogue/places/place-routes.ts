/** `/ten-cu-ten-moi`: what an old name or number is now. Public. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import type { Db } from '../../db/connect.ts'
import { NotFound } from '../../lib/problem.ts'
import { cleanLine } from '../../lib/text.ts'
import { parseDay, toDay, type Day } from '../../lib/time.ts'
import type { Law } from '../law.ts'
import { OldNamesPage } from './old-names-page.tsx'
import { placePaths } from './place-paths.ts'
import { placeWording } from './place-wording.ts'
import { UnitPage } from './unit-page.tsx'
import { unitById, unitsOfNumber, wholeUnitsNamed } from './units-store.ts'

export type PlaceDeps = {
  readonly db: Db
  readonly law: Pick<Law, 'codeLists'>
  readonly now: () => Date
}

export function placeRoutes(app: FastifyInstance, deps: PlaceDeps): void {
  app.get(placePaths.names, (req, reply) => namesPage(deps, req, reply))
  app.get('/ten-cu-ten-moi/:id', async (req, reply) => {
    const { id } = req.params as { id: string }
    const unit = /^\d{7}$/.test(id) ? await unitById(deps.db, Number(id)) : undefined
    if (!unit) throw new NotFound(placeWording(req.lang).notFound)
    return reply.page(h(UnitPage, unit))
  })
}

async function namesPage(deps: PlaceDeps, req: FastifyRequest, reply: FastifyReply) {
  const typed = queryText(req, 'q').slice(0, 300)
  const day = {
    day: queryText(req, 'ngay.day'),
    month: queryText(req, 'ngay.month'),
    year: queryText(req, 'ngay.year'),
  }
  const { codeLists } = deps.law
  const on = dayOf(day)
  const message = placeWording(req.lang).dayWrong
  const problems = on === 'wrong' ? [{ code: 'date', field: 'ngay', message }] : []
  const isAsked = typed !== '' && on !== 'wrong'
  const reading = isAsked ? codeLists.readCommune(typed, on ?? toDay(deps.now())) : undefined
  const units = isAsked ? await unitsAsked(deps.db, typed, on) : []
  const page = { typed, day, problems, reading, units, codeLists }
  return reply.page(h(OldNamesPage, page), problems.length > 0 ? 422 : 200)
}

function unitsAsked(db: Db, typed: string, on: Day | undefined) {
  return /^\d{2,5}$/.test(typed) ? unitsOfNumber(db, typed, on) : wholeUnitsNamed(db, typed)
}

type Boxes = { day: string; month: string; year: string }

/** The day of three boxes; undefined when all are empty. */
function dayOf({ day, month, year }: Boxes): Day | undefined | 'wrong' {
  if (day === '' && month === '' && year === '') return undefined
  return parseDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`) ?? 'wrong'
}

function queryText(req: FastifyRequest, name: string): string {
  const value = (req.query as Record<string, string | string[] | undefined>)[name]
  return cleanLine([value ?? ''].flat()[0] ?? '')
}
