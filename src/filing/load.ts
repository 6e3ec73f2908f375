/** A filing as one request meets it: procedure, form, draft, what it says today, the steps and where the person stands. */
import { textAnswer, type FormDefinition } from '../catalogue/form.ts'
import { inheritedIn, mayPrefill, prefilled, toldOf, type ToldOf } from '../catalogue/prefill.ts'
import { missingPapers, requiredPapers, type PaperNeed } from '../catalogue/needs.ts'
import { isPrepared, type Paper, type Procedure } from '../catalogue/procedure.ts'
import type { Facts } from '../catalogue/reading.ts'
import type { Validated } from '../catalogue/validate.ts'
import { inContext } from '../db/context.ts'
import type { Tx } from '../db/connect.ts'
import { isUuid, newId } from '../lib/ids.ts'
import { NotFound, type Problem } from '../lib/problem.ts'
import { toDay } from '../lib/time.ts'
import type { CitizenActor, Represents } from '../office/actor.ts'
import type { RepresentationLaw } from '../office/representation/law.ts'
import type { Inquirer } from '../population/inquiry.ts'
import type { Lang } from '../ui/i18n.ts'
import { SeeOther } from '../ui/refusals.ts'
import {
  chosenOffice,
  communesAsked,
  competentOffices,
  type OfficeOfCommune,
} from './competence.ts'
import type { FilingDeps } from './deps.ts'
import { heldAnswers, knownFields, readDraft, type Draft } from './draft.ts'
import { fileProblems, papersWithFiles } from './file-states.ts'
import { DraftGone } from './gone.ts'
import { firstAnswers, heldOf, representedIn } from './for-another.ts'
import { identityAnswers, parentsAnswers, populationAnswers, type Held } from './held.ts'
import { earlierForm } from './new-version.ts'
import { askRegister, isToAsk } from './population.ts'
import { stepsOf, type Step } from './steps.ts'
import {
  draftById,
  insertDraft,
  keepPopulation,
  moveToVersion,
  officesOfCommunes,
  openDraft,
} from './store.ts'

export type Asking = {
  actor: CitizenActor
  lang: Lang
  code: string
  /** Whom the person has chosen to file for; absent: themselves. */
  representation?: Represents
  /** Told in whose name the draft of a form is, so that the next page is of the same one. */
  follow?(represented: Represents | undefined): void
}

export type Published = {
  procedure: Procedure
  form: FormDefinition
  facts: Facts
  acting: RepresentationLaw
  /** The form of an earlier version of the procedure. */
  formBefore: (version: number | null) => FormDefinition | undefined
}

export type Filing = Published & {
  draft: Draft
  /** In whose name; absent: one's own. */
  represented?: Represents
  /** What the sources say of the questions, also where the person says otherwise; and what of it counts. */
  known: Held
  held: Held
  /** Of whom the population register is asked with these answers. */
  toldOf: ToldOf[]
  /** Questions that it may answer: where its silence has to be told. */
  mayPrefill: ReadonlySet<string>
  validated: Validated
  /** Among these the person chooses; empty while no residence is known, or when it lies outside the city. */
  offices: OfficeOfCommune[]
  office: OfficeOfCommune | undefined
  /** Every paper of the procedure with whether these answers need it. */
  needs: PaperNeed[]
  /** Papers still to be handed in, files that may not go out as they are; the field is the paper's code. */
  missing: Problem[]
  steps: Step[]
  /** The form changed since the last visit. */
  isNewVersion: boolean
  /** The form that the draft was begun with, when another is in force since. */
  earlier: FormDefinition | undefined
}

/** The procedure as it is in force today, when it can be filed or prepared here (rules: What may be filed where). */
export function offered({ law, now }: FilingDeps, code: string): Procedure | undefined {
  const today = toDay(now())
  const procedure = law.procedures().find((each) => each.code === code)
  const isInForce =
    procedure !== undefined &&
    procedure.filing !== 'guideOnly' &&
    procedure.validFrom <= today &&
    (procedure.validTo === null || today <= procedure.validTo)
  return isInForce ? procedure : undefined
}

