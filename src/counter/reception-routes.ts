import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { RawBuilder } from 'kysely'
import { h } from 'preact'
import type { Procedure } from '../catalogue/procedure.ts'
import { toMend } from '../catalogue/places/place-answer.ts'
import { ROW_CHANGE } from '../catalogue/table-rows.ts'
import { inContext } from '../db/context.ts'
import { handle, type Handled } from '../dossier/handle.ts'
import type { Command } from '../dossier/commands.ts'
import type { PostalReceipt } from '../dossier/custody/receipt.ts'
import { isUuid } from '../lib/ids.ts'
import { Conflict, NotFound, type Problem } from '../lib/problem.ts'
import type { Result } from '../lib/result.ts'
import { fold } from '../lib/text.ts'
import { toLocalMinute } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import { limited } from '../office/limits.ts'
import { requireStaff } from '../office/session.ts'
import { arriving, type ArrivedFile } from '../paper/arriving.ts'
import { idFrom } from '../result/document-id.ts'
import { readForm } from '../ui/form.ts'
import { doAct } from './act.ts'
import { alreadyUsed, isUsedTwice, takenOver } from './brought.ts'
import type { CounterDeps } from './deps.ts'
import { followedBy } from './guidance-store.ts'
import { readPostal } from './postal.ts'
import { citizenByNumber } from './queue-store.ts'
import { applicantNumber, fileCommand } from './reception.ts'
import {
  readTyped,
  receivable,
  receptionCase,
  untyped,
  type ReceptionCase,
  type Typed,
} from './reception-case.ts'
import { ReceptionChoicePage } from './reception-choice-page.tsx'
import { ReceptionPage, type Brought, type ReceptionPageProps } from './reception-page.tsx'
import { actPath } from './shell.tsx'

const MOST_FILES = 20

export async function receptionRoutes(app: FastifyInstance, deps: CounterDeps): Promise<void> {
  app.get('/quay/moi', async (req, reply) => {
    const me = requireStaff(req, 'receptionist')
    const procedures = receivable(deps.law.procedures())
    if (isUnchosen(req) && procedures.length > 1)
      return reply.page(h(ReceptionChoicePage, { me, procedures }))
    const procedure = procedureOf(deps, req)
    const { page } = await receptionCase(deps, { me, procedure, typed: untyped(deps, procedure) })
    return reply.page(h(ReceptionPage, { ...page, warnings: [] }))
  })
  app.post('/quay/moi', limited(deps, 'upload'), (req, reply) => receive(deps, req, reply))
}

function isUnchosen(req: FastifyRequest): boolean {
  return (req.query as { 'thu-tuc'?: unknown })['thu-tuc'] === undefined
}

function procedureOf({ law }: CounterDeps, req: FastifyRequest): Procedure {
  const { 'thu-tuc': asked } = req.query as { 'thu-tuc'?: unknown }
  const open = receivable(law.procedures())
  const found = asked === undefined ? open[0] : open.find(({ code }) => code === asked)
  const guided = law.procedures().find(({ code }) => code === asked)
  if (!found && guided)
    throw new NotFound(
      `Quầy chưa nhận được “${guided.name.vi}” trên hệ thống này. Trang /thu-tuc/${guided.code} ghi nơi nộp.`,
    )
  if (!found) throw new NotFound('Quầy này không nhận thủ tục đó.')
  return found
}

async function receive(
  deps: CounterDeps,
  req: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const me = requireStaff(req, 'receptionist')
  const procedure = procedureOf(deps, req)
  const rules = arriving(
    { files: deps.files, scanner: deps.scanner ?? null },
    { maxFiles: MOST_FILES, lang: 'vi' },
  )
  const form = await readForm<ArrivedFile>(req, { files: rules })
  const key = form.key()
  const typed = readTyped(deps, { me, procedure }, form)
  const found = await receptionCase(deps, { me, procedure, typed })
  const again = async (more: Partial<ReceptionPageProps>, status = 200): Promise<FastifyReply> => {
    const brought = await broughtBy(deps, { me, procedure, typed })
    const page = { ...found.page, ...brought, ...more, idempotencyKey: key }
    return reply.page(h(ReceptionPage, page), status)
  }
  const step = form.text('step')
  if (step === 'fields' || form.has(ROW_CHANGE)) return again({ problems: typed.problems })
  const postal = postalOf(typed, found, { step, now: deps.now() })
  const problems = [
    ...found.problems,
    ...(step === 'file' ? [] : found.missing),
    ...postal.problems,
  ]
  const wrong = toMend(problems, form)
  if (wrong.length > 0) return again({ problems: wrong }, 422)
  if (problems.length > 0) return again({ isAsking: true })
  const filed = await fileOnce(deps, { me, key, typed, found })
  if (typeof filed === 'string')
    return again({ problems: [{ code: 'preparedUsed', message: filed }] }, 409)
  if (!filed.ok) throw new Conflict(filed.refusal.message, filed.refusal.code)
  return acceptHere(deps, req, reply, {
    me,
    key,
    typed,
    filed: filed.value,
    isAsked: step !== 'file',
    isForAnother: found.page.isForAnother,
    ...(postal.postal && { postal: postal.postal }),
  })
}

