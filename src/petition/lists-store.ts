/** SQL of lists of petitions: one's own, those to be answered, and what was made public. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'
import type { PetitionState } from './petition.ts'

export type OwnPetition = {
  readonly code: string
  readonly topic: string
  readonly officeId: number
  readonly state: PetitionState
  readonly level: number
  readonly sentAt: Date
}

const MOST = 200
/** Of those that were answered. */
const LATEST = 50

/** In the context of the person: what they sent with their account, the newest first; of one dossier, when one is named. */
export async function petitionsOf(
  tx: Tx,
  { personId, dossierId }: { personId: number; dossierId?: string },
): Promise<OwnPetition[]> {
  const { rows } = await sql<OwnPetition>`
    select k.code, p.topic, p.office_id as "officeId", p.state, p.level, p.sent_at as "sentAt"
      from petition_key k, petition_of_code(k.code) p
     where k.person_id = ${personId} and (${dossierId ?? null}::uuid is null or k.about_dossier_id = ${dossierId ?? null}::uuid)
     order by k.petition_id desc limit ${MOST}`.execute(tx)
  return rows
}

export type ListedPetition = {
  readonly id: string
  readonly topic: string
  readonly officeId: number
  readonly handlerId: number
  readonly state: PetitionState
  readonly level: number
  readonly sentAt: Date
  readonly openSince: Date
  readonly settledAt: Date | null
}

/** Those of these offices: what waits, the longest waiting first; then what was answered last. */
export async function petitionsAt(tx: Tx, offices: readonly number[]): Promise<ListedPetition[]> {
  const listed = sql`
    p.id, p.topic, p.office_id as "officeId", p.handler_id as "handlerId", p.state, p.level, p.sent_at as "sentAt",
    p.open_since as "openSince", p.settled_at as "settledAt"`
  const { rows } = await sql<ListedPetition>`
    (select ${listed} from petition p
      where p.state = 'open' and p.handler_id = any(${[...offices]}::int[]) order by p.open_since, p.id limit ${MOST})
    union all
    (select b.* from unnest(${[...offices]}::int[]) o(id)
       cross join lateral (select ${listed} from petition p
                            where p.state <> 'open' and p.handler_id = o.id order by p.sent_at desc, p.id limit ${LATEST}) b
      order by b."sentAt" desc, b.id limit ${LATEST})`.execute(tx)
  return rows
}

export type PublishedAnswer = {
  readonly topic: string
  readonly officeId: number
  readonly asked: string
  readonly answered: string
  readonly publishedAt: Date
}

export async function publish(tx: Tx, id: string, answer: PublishedAnswer): Promise<void> {
  await sql`
    insert into petition_published (petition_id, topic, office_id, asked, answered, published_at)
    values (${id}::uuid, ${answer.topic}, ${answer.officeId}, ${answer.asked}, ${answer.answered}, ${answer.publishedAt})
    on conflict (petition_id) do nothing`.execute(tx)
}

export async function publishedOf(tx: Tx, id: string): Promise<PublishedAnswer | undefined> {
  const { rows } = await sql<PublishedAnswer>`
    select topic, office_id as "officeId", asked, answered, published_at as "publishedAt"
      from petition_published where petition_id = ${id}::uuid`.execute(tx)
  return rows[0]
}

/** The newest; `before` goes on where a page ended. */
export async function publishedAnswers(
  db: Db,
  { before, most }: { before: Date | null; most: number },
): Promise<PublishedAnswer[]> {
  const { rows } = await sql<PublishedAnswer>`
    select topic, office_id as "officeId", asked, answered, published_at as "publishedAt"
      from petition_published
     where ${before}::timestamptz is null or published_at < ${before}::timestamptz
     order by published_at desc limit ${most}`.execute(db)
  return rows
}
