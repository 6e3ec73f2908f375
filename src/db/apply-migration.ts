/**
 * Applies one migration so that nobody who files waits for it longer than a moment: a lock that does not come at once is
 * given up and asked for again later, because whoever waits for a table has everybody who comes after behind it.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { DatabaseError, escapeIdentifier, type Client } from 'pg'
import { MigrationRefused, type Migration } from './migration-files.ts'

export type Patience = {
  /** Milliseconds: the longest wait for one lock (default 1000). */
  lockMs: number
  /** Milliseconds: the longest that somebody may wait for what the migration holds (default 1000). */
  othersMs: number
  /** Milliseconds between two tries, doubled each time up to ten times as long (default 1000). */
  pauseMs: number
  /** Milliseconds after which it is given up (default ten minutes). */
  totalMs: number
  /** Rows of the first batch; later ones follow from how long it took (default 1000). */
  batchRows: number
}

export const USUAL_PATIENCE: Patience = {
  lockMs: 1000,
  othersMs: 1000,
  pauseMs: 1000,
  totalMs: 600_000,
  batchRows: 1000,
}

export type Applying = { client: Client; patience: Patience; onWait(words: string): void }

export async function applyMigration(file: Migration, applying: Applying): Promise<void> {
  if (file.marks.isOutside) return insisting(file, applying, () => outside(file, applying))
  if (file.marks.batches) return inBatches(file, applying, file.marks.batches)
  return insisting(file, applying, () => inOneTransaction(file, applying))
}

const LOCK_NOT_THERE = '55P03'
const DEADLOCK = '40P01'
const CALLED_OFF = '57014'
/** A migration that others had to be saved from so often will never fit between two of their moments. */
const MOST_CALLED_OFF = 3

async function insisting(
  file: Migration,
  { patience, onWait }: Applying,
  attempt: () => Promise<void>,
): Promise<void> {
  const giveUpAt = performance.now() + patience.totalMs
  let pause = patience.pauseMs
  for (let calledOff = 0; ; pause = Math.min(pause * 2, patience.pauseMs * 10)) {
    try {
      return await attempt()
    } catch (error) {
      const code = error instanceof DatabaseError ? error.code : undefined
      if (code === CALLED_OFF) calledOff += 1
      else if (code !== LOCK_NOT_THERE && code !== DEADLOCK) throw failed(file, error)
      if (calledOff >= MOST_CALLED_OFF) throw new MigrationRefused(tooLong(file), { cause: error })
      if (performance.now() + pause > giveUpAt)
        throw new MigrationRefused(noLock(file, patience), { cause: error })
    }
    onWait(`${file.name}: bảng đang bận, thử lại sau ${pause} ms (the table is busy)`)
    await sleep(pause)
  }
}

function failed(file: Migration, error: unknown): Error {
  const why = error instanceof Error ? error.message : String(error)
  return new Error(`${file.name}: ${why}`, { cause: error })
}

const noLock = (file: Migration, { totalMs }: Patience): string =>
  `${file.name}: sau ${Math.round(totalMs / 1000)} giây vẫn có phiên làm việc giữ bảng; hãy kết thúc phiên đó ` +
  '(pg_stat_activity, xact_start cũ nhất) rồi chạy lại motcua migrate. (A long transaction holds the table; end it and migrate again.)'

const tooLong = (file: Migration): string =>
  `${file.name}: đã dừng ${MOST_CALLED_OFF} lần vì người khác phải chờ; hãy chia nhỏ tệp này, hoặc chạy khi không ai làm việc. ` +
  '(Called off because others had to wait for it: divide it, or run it while nobody works.)'

async function inOneTransaction(file: Migration, { client, patience }: Applying): Promise<void> {
  await client.query(`begin; set local lock_timeout = ${patience.lockMs}`)
  try {
    await client.query(file.text)
    await record(client, file)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

/** What runs outside a transaction takes only locks that let others write, so it may wait for them as long as it likes. */
async function outside(file: Migration, { client }: Applying): Promise<void> {
  await dropHalfBuilt(client, file)
  await client.query(file.text)
  await record(client, file)
}

/** An index whose building was interrupted stays behind, used by nobody and kept up by every write. */
async function dropHalfBuilt(client: Client, { text }: Migration): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    'select c.relname as name from pg_index i join pg_class c on c.oid = i.indexrelid where not i.indisvalid',
  )
  for (const { name } of rows) {
    if (new RegExp(`\\b${name}\\b`).test(text))
      await client.query(`drop index concurrently if exists ${escapeIdentifier(name)}`)
  }
}

/** Each batch is a transaction of its own that says how far it came, so that an interrupted run goes on there. */
async function inBatches(
  file: Migration,
  applying: Applying,
  { table, key }: { table: string; key: string },
): Promise<void> {
  const { client, patience } = applying
  const [from, name] = [escapeIdentifier(table), escapeIdentifier(key)]
  const done = await client.query<{ until: string }>(
    'select done_until as until from schema_migration_progress where number = $1',
    [file.number],
  )
  let after = done.rows[0]?.until
  let many = patience.batchRows
  for (;;) {
    const keys = `select ${name} as k from ${from} ${after === undefined ? '' : `where ${name} > $1`} order by ${name} limit ${many}`
    const { rows } = await client.query<{ first: string | null; last: string | null }>(
      `select (array_agg(k order by k))[1]::text as first, (array_agg(k order by k desc))[1]::text as last from (${keys}) keys`,
      after === undefined ? [] : [after],
    )
    const { first, last } = rows[0]!
    if (first === null || last === null) break
    const started = performance.now()
    await insisting(file, applying, () => oneBatch(file, applying, { first, last }))
    many = nextSize(many, performance.now() - started)
    after = last
  }
  await insisting(file, applying, () => recordBatches(file, applying))
}

/** Rows are locked for the time of one batch: between a twentieth and a fifth of a second. */
export function nextSize(many: number, tookMs: number): number {
  if (tookMs > 200) return Math.max(50, Math.floor(many / 2))
  return tookMs < 50 ? Math.min(20_000, many * 2) : many
}

async function oneBatch(
  file: Migration,
  { client, patience }: Applying,
  { first, last }: { first: string; last: string },
): Promise<void> {
  await client.query(`begin; set local lock_timeout = ${patience.lockMs}`)
  try {
    await client.query(file.text, [first, last])
    await client.query(
      `insert into schema_migration_progress (number, done_until) values ($1, $2)
       on conflict (number) do update set done_until = excluded.done_until`,
      [file.number, last],
    )
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

async function recordBatches(file: Migration, { client }: Applying): Promise<void> {
  await client.query('begin')
  try {
    await client.query('delete from schema_migration_progress where number = $1', [file.number])
    await record(client, file)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

async function record(client: Client, { number, name, sha256, marks }: Migration): Promise<void> {
  await client.query(
    'insert into schema_migration (number, name, sha256, old_code_may_run) values ($1, $2, $3, $4)',
    [number, name, sha256, marks.oldCodeMayRun],
  )
}
