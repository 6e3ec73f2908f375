/** What the office still needs, and the person's answer to it: one list, one time (NĐ 61/2018 Đ15.3). */
import { formValues, parseFormBody } from '../catalogue/form-body.ts'
import { namedPlaces } from '../catalogue/places/named-places.ts'
import type { FormDefinition } from '../catalogue/form.ts'
import { requiredPapers } from '../catalogue/needs.ts'
import type { Paper, Procedure } from '../catalogue/procedure.ts'
import { validateAnswers, type Validated } from '../catalogue/validate.ts'
import { parted } from '../counter/library.ts'
import { DECLARATION, lastOf, type PaperFacts } from '../counter/paper-facts.ts'
import { inContext } from '../db/context.ts'
import type { SupplementFault } from '../dossier/commands.ts'
import type { DossierEvent } from '../dossier/events.ts'
import type { PaperMark } from '../dossier/paper-mark.ts'
import { handle } from '../dossier/handle.ts'
import { newId } from '../lib/ids.ts'
import { Conflict, NotFound, type Problem } from '../lib/problem.ts'
import type { Result } from '../lib/result.ts'
import { toDay, type LocalMinute } from '../lib/time.ts'
import type { CitizenActor } from '../office/actor.ts'
import { ownDossier } from '../tracking/own.ts'
import type { Lang } from '../ui/i18n.ts'
import { SeeOther } from '../ui/refusals.ts'
import type { FilingDeps } from './deps.ts'
import type { Draft } from './draft.ts'
import { fileProblems, papersWithFiles } from './file-states.ts'
import { unchangedMarks } from './marked.ts'
import { papersOf } from './submit.ts'
import { closeDraft, insertDraft, supplementDraft } from './store.ts'
import { supplementWording } from './supplement-wording.ts'
import { filingWording } from './wording.ts'

/** One fault: a paper to send again, the declaration to mend, or something to explain in words. */
export type Fault = {
  code: string
  what: string
  how: string | null
  kind: 'paper' | 'declaration' | 'explain'
  /** Of the declaration: the questions that were marked; undefined: all may be mended. */
  questions: readonly string[] | undefined
  paper: Paper | undefined
  /** Where on the pictures that were sent it is seen. */
  marks: readonly PaperMark[]
}

export type Supplement = {
  dossierId: string
  facts: PaperFacts
  draft: Draft
  faults: Fault[]
  reason: string
  legalBasis: string
  answerBy: LocalMinute | null
  /** Which request it is, and the ground that allows a further one. */
  round: number
  ground: string | null
  /** The leg of a joint procedure that asks; absent: the whole. */
  leg?: string
  /** The declaration as it stands with what was typed now; only when it has to be mended. */
  validated: Validated | undefined
  /** What the boxes of the declaration showed when it was asked for. */
  before: Readonly<Record<string, string>>
  /** What they show now. */
  values: Readonly<Record<string, string>>
}

export type AskingSupplement = { actor: CitizenActor; lang: Lang; id: string }

/**
 * The open request for supplements with the draft of its answer. Leads to the dossier when it asks for nothing, or no longer:
 * answered by the other click, or at the counter.
 */
export async function openSupplement(
  deps: FilingDeps,
  asking: AskingSupplement,
): Promise<Supplement> {
  const facts = await ownDossier(deps, asking.actor, asking.id)
  const asked = requestIn(facts)
  const elsewhere = new SeeOther(`/ho-so/${asking.id}`)
  if (!asked) throw elsewhere
  const draft = await draftFor(deps, asking, { facts, round: roundOf(asked, facts) })
  if (draft.isSubmitted) throw elsewhere
  const faults = (asked.private?.faults ?? []).map((fault) => faultOf(fault, facts.procedure))
  const mends = faults.some(({ kind }) => kind === 'declaration')
  const before = formValues(facts.form, namedPlaces(facts.answers, deps.law.codeLists))
  const values = { ...before, ...draft.raw }
  return {
    dossierId: asking.id,
    facts,
    draft,
    faults,
    reason: asked.private?.reason ?? '',
    legalBasis: asked.body.legalBasis,
    answerBy: asked.body.answerBy,
    round: asked.kind === 'legAsked' ? 1 : facts.state.supplementRounds,
    ground: groundOf(asked),
    ...(asked.kind === 'legAsked' && { leg: asked.body.leg }),
    validated: mends
      ? validatedFor(deps, { form: facts.form, values, lang: asking.lang })
      : undefined,
    before,
    values,
  }
}

