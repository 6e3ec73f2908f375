/** Steps without an act of their own: the list of those that were given to somebody's role, and their completion. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { inContext } from '../db/context.ts'
import { requireStaff } from '../office/session.ts'
import type { StaffActor } from '../office/actor.ts'
import { readForm } from '../ui/form.ts'
import { answered, doAct } from './acts.ts'
import type { DeskDeps } from './deps.ts'
import { DossierPage } from './dossier-page.tsx'
import { done, openView, pageProps } from './dossier-routes.ts'
import { stepTitle } from './happenings.ts'
import { GivenStepsPage } from './given-steps-page.tsx'
import { givenSteps } from './given-steps-store.ts'
import { NOTE_LETTERS, stepField } from './steps-panel.tsx'

type OfStep = { Params: { id: string; step: string } }
const STEP_ROLES = ['receptionist', 'officer', 'leader', 'clerk'] as const

export async function stepRoutes(app: FastifyInstance, deps: DeskDeps): Promise<void> {
  app.get('/viec/buoc', async (req, reply) => {
    const me = requireStaff(req, [...STEP_ROLES])
    const rows = await inContext(deps.result.dossier.db, me, (tx) => givenSteps(tx, dutiesOf(me)))
    const lines = rows.map((row) => ({ ...row, title: titleOf(deps, row) }))
    return reply.page(h(GivenStepsPage, { me, lines, now: deps.result.now() }))
  })
  app.post<OfStep>('/viec/:id/buoc/:step', (req, reply) => complete(deps, req, reply))
}

function dutiesOf({ roles }: StaffActor) {
  return roles.filter(({ role }) => STEP_ROLES.some((each) => each === role))
}

function titleOf(
  { result }: DeskDeps,
  row: { code: string; version: number; caseCode: string; step: string },
): string {
  return stepTitle(result.dossier.law.terms(row).workflow, row.step) ?? row.step
}

/** What the refusal is about, on the page; every other one is a page of its own. */
const FIELDS: Readonly<Record<string, 'chosen' | 'note'>> = {
  choiceNeeded: 'chosen',
  choiceUnknown: 'chosen',
  reasonNeeded: 'note',
}

async function complete(deps: DeskDeps, req: FastifyRequest<OfStep>, reply: FastifyReply) {
  const by = requireStaff(req, [...STEP_ROLES])
  const { id, step } = req.params
  const form = await readForm(req)
  const key = form.key()
  const view = await openView(deps, by, id)
  const chosen = form.text(stepField(step, 'chosen'))
  const note = form.text(stepField(step, 'note')).slice(0, NOTE_LETTERS)
  const outcome = await doAct(
    deps,
    { id, by, key },
    { type: 'completeStep', step, ...(chosen && { chosen }), ...(note && { note }) },
  )
  const about = outcome.ok ? undefined : FIELDS[outcome.refusal.code]
  if (outcome.ok || about === undefined) {
    answered(outcome)
    return done(req, reply, 'buoc')
  }
  const { code, message } = outcome.refusal
  return reply.page(
    h(DossierPage, {
      ...(await pageProps(deps, view)),
      tab: 'doi-chieu',
      fileId: null,
      problems: [{ code, field: stepField(step, about), message }],
      stepTyped: { step, chosen, note, idempotencyKey: key },
    }),
    422,
  )
}
