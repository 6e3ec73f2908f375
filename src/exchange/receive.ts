/** The portal hands a dossier over: checked as strictly as on our own pages, kept once, whatever is sent twice. */
import { textAnswer, type Answers } from '../catalogue/form.ts'
import { caseFor, missingPapers, requiredPapers } from '../catalogue/needs.ts'
import { mannerInPerson, type Procedure } from '../catalogue/procedure.ts'
import { validateAnswers } from '../catalogue/validate.ts'
import { inContext } from '../db/context.ts'
import type { FileCommand } from '../dossier/commands.ts'
import { statusOf, type DossierState } from '../dossier/dossier.ts'
import type { Offices, ResultManner } from '../dossier/events.ts'
import { handle, type Handled } from '../dossier/handle.ts'
import { isCodeTaken, stateById } from '../dossier/store.ts'
import { canonical, sha256Hex } from '../lib/canonical.ts'
import { Conflict, Invalid, type Problem } from '../lib/problem.ts'
import { cleanLine } from '../lib/text.ts'
import { toDay, type Day } from '../lib/time.ts'
import { idFrom } from '../result/document-id.ts'
import { statusNames } from '../ui/wording.ts'
import { portalActor, type ExchangeDeps } from './deps.ts'
import { checkFiles, keepFiles, type CheckedFile } from './files.ts'
import { officesFor } from './offices.ts'
import type { HandOver, Received } from './schema.ts'
import { arrivalOf, keepingArrival } from './store.ts'

/** A portal may deliver what lay in its queue, but not a history: older submissions come in by migration. */
const OLDEST_DAYS = 31
const FASTEST_CLOCK_MS = 5 * 60_000

export type Arrived = { received: Received; isRepeat: boolean }

/**
 * Keeps the dossier under the portal's code. The same content again gives the same answer; another content under the same
 * code is a Conflict. Throws `Invalid` with everything that has to be mended.
 */
export async function receive(deps: ExchangeDeps, body: HandOver, keyId: string): Promise<Arrived> {
  const kept = { contentSha256: contentHash(body), code: body.code, keyId, receivedAt: deps.now() }
  try {
    const checked = await check(deps, body)
    const { id, state, isRepeat } = await file(deps, { body, checked, kept })
    const before = isRepeat ? await answerBefore(deps, kept) : undefined
    return before ?? { received: answerOf({ ...kept, dossierId: id }, state), isRepeat }
  } catch (error) {
    // What was taken once is taken, whatever the law or the clock would say today; so only a no asks whether it was.
    const isNo = error instanceof Invalid || error instanceof Conflict
    const before = isNo ? await answerBefore(deps, kept) : undefined
    if (before) return before
    throw error
  }
}

/** The first answer to the same content; a Conflict for another content under the code; undefined for a new code. */
async function answerBefore(
  deps: ExchangeDeps,
  { code, contentSha256 }: { code: string; contentSha256: string },
): Promise<Arrived | undefined> {
  const before = await arrivalOf(deps.db, code)
  if (!before) return undefined
  if (before.contentSha256 !== contentSha256) throw otherContent()
  return { received: answerOf(before, await stateOf(deps, before.dossierId)), isRepeat: true }
}

function contentHash(body: HandOver): string {
  try {
    return sha256Hex(canonical(body))
  } catch {
    throw new Invalid({ code: 'text', message: 'Nội dung gửi đến có ký tự không hợp lệ.' })
  }
}

function otherContent(): Conflict {
  return new Conflict('Mã hồ sơ này đã được dùng cho một hồ sơ có nội dung khác.', 'codeUsed')
}

async function stateOf({ db, directory }: ExchangeDeps, id: string): Promise<DossierState> {
  const state = await inContext(db, portalActor(directory), (tx) => stateById(tx, id))
  if (!state) throw new Error(`dossier ${id} arrived and is not there`)
  return state
}

type CheckedBody = {
  procedure: Procedure
  caseCode: string
  answers: Answers
  ownerName: string
  /** The group of questions in which the applicant speaks of themselves ('requester'). */
  who: string
  offices: Offices
  files: CheckedFile[]
  occurredAt: Date
}

async function check(deps: ExchangeDeps, body: HandOver): Promise<CheckedBody> {
  const now = deps.now()
  const procedure = procedureFor(deps, body.procedure, toDay(now))
  const { submittedAt, problem } = submissionMoment(body.submittedAt, now)
  const day = toDay(submittedAt)
  const form = deps.law.form(procedure.form.id, procedure.form.version)
  const facts = { today: day, codeLists: deps.law.codeLists }
  const { answers, problems } = validateAnswers(form, body.answers, facts)
  const moment = { channel: 'online' as const, today: day }
  const { files, problems: fileProblems } = await checkFiles(body.files, procedure.papers)
  const handed = new Set(body.files.map(({ paper }) => paper))
  const { offices, problems: officeProblems } = await officesFor(deps, {
    body,
    procedure,
    answers,
    day,
  })
  const all = [
    ...(problem ? [problem] : []),
    ...officeProblems,
    ...problems.map((each) => ({ ...each, field: `answers.${each.field ?? ''}` })),
    ...fileProblems,
    ...missingPapers(requiredPapers(procedure, answers, moment), handed).map((each) => ({
      ...each,
      field: 'files',
    })),
  ]
  if (all.length > 0) throw new Invalid(all)
  return {
    procedure,
    caseCode: caseFor(procedure, answers, moment).code,
    answers,
    ownerName: textAnswer(answers, form.owner),
    who: form.applicant.slice(0, form.applicant.lastIndexOf('.')),
    offices,
    files,
    occurredAt: submittedAt,
  }
}