type Request = DossierEvent & { kind: 'supplementRequested' | 'legAsked' }

/** What is asked for now: about the whole, or by the first leg that waits. */
export function requestIn({ state, events }: PaperFacts): Request | undefined {
  if (state.phase.at === 'awaitingSupplement') return lastOf(events, 'supplementRequested')
  if (state.phase.at !== 'processing') return undefined
  const waits = state.legs?.find(({ ended, asked }) => ended === null && asked !== null)
  return events.findLast(
    (event): event is DossierEvent & { kind: 'legAsked' } =>
      event.kind === 'legAsked' && event.body.leg === waits?.leg,
  )
}

function groundOf(asked: Request): string | null {
  return asked.kind === 'supplementRequested' ? (asked.body.ground ?? null) : null
}

/** Each request has one draft of its answer; those of legs are told apart by their place in the history. */
function roundOf(asked: Request, { state }: PaperFacts): number {
  return asked.kind === 'legAsked' ? FIRST_OF_LEGS + asked.seq : state.supplementRounds
}
const FIRST_OF_LEGS = 1000

function faultOf(asked: SupplementFault, procedure: Procedure): Fault {
  const { paper: code, fault, questions, marks = [] } = asked
  const paper = procedure.papers.find((each) => each.code === code)
  const kind = paper ? 'paper' : code === DECLARATION ? 'declaration' : 'explain'
  return { code, ...parted(fault), kind, questions, paper, marks }
}

function validatedFor(
  { law, now }: FilingDeps,
  of: { form: FormDefinition; values: Readonly<Record<string, string>>; lang: Lang },
): Validated {
  const raw = parseFormBody(of.form, withoutOwn(of.values))
  return validateAnswers(of.form, raw, {
    today: toDay(now()),
    codeLists: law.codeLists,
    lang: of.lang,
  })
}

/** Without the page's own boxes: the note and the explanations. */
function withoutOwn(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => name !== NOTE && !name.startsWith(EXPLAIN)),
  )
}

export const NOTE = 'note'
export const EXPLAIN = 'explain.'

async function draftFor(
  deps: FilingDeps,
  { actor, id }: AskingSupplement,
  { facts: { state }, round }: { facts: PaperFacts; round: number },
): Promise<Draft> {
  const of = { dossierId: id, round }
  const now = deps.now()
  return inContext(deps.db, actor, async (tx) => {
    const found = await supplementDraft(tx, of)
    if (found) return found
    await insertDraft(tx, {
      ...of,
      id: newId(now),
      kind: 'supplement',
      personId: actor.personId,
      procedureCode: state.procedure.code,
      procedureVersion: state.procedure.version,
      formVersion: state.form.version,
      raw: {},
      now,
    })
    // Everybody who may answer has a draft of their own; the first answer sent counts.
    const made = await supplementDraft(tx, of)
    if (!made) throw new NotFound()
    return made
  })
}

