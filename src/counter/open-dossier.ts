/** A dossier as the counter opens it: everything its page needs, in the transaction that writes that it was read. */
import type { Answers, FormDefinition } from '../catalogue/form.ts'
import type { Problem } from '../lib/problem.ts'
import { requiredPapers, type PaperNeed } from '../catalogue/needs.ts'
import type { Procedure } from '../catalogue/procedure.ts'
import type { Terms } from '../catalogue/terms.ts'
import { validateAnswers } from '../catalogue/validate.ts'
import { inContext } from '../db/context.ts'
import type { Tx } from '../db/connect.ts'
import type { DossierState } from '../dossier/dossier.ts'
import type { DossierEvent } from '../dossier/events.ts'
import type { Contact, DossierFile, DossierRow } from '../dossier/rows.ts'
import {
  answersOf,
  contactOf,
  dossierById,
  filesOfDossier,
  historyOf,
  recordReading,
  stateById,
} from '../dossier/store.ts'
import { isUuid, newId } from '../lib/ids.ts'
import { NotFound } from '../lib/problem.ts'
import { toDay } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import type { CounterDeps } from './deps.ts'
import { channelOf } from './paper-facts.ts'
import { duplicatesOf, type Duplicate } from './duplicate.ts'
import { guidanceBefore } from './guidance-store.ts'
import { tripsOf, type Trips } from './trips.ts'

export type OpenDossier = {
  row: DossierRow
  state: DossierState
  terms: Terms
  procedure: Procedure
  form: FormDefinition
  answers: Answers
  events: readonly DossierEvent[]
  contact: Contact | undefined
  files: readonly DossierFile[]
  needs: readonly PaperNeed[]
  /** What the validator would have the officer look at. */
  warnings: readonly Problem[]
  duplicates: readonly Duplicate[]
  /** How often the applicant had to come so far. */
  trips: Trips
}

/** Throws NotFound outside the person's scopes. */
export async function openDossier(
  deps: CounterDeps,
  me: StaffActor,
  { id, purpose }: { id: string; purpose: string },
): Promise<OpenDossier> {
  if (!isUuid(id)) throw new NotFound()
  return inContext(deps.db, me, async (tx) => {
    const row = await dossierById(tx, id)
    const state = await stateById(tx, id)
    if (!row || !state) throw new NotFound()
    await recordReading(tx, newId(deps.now()), {
      dossierId: id,
      personId: me.personId,
      officeId: me.officeId,
      what: 'hồ sơ',
      purpose,
    })
    return whole(deps, tx, { row, state, me })
  })
}

async function whole(
  deps: CounterDeps,
  tx: Tx,
  { row, state, me }: Pick<OpenDossier, 'row' | 'state'> & { me: StaffActor },
): Promise<OpenDossier> {
  const { procedure, form, terms } = lawFor(deps, state)
  const answers = (await answersOf(tx, row.id)) as Answers
  const today = toDay(deps.now())
  const facts = { today, codeLists: deps.law.codeLists }
  const events = await historyOf(tx, row.id, { withPrivate: true })
  return {
    row,
    state,
    terms,
    procedure,
    form,
    answers,
    events,
    trips: tripsOf(events, await guidanceBefore(tx, row.id)),
    contact: await contactOf(tx, row.id),
    files: await filesOfDossier(tx, row.id),
    needs: requiredPapers(procedure, answers, {
      channel: channelOf(state.kindOfFiling),
      today: toDay(row.submitted_at),
    }),
    warnings: validateAnswers(form, answers, facts).warnings,
    duplicates: await duplicatesOf(tx, {
      form,
      answers,
      officeId: me.officeId,
      now: deps.now(),
      except: row.id,
    }),
  }
}

/** The law that the dossier keeps: the versions of the day it was filed. */
export function lawFor({ law }: Pick<CounterDeps, 'law'>, state: DossierState) {
  const { code, version, caseCode } = state.procedure
  const procedure = law.procedure(code, version)
  if (!procedure) throw new Error(`${code} v${version} was never published here`)
  const form = law.form(state.form.id, state.form.version)
  return { procedure, form, terms: law.terms(code, caseCode, version) }
}
