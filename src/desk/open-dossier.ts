/** Opening a dossier at a desk: everything about it in one transaction, in which it is also written that it was opened. */
import { inContext } from '../db/context.ts'
import type { Tx } from '../db/connect.ts'
import type { Answers, FormDefinition } from '../catalogue/form.ts'
import type { Procedure } from '../catalogue/procedure.ts'
import type { Terms } from '../catalogue/terms.ts'
import type { DossierState } from '../dossier/dossier.ts'
import type { DossierEvent } from '../dossier/events.ts'
import type { DossierFile } from '../dossier/rows.ts'
import { guidanceBefore } from '../counter/guidance-store.ts'
import { tripsOf, type Trips } from '../counter/trips.ts'
import { historyOf, recordReading } from '../dossier/store.ts'
import { isUuid, newId } from '../lib/ids.ts'
import { NotFound } from '../lib/problem.ts'
import { toDay } from '../lib/time.ts'
import { standInsOn } from '../office/absence-store.ts'
import type { StaffActor, StandingIn } from '../office/actor.ts'
import { caseById, namesOf, type CaseRow } from './case-store.ts'
import type { DeskDeps } from './deps.ts'
import { oldPlacesIn, placesIn, type OldPlace } from './old-places.ts'

export type OpenedDossier = {
  id: string
  row: CaseRow
  state: DossierState
  terms: Terms
  form: FormDefinition
  procedure: Procedure
  history: DossierEvent[]
  /** How often the applicant had to come so far. */
  trips: Trips
  answers: Answers
  files: DossierFile[]
  names: ReadonlyMap<number, string>
  /** By the text in which an old commune is named. */
  oldPlaces: ReadonlyMap<string, OldPlace>
  /** In whose place whoever opened it works today, at the office that decides. */
  standsIn: readonly StandingIn[]
}

/** `what` and `purpose` are read by the citizen ("Ai đã xem hồ sơ của tôi"). */
export type Opening = { id: string; by: StaffActor; what: string; purpose: string }

/** Throws NotFound for ids that are none and for dossiers outside the official's scopes: the two look the same. */
export async function openDossier(deps: DeskDeps, opening: Opening): Promise<OpenedDossier> {
  if (!isUuid(opening.id)) throw new NotFound()
  return inContext(deps.result.dossier.db, opening.by, async (tx) => {
    const read = await readDossier(deps, tx, opening.id)
    const { personId } = opening.by
    const day = toDay(deps.result.now())
    const officeId = read.state.offices.competent
    const opened = { ...read, standsIn: await standInsOn(tx, { personId, officeId, day }) }
    await recordReading(tx, newId(deps.result.now()), {
      dossierId: opening.id,
      personId: opening.by.personId,
      officeId: opening.by.officeId,
      what: opening.what,
      purpose: opening.purpose,
    })
    return opened
  })
}

/** Reads without writing a reading: for acts that show nothing. */
export async function readDossier(deps: DeskDeps, tx: Tx, id: string): Promise<OpenedDossier> {
  const row = await caseById(tx, id)
  if (!row) throw new NotFound()
  const history = await historyOf(tx, id, { withPrivate: true })
  const terms = deps.result.dossier.law.terms(row.state.procedure)
  const form = deps.law.form(row.state.form.id, row.state.form.version)
  const procedure = deps.law.procedure(row.state.procedure.code, row.state.procedure.version)
  if (!procedure) throw new Error(`procedure ${row.state.procedure.code} was never published here`)
  const answers = answersIn(history)
  const names = await namesOf(tx, {
    people: peopleIn(row.state, history),
    offices: [
      ...Object.values(row.state.offices),
      ...(row.state.waiting ?? []).map(({ office }) => office),
      ...(row.state.legs ?? []).flatMap(({ office }) => office ?? []),
      ...history.flatMap(({ officeId }) => (officeId === null ? [] : [officeId])),
    ],
  })
  const on = toDay(deps.result.now())
  const { codeLists } = deps.law
  const oldPlaces = oldPlacesIn(placesIn(form, answers), { codeLists, on })
  return {
    id,
    row,
    state: row.state,
    terms,
    form,
    procedure,
    history,
    trips: tripsOf(history, await guidanceBefore(tx, id)),
    answers,
    files: row.files,
    names,
    oldPlaces,
    standsIn: [],
  }
}

/** What the applicant declared up to an event of the history: the latest supplement over the first filing. */
export function answersIn(history: readonly DossierEvent[], before = Infinity): Answers {
  const parts = history.filter(({ seq }) => seq < before).map((event) => event.private?.answers)
  return Object.assign({}, ...parts) as Answers
}

/** 'staff:1000003' → 1000003; null for systems and the public. */
export function personOfActor(actor: string): number | null {
  const id = /^(?:staff|citizen):(\d+)$/.exec(actor)?.[1]
  return id === undefined ? null : Number(id)
}

function peopleIn(state: DossierState, history: readonly DossierEvent[]): number[] {
  const ids = [
    ...history.map(({ actor }) => personOfActor(actor)),
    ...history.flatMap(namedIn),
    ...Object.values(state.legHolders ?? {}),
    state.holder,
  ]
  return [...new Set(ids.filter((id) => id !== null))]
}

/** People whom an event names beside whoever acted. */
function namedIn(event: DossierEvent): (number | null)[] {
  if (event.kind === 'emergencyOpened') return [event.body.askedBy, event.body.grantedBy]
  if (event.kind === 'claimed') return [event.body.holder]
  if (event.kind === 'holderChanged' || event.kind === 'legHolderChanged')
    return [event.body.from, event.body.to]
  return event.kind === 'stoodIn' ? [event.body.person] : []
}
