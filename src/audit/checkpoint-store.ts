/** The SQL of checkpoints. Everything is read in one snapshot, in keyset order. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'
import type { Head } from './merkle.ts'

const PAGE = 10_000
const FIRST = '00000000-0000-0000-0000-000000000000'

/** One transaction that sees one moment; only one checkpoint is made at a time. */
export async function inSnapshot<T>(db: Db, fn: (tx: Tx) => Promise<T>): Promise<T> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      await sql`select pg_advisory_xact_lock(hashtext('motcua checkpoint'))`.execute(tx)
      return fn(tx)
    })
}

export type HeadNow = Head & { isNew: boolean }

/** Every head in the order of the ids, and whether the newest checkpoint does not have it yet. */
export async function* headsNow(tx: Tx): AsyncGenerator<HeadNow[]> {
  for (let after = FIRST; ;) {
    const { rows } = await sql<HeadNow>`
      select s.dossier_id as "dossierId", s.seq, encode(s.head_hash, 'hex') as hash,
             (h.seq, h.head_hash) is distinct from (s.seq, s.head_hash) as "isNew"
        from (select * from dossier_state where dossier_id > ${after}::uuid order by dossier_id limit ${PAGE}) s
        left join checkpoint_head h on h.dossier_id = s.dossier_id
       order by s.dossier_id`.execute(tx)
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows
    after = last.dossierId
  }
}

export type Lost = { dossierId: string; seq: number; code: string | null }

/** Heads of the newest checkpoint that no history has any more: cut, rewritten or gone. */
export async function lostHeads(tx: Tx, limit: number): Promise<Lost[]> {
  const { rows } = await sql<Lost>`
    select h.dossier_id as "dossierId", h.seq, d.code
      from checkpoint_head h
      left join dossier_event e on e.dossier_id = h.dossier_id and e.seq = h.seq
      left join dossier_state s on s.dossier_id = h.dossier_id
      left join dossier d on d.id = h.dossier_id
     where e.hash is distinct from h.head_hash or s.seq is null or s.seq < h.seq
     order by h.dossier_id limit ${limit}`.execute(tx)
  return rows
}

export async function keepHeads(tx: Tx, number: number): Promise<void> {
  await sql`
    insert into checkpoint_head (dossier_id, seq, head_hash, number)
    select s.dossier_id, s.seq, s.head_hash, ${number} from dossier_state s
      left join checkpoint_head h on h.dossier_id = s.dossier_id
     where (h.seq, h.head_hash) is distinct from (s.seq, s.head_hash)
    on conflict (dossier_id) do update
       set seq = excluded.seq, head_hash = excluded.head_hash, number = excluded.number`.execute(tx)
}

export type CheckpointRow = {
  number: number
  at: Date
  dossiers: number
  events: number
  root: string
  document: string
  isStamped: boolean
}

export async function newestCheckpoint(db: Db | Tx): Promise<CheckpointRow | undefined> {
  const { rows } = await sql<CheckpointRow>`
    select number, at, dossiers, events::float8 as events, encode(root, 'hex') as root, document, stamp is not null as "isStamped"
      from checkpoint order by number desc limit 1`.execute(db)
  return rows[0]
}

export async function keepCheckpoint(
  tx: Tx,
  row: {
    number: number
    at: string
    dossiers: number
    events: number
    root: string
    document: string
    signature: string
  },
): Promise<void> {
  await sql`
    insert into checkpoint (number, at, dossiers, events, root, document, signature)
    values (${row.number}, ${row.at}::timestamptz, ${row.dossiers}, ${row.events}, decode(${row.root}, 'hex'), ${row.document},
            decode(${row.signature}, 'base64'))`.execute(tx)
}

export type Found = {
  dossierId: string
  seq: number
  hash: string | null
  newest: number | null
  code: string | null
}

/** What the histories hold at these places now. */
export async function heldAt(db: Db | Tx, heads: readonly Head[]): Promise<Found[]> {
  const ids = heads.map(({ dossierId }) => dossierId)
  const seqs = heads.map(({ seq }) => seq)
  const { rows } = await sql<Found>`
    select w.id as "dossierId", w.seq, encode(e.hash, 'hex') as hash, s.seq as newest, d.code
      from unnest(${ids}::uuid[], ${seqs}::int[]) with ordinality as w (id, seq, place)
      left join dossier_event e on e.dossier_id = w.id and e.seq = w.seq
      left join dossier_state s on s.dossier_id = w.id
      left join dossier d on d.id = w.id
     order by w.place`.execute(db)
  return rows
}

export async function keepStamp(db: Db, number: number, token: Uint8Array): Promise<void> {
  await sql`
    update checkpoint set stamp = decode(${Buffer.from(token).toString('hex')}, 'hex') where number = ${number}`.execute(
    db,
  )
}

/** The newest head of this dossier that a signed checkpoint holds. */
export async function signedHead(
  tx: Db | Tx,
  id: string,
): Promise<{ seq: number; hash: string } | undefined> {
  const { rows } = await sql<{ seq: number; hash: string }>`
    select seq, encode(head_hash, 'hex') as hash from checkpoint_head where dossier_id = ${id}::uuid`.execute(
    tx,
  )
  return rows[0]
}
