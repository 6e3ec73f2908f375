/** Sending a draft: one command through the dossier's one door, under the key that the draft has been from its first page. */
import { dueAt } from '../calendar/deadline.ts'
import { textAnswer, type Answers } from '../catalogue/form.ts'
import { caseFor } from '../catalogue/needs.ts'
import { isPrepared, mannerInPerson, type Procedure } from '../catalogue/procedure.ts'
import { inContext } from '../db/context.ts'
import { receiptAt } from '../interruption/in-force.ts'
import type { FileCommand } from '../dossier/commands.ts'
import type { FiledPaper, ResultManner } from '../dossier/events.ts'
import { handle, type Handled } from '../dossier/handle.ts'
import { Conflict, type Problem } from '../lib/problem.ts'
import type { Result } from '../lib/result.ts'
import { toLocalMinute, type LocalMinute } from '../lib/time.ts'
import type { FilingDeps } from './deps.ts'
import type { DraftFile } from './draft.ts'
import { filedFile } from './file-states.ts'
import { ownerOf, ownerProblems } from './for-another.ts'
import { heldAtFiling, prefixOf } from './held.ts'
import type { Asking, Filing } from './load.ts'
import { closeDraft, closingDraft, draftById } from './store.ts'
import { filingWording } from './wording.ts'

/** Everything that has to be mended before the draft can be sent; fields are question ids and codes of papers. */
export function problemsBeforeFiling(filing: Filing): Problem[] {
  const { lang = 'vi' } = filing.facts
  const t = filingWording(lang).office
  const { rule } = filing.procedure.competence
  const office = { code: 'office', field: 'office' }
  const nowhere =
    isPrepared(filing.procedure) ||
    filing.office !== undefined ||
    filing.validated.problems.length > 0
      ? []
      : [{ ...office, message: filing.offices.length > 1 ? t.choose : t.outside(rule.value[lang]) }]
  return [
    ...filing.validated.problems.map(onQuestion(filing)),
    ...ownerProblems(filing),
    ...nowhere,
    ...filing.missing,
  ]
}

/** The last look has a line per question, not a box per part of it. */
function onQuestion({ form }: Filing) {
  const ids = form.topics.flatMap((topic) => topic.questions.map(({ id }) => id))
  return (problem: Problem): Problem => {
    const id = ids.find((each) => problem.field?.startsWith(`${each}.`))
    return id === undefined ? problem : { ...problem, field: id }
  }
}

/** When the result would be due if the counter accepted the dossier at this minute; null when the calendar does not say. */
export function dueIfAccepted(
  deps: FilingDeps,
  terms: { code: string; version: number; caseCode: string },
  at: Date,
): LocalMinute | null {
  const { limit } = deps.law.terms(terms.code, terms.caseCode, terms.version)
  const due = dueAt(deps.law.calendar(), toLocalMinute(at), limit)
  return due.ok ? due.value.dueAt : null
}

export function procedureOf({ procedure, validated, facts }: Filing) {
  const { code } = caseFor(procedure, validated.answers, { channel: 'online', today: facts.today })
  return { code: procedure.code, version: procedure.version, caseCode: code }
}

/**
 * Files the dossier. The same draft sent again, in parallel or years later, gives the same dossier: the key is the
 * draft's id, and a draft that another click has changed or closed meanwhile is looked up by it.
 */
export async function submit(
  deps: FilingDeps,
  asking: Asking,
  filing: Filing & { office: NonNullable<Filing['office']> },
): Promise<Result<{ id: string }>> {
  const { draft } = filing
  const outcome = await fileOrFind(deps, asking, filing)
  if (outcome.ok && outcome.value.isRepeat) {
    const sent = { id: draft.id, dossierId: outcome.value.id, now: deps.now() }
    await inContext(deps.db, asking.actor, (tx) => closeDraft(tx, sent))
  }
  return outcome
}

async function fileOrFind(
  deps: FilingDeps,
  asking: Asking,
  filing: Filing & { office: NonNullable<Filing['office']> },
): Promise<Result<Pick<Handled, 'id' | 'isRepeat'>>> {
  if (isPrepared(filing.procedure))
    throw new Conflict('Tờ khai soạn sẵn không phải là hồ sơ nộp ở đây.', 'onlyPrepared')
  const receipt = await receiptAt(deps, filing.office.id)
  try {
    return await handle(deps.dossier, {
      command: commandOf(asking, filing, receipt.officeId),
      by: asking.actor,
      key: filing.draft.id,
      procedure: procedureOf(filing),
      alongside: (dossierId) => closingDraft({ id: filing.draft.id, dossierId, now: deps.now() }),
    })
  } catch (error) {
    if (!(error instanceof Conflict && error.code === 'keyReused')) throw error
    const { id } = filing.draft
    const sent = await inContext(deps.db, asking.actor, (tx) => draftById(tx, id, deps.now()))
    if (!sent?.dossierId) throw error
    return { ok: true, value: { id: sent.dossierId, isRepeat: true } }
  }
}

function commandOf(
  { actor, lang }: Asking,
  filing: Filing & { office: NonNullable<Filing['office']> },
  receiving: number,
): FileCommand {
  const { procedure, form, draft, represented, validated, needs, office } = filing
  const { answers } = validated
  const needed = needs.filter(({ need }) => need !== 'notNeeded').map(({ paper }) => paper.code)
  const files = draft.files.filter(({ paper }) => needed.includes(paper))
  const phone = answers[`${prefixOf(form)}.phone`]
  const email = answers[`${prefixOf(form)}.email`]
  const held = heldAtFiling({ ...filing, answers }, draft.raw)
  return {
    type: 'file',
    source: 'ownPortal',
    kindOfFiling: 'selfOnline',
    offices: { receiving, competent: office.id, returning: office.id },
    applicantPersonId: actor.personId,
    papers: papersOf(needed, files),
    result: resultOf(procedure, answers),
    answers,
    ...(held === undefined ? {} : { held }),
    ownerName: textAnswer(answers, form.owner),
    applicantName: actor.name,
    ...(typeof phone === 'string' ? { phone } : {}),
    ...(typeof email === 'string' ? { email } : {}),
    language: lang,
    fileNames: Object.fromEntries(files.map(({ id, name }) => [id, name])),
    ...ownerOf(form, { answers, represented }),
  }
}

/** Papers in the order of the procedure, each with its files; names stay out of the history. */
export function papersOf(codes: readonly string[], files: readonly DraftFile[]): FiledPaper[] {
  return codes
    .map((paper) => ({
      paper,
      files: files.filter((file) => file.paper === paper).map(filedFile),
    }))
    .filter((filed) => filed.files.length > 0)
}

function resultOf(procedure: Procedure, answers: Answers): FileCommand['result'] {
  const manner = answers['result.manner']
  const copies = answers['copies.count']
  const manners: readonly ResultManner[] = ['electronic', 'counter', 'post']
  return {
    manner: mannerInPerson(procedure) ?? manners.find((each) => each === manner) ?? 'electronic',
    copies: typeof copies === 'number' ? copies : 0,
  }
}
