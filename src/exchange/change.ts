/** What the applicant does on the portal with a dossier that it handed over: completes it, answers about the draft, asks for it back. */
import { validateAnswers } from '../catalogue/validate.ts'
import { inContext } from '../db/context.ts'
import type { Command } from '../dossier/commands.ts'
import type { DossierState } from '../dossier/dossier.ts'
import { handle } from '../dossier/handle.ts'
import { answersOf, dossierIdByCode, stateById } from '../dossier/store.ts'
import type { Tx } from '../db/connect.ts'
import { Conflict, Invalid, NotFound } from '../lib/problem.ts'
import { cleanInput } from '../lib/text.ts'
import { toDay } from '../lib/time.ts'
import { idFrom } from '../result/document-id.ts'
import { portalActor, type ExchangeDeps } from './deps.ts'
import { checkFiles, keepFiles } from './files.ts'
import { shownStatus } from './receive.ts'
import type { Changed, Confirmation, Supplement, Withdrawal } from './schema.ts'

export type OfPortal = { id: string; state: DossierState }

/** The dossier behind the portal's code; NotFound for one that came in by another door. */
export async function portalDossier(tx: Tx, code: string): Promise<OfPortal> {
  const id = await dossierIdByCode(tx, code)
  const state = id === undefined ? undefined : await stateById(tx, id)
  if (id === undefined || state?.source !== 'nationalPortal') throw new NotFound()
  return { id, state }
}

export async function supplementFromPortal(
  deps: ExchangeDeps,
  code: string,
  { messageId, answers, files, note }: Supplement,
): Promise<Changed> {
  const { id, state, before } = await inContext(
    deps.db,
    portalActor(deps.directory),
    async (tx) => {
      const found = await portalDossier(tx, code)
      return { ...found, before: await answersOf(tx, found.id) }
    },
  )
  const procedure = deps.law.procedure(state.procedure.code, state.procedure.version)!
  const checked = await checkFiles(files, procedure.papers)
  const form = deps.law.form(state.form.id, state.form.version)
  const facts = { today: toDay(new Date(state.submittedAt)), codeLists: deps.law.codeLists }
  const validated = answers && validateAnswers(form, { ...before, ...answers }, facts)
  const problems = [
    ...(validated?.problems ?? []).map((each) => ({
      ...each,
      field: `answers.${each.field ?? ''}`,
    })),
    ...checked.problems,
    ...(files.length === 0 && answers === undefined
      ? [{ code: 'empty', message: 'Bổ sung phải có tệp hoặc câu trả lời.' }]
      : []),
  ]
  if (problems.length > 0) throw new Invalid(problems)
  const kept = await keepFiles(deps.files, checked.files, [code, messageId])
  return change(
    deps,
    { id, code, messageId },
    {
      type: 'supplement',
      ...kept,
      ...(validated ? { answers: validated.answers } : {}),
      ...(note ? { note: cleanInput(note) } : {}),
    },
  )
}

/** The applicant agrees to exactly the draft that was shown, or sends it back with what is wrong. */
export async function confirmFromPortal(
  deps: ExchangeDeps,
  code: string,
  { messageId, draftSha256, answer, note }: Confirmation,
): Promise<Changed> {
  const { id, state } = await inContext(deps.db, portalActor(deps.directory), (tx) =>
    portalDossier(tx, code),
  )
  const words = cleanInput(note ?? '')
  if (answer === 'return' && words === '') {
    const message = 'Khi trả lại bản nháp, hãy nêu điều cần sửa.'
    throw new Invalid({ code: 'noteMissing', field: 'note', message })
  }
  if (state.draft && state.draft.sha256 !== draftSha256)
    throw new Conflict('Bản nháp đã thay đổi. Hãy xem bản mới rồi trả lời.', 'otherDraft')
  const command: Command =
    answer === 'agree'
      ? { type: 'confirmDraft', by: 'applicant' }
      : { type: 'returnDraft', note: words }
  return change(deps, { id, code, messageId }, command)
}

export async function withdrawFromPortal(
  deps: ExchangeDeps,
  code: string,
  { messageId, reason }: Withdrawal,
): Promise<Changed> {
  const { id } = await inContext(deps.db, portalActor(deps.directory), (tx) =>
    portalDossier(tx, code),
  )
  return change(
    deps,
    { id, code, messageId },
    {
      type: 'requestWithdrawal',
      reason: cleanInput(reason),
    },
  )
}

/** A lawful no is a conflict for a program, with the sentence for people. */
async function change(
  deps: ExchangeDeps,
  { id, code, messageId }: { id: string; code: string; messageId: string },
  command: Command,
): Promise<Changed> {
  const outcome = await handle(deps.dossier, {
    id,
    command,
    by: portalActor(deps.directory),
    key: idFrom('portal message', code, messageId),
  })
  if (!outcome.ok) throw new Conflict(outcome.refusal.message, outcome.refusal.code)
  const { state, seq } = outcome.value
  return { code: state.code, ...shownStatus(state), seq }
}