/** The procedure and its form; NotFound when it cannot be filed here. */
export function publishedFor(
  deps: FilingDeps,
  { code, lang }: Pick<Asking, 'code' | 'lang'>,
): Published {
  const procedure = offered(deps, code)
  if (!procedure) throw new NotFound()
  const form = deps.law.form(procedure.form.id, procedure.form.version)
  const today = toDay(deps.now())
  const facts = { today, codeLists: deps.law.codeLists, lang }
  const formBefore = (version: number | null) => earlierForm(deps.law, code, version)
  return { procedure, form, facts, acting: deps.representation, formBefore }
}

/** The person's open draft of the procedure, and what the register says for it; undefined when they have not begun. */
export async function findFiling(deps: FilingDeps, asking: Asking): Promise<Filing | undefined> {
  const filing = await filingAsKept(deps, asking)
  return filing && (await isNewlyTold(deps, asking, filing)) ? filingAsKept(deps, asking) : filing
}

/** The same as it lies there: no register is asked for it. */
export async function filingAsKept(deps: FilingDeps, asking: Asking): Promise<Filing | undefined> {
  const published = publishedFor(deps, asking)
  const { personId } = asking.actor
  return inContext(deps.db, asking.actor, async (tx) => {
    const of = { personId, procedureCode: asking.code, now: deps.now() }
    const draft = await openDraft(tx, { ...of, representation: asking.representation?.id ?? null })
    return draft && read(tx, published, { deps, asking, draft })
  })
}

/** The register is asked between two transactions, so that its silence keeps no connection waiting. */
async function isNewlyTold(
  deps: FilingDeps,
  { actor, code }: Asking,
  { draft, toldOf: of }: Filing,
): Promise<boolean> {
  const { population, db, now } = deps
  if (population === undefined || !isToAsk(deps, draft.population, of)) return false
  const run: Inquirer['run'] = (statements) => inContext(db, actor, statements)
  const asked = { actor, code, of, draftId: draft.id }
  const kept = await askRegister({ ...population, run, now }, asked, draft.population)
  await run((tx) => keepPopulation(tx, draft.id, kept))
  return true
}

/** The same for pages that need one: whoever has none is led to the beginning. */
export async function openFiling(deps: FilingDeps, asking: Asking): Promise<Filing> {
  const filing = await findFiling(deps, asking)
  if (!filing) throw new SeeOther(`/nop/${asking.code}`)
  return filing
}

/**
 * The draft that a form was shown for. Sent already: leads to its receipt (a repeat is no error); erased or expired:
 * DraftGone.
 */
export async function filingOfForm(
  deps: FilingDeps,
  asking: Asking,
  draftId: string,
): Promise<Filing> {
  const published = publishedFor(deps, asking)
  return inContext(deps.db, asking.actor, async (tx) => {
    const draft = isUuid(draftId) ? await draftById(tx, draftId, deps.now()) : undefined
    if (draft?.kind !== 'filing' || draft.procedureCode !== asking.code) {
      throw new DraftGone(asking.code)
    }
    if (draft.isSubmitted) throw new SeeOther(`/ho-so/${draft.dossierId}/da-nop`)
    const representation = representedIn(asking.actor, draft, asking.lang)
    asking.follow?.(representation)
    return read(tx, published, {
      deps,
      asking: { ...asking, ...(representation && { representation }) },
      draft,
    })
  })
}

/** Begins a draft, or finds the one that is open. */
export async function beginFiling(deps: FilingDeps, asking: Asking): Promise<Filing> {
  const { procedure, form } = publishedFor(deps, asking)
  const now = deps.now()
  await inContext(deps.db, asking.actor, (tx) =>
    insertDraft(tx, {
      id: newId(now),
      kind: 'filing',
      personId: asking.actor.personId,
      procedureCode: procedure.code,
      procedureVersion: procedure.version,
      formVersion: form.version,
      representation: asking.representation?.id ?? null,
      dossierId: null,
      round: null,
      raw: firstAnswers(form, asking),
      now,
    }),
  )
  return openFiling(deps, asking)
}

