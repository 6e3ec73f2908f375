/** The dossier's SQL. Few statements: the lock, the counter, and one that writes everything. */
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../db/connect.ts'
import type { DossierState } from './dossier.ts'
import type { DossierEvent } from './events.ts'
import { refuseNewer } from './newer.ts'
import { packState, readPrivate, readState, type KeptState } from './packing.ts'
import {
  eventFrom,
  type Contact,
  type DossierFile,
  type DossierRow,
  type EventColumns,
} from './rows.ts'

export type Locked = {
  state: DossierState
  headHash: string
  scopes: number[]
  now: Date
  repeat: KeyRow | null
}
export type KeyRow = { dossier_id: string; seq: number; actor: string; request_hash: string }

/** Locks a dossier by id for the rest of the transaction; null when it is not there or outside the scopes. */
export async function lockDossier(tx: Tx, id: string, key: string): Promise<Locked | null> {
  const { rows } = await sql<
    KeptState & {
      head: string
      scopes: number[]
      now: Date
      key: KeyRow | null
    }
  >`
    select s.packed, s.state, encode(s.head_hash, 'hex') as head, s.scopes, date_trunc('milliseconds', clock_timestamp()) as now,
           (select jsonb_build_object('dossier_id', k.dossier_id, 'seq', k.seq, 'actor', k.actor,
                                      'request_hash', encode(k.request_hash, 'hex'))
              from submission_key k where k.key = ${key}::uuid) as key
      from dossier_state s where s.dossier_id = ${id}::uuid for update of s`.execute(tx)
  const row = rows[0]
  return row
    ? {
        state: readState(row),
        headHash: row.head,
        scopes: row.scopes,
        now: row.now,
        repeat: row.key,
      }
    : null
}

/**
 * The key again, in a statement of its own: whoever waited for the lock read the keys as they were before the wait, and must
 * look once more before believing that its click is the first.
 */
export async function keyAfterWait(tx: Tx, key: string): Promise<KeyRow | undefined> {
  const { rows } = await sql<KeyRow>`
    select dossier_id, seq, actor, encode(request_hash, 'hex') as request_hash
      from submission_key where key = ${key}::uuid`.execute(tx)
  return rows[0]
}

type NewKey = { key: string; actor: string; requestHash: string; dossierId: string }

/**
 * Takes the submission key for a new dossier, first of all: whoever comes second waits here for the first to commit and then
 * finds its answer. With the key, in the same message, the next number of the office on the (Hà Nội) day of `at`, else of now; its
 * row stays locked until commit, and a refusal gives the number back. `now` is the database's clock, cut to milliseconds because
 * that is what is hashed.
 */
export async function takeKey(
  tx: Tx,
  row: NewKey,
  counter: { officeId: number; at: Date | null } | null,
): Promise<{ now: Date; number: number | null; repeat: KeyRow | null }> {
  const { rows } = await sql<{ now: Date; number: number | null; taken: boolean }>`
    with t as materialized (select date_trunc('milliseconds', clock_timestamp()) as now),
         k as (insert into submission_key (key, actor, command, request_hash, dossier_id, seq)
               values (${row.key}::uuid, ${row.actor}, 'file', decode(${row.requestHash}, 'hex'), ${row.dossierId}::uuid, 1)
               on conflict (key) do nothing returning 1),
         c as (insert into dossier_counter (office_id, day, last)
               select ${counter?.officeId ?? null}::int,
                      (coalesce(${counter?.at ?? null}::timestamptz, t.now) at time zone 'Asia/Ho_Chi_Minh')::date, 1
                 from k, t where ${counter !== null}
               on conflict (office_id, day) do update set last = dossier_counter.last + 1
               returning last)
    select t.now, (select last from c) as number, exists (select from k) as taken from t`.execute(
    tx,
  )
  const { now, number, taken } = rows[0]!
  if (taken) return { now, number, repeat: null }
  const repeat = await keyAfterWait(tx, row.key)
  if (!repeat) throw new Error('submission key vanished')
  return { now, number: null, repeat }
}

