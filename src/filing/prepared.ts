/**
 * Declarations prepared here for what is filed elsewhere (rules: What may be filed where): kept 30 days under a code, with which
 * a counter opens the answers. Never a dossier: it has no clock, no code of a dossier, and is counted apart.
 */
import { randomBytes } from 'node:crypto'
import type { Answers } from '../catalogue/form.ts'
import { isPrepared } from '../catalogue/procedure.ts'
import type { Db } from '../db/connect.ts'
import { inContext } from '../db/context.ts'
import { Conflict } from '../lib/problem.ts'
import { toDay } from '../lib/time.ts'
import type { CitizenActor, StaffActor } from '../office/actor.ts'
import type { FilingDeps } from './deps.ts'
import { expiryOf } from './draft.ts'
import type { Asking, Filing } from './load.ts'
import { CODE_LENGTH, codeOf, readCode } from './prepared-code.ts'
import {
  keepPreparation,
  latestCode,
  openPreparation,
  preparationOf,
  type OpenedPreparation,
  type PreparedRow,
} from './prepared-store.ts'
import { changeDraft } from './store.ts'

const TRIES = 5

/** Keeps a whole declaration under its code; pressed twice it is one. Throws Conflict where the procedure is not prepared here. */
export async function prepare(deps: FilingDeps, { actor }: Asking, filing: Filing): Promise<void> {
  const { procedure, form, draft, validated } = filing
  if (!isPrepared(procedure))
    throw new Conflict('Thủ tục này không phải loại soạn sẵn.', 'notPrepared')
  const now = deps.now()
  await inContext(deps.db, actor, async (tx) => {
    await changeDraft(tx, draft.id, { now })
    await keepPreparation(tx, {
      draftId: draft.id,
      personId: actor.personId,
      codes: Array.from({ length: TRIES }, () => codeOf(randomBytes(CODE_LENGTH))),
      procedure,
      form,
      answers: validated.answers,
      now,
      day: toDay(now),
      expiresAt: expiryOf(now),
    })
  })
}

/** What the person has prepared from this draft; undefined before. */
export async function preparedFrom(
  deps: FilingDeps,
  { actor }: Pick<Asking, 'actor'>,
  draftId: string,
): Promise<PreparedRow | undefined> {
  return inContext(deps.db, actor, (tx) => preparationOf(tx, { draftId, now: deps.now() }))
}

/** The code of what the person keeps ready for that procedure, so that a booking can carry it to the counter. */
export async function keptCode(
  { db, now }: Pick<FilingDeps, 'db' | 'now'>,
  actor: CitizenActor,
  procedureCode: string,
): Promise<string | undefined> {
  const asked = { personId: actor.personId, procedureCode, now: now() }
  return inContext(db, actor, (tx) => latestCode(tx, asked))
}

export type Opened = OpenedPreparation & { answers: Answers }

/**
 * The answers under a code, for an official to whom the person shows it; who opened it is kept and shown to the person. Undefined for
 * what is no code, is unknown or has expired. Callers limit the tries (`limited(deps, 'openPrepared')`).
 */
export async function openPrepared(
  { db, now }: { db: Db; now: () => Date },
  { typed, by }: { typed: string; by: StaffActor },
): Promise<Opened | undefined> {
  const code = readCode(typed)
  if (code === undefined) return undefined
  const at = now()
  return inContext(db, by, (tx) =>
    openPreparation(tx, { code, personId: by.personId, now: at, day: toDay(at) }),
  )
}
