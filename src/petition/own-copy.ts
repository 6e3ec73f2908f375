/** What somebody said about how they were served, and what was answered, for them to take away: no name of an official. */
import { inContext } from '../db/context.ts'
import type { Db } from '../db/connect.ts'
import type { CitizenActor } from '../office/actor.ts'
import { petitionsOf } from './lists-store.ts'
import { eventsOf, opensWith, petitionById, senderOf } from './store.ts'

export async function ownPetitions(db: Db, actor: CitizenActor) {
  const { personId } = actor
  const own = await inContext(db, actor, (tx) => petitionsOf(tx, { personId }))
  const copies = []
  for (const { code } of own) {
    const copy = await copyOf(db, code)
    if (copy !== undefined) copies.push(copy)
  }
  return copies
}

async function copyOf(db: Db, code: string) {
  const opens = await opensWith(db, code)
  if (opens === undefined) return undefined
  return inContext(db, opens, async (tx) => {
    const row = await petitionById(tx, opens.id)
    if (row === undefined) return undefined
    const { topic, words, state, sentAt, closedAt } = row
    const sender = await senderOf(tx, row.id)
    const events = await eventsOf(tx, row.id)
    return {
      code,
      topic,
      words,
      state,
      sentAt,
      closedAt,
      sender: sender ?? null,
      history: events.map(({ at, kind, by, words: said, photos }) => ({
        at,
        kind,
        by,
        words: said,
        photos: photos.map(({ sha256 }) => sha256),
      })),
    }
  })
}
