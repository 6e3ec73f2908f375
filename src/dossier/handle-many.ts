/**
 * One act over many dossiers: a reorganisation, an edit of the calendar, a change of law. Batches of 500, each one transaction with
 * its dossiers locked in the order of their ids. A lawful no concerns one dossier alone; a fault undoes its batch, whose dossiers
 * are then taken one by one, so that one that cannot be written stops no other. Each dossier has a key of its own made from the
 * act's: a second run changes nothing.
 */
import type { RawBuilder } from 'kysely'
import { inContext } from '../db/context.ts'
import { Conflict, NotFound } from '../lib/problem.ts'
import { derivedId, isUuid } from '../lib/ids.ts'
import type { Refusal } from '../lib/result.ts'
import type { Actor } from '../office/actor.ts'
import type { Command } from './commands.ts'
import type { Origin } from './events.ts'
import { changeOne, type DossierDeps, type Request } from './handle.ts'
import { lockInOrder } from './store.ts'

export type Many = {
  ids: readonly string[]
  commandOf(id: string): Command
  by: Actor
  /** The key of the whole act, a uuid. */
  key: string
  origin?: Origin
  /** Claimed moment of all of it; the database's clock when absent. */
  occurredAt?: Date
  /** The office in whose name all of it is done. */
  officeId?: number
  /** Statements of the caller's own beside each; see `Request`. */
  alongside?: (id: string) => readonly RawBuilder<unknown>[]
  /** Told after each batch. */
  onBatch?(outcomes: readonly ManyOutcome[]): void
}

export type ManyOutcome =
  | { id: string; became: 'done' | 'repeat'; code: string }
  | { id: string; became: 'refused'; refusal: Refusal }
  | { id: string; became: 'notFound' | 'failed' }

export const BATCH = 500

/** What became of each, in the order of the ids. Throws only when the act itself has no key. */
export async function handleMany(deps: DossierDeps, many: Many): Promise<ManyOutcome[]> {
  if (!isUuid(many.key))
    throw new Conflict('Yêu cầu thiếu khóa gửi. Hãy tải lại trang.', 'keyMissing')
  const ids = [...new Set(many.ids)].sort()
  const all: ManyOutcome[] = []
  for (let from = 0; from < ids.length; from += BATCH) {
    const outcomes = await batchOf(deps, many, ids.slice(from, from + BATCH))
    all.push(...outcomes)
    if (outcomes.some(({ became }) => became === 'done')) deps.poke()
    many.onBatch?.(outcomes)
  }
  return all
}

async function batchOf(
  deps: DossierDeps,
  many: Many,
  ids: readonly string[],
): Promise<ManyOutcome[]> {
  try {
    return await together(deps, many, ids)
  } catch (fault) {
    if (ids.length === 1) return [{ id: ids[0]!, became: became(fault) }]
    const one: ManyOutcome[] = []
    for (const id of ids) one.push(...(await batchOf(deps, many, [id])))
    return one
  }
}

function became(fault: unknown): 'notFound' | 'failed' {
  return fault instanceof NotFound ? 'notFound' : 'failed'
}

async function together(
  deps: DossierDeps,
  many: Many,
  ids: readonly string[],
): Promise<ManyOutcome[]> {
  return inContext(deps.db, many.by, async (tx) => {
    await lockInOrder(tx, ids)
    const outcomes: ManyOutcome[] = []
    for (const id of ids) {
      const outcome = await changeOne(deps, tx, requestFor(many, id))
      outcomes.push(
        outcome.ok
          ? { id, became: outcome.value.isRepeat ? 'repeat' : 'done', code: outcome.value.code }
          : { id, became: 'refused', refusal: outcome.refusal },
      )
    }
    return outcomes
  })
}

function requestFor(many: Many, id: string): Request {
  const { by, origin, occurredAt, officeId, alongside } = many
  return {
    id,
    by,
    command: many.commandOf(id),
    key: derivedId(many.key, id),
    ...(origin && { origin }),
    ...(occurredAt && { occurredAt }),
    ...(officeId !== undefined && { officeId }),
    ...(alongside && { alongside }),
  }
}
