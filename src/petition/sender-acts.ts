/** What the sender of a petition sees and does, with the code in their hand. */
import { inContext } from '../db/context.ts'
import type { Tx } from '../db/connect.ts'
import { NotFound } from '../lib/problem.ts'
import { ok, type Result } from '../lib/result.ts'
import type { KeptPhoto } from './code.ts'
import type { PetitionDeps } from './deps.ts'
import { publishedOf, type PublishedAnswer } from './lists-store.ts'
import { bySender, dueOf, type Facts, type SenderAct } from './petition.ts'
import { scopesOf, superiorOf } from './send.ts'
import {
  close,
  eventsOf,
  insertEvent,
  isDone,
  opensWith,
  passUp,
  petitionById,
  type PetitionEvent,
  type PetitionRow,
} from './store.ts'

export type OpenedPetition = {
  row: PetitionRow
  events: PetitionEvent[]
  published: PublishedAnswer | undefined
  facts: Facts
}

/** Throws NotFound for a code that opens nothing. */
export async function openWithCode(deps: PetitionDeps, code: string): Promise<OpenedPetition> {
  const opens = await opensWith(deps.db, code)
  if (opens === undefined) throw new NotFound()
  return inContext(deps.db, opens, async (tx) => {
    const row = await mustBe(tx, opens.id)
    const events = await eventsOf(tx, row.id)
    return { row, events, published: await publishedOf(tx, row.id), facts: factsOf(deps, row) }
  })
}

async function mustBe(tx: Tx, id: string, { lock = false } = {}): Promise<PetitionRow> {
  const row = await petitionById(tx, id, { lock })
  if (row === undefined) throw new NotFound()
  return row
}

export function factsOf(deps: PetitionDeps, row: PetitionRow): Facts {
  return {
    now: deps.now(),
    terms: deps.terms,
    dueAt: dueOf(deps.law.calendar(), row.openSince, deps.terms),
    superior: superiorOf(deps, row.handlerId),
  }
}

export type SenderDeed = {
  act: SenderAct
  key: string
  words: string
  photos: readonly KeptPhoto[]
}

/** Once for each key; a lawful no otherwise. */
export async function senderDoes(
  deps: PetitionDeps,
  code: string,
  deed: SenderDeed,
): Promise<Result<true>> {
  const opens = await opensWith(deps.db, code)
  if (opens === undefined) throw new NotFound()
  return inContext(deps.db, opens, async (tx) => {
    const row = await mustBe(tx, opens.id, { lock: true })
    if (await isDone(tx, row.id, deed.key)) return ok(true)
    const facts = factsOf(deps, row)
    const allowed = bySender(row, deed.act, facts)
    if (allowed.ok) await carryOut(deps, tx, { row, scopes: opens.scopes, deed, facts })
    return allowed
  })
}

type Done = { row: PetitionRow; scopes: readonly number[]; deed: SenderDeed; facts: Facts }

async function carryOut(deps: PetitionDeps, tx: Tx, { row, scopes, deed, facts }: Done) {
  const { key, words, photos } = deed
  const said = { at: facts.now, by: 'sender', key, photos, ...(words !== '' && { words }) } as const
  switch (deed.act) {
    case 'add':
      return insertEvent(tx, { id: row.id, scopes }, { ...said, kind: 'added' })
    case 'accept':
      await insertEvent(tx, { id: row.id, scopes }, { ...said, kind: 'closed' })
      return close(tx, { id: row.id, at: facts.now, isContent: true })
    case 'passUp': {
      const handlerId = facts.superior!
      const to = { handlerId, scopes: scopesOf(deps, handlerId) }
      return passUp(tx, row, { event: said, from: scopes, ...to })
    }
  }
}
