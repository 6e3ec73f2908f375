import type { FastifyInstance, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { SATISFACTION_PATH } from '../measure/supervision.ts'
import { watchOf, WATCHERS } from '../measure/watch.ts'
import { requireStaff } from '../office/session.ts'
import type { SurveyDeps } from './deps.ts'
import { monthShown, spanOf } from './months.ts'
import { satisfactionIn, wordsAbout } from './store.ts'
import { SatisfactionPage } from './supervision-page.tsx'

/** Counts by office, and the words that were written, for whole months that can change no more. */
export function supervisionRoutes(app: FastifyInstance, deps: SurveyDeps): void {
  const { db, directory, terms } = deps
  app.get(SATISFACTION_PATH, async (req, reply) => {
    const me = requireStaff(req, WATCHERS)
    const { offices } = watchOf(me, directory)
    const month = monthShown(monthIn(req), deps.now(), terms)
    const span = { ...spanOf(month), smallest: terms.smallestShown }
    const figures = await satisfactionIn(db, span)
    const asked = Number((req.query as { 'don-vi'?: unknown })['don-vi'])
    const office = offices.find(({ id }) => id === asked)
    const page = {
      me,
      month,
      definition: deps.definition,
      smallest: terms.smallestShown,
      rows: offices.map(({ id, shortName }) => ({
        officeId: id,
        name: shortName,
        figures: figures.find(({ officeId }) => officeId === id) ?? null,
      })),
      written: office && {
        name: office.shortName,
        notes: await wordsAbout(db, office.id, span),
      },
    }
    return reply.page(h(SatisfactionPage, page))
  })
}

function monthIn(req: FastifyRequest): string {
  const { thang } = req.query as { thang?: unknown }
  return typeof thang === 'string' ? thang : ''
}
