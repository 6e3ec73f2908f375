/** No answer is consent, where the workflow says so on a legal basis: the clock completes the step when its time is over. */
import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import { handle, type DossierDeps, type Handled } from '../dossier/handle.ts'
import { NewerHistory } from '../lib/problem.ts'
import type { Result } from '../lib/result.ts'
import type { SystemActor } from '../office/actor.ts'
import { idFrom } from './document-id.ts'

const CLOCK: SystemActor = { kind: 'system', name: 'clock', scopes: [] }
const BATCH = 40
const LOOK_AGAIN_SECONDS = 300

type Silent = { dossier_id: string; step: string; since: Date }

/**
 * Completes, in the clock's name, the consultations whose time has passed. A dossier that cannot go on just now (supplement or
 * withdrawal under way) is looked at again later. Returns how many were completed.
 */
export async function completeSilentSteps(dossier: DossierDeps): Promise<number> {
  const { rows } = await sql<Silent>`
    select dossier_id, step, since from waiting_step where silent_from <= now() order by silent_from limit ${BATCH}`.execute(
    dossier.db,
  )
  let completed = 0
  for (const silent of rows) {
    const outcome = await complete(dossier, silent)
    if (outcome?.ok && !outcome.value.isRepeat) completed += 1
    await lookAgain(dossier.db, silent)
  }
  return completed
}

/** Null: only a newer program can. */
async function complete(
  dossier: DossierDeps,
  { dossier_id, step, since }: Silent,
): Promise<Result<Handled> | null> {
  try {
    return await handle(dossier, {
      id: dossier_id,
      by: CLOCK,
      key: idFrom('stepSilence', dossier_id, step, since.toISOString()),
      command: { type: 'completeStep', step },
    })
  } catch (error) {
    if (error instanceof NewerHistory) return null
    throw error
  }
}

/** Also after it was completed: the row goes when the history is told, and is in nobody's way until then. */
async function lookAgain(db: Db, { dossier_id, step }: Silent): Promise<void> {
  await sql`
    update waiting_step set silent_from = now() + make_interval(secs => ${LOOK_AGAIN_SECONDS})
     where dossier_id = ${dossier_id}::uuid and step = ${step} and silent_from is not null`.execute(
    db,
  )
}