/** What keeps it from being sent: an asked paper without a file, a fault unanswered, a declaration still wrong. */
export function problemsBeforeSending(supplement: Supplement, lang: Lang): Problem[] {
  const t = filingWording(lang)
  const { draft, faults, validated, facts } = supplement
  const sent = papersWithFiles(draft.files)
  const group = (fault: Fault) =>
    facts.procedure.papers
      .filter(({ group: of }) => of !== undefined && of === fault.paper?.group)
      .map(({ code }) => code)
  const problems = faults.flatMap((fault): Problem[] => {
    const field = fault.code
    if (fault.kind === 'explain') {
      const isAnswered = (draft.raw[`${EXPLAIN}${field}`] ?? '') !== ''
      const message = t.supplement.explain
      return isAnswered ? [] : [{ code: 'required', field: `${EXPLAIN}${field}`, message }]
    }
    if (fault.kind === 'declaration' || sent.has(field)) return []
    if (group(fault).some((code) => sent.has(code))) return []
    const name = fault.paper?.name[lang] ?? field
    const message = lang === 'vi' ? `Hãy gửi “${name}”.` : `Send “${name}”.`
    return [{ code: 'paperMissing', field, message }]
  })
  const unsettled = fileProblems(draft.files, facts.procedure.papers, lang)
  const wrong = validated?.problems ?? []
  return [...problems, ...unsettled, ...wrong, ...unmended(supplement, wrong, lang)]
}

/** A marked question is answered anew, or it is said why it stays. */
function unmended(
  { facts, faults, draft, before }: Supplement,
  wrong: readonly Problem[],
  lang: Lang,
): Problem[] {
  if ((draft.raw[NOTE] ?? '') !== '') return []
  const message = supplementWording(lang).unchanged
  return unchangedMarks(facts.form, faults, { before, raw: draft.raw })
    .filter(({ id }) => !wrong.some(({ field = '' }) => field === id || field.startsWith(`${id}.`)))
    .map(({ id: field }) => ({ code: 'unchanged', field, message }))
}

/** The papers that may be sent now: those asked for, and those that may stand in their place. */
export function papersAsked({ faults, facts }: Supplement): Paper[] {
  const asked = faults.flatMap(({ paper }) => (paper ? [paper] : []))
  const groups = new Set(asked.flatMap(({ group }) => (group === undefined ? [] : [group])))
  const needed = new Set(
    requiredPapers(facts.procedure, facts.answers, {
      channel: 'online',
      today: toDay(new Date(facts.state.submittedAt)),
    })
      .filter(({ need }) => need !== 'notNeeded')
      .map(({ paper }) => paper.code),
  )
  return facts.procedure.papers.filter(
    (paper) =>
      asked.includes(paper) ||
      (paper.group !== undefined && groups.has(paper.group) && needed.has(paper.code)),
  )
}

/** Sends the answer under the draft's id: sent twice, it is one answer. */
export async function sendSupplement(
  deps: FilingDeps,
  { actor, id }: AskingSupplement,
  supplement: Supplement,
): Promise<Result<unknown>> {
  const { draft, validated } = supplement
  const note = noteOf(supplement)
  const codes = supplement.facts.procedure.papers.map(({ code }) => code)
  const sent = {
    papers: papersOf(codes, draft.files),
    fileNames: Object.fromEntries(draft.files.map((file) => [file.id, file.name])),
    ...(note === '' ? {} : { note }),
  }
  try {
    const outcome = await handle(deps.dossier, {
      id,
      by: actor,
      key: draft.id,
      command:
        supplement.leg === undefined
          ? { type: 'supplement', ...sent, ...(validated ? { answers: validated.answers } : {}) }
          : { type: 'answerLeg', leg: supplement.leg, ...sent },
    })
    if (!outcome.ok) return outcome
  } catch (error) {
    // The same draft was sent by another click, with one file more or less: that answer counts.
    if (!(error instanceof Conflict && error.code === 'keyReused')) throw error
  }
  const closing = { id: draft.id, dossierId: id, now: deps.now() }
  await inContext(deps.db, actor, (tx) => closeDraft(tx, closing))
  return { ok: true, value: undefined }
}

/** The explanations, each under the fault it answers, then what the person wanted to add. */
function noteOf({ draft, faults }: Supplement): string {
  const explained = faults
    .filter(({ kind }) => kind === 'explain')
    .map(({ code, what }) => `${what}: ${draft.raw[`${EXPLAIN}${code}`] ?? ''}`)
  return [...explained, draft.raw[NOTE] ?? ''].filter((line) => line !== '').join('\n')
}
