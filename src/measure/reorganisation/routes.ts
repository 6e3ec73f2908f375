/** `/giam-sat/sap-xep`: what reorganisations did, old names of offices, and what a person decides about a dossier. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { inContext } from '../../db/context.ts'
import type { Db } from '../../db/connect.ts'
import { handle, type DossierDeps } from '../../dossier/handle.ts'
import { isUuid } from '../../lib/ids.ts'
import { Conflict, Forbidden, NotFound, type Problem } from '../../lib/problem.ts'
import type { StaffActor } from '../../office/actor.ts'
import type { Directory } from '../../office/directory.ts'
import { requireStaff } from '../../office/session.ts'
import { readForm } from '../../ui/form.ts'
import { watchOf, WATCHERS } from '../watch.ts'
import { DecidePage, REASON_LETTERS } from './decide-page.tsx'
import { MOST } from './dossiers-table.tsx'
import { ReorganisationListPage } from './list-page.tsx'
import { OfficePage } from './office-page.tsx'
import { OutcomePage } from './outcome-page.tsx'
import { reorganisationPath, REORGANISATIONS } from './paths.ts'
import {
  movedDossiers,
  officesNamed,
  officeWithPast,
  outcomeOf,
  questionOf,
  reorganisationById,
  reorganisations,
  type Question,
} from './store.ts'

export type ReorganisationPagesDeps = {
  /** The application role's database. */
  db: Db
  directory: Pick<Directory, 'all' | 'ancestorsOf'>
  dossier: DossierDeps
}

type WithId = { Params: { id: string } }
type WithOffice = { Params: { office: string } }

export async function reorganisationRoutes(
  app: FastifyInstance,
  deps: ReorganisationPagesDeps,
): Promise<void> {
  app.get(REORGANISATIONS, async (req, reply) => {
    const { me, watch } = reader(deps, req)
    const words = wordsIn(req)
    const shown = await inContext(deps.db, watch, async (tx) => ({
      reorganisations: await reorganisations(tx),
      offices: words === '' ? [] : await officesNamed(tx, words),
    }))
    return reply.page(h(ReorganisationListPage, { me, words, ...shown }))
  })
  app.get<WithOffice>(`${REORGANISATIONS}/don-vi/:office`, async (req, reply) => {
    const { me, watch } = reader(deps, req)
    const id = officeIn(req.params.office)
    const shown = await inContext(deps.db, watch, async (tx) => ({
      office: await officeWithPast(tx, id),
      rows: await movedDossiers(tx, { office: id, after: afterIn(req), most: MOST + 1 }),
    }))
    if (shown.office === undefined) throw new NotFound()
    return reply.page(h(OfficePage, { me, rows: shown.rows, office: shown.office }))
  })
  app.get<WithId>(`${REORGANISATIONS}/quyet-dinh/:id`, async (req, reply) => {
    const { me } = reader(deps, req)
    const question = await openQuestion(deps, me, req.params.id)
    if (!question.isOpen) return reply.redirect(reorganisationPath(question.reorganisation), 303)
    const typed = { office: '', reason: '' }
    return reply.page(h(DecidePage, { me, question, typed, problems: [] }))
  })
  app.post<WithId>(`${REORGANISATIONS}/quyet-dinh/:id`, (req, reply) => decide(deps, req, reply))
  app.get<WithId>(`${REORGANISATIONS}/:id`, async (req, reply) => {
    const { me, watch } = reader(deps, req)
    const { id } = req.params
    if (!isUuid(id)) throw new NotFound()
    const part = queryOf(req)['xem'] === 'tat-ca' ? ('all' as const) : ('open' as const)
    const shown = await inContext(deps.db, watch, async (tx) => ({
      reorganisation: await reorganisationById(tx, id),
      outcome: await outcomeOf(tx, id),
      rows: await movedDossiers(tx, {
        reorganisation: id,
        part,
        after: afterIn(req),
        most: MOST + 1,
      }),
    }))
    if (shown.reorganisation === undefined) throw new NotFound()
    return reply.page(h(OutcomePage, { me, part, ...shown, reorganisation: shown.reorganisation }))
  })
}

function reader(deps: ReorganisationPagesDeps, req: FastifyRequest) {
  const me = requireStaff(req, WATCHERS)
  return { me, watch: watchOf(me, deps.directory) }
}

async function decide(
  deps: ReorganisationPagesDeps,
  req: FastifyRequest<WithId>,
  reply: FastifyReply,
) {
  const { me } = reader(deps, req)
  const form = await readForm(req)
  const key = form.key()
  const { id } = req.params
  const typed = { office: form.text('office'), reason: form.text('reason') }
  const question = await openQuestion(deps, me, id)
  const problems = problemsOf(typed, question)
  if (problems.length > 0) {
    const again = { me, question, typed, problems, idempotencyKey: key }
    return reply.page(h(DecidePage, again), 422)
  }
  const command = {
    type: 'decideOffices' as const,
    office: Number(typed.office),
    reason: typed.reason,
  }
  const outcome = await handle(deps.dossier, { id, by: me, key, command, officeId: me.officeId })
  if (!outcome.ok) {
    const { code, message } = outcome.refusal
    if (!question.isOpen)
      throw new Conflict('Hồ sơ đã được xác định đơn vị giải quyết.', 'alreadyDecided')
    throw code === 'notAllowed' ? new Forbidden(message) : new Conflict(message, code)
  }
  req.work = 'saved'
  return reply.redirect(reorganisationPath(question.reorganisation), 303)
}

/** Only who may watch the dossier sees its question: to all others it is not there. */
async function openQuestion(
  deps: ReorganisationPagesDeps,
  me: StaffActor,
  id: string,
): Promise<Question> {
  const question = isUuid(id)
    ? await inContext(deps.db, watchOf(me, deps.directory), (tx) => questionOf(tx, id))
    : undefined
  if (question === undefined) throw new NotFound()
  return question
}

function problemsOf(
  { office, reason }: { office: string; reason: string },
  { candidates }: Question,
): Problem[] {
  const isCandidate = candidates.some((each) => String(each.office) === office)
  return [
    ...(isCandidate
      ? []
      : [{ code: 'office', field: 'office', message: 'Hãy chọn một đơn vị trong danh sách.' }]),
    ...(reason.length >= 5 && reason.length <= REASON_LETTERS
      ? []
      : [
          {
            code: 'reason',
            field: 'reason',
            message: `Hãy ghi lý do, từ 5 đến ${REASON_LETTERS} ký tự.`,
          },
        ]),
  ]
}

function queryOf(req: FastifyRequest): Readonly<Record<string, unknown>> {
  return req.query as Record<string, unknown>
}

function wordsIn(req: FastifyRequest): string {
  const { q } = queryOf(req)
  return typeof q === 'string' ? q.trim().slice(0, 100) : ''
}

function afterIn(req: FastifyRequest): string | null {
  const { sau } = queryOf(req)
  return typeof sau === 'string' && isUuid(sau) ? sau : null
}

function officeIn(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new NotFound()
  return Number(text)
}
