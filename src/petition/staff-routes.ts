/** `/giam-sat/phan-anh…`: supervisors and heads read the petitions of what they watch over, and answer. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { inContext } from '../db/context.ts'
import type { Problem } from '../lib/problem.ts'
import { PETITIONS_PATH } from '../measure/supervision.ts'
import { watchOf, WATCHERS } from '../measure/watch.ts'
import { requireStaff } from '../office/session.ts'
import { sendPicture } from '../paper/send-picture.ts'
import { readForm, type Form } from '../ui/form.ts'
import type { PetitionDeps } from './deps.ts'
import { petitionsAt } from './lists-store.ts'
import { officeDoes, petitionToAnswer } from './office-acts.ts'
import { officeDeedIn } from './office-form.ts'
import { petitionPaths } from './paths.ts'
import { dueOf, isLate } from './petition.ts'
import { nameIn, pictureIn } from './shown.ts'
import { officesSpokenOf } from './send.ts'
import { PetitionPage, PetitionsPage } from './staff-pages.tsx'

type OnPetition = FastifyRequest<{ Params: { petition: string } }>

export function staffPetitionRoutes(app: FastifyInstance, deps: PetitionDeps): void {
  app.get(PETITIONS_PATH, async (req, reply) => {
    const me = requireStaff(req, WATCHERS)
    const watch = watchOf(me, deps.directory)
    const listed = await inContext(deps.db, watch, (tx) =>
      petitionsAt(
        tx,
        watch.offices.map(({ id }) => id),
      ),
    )
    const [now, calendar] = [deps.now(), deps.law.calendar()]
    const rows = listed.map((row) => {
      const dueAt = dueOf(calendar, row.openSince, deps.terms)
      return { ...row, dueAt, isLate: isLate(row, dueAt, now) }
    })
    return reply.page(h(PetitionsPage, { me, rows, terms: deps.terms, nameOf: nameIn(deps) }))
  })
  app.get(petitionPaths.staffOne(':petition'), (req: OnPetition, reply) =>
    page(deps, reply, { req, problems: [] }),
  )
  app.post(petitionPaths.staffOne(':petition'), async (req: OnPetition, reply) => {
    const me = requireStaff(req, WATCHERS)
    const form = await readForm(req)
    const key = form.key()
    const { petition: id } = req.params
    const offices = new Set(officesSpokenOf(deps).map((office) => office.id))
    const { deed, problems } = officeDeedIn(form, { key, isOffice: (each) => offices.has(each) })
    if (deed === undefined) return page(deps, reply, { req, problems, form, key })
    const outcome = await officeDoes(deps, me, { id, deed })
    if (!outcome.ok)
      return page(deps, reply, { req, problems: [outcome.refusal], form, key, status: 409 })
    req.work = 'saved'
    const moved = deed.act === 'forward' || deed.act === 'passUp'
    return reply.redirect(moved ? PETITIONS_PATH : `${petitionPaths.staffOne(id)}?xong=1`, 303)
  })
  app.get(`${petitionPaths.staffOne(':petition')}/anh/:photo`, async (req: OnPetition, reply) => {
    const me = requireStaff(req, WATCHERS)
    const { events } = await petitionToAnswer(deps, me, req.params.petition)
    return sendPicture(reply, deps.intake, pictureIn(req, events))
  })
}

type Shown = {
  req: OnPetition
  problems: readonly Problem[]
  form?: Form
  key?: string
  status?: number
}

async function page(deps: PetitionDeps, reply: FastifyReply, shown: Shown) {
  const { req, problems, form, key } = shown
  const me = requireStaff(req, WATCHERS)
  const opened = await petitionToAnswer(deps, me, req.params.petition)
  const { procedureCode, officeId } = opened.row
  const procedure = procedureCode === null ? undefined : deps.law.procedure(procedureCode)
  const props = {
    ...opened,
    me,
    terms: deps.terms,
    nameOf: nameIn(deps),
    procedureName: procedure?.name.vi ?? procedureCode,
    offices: officesSpokenOf(deps).filter(({ id }) => id !== officeId),
    problems,
    values: Object.fromEntries((form?.names() ?? []).map((name) => [name, form!.text(name)])),
    isDone: (req.query as { xong?: unknown }).xong === '1',
    idempotencyKey: key,
  }
  return reply.page(h(PetitionPage, props), shown.status ?? (problems.length > 0 ? 422 : 200))
}
