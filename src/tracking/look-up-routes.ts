import type { FastifyInstance } from 'fastify'
import { h } from 'preact'
import { readForm } from '../ui/form.ts'
import { paths } from '../ui/paths.ts'
import type { TrackingDeps } from './deps.ts'
import { lookUp, lookUpProblems, readLookUp } from './look-up.ts'
import { LookUpPage, TrackedPage } from './look-up-page.tsx'
import type { Tracked } from './store.ts'
import { dueInWords } from './when.ts'

/** Whole families ask from one address, machines ask faster. */
const TRIES_A_MINUTE = 30

export function lookUpRoutes(app: FastifyInstance, deps: TrackingDeps): void {
  app.get(paths.track, async (req, reply) => {
    const { ma } = req.query as { ma?: unknown }
    const code = typeof ma === 'string' ? ma.slice(0, 60) : ''
    return reply.page(h(LookUpPage, { typed: readLookUp({ code, digits: '' }), problems: [] }))
  })
  const config = { rateLimit: { max: TRIES_A_MINUTE, timeWindow: '1 minute' } }
  app.post(paths.track, { config }, async (req, reply) => {
    const form = await readForm(req)
    const typed = readLookUp({ code: form.text('ma'), digits: form.text('so') })
    const problems = lookUpProblems(typed, req.lang)
    if (problems.length > 0) return reply.page(h(LookUpPage, { typed, problems }), 422)
    const found = await lookUp(deps.db, typed, deps.now())
    switch (found.kind) {
      case 'found':
        return reply.page(h(TrackedPage, shown(deps, found.tracked, req.lang)))
      case 'notFound':
        return reply.page(h(LookUpPage, { typed, problems: [], answer: 'notFound' }), 404)
      case 'tooMany':
        return reply.page(h(LookUpPage, { typed, problems: [], answer: 'tooMany' }), 429)
    }
  })
}

function shown({ law, directory, now }: TrackingDeps, tracked: Tracked, lang: 'vi' | 'en') {
  const procedure = law.procedure(tracked.procedureCode, tracked.procedureVersion)
  if (!procedure) throw new Error(`${tracked.procedureCode} was never published here`)
  const isRunning = tracked.finishedAt === null && tracked.dueAt !== null
  return {
    tracked,
    workflow: law.workflow(procedure.workflow.id, procedure.workflow.version),
    procedureName: procedure.shortName[lang],
    officeName: directory.get(tracked.competentOfficeId).name,
    returnOfficeName: directory.get(tracked.returningOfficeId).name,
    due: isRunning
      ? dueInWords(law.calendar(), lang, {
          now: now(),
          due: tracked.dueAt!,
          isPaused: tracked.isPaused,
        })
      : undefined,
  }
}