export type EventRow = {
  seq: number
  kind: string
  version: number
  occurred_at: string
  recorded_at: string
  actor: string
  office_id: number | null
  origin: string
  body: string
  prev_hash: string
  hash: string
}
export type PrivateRow = { seq: number; salt: string; bytes: string }
export type AccessRow = { is_open: boolean; waits_for: string | null; due_at: string | null }

/** Everything one command writes. Hashes and (packed) bytes as hex, instants as ISO text. */
export type Write = {
  id: string
  events: EventRow[]
  privates: PrivateRow[]
  files: DossierFile[]
  state: DossierState
  headHash: string
  scopes: number[]
  row: Record<string, unknown>
  access: AccessRow
  /** The key of this command when it was not taken before (`file` takes it first). */
  key: { key: string; actor: string; command: string; requestHash: string } | null
  /** What the caller of the command writes with it. */
  alongside: readonly RawBuilder<unknown>[]
}

/** What only filing writes. */
export type Filing = {
  row: Record<string, unknown>
  code: string
  codeKind: 'own' | 'portal'
  contact: { phone: string | null; email: string | null; language: string }
  words: string[]
}

const intoEvents = (w: Write) => sql`
  insert into dossier_event (dossier_id, seq, kind, version, occurred_at, recorded_at, actor, office_id, origin, body,
                             prev_hash, hash, scopes)
  select ${w.id}::uuid, e.seq, e.kind, e.version, e.occurred_at, e.recorded_at, e.actor, e.office_id, e.origin, e.body,
         decode(e.prev_hash, 'hex'), decode(e.hash, 'hex'), ${w.scopes}::int[]
    from jsonb_to_recordset(${JSON.stringify(w.events)}::jsonb) as e (seq int, kind text, version smallint,
         occurred_at timestamptz, recorded_at timestamptz, actor text, office_id int, origin text, body text,
         prev_hash text, hash text)`

const intoPrivates = (w: Write) => sql`
  insert into dossier_private (dossier_id, seq, salt, bytes, scopes)
  select ${w.id}::uuid, p.seq, decode(p.salt, 'hex'), decode(p.bytes, 'hex'), ${w.scopes}::int[]
    from jsonb_to_recordset(${JSON.stringify(w.privates)}::jsonb) as p (seq int, salt text, bytes text)`

const intoFiles = (w: Write) => sql`
  insert into dossier_file (dossier_id, id, seq, paper, name, sha256, size, media_type, scopes)
  select ${w.id}::uuid, f.id, f.seq, f.paper, f.name, decode(f.sha256, 'hex'), f.size, f.media_type, ${w.scopes}::int[]
    from jsonb_to_recordset(${JSON.stringify(w.files)}::jsonb) as f (id uuid, seq int, paper text, name text, sha256 text,
         size int, media_type text)`

const intoAccess = (w: Write) => sql`
  insert into dossier_access (dossier_id, scope, is_open, waits_for, due_at)
  select ${w.id}::uuid, s, ${w.access.is_open}, ${w.access.waits_for}, ${w.access.due_at}::timestamptz
    from unnest(${w.scopes}::int[]) s
  on conflict (dossier_id, scope) do update
     set is_open = excluded.is_open, waits_for = excluded.waits_for, due_at = excluded.due_at`

const intoPending = (w: Write) => sql`
  insert into dossier_pending (dossier_id, from_seq) values (${w.id}::uuid, ${w.events[0]!.seq})
  on conflict (dossier_id) do nothing`

const alongside = (w: Write) =>
  w.alongside.length === 0
    ? sql``
    : sql.join(
        w.alongside.map((statement, i) => sql`, ${sql.raw(`x${i}`)} as (${statement})`),
        sql``,
      )

