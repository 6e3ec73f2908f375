import type { FastifyInstance, FastifyReply } from 'fastify'
import { h } from 'preact'
import { isPlaceQuestion, toMend } from '../catalogue/places/place-answer.ts'
import type { Problem } from '../lib/problem.ts'
import { boxAfter, ROW_CHANGE, rowChangeOf } from '../catalogue/table-rows.ts'
import { readForm } from '../ui/form.ts'
import { fieldId } from '../ui/fields.tsx'
import { SeeOther } from '../ui/refusals.ts'
import { askingOf, isReviewOf } from './asking.ts'
import { communesOfCity } from './communes.ts'
import type { FilingDeps } from './deps.ts'
import { filingOfForm, openFiling, type Filing } from './load.ts'
import { ANEW, stepAfterAnew } from './new-version.ts'
import { OfficePage } from './office-page.tsx'
import { rescueAutosaved, rescueTyped, restoreTyped } from './rescue.ts'
import { changeOf, disputed, keep, newlyAsked, problemsOnPage } from './save.ts'
import type { Change } from './store.ts'
import { nextStep, stepAfter, stepToAsk } from './steps.ts'
import { TopicPage } from './topic-page.tsx'
import { filingWording } from './wording.ts'

export function topicRoutes(app: FastifyInstance, deps: FilingDeps): void {
  app.get('/nop/:code/:topic', async (req, reply) => {
    const asking = askingOf(req)
    const filing = await openFiling(deps, asking)
    const topic = topicOf(filing, req.params)
    const restored = await restoreTyped(deps, asking, { filing, topic })
    const shown = { filing: restored ?? filing, isRestored: restored !== undefined }
    return topicPage(deps, reply, { ...shown, topic, problems: [], isReview: isReviewOf(req) })
  })

  app.post('/nop/:code/:topic', async (req, reply) => {
    await rescueTyped(deps, req)
    const asking = askingOf(req)
    const form = await readForm(req)
    const before = await filingOfForm(deps, asking, form.raw('_draft'))
    const topic = topicOf(before, req.params)
    const { asked, ...typed } = changeOf(before, topic, form)
    const dispute = form.raw('_dispute')
    const change = dispute === '' ? typed : merged(typed, disputed(before, dispute))
    const filing = await keep(deps, asking, { filing: before, change })
    req.work = 'saved'
    const isReview = isReviewOf(req)
    if (form.has('_later')) return reply.redirect('/ho-so', 303)
    const here = `/nop/${asking.code}/${topic.id}${isReview ? '?ve=kiem-tra' : ''}`
    if (dispute !== '') return reply.redirect(`${here}#${fieldId(dispute)}`, 303)
    const row = rowChangeOf(filing.form, form.raw(ROW_CHANGE))
    if (row) return reply.redirect(`${here}#${fieldId(boxAfter(row, filing.draft.raw))}`, 303)
    const problems = problemsOnPage(filing, topic)
    const more = newlyAsked(filing, topic, asked)
    const wrong = toMend(problems, form)
    if (problems.length > 0 && wrong.every((problem) => isAbout(problem, more))) {
      const next = problems.find(isPlaceQuestion)?.field ?? more[0] ?? ''
      return reply.redirect(`${here}#${fieldId(next)}`, 303)
    }
    if (problems.length > 0) {
      return topicPage(deps, reply, { filing, topic, problems: wrong, isReview }, 422)
    }
    const next = isReview
      ? nextStep(filing)
      : form.has(ANEW)
        ? stepAfterAnew(filing, topic.id)
        : stepToAsk(filing, topic.id)
    const back = isReview && next.kind !== 'check' ? '?ve=kiem-tra' : ''
    return reply.redirect(`/nop/${asking.code}/${next.slug}${back}`, 303)
  })

  app.post('/nop/:code/:topic/luu', async (req, reply) => {
    if (await rescueAutosaved(deps, req, reply)) return reply
    const asking = askingOf(req)
    const form = await readForm(req)
    const filing = await filingOfForm(deps, asking, form.raw('_draft'))
    const { asked: _asked, ...change } = changeOf(filing, topicOf(filing, req.params), form)
    await keep(deps, asking, { filing, change })
    return reply.code(204).send()
  })

  officeRoutes(app, deps)
}

function officeRoutes(app: FastifyInstance, deps: FilingDeps): void {
  app.get('/nop/:code/noi-giai-quyet', async (req, reply) => {
    const asking = askingOf(req)
    const filing = await openFiling(deps, asking)
    if (filing.offices.length < 2) return reply.redirect(`/nop/${asking.code}`, 303)
    return reply.page(h(OfficePage, { filing, problems: [], isReview: isReviewOf(req) }))
  })
  app.post('/nop/:code/noi-giai-quyet', async (req, reply) => {
    const asking = askingOf(req)
    const form = await readForm(req)
    const before = await filingOfForm(deps, asking, form.raw('_draft'))
    const chosen = before.offices.find(({ id }) => String(id) === form.text('office'))
    const isReview = isReviewOf(req)
    if (!chosen) {
      const message = filingWording(req.lang).office.choose
      const problems = [{ code: 'required', field: 'office', message }]
      return reply.page(h(OfficePage, { filing: before, problems, isReview }), 422)
    }
    const filing = await keep(deps, asking, { filing: before, change: { officeId: chosen.id } })
    req.work = 'saved'
    const next = isReview ? nextStep(filing) : stepAfter(filing.steps, 'noi-giai-quyet')
    return reply.redirect(`/nop/${asking.code}/${next.slug}`, 303)
  })
}

/** The topic of the address, when these answers lead there; otherwise the list of what to do. */
function topicOf(filing: Filing, params: unknown) {
  const { topic: id } = params as { topic: string }
  const step = filing.steps.find((each) => each.slug === id)
  if (step?.kind !== 'topic') throw new SeeOther(`/nop/${filing.procedure.code}`)
  return step.topic
}

type Shown = Omit<Parameters<typeof TopicPage>[0], 'isNewVersion' | 'communes'>

function topicPage(deps: FilingDeps, reply: FastifyReply, shown: Shown, status = 200) {
  const { isNewVersion } = shown.filing
  const page = { ...shown, isNewVersion, communes: communesOfCity(deps.law.codeLists) }
  return reply.page(h(TopicPage, page), status)
}

function isAbout({ field = '' }: Problem, ids: readonly string[]): boolean {
  return ids.some((id) => field === id || field.startsWith(`${id}.`))
}

/** What is typed on the page is kept when "Báo sai" is pressed, but for the question that it takes back. */
function merged(typed: Change, dispute: Change): Change {
  const { drop: closed = [] } = dispute
  const typedSet = Object.entries(typed.set ?? {}).filter(([name]) => !closed.includes(name))
  return {
    ...dispute,
    set: { ...Object.fromEntries(typedSet), ...dispute.set },
    drop: [...(typed.drop ?? []), ...closed],
  }
}
