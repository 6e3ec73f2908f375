/** SQL of petitions. Read in the context of whoever answers, or of whoever holds the code. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'
import type { NoticeLang } from '../notice/notice.ts'
import type { KeptPhoto } from './code.ts'
import type { PetitionState } from './petition.ts'

export type PetitionRow = {
  readonly id: string
  readonly topic: string
  readonly officeId: number
  readonly handlerId: number
  readonly isAboutHead: boolean
  readonly isNamed: boolean
  readonly procedureCode: string | null
  readonly words: string | null
  readonly language: NoticeLang
  readonly state: PetitionState
  readonly level: number
  readonly sentAt: Date
  readonly openSince: Date
  readonly settledAt: Date | null
  readonly closedAt: Date | null
  readonly isContent: boolean | null
}

export type EventKind =
  'sent' | 'added' | 'asked' | 'forwarded' | 'passedUp' | 'answered' | 'refused' | 'closed'
export type PetitionEvent = {
  readonly seq: number
  readonly at: Date
  readonly kind: EventKind
  readonly by: 'sender' | 'office' | 'clock'
  /** The office to which it went. */
  readonly officeId: number | null
  readonly words: string | null
  readonly photos: readonly KeptPhoto[]
}

const columns = sql`
  p.id, p.topic, p.office_id as "officeId", p.handler_id as "handlerId", p.is_about_head as "isAboutHead",
  p.is_named as "isNamed", p.procedure_code as "procedureCode", p.words, p.language, p.state, p.level, p.sent_at as "sentAt",
  p.open_since as "openSince", p.settled_at as "settledAt", p.closed_at as "closedAt", p.is_content as "isContent"`

export type NewPetition = Pick<
  PetitionRow,
  'id' | 'topic' | 'officeId' | 'handlerId' | 'isAboutHead' | 'procedureCode' | 'language'
> & {
  words: string
  photos: readonly KeptPhoto[]
  code: string
  now: Date
  /** Of the office that answers and those above. */
  scopes: readonly number[]
  /** Of the account, when somebody has signed in. */
  personId: number | null
  dossier: { id: string; code: string } | null
  /** Null when they do not say who they are. */
  sender: { fullName: string; address: string; contact: string } | null
}

/** The same id twice is one petition. Run in a context that sees `scopes`. */
export async function insertPetition(tx: Tx, p: NewPetition): Promise<void> {
  const { numAffectedRows } = await sql`
    insert into petition (id, topic, office_id, handler_id, is_about_head, is_named, procedure_code, words, language, sent_at,
                          open_since, scopes)
    values (${p.id}::uuid, ${p.topic}, ${p.officeId}, ${p.handlerId}, ${p.isAboutHead}, ${p.sender !== null}, ${p.procedureCode},
            ${p.words}, ${p.language}, ${p.now}, ${p.now}, ${[...p.scopes]}::int[])
    on conflict (id) do nothing`.execute(tx)
  if (numAffectedRows !== 1n) return
  await sql`
    insert into petition_key (code, petition_id, person_id, about_dossier_id, scopes)
    values (${p.code}, ${p.id}::uuid, ${p.personId}, ${p.dossier?.id ?? null}::uuid,
            ${p.personId === null ? [] : [p.personId]}::int[])`.execute(tx)
  if (p.sender !== null)
    await sql`
      insert into petition_sender (petition_id, full_name, address, contact, dossier_code, scopes)
      values (${p.id}::uuid, ${p.sender.fullName}, ${p.sender.address}, ${p.sender.contact}, ${p.dossier?.code ?? null},
              ${[...p.scopes]}::int[])`.execute(tx)
  const { id, scopes, now: at, photos } = p
  await insertEvent(tx, { id, scopes }, { at, kind: 'sent', by: 'sender', photos })
}

export type NewEvent = Pick<PetitionEvent, 'at' | 'kind' | 'by'> & {
  personId?: number
  officeId?: number
  words?: string
  photos?: readonly KeptPhoto[]
  key?: string
}

/** After the last one; the petition is locked, so nobody comes between. */
export async function insertEvent(
  tx: Tx,
  { id, scopes }: { id: string; scopes: readonly number[] },
  event: NewEvent,
): Promise<void> {
  await sql`
    insert into petition_event (petition_id, seq, at, kind, by, person_id, office_id, words, photos, key, scopes)
    select ${id}::uuid, coalesce(max(e.seq), 0) + 1, ${event.at}, ${event.kind}, ${event.by}, ${event.personId ?? null}::int,
           ${event.officeId ?? null}::int, ${event.words ?? null}::text, ${JSON.stringify(event.photos ?? [])}::jsonb,
           ${event.key ?? null}::uuid, ${[...scopes]}::int[]
      from petition_event e where e.petition_id = ${id}::uuid`.execute(tx)
}