/** Writes the first events of a new dossier and all its projections: one statement. */
export async function insertDossier(tx: Tx, w: Write, filing: Filing): Promise<void> {
  const row = { ...w.row, ...filing.row, scopes: w.scopes }
  const { phone, email, language } = filing.contact
  await sql`
    with d as (insert into dossier select r.* from jsonb_populate_record(null::dossier, ${JSON.stringify(row)}::jsonb) r),
         s as (insert into dossier_state (dossier_id, seq, head_hash, packed, scopes)
               values (${w.id}::uuid, ${w.state.seq}, decode(${w.headHash}, 'hex'), ${packState(w.state)}::bytea, ${w.scopes}::int[])),
         e as (${intoEvents(w)}), p as (${intoPrivates(w)}), f as (${intoFiles(w)}), a as (${intoAccess(w)}),
         c as (insert into dossier_code (code, dossier_id, kind) values (${filing.code}, ${w.id}::uuid, ${filing.codeKind})),
         k as (insert into dossier_contact (dossier_id, phone, phone_last4, email, language, scopes)
               values (${w.id}::uuid, ${phone}::text, right(${phone}::text, 4), ${email}::text, ${language}, ${w.scopes}::int[])),
         t as (insert into dossier_search (dossier_id, words) values (${w.id}::uuid, array_to_tsvector(${filing.words}::text[]))),
         n as (${intoPending(w)})${alongside(w)}
    select 1`.execute(tx)
}

/** Columns of `dossier` that may change after filing. */
const following = [
  'seq',
  'status',
  'step',
  'waits_for',
  'holder_person_id',
  'procedure_version',
  'procedure_name',
  'case_code',
  'receiving_office_id',
  'competent_office_id',
  'returning_office_id',
  'accepted_at',
  'due_at',
  'first_due_at',
  'promised_at',
  'internal_due_at',
  'due_is_provisional',
  'paused_at',
  'finished_at',
  'returned_at',
  'supplement_rounds',
  'has_e_result',
  'is_open',
  'is_withdrawal_asked',
]
const FOLLOWING = sql.raw(following.join(', '))
const FOLLOWING_NEW = sql.raw(following.map((column) => `r.${column}`).join(', '))

/** Appends to a locked dossier and brings its projections up to date: one statement. */
export async function appendEvents(tx: Tx, w: Write): Promise<void> {
  await sql`
    with d as (update dossier set (${FOLLOWING}) = (select ${FOLLOWING_NEW}
                    from jsonb_populate_record(null::dossier, ${JSON.stringify(w.row)}::jsonb) r)
               where id = ${w.id}::uuid),
         s as (update dossier_state set seq = ${w.state.seq}, head_hash = decode(${w.headHash}, 'hex'),
                      packed = ${packState(w.state)}::bytea, state = null where dossier_id = ${w.id}::uuid),
         e as (${intoEvents(w)}), p as (${intoPrivates(w)}), f as (${intoFiles(w)}), a as (${intoAccess(w)}),
         k as (insert into submission_key (key, actor, command, request_hash, dossier_id, seq)
               select ${w.key?.key ?? null}::uuid, ${w.key?.actor ?? ''}, ${w.key?.command ?? ''},
                      decode(${w.key?.requestHash ?? ''}, 'hex'), ${w.id}::uuid, ${w.state.seq}
                where ${w.key !== null}),
         n as (${intoPending(w)})${alongside(w)}
    select 1`.execute(tx)
}

/** Every row of the dossier follows to these scopes, in the transaction that changed who may read it. */
export async function rescope(tx: Tx, id: string, scopes: readonly number[]): Promise<void> {
  await sql`select rescope_dossier(${id}::uuid, ${[...scopes]}::int[])`.execute(tx)
}

/** Locks many dossiers in the one order in which everybody locks many, so that two never wait for each other. */
export async function lockInOrder(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`
    select 1 from dossier_state where dossier_id = any(${[...ids]}::uuid[]) order by dossier_id for update`.execute(
    tx,
  )
}

// ── reading ────────────────────────────────────────────────────────────────

/** One dossier's row, or undefined outside the scopes of the transaction. */
export async function dossierById(tx: Tx, id: string): Promise<DossierRow | undefined> {
  const { rows } = await sql<DossierRow>`select * from dossier where id = ${id}::uuid`.execute(tx)
  return rows[0]
}

export async function stateById(tx: Tx, id: string): Promise<DossierState | undefined> {
  const { rows } = await sql<KeptState>`
    select packed, state from dossier_state where dossier_id = ${id}::uuid`.execute(tx)
  const state = rows[0] && readState(rows[0])
  if (state) refuseNewer(state)
  return state
}

/** Dossier id behind any of its codes; undefined when there is none. Says nothing about the right to see it. */
export async function dossierIdByCode(tx: Tx, code: string): Promise<string | undefined> {
  const { rows } = await sql<{ dossier_id: string }>`
    select dossier_id from dossier_code where code = ${code}`.execute(tx)
  return rows[0]?.dossier_id
}