/** The declaration from which the page was filled in, as long as it is kept: what did not fit stays in view. */
async function broughtBy(
  deps: CounterDeps,
  { me, procedure, typed }: { me: StaffActor; procedure: Procedure; typed: Typed },
): Promise<{ brought?: Brought }> {
  if (typed.prepared === null) return {}
  const found = await deps.brought?.open(me, typed.prepared)
  return found ? { brought: takenOver(deps, found, procedure).brought } : {}
}

/** When the postman handed it over; nothing for what is only taken in, or is received for another. */
function postalOf(
  { kind, postal }: Typed,
  { page }: ReceptionCase,
  { step, now }: { step: string; now: Date },
): { postal?: PostalReceipt; problems: Problem[] } {
  if (kind !== 'post' || step === 'file' || page.isForAnother) return { problems: [] }
  const read = readPostal({ text: (name) => postal[name] ?? '' })
  if (read.postal === undefined) return read
  // It is entered now, after the record was signed: that is the reason itself.
  const { at, reason = 'Nhập hồ sơ sau khi ký biên bản giao nhận' } = read.postal
  if (at <= toLocalMinute(now)) return { postal: { at, reason }, problems: [] }
  const message = 'Thời điểm ký biên bản giao nhận không được ở tương lai.'
  return { problems: [{ code: 'future', field: 'postalTime', message }] }
}

type Here = { me: StaffActor; key: string; typed: Typed; found: ReceptionCase }

/** Files it; or who has filed from the same prepared declaration before, when and where. */
async function fileOnce(deps: CounterDeps, here: Here): Promise<Result<Handled> | string> {
  try {
    return await fileHere(deps, here)
  } catch (error) {
    const { prepared } = here.typed
    if (prepared === null || !isUsedTwice(error)) throw error
    const use = await deps.brought?.useOf(here.me, prepared)
    if (use === undefined) throw error
    return alreadyUsed(deps, use)
  }
}

async function fileHere(
  deps: CounterDeps,
  { me, key, typed, found }: Here,
): Promise<Result<Handled>> {
  const { page, caseCode } = found
  const { form, procedure, answers } = page
  const competent = page.office?.id
  if (competent === undefined) throw new Conflict('Chưa rõ nơi giải quyết hồ sơ.', 'noOffice')
  const command = fileCommand({
    key,
    kind: typed.kind,
    form,
    answers,
    files: typed.files,
    offices: { receiving: me.officeId, competent, returning: page.returning },
    applicantPersonId: await accountOf(deps, me, found),
  })
  const { code, version } = procedure
  return handle(deps.dossier, {
    command,
    by: me,
    key,
    procedure: { code, version, caseCode },
    officeId: me.officeId,
    alongside: (id: string) => [
      ...(isUuid(typed.guidance) ? [followedBy(id, typed.guidance, me.officeId)] : []),
      ...usedBeside(deps, { me, typed, procedureCode: code, dossierId: id }),
    ],
  })
}

/** A prepared declaration becomes this dossier, and no other one. */
function usedBeside(
  { brought }: CounterDeps,
  {
    me,
    typed: { prepared },
    ...of
  }: { me: StaffActor; typed: Typed; procedureCode: string; dossierId: string },
): RawBuilder<unknown>[] {
  return prepared === null || !brought ? [] : [brought.using(me, { code: prepared, ...of })]
}

/** The applicant's own account, when number and name agree: then the dossier also stands among theirs. */
async function accountOf(
  { db }: CounterDeps,
  me: StaffActor,
  { page }: ReceptionCase,
): Promise<number | null> {
  const { form, answers } = page
  const number = applicantNumber(form, answers)
  if (number === '') return null
  const citizen = await inContext(db, me, (tx) => citizenByNumber(tx, number))
  const name = answers[form.applicant]
  const isSame = typeof name === 'string' && citizen && fold(name) === fold(citizen.fullName)
  return isSame ? citizen.personId : null
}

/**
 * The second of the two commands of one form. Its key follows from the form's own, so that a repeated click repeats both; a
 * crash between them leaves a filed dossier in the queue.
 */
async function acceptHere(
  deps: CounterDeps,
  req: FastifyRequest,
  reply: FastifyReply,
  done: {
    me: StaffActor
    key: string
    typed: Typed
    filed: Handled
    isAsked: boolean
    isForAnother: boolean
    postal?: PostalReceipt
  },
): Promise<FastifyReply> {
  const { me, key, typed, filed, isAsked, isForAnother, postal } = done
  req.work = 'saved'
  // What is filed online with help stands in the other office's queue at once.
  if (!isAsked || (isForAnother && typed.kind === 'assistedOnline'))
    return reply.redirect(actPath(filed.id, 'xong'), 303)
  const originals = [...typed.originals].sort()
  const command: Command = isForAnother
    ? { type: 'receiveForAnother', originals }
    : { type: 'accept', originals, ...(postal && { postal }) }
  return doAct(deps, req, reply, { id: filed.id, me, key: idFrom('accept', key), command })
}
