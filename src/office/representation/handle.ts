/** Asking for, answering and ending a representation: each in one transaction that looks again at who may. */
import { randomInt } from 'node:crypto'
import type { Db, Tx } from '../../db/connect.ts'
import { ok, refuse, type Result } from '../../lib/result.ts'
import { toDay } from '../../lib/time.ts'
import type { Actor, CitizenActor, StaffActor } from '../actor.ts'
import type { RepresentationLaw } from './law.ts'
import { partyOf } from './party-store.ts'
import { groundToConfirm, mayEnd, partOf, principalFor, type Asked } from './rights.ts'
import {
  answerRepresentation,
  endRepresentation,
  insertRepresentation,
  isParty,
  openQuestions,
  representationById,
  useRepresentation,
  type RepresentationRow,
} from './store.ts'
import type { AskedFor } from './typed.ts'

export type RepresentationDeps = {
  readonly db: Db
  readonly representation: RepresentationLaw
  readonly now: () => Date
}

/** Nobody sends questions to half a ward. */
const MOST_OPEN = 10

/** Neither 0 and O, nor 1, I and L: it is read out and typed in. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

function newCode(): string {
  return Array.from({ length: 8 }, () => LETTERS[randomInt(LETTERS.length)]).join('')
}

/** Asks to represent somebody: nothing is opened by it. The same asked twice is asked once. */
export async function askToRepresent(
  { db, now }: RepresentationDeps,
  actor: CitizenActor,
  asked: AskedFor,
): Promise<Result<{ id: number }>> {
  const { party, ...terms } = asked
  return db.transaction().execute(async (tx) => {
    if ((await openQuestions(tx, actor.personId)) >= MOST_OPEN)
      return refuse('tooManyOpen', 'Bạn đã gửi mười đề nghị chưa có trả lời.')
    const partyId = await partyOf(tx, party)
    const id = await insertRepresentation(tx, {
      ...terms,
      personId: actor.personId,
      party: partyId,
      code: newCode(),
      at: now(),
    })
    return id === undefined
      ? refuse('askedBefore', 'Bạn đã gửi đề nghị này và đang chờ trả lời.')
      : ok({ id })
  })
}

export type Deed =
  | { readonly type: 'confirm'; readonly paper?: string }
  | { readonly type: 'refuse' | 'end'; readonly reason: string | null }

/** What was decided about it; `notYours`: this actor may not, or no longer. */
export async function decideOn(
  { db, representation: law, now }: RepresentationDeps,
  { id, actor, deed }: { id: number; actor: CitizenActor | StaffActor; deed: Deed },
): Promise<'done' | 'notYours'> {
  const at = now()
  return db.transaction().execute(async (tx) => {
    const row = await representationById(tx, id)
    if (row === undefined) return 'notYours'
    const asked = { law, actor, today: toDay(at) }
    if (!(await isStill(tx, row, asked))) return 'notYours'
    const isDone = await doIt(tx, row, { ...asked, deed, at })
    return isDone ? 'done' : 'notYours'
  })
}

type Doing = Asked & { deed: Deed; at: Date }

async function doIt(tx: Tx, row: RepresentationRow, doing: Doing): Promise<boolean> {
  const { actor, deed, at } = doing
  const by = byOf(actor)
  if (deed.type === 'confirm') {
    const source = groundToConfirm(row, doing)
    if (source === undefined) return false
    if (source !== 'counter') return answerRepresentation(tx, { id: row.id, at, by, source })
    const { paper } = deed
    return paper ? answerRepresentation(tx, { id: row.id, at, by, source, paper }) : false
  }
  if (by === null || !mayEnd(row, doing)) return false
  const isNo = deed.type === 'refuse' && partOf(row, actor) !== 'representative'
  return isNo
    ? answerRepresentation(tx, { id: row.id, at, by, refused: deed.reason })
    : endRepresentation(tx, { id: row.id, by, at, reason: deed.reason })
}

function byOf(actor: Actor): number | null {
  return 'personId' in actor ? actor.personId : null
}

/** What the request brought along about the actor, looked at once more inside the transaction. */
async function isStill(tx: Tx, row: RepresentationRow, { actor, today }: Asked): Promise<boolean> {
  if (actor.kind !== 'citizen') return actor.kind === 'staff'
  switch (partOf(row, actor)) {
    case 'representative':
      return true
    case 'represented':
      return isParty(tx, actor.personId, row.party)
    case 'principal': {
      const id = principalFor(row, actor)!
      const use = { id, personId: actor.personId, right: 'follow' as const, procedure: '' }
      return (await useRepresentation(tx, { ...use, on: today })) !== undefined
    }
    case undefined:
      return false
  }
}