/** PostgreSQL's own no: the key was used while this transaction waited for the dossier. */
export function isKeyTaken(error: unknown): boolean {
  const { code, constraint } = error as { code?: string; constraint?: string }
  return code === '23505' && constraint === 'submission_key_pkey'
}

/** PostgreSQL's own no: another dossier has that code. */
export function isCodeTaken(error: unknown): boolean {
  const { code, constraint } = error as { code?: string; constraint?: string }
  return code === '23505' && constraint === 'dossier_code_pkey'
}

export async function contactOf(tx: Tx, id: string): Promise<Contact | undefined> {
  const { rows } = await sql<Contact>`
    select phone, email, language from dossier_contact where dossier_id = ${id}::uuid`.execute(tx)
  return rows[0]
}

/** Files in the order of filing; hashes as hex. */
export async function filesOfDossier(tx: Tx, id: string): Promise<DossierFile[]> {
  const { rows } = await sql<DossierFile>`
    select id, seq, paper, name, encode(sha256, 'hex') as sha256, size, media_type
      from dossier_file where dossier_id = ${id}::uuid order by seq, id`.execute(tx)
  return rows
}

type HistoryRow = EventColumns & { body_json: unknown; private: Buffer | null }

/** The history from `fromSeq` on, in order; private parts only when asked for. */
export async function historyOf(
  tx: Tx,
  id: string,
  { fromSeq = 1, withPrivate = false }: { fromSeq?: number; withPrivate?: boolean } = {},
): Promise<DossierEvent[]> {
  const { rows } = await sql<HistoryRow>`
    select e.seq, e.kind, e.version, e.occurred_at, e.recorded_at, e.actor, e.office_id, e.origin, e.body::jsonb as body_json,
           case when ${withPrivate} then p.bytes end as private
      from dossier_event e left join dossier_private p on p.dossier_id = e.dossier_id and p.seq = e.seq
     where e.dossier_id = ${id}::uuid and e.seq >= ${fromSeq} order by e.seq`.execute(tx)
  return rows.map(toEvent)
}

function toEvent(row: HistoryRow): DossierEvent {
  const event = eventFrom(row, row.body_json)
  return row.private === null ? event : { ...event, private: readPrivate(row.private) }
}

/** What the applicant declared, the latest supplement over the first filing. Empty when it was lawfully erased. */
export async function answersOf(tx: Tx, id: string): Promise<Record<string, unknown>> {
  const { rows } = await sql<{ bytes: Buffer }>`
    select p.bytes
      from dossier_private p join dossier_event e on e.dossier_id = p.dossier_id and e.seq = p.seq
     where p.dossier_id = ${id}::uuid and e.kind in ('filed', 'supplemented') and p.bytes is not null
     order by p.seq`.execute(tx)
  return Object.assign({}, ...rows.map(({ bytes }) => readPrivate(bytes).answers ?? {})) as Record<
    string,
    unknown
  >
}

export type Reading = {
  dossierId: string
  personId: number
  officeId: number | null
  what: string
  purpose: string
}

/** Writes that somebody opened the dossier, in the transaction that shows it (rules: Reading). */
export async function recordReading(tx: Tx, id: string, reading: Reading): Promise<void> {
  await sql`
    insert into dossier_reading (dossier_id, id, person_id, office_id, what, purpose, scopes)
    select d.id, ${id}::uuid, ${reading.personId}, ${reading.officeId}, ${reading.what}, ${reading.purpose}, d.scopes
      from dossier d where d.id = ${reading.dossierId}::uuid`.execute(tx)
}

export type ReadingRow = { at: Date; office_name: string | null; what: string; purpose: string }

/** Who of the offices opened the dossier, newest first: the office, never the person (for the citizen). */
export async function readingsOf(tx: Tx, id: string): Promise<ReadingRow[]> {
  const { rows } = await sql<ReadingRow>`
    select r.at, o.name as office_name, r.what, r.purpose
      from dossier_reading r left join office o on o.id = r.office_id
     where r.dossier_id = ${id}::uuid order by r.at desc limit 200`.execute(tx)
  return rows
}
