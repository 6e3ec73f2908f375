/** Writers who never pause, a reader who will not leave, and migrations between them. For test/deploy and bench/migrations. */
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, DatabaseError } from 'pg'
import { checkout } from '../../src/checkout.ts'

/** The newest migration before those that are applied under load; the tables are filled as it left them. */
export const BEFORE = 29

/** What later versions will want to do: each in the way that docs/operations.md tells. */
export const TYPICAL: Readonly<Record<string, string>> = {
  '9001_column.sql':
    '-- motcua: old code may run\nalter table dossier add column is_urgent boolean default false;',
  '9002_check.sql': 'alter table dossier add constraint seq_positive check (seq > 0) not valid;',
  '9003_validate.sql': 'alter table dossier validate constraint seq_positive;',
  '9004_index.sql':
    '-- motcua: outside a transaction\ncreate index concurrently if not exists dossier_urgent on dossier (is_urgent, submitted_at);',
  '9005_backfill.sql':
    '-- motcua: in batches of dossier (id)\nupdate dossier set is_urgent = true where id between $1 and $2 and supplement_rounds > 0;',
  '9006_not_null.sql':
    'alter table dossier add constraint urgent_known check (is_urgent is not null) not valid;',
  '9007_not_null.sql': 'alter table dossier validate constraint urgent_known;',
  '9008_not_null.sql':
    'alter table dossier alter column is_urgent set not null; alter table dossier drop constraint urgent_known;',
  '9009_table.sql':
    'create table dossier_hint (dossier_id uuid primary key references dossier, hint text not null);',
  '9010_drop.sql': 'alter table dossier drop column is_urgent;',
}

/** A folder with the real migrations from `from` to `to`, and others beside them; removed by `close`. */
export async function folderOf(
  others: Readonly<Record<string, string>>,
  { to }: { to: number },
): Promise<{ folder: string; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-under-load-'))
  const real = join(checkout, 'migrations')
  for (const name of await readdir(real)) {
    if (Number.parseInt(name, 10) <= to) await cp(join(real, name), join(folder, name))
  }
  for (const [name, text] of Object.entries(others)) await writeFile(join(folder, name), text)
  return { folder, close: () => rm(folder, { recursive: true }) }
}

/** `many` dossiers, each with its state and one event, written past triggers and foreign keys. */
export async function fillQuickly(adminUrl: string, many: number): Promise<void> {
  const admin = new Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    await admin.query('set session_replication_role = replica; set synchronous_commit = off')
    for (const statement of ROWS) await admin.query(statement, [many])
    await admin.query('analyze dossier, dossier_state, dossier_event, dossier_private')
  } finally {
    await admin.end()
  }
}

const ID = "('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid"
const ROWS = [
  `insert into dossier (id, seq, code, procedure_code, procedure_version, procedure_name, source, kind_of_filing, receiving_office_id,
     competent_office_id, returning_office_id, owner_name, applicant_name, status, submitted_at, is_open, origin, scopes)
   select ${ID}, 1, 'T-' || n, '1.001193', 1, 'Đăng ký khai sinh', 'counter', 'counter', 1, 1, 1, 'Người ' || n, 'Người ' || n, 1,
          now() - n * interval '1 second', true, 'live', array[1, 101] from generate_series(1, $1::int) n`,
  `insert into dossier_state (dossier_id, seq, head_hash, state, scopes)
   select ${ID}, 1, sha256(n::text::bytea), '{"seq": 1}', array[1, 101] from generate_series(1, $1::int) n`,
  `insert into dossier_event (dossier_id, seq, kind, version, occurred_at, recorded_at, actor, origin, body, prev_hash, hash, scopes)
   select ${ID}, 1, 'filed', 1, now(), now(), 'system:test', 'live', '{"papers":[]}', '\\x00', '\\x00', array[1, 101] from generate_series(1, $1::int) n`,
  `insert into dossier_private (dossier_id, seq, salt, bytes, scopes)
   select ${ID}, 1, '\\x00', convert_to('{"answers":{}}', 'UTF8'), array[1, 101] from generate_series(1, $1::int) n`,
]

export type Written = {
  acknowledged: number
  /** Milliseconds: the longest time in which no writer was answered. */
  longestGapMs: number
  /** Errors of writers whose own patience of two seconds came to an end. */
  gaveUp: number
}

export type Writers = {
  soFar(): Written
  /** One of them met what no writer may meet; `stop` throws it. */
  isBroken(): boolean
  stop(): Promise<Written>
}

/** Writers of one test after another write other lines of the histories. */
let turns = 1

/** Each writes every 20 ms: a change of one dossier and a new code, in one transaction that waits two seconds for a lock at most. */
export async function startWriters(url: string, { writers, dossiers }: Load): Promise<Writers> {
  const answered: number[] = [performance.now()]
  const first = (turns += 1_000_000)
  const desk = { gaveUp: 0, isOver: false }
  const clients = await Promise.all(Array.from({ length: writers }, () => connected(url)))
  const running = clients.map(async (client, nth) => {
    await client.query("set lock_timeout = '2s'; set synchronous_commit = off")
    for (let turn = first + nth; !desk.isOver; turn += writers) {
      try {
        await client.query(oneWrite(turn, dossiers))
        answered.push(performance.now())
      } catch (error) {
        await client.query('rollback')
        if (!(error instanceof DatabaseError) || error.code !== '55P03') throw error
        desk.gaveUp += 1
      }
      await sleep(20)
    }
  })
  const all = Promise.all(running)
  all.catch(() => (desk.isOver = true)) // told to whoever stops them
  const soFar = (): Written => {
    const gaps = answered.slice(1).map((at, nth) => at - answered[nth]!)
    return {
      acknowledged: answered.length - 1,
      gaveUp: desk.gaveUp,
      longestGapMs: Math.max(0, ...gaps),
    }
  }
  return {
    soFar,
    isBroken: () => desk.isOver,
    stop: async () => {
      desk.isOver = true
      await all
      answered.push(performance.now())
      await Promise.all(clients.map((client) => client.end()))
      return soFar()
    },
  }
}

export type Load = { writers: number; dossiers: number }

function oneWrite(turn: number, dossiers: number): string {
  const id = `('00000000-0000-7000-8000-' || lpad(to_hex(${1 + ((turn * 7919) % dossiers)}), 12, '0'))::uuid`
  return `begin;
    update dossier set supplement_rounds = supplement_rounds + 1 where id = ${id};
    update dossier_state set seq = seq + 1 where dossier_id = ${id};
    insert into dossier_event (dossier_id, seq, kind, version, occurred_at, recorded_at, actor, origin, body, prev_hash, hash, scopes)
      values (${id}, ${turn + 1}, 'claimed', 1, now(), now(), 'system:test', 'live', '{}', '\\x00', '\\x00', array[1, 101]);
    insert into dossier_pending (dossier_id, from_seq) values (${id}, ${turn}) on conflict do nothing;
    commit`
}

/** A transaction that has read every big table and does not end until it is told to. */
export async function startReader(url: string): Promise<{ leave(): Promise<void> }> {
  const client = await connected(url)
  await client.query('begin isolation level repeatable read')
  for (const table of ['dossier', 'dossier_state', 'dossier_event', 'dossier_private', 'session'])
    await client.query(`select 1 from ${table} limit 1`)
  return {
    leave: async () => {
      await client.query('rollback')
      await client.end()
    },
  }
}

async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url })
  await client.connect()
  return client
}
