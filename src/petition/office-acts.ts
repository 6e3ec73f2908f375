/** What the office does that answers a petition. Who worked on the dossier sees that it exists, and may pass it up. */
import { inContext } from '../db/context.ts'
import type { Tx } from '../db/connect.ts'
import { isUuid } from '../lib/ids.ts'
import { Forbidden, NotFound } from '../lib/problem.ts'
import { ok, type Result } from '../lib/result.ts'
import { toDay } from '../lib/time.ts'
import { watchOf, WATCHERS } from '../measure/watch.ts'
import type { StaffActor } from '../office/actor.ts'
import type { PetitionDeps } from './deps.ts'
import { publish, publishedOf, type PublishedAnswer } from './lists-store.ts'
import { byOffice, type Facts, type OfficeAct } from './petition.ts'
import { factsOf } from './sender-acts.ts'
import { scopesOf } from './send.ts'
import { watchesNow } from './official-store.ts'
import {
  concerns,
  eventsOf,
  insertEvent,
  isDone,
  moveTo,
  passUp,
  petitionById,
  senderOf,
  settle,
  type PetitionEvent,
  type PetitionRow,
  type Sender,
} from './store.ts'

export type PetitionToAnswer = {
  row: PetitionRow
  facts: Facts
  /** Worked on the dossier: neither words nor pictures nor sender are shown. */
  isConcerned: boolean
  events: PetitionEvent[]
  sender: Sender | undefined
  published: PublishedAnswer | undefined
}

/** Throws NotFound for what is not with an office that this person watches over. */
export async function petitionToAnswer(
  deps: PetitionDeps,
  me: StaffActor,
  id: string,
): Promise<PetitionToAnswer> {
  if (!isUuid(id)) throw new NotFound()
  return inContext(deps.db, watchOf(me, deps.directory), async (tx) => {
    const row = await petitionById(tx, id)
    if (row === undefined) throw new NotFound()
    const facts = factsOf(deps, row)
    if (await concerns(tx, id, me.personId))
      return {
        row: unread(row),
        facts,
        isConcerned: true,
        events: [],
        sender: undefined,
        published: undefined,
      }
    return {
      row,
      facts,
      isConcerned: false,
      events: await eventsOf(tx, id),
      sender: await senderOf(tx, id),
      published: await publishedOf(tx, id),
    }
  })
}

function unread(row: PetitionRow): PetitionRow {
  return { ...row, words: null }
}

export type OfficeDeed = {
  act: OfficeAct
  key: string
  words: string
  /** To whom it is forwarded. */
  officeId: number | null
  /** Question and answer for everybody, in words of their own. */
  published: { asked: string; answered: string } | null
}

/** Once for each key; a lawful no otherwise. The role is looked at again inside the transaction. */
export async function officeDoes(
  deps: PetitionDeps,
  me: StaffActor,
  { id, deed }: { id: string; deed: OfficeDeed },
): Promise<Result<true>> {
  if (!isUuid(id)) throw new NotFound()
  return inContext(deps.db, watchOf(me, deps.directory), async (tx) => {
    const row = await petitionById(tx, id, { lock: true })
    if (row === undefined) throw new NotFound()
    await mustWatch(deps, tx, { me, handlerId: row.handlerId })
    if (await isDone(tx, id, deed.key)) return ok(true)
    const facts = factsOf(deps, row)
    const isConcerned = await concerns(tx, id, me.personId)
    const allowed = byOffice(row, deed.act, { superior: facts.superior, isConcerned })
    if (allowed.ok) await carryOut(deps, tx, { row, me, deed, facts })
    return allowed
  })
}

async function mustWatch(
  deps: PetitionDeps,
  tx: Tx,
  { me, handlerId }: { me: StaffActor; handlerId: number },
): Promise<void> {
  const offices = scopesOf(deps, handlerId)
  const asked = { personId: me.personId, roles: WATCHERS, offices, on: toDay(deps.now()) }
  if (!(await watchesNow(tx, asked)))
    throw new Forbidden('Ông/bà không còn giữ vai trò giám sát tại đơn vị này.')
}

type Done = { row: PetitionRow; me: StaffActor; deed: OfficeDeed; facts: Facts }

async function carryOut(deps: PetitionDeps, tx: Tx, { row, me, deed, facts }: Done): Promise<void> {
  const { id } = row
  const here = { id, scopes: scopesOf(deps, row.handlerId) }
  const { now: at } = facts
  const said = {
    at,
    by: 'office',
    personId: me.personId,
    key: deed.key,
    words: deed.words,
  } as const
  switch (deed.act) {
    case 'answer':
      await insertEvent(tx, here, { ...said, kind: 'answered' })
      await settle(tx, { id, state: 'answered', at })
      if (deed.published !== null)
        await publish(tx, id, {
          topic: row.topic,
          officeId: row.officeId,
          ...deed.published,
          publishedAt: at,
        })
      return
    case 'refuse':
      await insertEvent(tx, here, { ...said, kind: 'refused' })
      return settle(tx, { id, state: 'refused', at })
    case 'ask':
      return insertEvent(tx, here, { ...said, kind: 'asked' })
    case 'forward': {
      const officeId = deed.officeId!
      await insertEvent(tx, here, { ...said, kind: 'forwarded', officeId })
      return moveTo(tx, id, { handlerId: officeId, officeId, scopes: scopesOf(deps, officeId) })
    }
    case 'passUp': {
      const handlerId = facts.superior!
      const to = { handlerId, scopes: scopesOf(deps, handlerId) }
      return passUp(tx, row, { event: said, from: here.scopes, ...to })
    }
  }
}
