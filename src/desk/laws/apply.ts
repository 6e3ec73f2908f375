/**
 * The house carries out what was released: in the clock's name, through `handleMany`, 500 at a time, with a line per dossier. Whoever
 * is interrupted goes on where it stopped, and a second run changes nothing: each dossier has its own key under the decision's id.
 */
import type { Db } from '../../db/connect.ts'
import type { DossierDeps } from '../../dossier/handle.ts'
import { BATCH, handleMany, type ManyOutcome } from '../../dossier/handle-many.ts'
import { toDay } from '../../lib/time.ts'
import type { LawCommand } from '../../dossier/laws/commands.ts'
import type { SystemActor } from '../../office/actor.ts'
import {
  countOutcomes,
  decisionsUnderWay,
  finish,
  keepOutcomes,
  nextPlanned,
  plan,
  type DecisionRow,
  type Meant,
  type Outcomes,
  type Said,
} from './decision-store.ts'
import type { LawDecision } from './decision.ts'
import { commandFor } from './moving.ts'

const CLOCK: SystemActor = { kind: 'system', name: 'clock', scopes: [] }

/** `db` of the worker, which sees every dossier. */
export type Applying = {
  db: Db
  dossier: DossierDeps
  now: () => Date
  /** Claimed moment of the act, for made histories; the database's clock when absent. */
  occurredAt?: Date
}

/** One turn of the worker: every decision in effect, a batch of each. */
export async function applyReleased(deps: Applying): Promise<number> {
  let done = 0
  for (const row of await decisionsUnderWay(deps.db)) done += await applyBatch(deps, row)
  return done
}

/** To the end, for the command line. */
export async function applyWhole(
  deps: Applying,
  row: DecisionRow,
  onBatch: (outcomes: Outcomes) => void,
): Promise<Outcomes> {
  while ((await applyBatch(deps, row)) > 0) onBatch(await countOutcomes(deps.db, row.id))
  return countOutcomes(deps.db, row.id)
}

/** How many dossiers were looked at; 0 before the day of effect, and when none is left. */
async function applyBatch(
  { db, dossier, now, occurredAt }: Applying,
  row: DecisionRow,
): Promise<number> {
  const { body: decision, officeId, id } = row
  if (toDay(now()) < decision.effectOn) return 0
  if (row.plannedAt === null) await plan(db, { decision, officeId })
  const next = await nextPlanned(db, id, BATCH)
  if (next.length === 0) {
    await finish(db, id)
    return 0
  }
  const commands = new Map(next.map((each) => [each.id, commandOf(decision, each)]))
  const outcomes = await handleMany(dossier, {
    ids: [...commands.keys()],
    by: CLOCK,
    key: id,
    commandOf: (each) => commands.get(each)!,
    ...(occurredAt && { occurredAt }),
  })
  await keepOutcomes(db, id, outcomes.map(said))
  return outcomes.length
}

function commandOf(decision: LawDecision, procedure: Meant): LawCommand {
  const command = commandFor(decision, procedure)
  if (command === null)
    throw new Error(`${decision.number} does not move ${procedure.code} v${procedure.version}`)
  return command
}

const FAILED = 'Hệ thống không ghi được hồ sơ này; các hồ sơ khác không bị ảnh hưởng.'

function said(outcome: ManyOutcome): Said {
  const { id } = outcome
  switch (outcome.became) {
    case 'done':
    case 'repeat':
      return { id, outcome: 'moved', refusal: null, words: null }
    case 'refused': {
      const { code, message } = outcome.refusal
      return { id, outcome: 'refused', refusal: code, words: message }
    }
    case 'notFound':
    case 'failed':
      return { id, outcome: 'failed', refusal: null, words: FAILED }
  }
}