/** Only what this house decides and has published; everything else belongs to another system (rules: Doors). */
function procedureFor({ law }: ExchangeDeps, code: string, today: Day): Procedure {
  const procedure = law.procedures().find((each) => each.code === code)
  const isInForce =
    procedure !== undefined &&
    procedure.validFrom <= today &&
    (procedure.validTo === null || today <= procedure.validTo)
  if (procedure?.filing === 'open' && isInForce) return procedure
  const problem =
    procedure !== undefined && procedure.filing !== 'open'
      ? { code: 'procedureNotOpen', message: 'Hệ thống này chưa nhận hồ sơ của thủ tục này.' }
      : { code: 'procedureUnknown', message: 'Hệ thống này không tiếp nhận thủ tục này.' }
  const { code: reason, message } = problem
  throw new Invalid({ code: reason, field: 'procedure', message })
}

function submissionMoment(text: string, now: Date): { submittedAt: Date; problem?: Problem } {
  const at = new Date(text)
  const hasZone = /(Z|[+-]\d{2}:\d{2})$/.test(text)
  const oldest = now.getTime() - OLDEST_DAYS * 86_400_000
  if (hasZone && at.getTime() >= oldest && at.getTime() <= now.getTime() + FASTEST_CLOCK_MS)
    return { submittedAt: at > now ? now : at }
  const message = `Thời điểm nộp phải có múi giờ, không ở tương lai và không quá ${OLDEST_DAYS} ngày trước.`
  return { submittedAt: now, problem: { code: 'submittedAt', field: 'submittedAt', message } }
}

type Filing = {
  body: HandOver
  checked: CheckedBody
  kept: Omit<Parameters<typeof keepingArrival>[0], 'dossierId'>
}

async function file(deps: ExchangeDeps, { body, checked, kept }: Filing): Promise<Handled> {
  const { procedure, caseCode } = checked
  const files = await keepFiles(deps.files, checked.files, [body.code])
  const command = commandOf(body, checked)
  const outcome = await sameOrConflict(() =>
    handle(deps.dossier, {
      command: { ...command, ...files },
      by: portalActor(deps.directory),
      key: idFrom('portal dossier', body.code),
      procedure: { code: procedure.code, version: procedure.version, caseCode },
      occurredAt: checked.occurredAt,
      alongside: (dossierId) => [keepingArrival({ ...kept, dossierId })],
    }),
  )
  if (!outcome.ok) throw new Conflict(outcome.refusal.message, outcome.refusal.code)
  return outcome.value
}

/** Two different contents under one code at the same moment: one of them comes second. A code of ours is never handed over. */
async function sameOrConflict<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    const isOther = error instanceof Conflict && error.code === 'keyReused'
    throw isOther || isCodeTaken(error) ? otherContent() : error
  }
}

function commandOf(
  { code, applicant, language }: HandOver,
  { procedure, offices, answers, ownerName, who }: CheckedBody,
): Omit<FileCommand, 'papers' | 'fileNames'> {
  const phone = applicant.phone ?? answers[`${who}.phone`]
  const email = applicant.email ?? answers[`${who}.email`]
  return {
    type: 'file',
    source: 'nationalPortal',
    kindOfFiling: 'selfOnline',
    portalCode: code,
    offices,
    applicantPersonId: null,
    result: resultOf(procedure, answers),
    answers,
    ownerName,
    applicantName: cleanLine(applicant.fullName),
    ...(typeof phone === 'string' ? { phone } : {}),
    ...(typeof email === 'string' ? { email: cleanLine(email) } : {}),
    ...(language ? { language } : {}),
  }
}

const MANNERS: readonly ResultManner[] = ['electronic', 'counter', 'post']

function resultOf(procedure: Procedure, answers: Answers): FileCommand['result'] {
  const wanted = MANNERS.find((each) => each === answers['result.manner']) ?? 'electronic'
  const manner = mannerInPerson(procedure) ?? wanted
  const copies = answers['copies.count']
  return { manner, copies: typeof copies === 'number' ? copies : 0 }
}

function answerOf(
  { dossierId, receivedAt }: { dossierId: string; receivedAt: Date },
  state: DossierState,
): Received {
  return {
    id: dossierId,
    code: state.code,
    ...shownStatus(state),
    receivedAt: receivedAt.toISOString(),
  }
}

export function shownStatus(state: DossierState): { status: number; statusName: string } {
  const status = statusOf(state)
  return { status, statusName: statusNames('vi')[status as keyof ReturnType<typeof statusNames>] }
}