async function read(
  tx: Tx,
  published: Published,
  { deps, asking, draft }: { deps: FilingDeps; asking: Asking; draft: Draft },
): Promise<Filing> {
  const { procedure, form, facts } = published
  const isNewVersion =
    draft.procedureVersion !== procedure.version || draft.formVersion !== form.version
  const current = isNewVersion ? await moved(tx, published, draft) : draft
  const represented = draft.representation === null ? undefined : asking.representation
  const who = heldOf(form, { ...asking, representation: represented })
  const { known, held, told } = heldFor(deps, published, {
    who,
    isOwn: who === asking.actor,
    draft: current,
  })
  const validated = readDraft(form, { raw: current.raw, held }, facts)
  const communes = communesAsked(procedure, validated.answers)
  const officesThere = await officesOfCommunes(tx, communes, facts.today)
  const needs = requiredPapers(procedure, validated.answers, {
    channel: 'online',
    today: facts.today,
  })
  const filed = papersWithFiles(current.files)
  const handedIn = isPrepared(procedure) ? [] : needs.filter(({ need }) => need !== 'notNeeded')
  const offices = competentOffices({ procedure, form, answers: validated.answers }, officesThere)
  return {
    ...published,
    draft: current,
    ...(represented && { represented }),
    known,
    held,
    toldOf: told,
    mayPrefill: deps.population ? mayPrefill(deps.population.rules, form) : new Set(),
    validated,
    offices,
    office: chosenOffice(offices, current.officeId),
    needs,
    missing: [
      ...missingPapers(handedIn, filed, facts.lang),
      ...fileProblems(current.files, papersToHandIn(handedIn), facts.lang ?? 'vi'),
    ],
    steps: stepsOf(form, validated, {
      today: facts.today,
      offices: isPrepared(procedure) ? 0 : offices.length,
      papers: handedIn.length,
    }),
    isNewVersion,
    earlier: published.formBefore(current.earlierProcedureVersion),
  }
}

/**
 * The identity first: whoever signed in is who they are. Which blocks the register fills depends on what was typed. Of the represented it
 * is not asked: that is for the account that signed in as themselves.
 */
function heldFor(
  { population }: FilingDeps,
  { form, facts }: Published,
  { who, isOwn, draft }: { who: CitizenActor; isOwn: boolean; draft: Draft },
): { known: Held; held: Held; told: ToldOf[] } {
  const identity = identityAnswers(form, who, facts)
  const own = heldAnswers(form, identity, draft)
  if (population === undefined || !isOwn) return { known: identity, held: own, told: [] }
  const { rules } = population
  const { answers } = readDraft(form, { raw: draft.raw, held: own }, facts)
  const { told = {}, asOf = '' } = draft.population ?? {}
  const filled = prefilled(rules, { form, told, facts }, answers)
  const scope = { answers, today: facts.today }
  const said = { ...populationAnswers(filled, asOf), ...identity }
  const undisputed = { held: heldAnswers(form, said, draft), asOf }
  const known = { ...said, ...parentsAnswers(inheritedIn(rules, form.id), undisputed, scope) }
  return {
    known,
    held: heldAnswers(form, known, draft),
    told: toldOf(rules, form.id, scope),
  }
}

/** Whose matter it is, as far as that is typed. */
export function ownerNamed({ form, validated }: Pick<Filing, 'form' | 'validated'>): string {
  return textAnswer(validated.answers, form.owner)
}

/** Those that these answers ask for. */
export function papersToHandIn(needs: readonly PaperNeed[]): Paper[] {
  return needs.filter(({ need }) => need !== 'notNeeded').map(({ paper }) => paper)
}

/** A published form never changes; a new version takes over the answers whose questions it still has. */
async function moved(tx: Tx, { procedure, form }: Published, draft: Draft): Promise<Draft> {
  const raw = knownFields(form, draft.raw)
  const versions = {
    procedureVersion: procedure.version,
    formVersion: form.version,
    earlierProcedureVersion: draft.earlierProcedureVersion ?? draft.procedureVersion,
  }
  await moveToVersion(tx, draft.id, { ...versions, raw })
  return { ...draft, ...versions, raw }
}