/** Undefined for a code that opens nothing. */
export async function opensWith(
  db: Db,
  code: string,
): Promise<{ id: string; scopes: number[] } | undefined> {
  const { rows } = await sql<{ id: string; scopes: number[] }>`
    select id, scopes from petition_of_code(${code})`.execute(db)
  return rows[0]
}

/** Held until commit when it is going to be changed. */
export async function petitionById(
  tx: Tx,
  id: string,
  { lock = false } = {},
): Promise<PetitionRow | undefined> {
  if (lock) await sql`select from petition where id = ${id}::uuid for update`.execute(tx)
  const { rows } = await sql<PetitionRow>`
    select ${columns} from petition p where p.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

export async function eventsOf(tx: Tx, id: string): Promise<PetitionEvent[]> {
  const { rows } = await sql<PetitionEvent>`
    select seq, at, kind, by, office_id as "officeId", words, photos
      from petition_event where petition_id = ${id}::uuid order by seq`.execute(tx)
  return rows
}

export async function isDone(tx: Tx, id: string, key: string): Promise<boolean> {
  const { rows } = await sql`
    select from petition_event where petition_id = ${id}::uuid and key = ${key}::uuid`.execute(tx)
  return rows.length > 0
}

/** Answered or refused: its sender has the last word now. */
export async function settle(
  tx: Tx,
  { id, state, at }: { id: string; state: 'answered' | 'refused'; at: Date },
): Promise<void> {
  await sql`update petition set state = ${state}, settled_at = ${at} where id = ${id}::uuid`.execute(
    tx,
  )
}

export async function close(
  tx: Db | Tx,
  { id, at, isContent }: { id: string; at: Date; isContent: boolean | null },
): Promise<void> {
  await sql`
    update petition set state = 'closed', closed_at = ${at}, is_content = ${isContent} where id = ${id}::uuid`.execute(
    tx,
  )
}

/** Another office answers: it, what happened to it and who sent it are read there, and no longer where it was unless that is above. */
export async function moveTo(
  tx: Tx,
  id: string,
  to: { handlerId: number; officeId: number; scopes: readonly number[] },
): Promise<void> {
  await sql`
    select rescope_petition(${id}::uuid, ${to.handlerId}, ${to.officeId}, ${[...to.scopes]}::int[])`.execute(
    tx,
  )
}

/** It goes up, whoever says so: open again with a time of its own, and read where it went. */
export async function passUp(
  tx: Tx,
  { id, officeId }: Pick<PetitionRow, 'id' | 'officeId'>,
  passed: {
    event: Omit<NewEvent, 'kind' | 'officeId'>
    /** Of those who could read it until now. */
    from: readonly number[]
    handlerId: number
    scopes: readonly number[]
  },
): Promise<void> {
  const { event, from, handlerId, scopes } = passed
  await insertEvent(tx, { id, scopes: from }, { ...event, kind: 'passedUp', officeId: handlerId })
  await openAgain(tx, id, event.at)
  await moveTo(tx, id, { handlerId, officeId, scopes })
}

/** With a time of its own for whoever has it now. */
async function openAgain(tx: Tx, id: string, at: Date): Promise<void> {
  await sql`
    update petition set state = 'open', level = level + 1, open_since = ${at}, settled_at = null, closed_at = null,
           is_content = null
     where id = ${id}::uuid`.execute(tx)
}

export type Sender = {
  readonly fullName: string
  readonly address: string
  readonly contact: string
  readonly dossierCode: string | null
}

/** Undefined when they did not say who they are, or it was erased. */
export async function senderOf(tx: Tx, id: string): Promise<Sender | undefined> {
  const { rows } = await sql<Sender>`
    select full_name as "fullName", address, contact, dossier_code as "dossierCode"
      from petition_sender where petition_id = ${id}::uuid`.execute(tx)
  return rows[0]
}

/** Whether this official has worked on the dossier that it speaks of. */
export async function concerns(tx: Tx, id: string, personId: number): Promise<boolean> {
  const { rows } = await sql<{ concerns: boolean }>`
    select concerns_official(${id}::uuid, ${personId}) as concerns`.execute(tx)
  return rows[0]?.concerns === true
}
