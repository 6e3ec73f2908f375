/** What an operator asked the worker for: look again, or write a dossier's projections anew and look again. */
import type { Db } from '../db/connect.ts'
import { isUuid } from '../lib/ids.ts'
import { keepAct } from '../office/operator-store.ts'
import { idFrom } from '../result/document-id.ts'
import { findingById, openInvariantsOf, type Finding } from './findings-store.ts'
import { invariantNamed } from './invariants/all.ts'
import type { Facts } from './invariants/invariant.ts'
import { recompute } from './recompute.ts'
import { reproject } from './reproject.ts'

/** `db` is the worker's. */
export type RepairDeps = { db: Db; facts: Facts }

type Asked = { findingId: number; personId: number; key: string }

export async function recheckFinding(deps: RepairDeps, payload: unknown): Promise<void> {
  const asked = askedIn(payload)
  const finding = await findingById(deps.db, asked.findingId)
  if (finding === undefined) return
  await lookAgain(deps, finding)
  await tellOutcome(deps, { ...asked, action: 'rechecked' })
}

export async function reprojectFinding(deps: RepairDeps, payload: unknown): Promise<void> {
  const asked = askedIn(payload)
  const finding = await findingById(deps.db, asked.findingId)
  if (finding?.dossierId == null) return
  const done = await reproject(deps.db, deps.facts, finding.dossierId)
  if (done.isDone) await lookAtAll(deps, finding.dossierId)
  await tellOutcome(deps, {
    ...asked,
    action: done.isDone ? 'reprojected' : 'notReprojected',
    ...(!done.isDone && { outcome: done.why }),
  })
}

/** One dossier under one invariant, or the whole table beside the dossiers that the invariant is about. */
async function lookAgain(
  { db, facts }: RepairDeps,
  { invariant, dossierId }: Looked,
): Promise<void> {
  const known = invariantNamed(invariant)
  if (known === undefined) return
  const ofDossier = known.over === 'dossiers' && dossierId !== null
  await recompute({ db, facts, cause: 'recheck', only: invariant, ...(ofDossier && { dossierId }) })
}

type Looked = Pick<Finding, 'invariant' | 'dossierId'>

/** After a repair: the dossier under all invariants, and the tables that named it, since one cause shows in many places. */
async function lookAtAll({ db, facts }: RepairDeps, dossierId: string): Promise<void> {
  const named = await openInvariantsOf(db, dossierId)
  await recompute({ db, facts, cause: 'recheck', dossierId })
  for (const invariant of named.filter((name) => invariantNamed(name)?.over === 'table'))
    await lookAgain({ db, facts }, { invariant, dossierId })
}

type Told = Asked & { action: string; outcome?: string }

/** The log says what became of it, under a key of its own that a repeated job finds used. */
async function tellOutcome({ db }: RepairDeps, told: Told): Promise<void> {
  const finding = await findingById(db, told.findingId)
  const outcome =
    told.outcome ?? (finding?.state === 'mended' ? 'đã hết sai lệch' : 'vẫn còn sai lệch')
  await db.transaction().execute((tx) =>
    keepAct(tx, {
      key: idFrom('outcome', told.key),
      personId: told.personId,
      action: told.action,
      subject: `finding:${told.findingId}`,
      outcome,
    }),
  )
}

function askedIn(payload: unknown): Asked {
  const { findingId, personId, key } = payload as Record<string, unknown>
  if (
    Number.isInteger(findingId) &&
    Number.isInteger(personId) &&
    typeof key === 'string' &&
    isUuid(key)
  )
    return { findingId: findingId as number, personId: personId as number, key }
  throw new Error('a repair without the finding, the person and the key')
}
