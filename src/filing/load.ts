/** A filing as one request meets it: procedure, form, draft, what it says today, the steps and where the person stands. */
import type { FormDefinition } from '../catalogue/form.ts'
import { missingPapers, requiredPapers, type PaperNeed } from '../catalogue/needs.ts'
import type { Procedure } from '../catalogue/procedure.ts'
import type { Facts } from '../catalogue/reading.ts'
import type { Validated } from '../catalogue/validate.ts'
import { inContext } from '../db/context.ts'
import type { Tx } from '../db/connect.ts'
import { isUuid, newId } from '../lib/ids.ts'
import { NotFound, type Problem } from '../lib/problem.ts'
import { toDay } from '../lib/time.ts'
import type { CitizenActor } from '../office/actor.ts'
import type { Lang } from '../ui/i18n.ts'
import { SeeOther } from '../ui/refusals.ts'
import {
  chosenOffice,
  communesAsked,
  competentOffices,
  type OfficeOfCommune,
} from './competence.ts'
import type { FilingDeps } from './deps.ts'
import { knownFields, readDraft, type Draft } from './draft.ts'
import { DraftGone } from './gone.ts'
import { firstValues, heldAnswers, identityAnswers, type Held } from './held.ts'
import { earlierForm } from './new-version.ts'
import { stepsOf, type Step } from './steps.ts'
import { draftById, insertDraft, moveToVersion, officesOfCommunes, openDraft } from './store.ts'

export type Asking = { actor: CitizenActor; lang: Lang; code: string }

export type Published = {
  procedure: Procedure
  form: FormDefinition
  facts: Facts
  /** The form of an earlier version of the procedure. */
  formBefore: (version: number | null) => FormDefinition | undefined
}

export type Filing = Published & {
  draft: Draft
  identity: Held
  held: Held
  validated: Validated
  /** Among these the person chooses; empty while no residence is known, or when it lies outside the city. */
  offices: OfficeOfCommune[]
  office: OfficeOfCommune | undefined
  /** Every paper of the procedure with whether these answers need it. */
  needs: PaperNeed[]
  /** Papers still to be handed in; the field is the paper's code. */
  missing: Problem[]
  steps: Step[]
  /** The form changed since the last visit. */
  isNewVersion: boolean
  /** The form that the draft was begun with, when another is in force since. */
  earlier: FormDefinition | undefined
}

/** The procedure as it is in force today, when it can be filed here (rules: What may be filed where). */
export function offered({ law, now }: FilingDeps, code: string): Procedure | undefined {
  const today = toDay(now())
  const procedure = law.procedures().find((each) => each.code === code)
  const isInForce =
    procedure?.filing === 'open' &&
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
  const formBefore = (version: number | null) => earlierForm(deps.law, code, version)
  return { procedure, form, facts: { today, codeLists: deps.law.codeLists, lang }, formBefore }
}

/** The person's open draft of the procedure; undefined when they have not begun. */
export async function findFiling(deps: FilingDeps, asking: Asking): Promise<Filing | undefined> {
  const published = publishedFor(deps, asking)
  const { personId } = asking.actor
  return inContext(deps.db, asking.actor, async (tx) => {
    const draft = await openDraft(tx, { personId, procedureCode: asking.code, now: deps.now() })
    return draft && read(tx, published, { actor: asking.actor, draft })
  })
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
    return read(tx, published, { actor: asking.actor, draft })
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
      dossierId: null,
      round: null,
      raw: firstValues(form, asking.actor),
      now,
    }),
  )
  return openFiling(deps, asking)
}

async function read(
  tx: Tx,
  published: Published,
  { actor, draft }: { actor: CitizenActor; draft: Draft },
): Promise<Filing> {
  const { procedure, form, facts } = published
  const isNewVersion =
    draft.procedureVersion !== procedure.version || draft.formVersion !== form.version
  const current = isNewVersion ? await moved(tx, published, draft) : draft
  const identity = identityAnswers(form, actor, facts)
  const held = heldAnswers(identity, current.disputed)
  const validated = readDraft(form, { raw: current.raw, held }, facts)
  const communes = communesAsked(procedure, validated.answers)
  const known = await officesOfCommunes(tx, communes, facts.today)
  const needs = requiredPapers(procedure, validated.answers, {
    channel: 'online',
    today: facts.today,
  })
  const filed = new Set(current.files.map(({ paper }) => paper))
  const offices = competentOffices({ procedure, form, answers: validated.answers }, known)
  return {
    ...published,
    draft: current,
    identity,
    held,
    validated,
    offices,
    office: chosenOffice(offices, current.officeId),
    needs,
    missing: missingPapers(needs, filed, facts.lang),
    steps: stepsOf(form, validated, { today: facts.today, offices: offices.length }),
    isNewVersion,
    earlier: published.formBefore(current.earlierProcedureVersion),
  }
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
