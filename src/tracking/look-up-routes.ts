import type { FastifyInstance } from 'fastify'
import { h } from 'preact'
import { limited } from '../office/limits.ts'
import { readForm } from '../ui/form.ts'
import { paths } from '../ui/paths.ts'
import type { TrackingDeps } from './deps.ts'
import { lookUp, lookUpProblems, readLookUp } from './look-up.ts'
import { LookUpPage, TrackedPage } from './look-up-page.tsx'
import { trackedLegs } from './legs-shown.ts'
import type { Tracked, TrackedLeg } from './store.ts'
import { dueInWords } from './when.ts'

export function lookUpRoutes(app: FastifyInstance, deps: TrackingDeps): void {
  app.get(paths.track, async (req, reply) => {
    const { ma } = req.query as { ma?: unknown }
    const code = typeof ma === 'string' ? ma.slice(0, 60) : ''
    return reply.page(h(LookUpPage, { typed: readLookUp({ code, digits: '' }), problems: [] }))
  })
  app.post(paths.track, limited(deps, 'lookUp'), async (req, reply) => {
    const form = await readForm(req)
    const typed = readLookUp({ code: form.text('ma'), digits: form.text('so') })
    const problems = lookUpProblems(typed, req.lang)
    if (problems.length > 0) return reply.page(h(LookUpPage, { typed, problems }), 422)
    const found = await lookUp(deps.db, typed, deps.now())
    switch (found.kind) {
      case 'found':
        return reply.page(
          h(TrackedPage, shown(deps, { ...found.found, digits: typed.digits }, req.lang)),
        )
      case 'notFound':
        return reply.page(h(LookUpPage, { typed, problems: [], answer: 'notFound' }), 404)
      case 'tooMany':
        reply.header('retry-after', found.retryAfterSeconds)
        return reply.page(h(LookUpPage, { typed, problems: [], answer: 'tooMany' }), 429)
    }
  })
}

type Shown = { tracked: Tracked; legs: TrackedLeg[]; digits: string }

function shown(
  { law, directory, now }: TrackingDeps,
  { tracked, legs, digits }: Shown,
  lang: 'vi' | 'en',
) {
  const procedure = law.procedure(tracked.procedureCode, tracked.procedureVersion)
  if (!procedure) throw new Error(`${tracked.procedureCode} was never published here`)
  const workflow = law.workflow(procedure.workflow.id, procedure.workflow.version)
  const isRunning = tracked.finishedAt === null && tracked.dueAt !== null
  return {
    tracked,
    digits,
    workflow,
    legs: trackedLegs(legs, { workflow, lang, officeName: (id) => directory.find(id)?.name }),
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
