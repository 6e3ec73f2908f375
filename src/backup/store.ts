/** What a backup asks of the server, and what a restored database must still have. */
import { Client } from 'pg'
import { Unstartable } from '../db/unstartable.ts'

export type ServerFacts = {
  major: number
  segmentBytes: number
  database: string
  owner: string
  databaseBytes: number
  walLevel: string
  settings: Record<string, string>
}

/** Recovery stops when these are smaller than they were on the server that wrote the log. */
const AT_LEAST = [
  'max_connections',
  'max_worker_processes',
  'max_wal_senders',
  'max_prepared_transactions',
  'max_locks_per_transaction',
]

export async function serverFacts(url: string): Promise<ServerFacts> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<Omit<ServerFacts, 'settings'>>(
      `select current_setting('server_version_num')::int / 10000 as major,
              (select setting::int from pg_settings where name = 'wal_segment_size') as "segmentBytes",
              current_database() as database, current_user as owner, current_setting('wal_level') as "walLevel",
              pg_database_size(current_database())::float8 as "databaseBytes"`,
    )
    const settings = await client.query<{ name: string; setting: string }>(
      'select name, setting from pg_settings where name = any($1)',
      [AT_LEAST],
    )
    const pairs = settings.rows.map(({ name, setting }) => [name, setting])
    return { ...rows[0]!, settings: Object.fromEntries(pairs) as Record<string, string> }
  })
}

/** Whether the cluster has a login of that name. */
export async function hasLogin(url: string, role: string): Promise<boolean> {
  return withClient(url, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role])
    return rowCount !== 0
  })
}

/** False while recovery goes on or the server does not answer yet. */
export async function isRecovered(url: string): Promise<boolean> {
  try {
    return await withClient(url, async (client) => {
      const { rows } = await client.query<{ going: boolean }>('select pg_is_in_recovery() as going')
      return rows[0]?.going === false
    })
  } catch {
    return false
  }
}

export type Held = { dossiers: number; newestEventAt: Date | null }

export async function whatIsThere(url: string): Promise<Held> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<Held>(
      'select (select count(*)::int from dossier) as dossiers, (select max(recorded_at) from dossier_event) as "newestEventAt"',
    )
    return rows[0]!
  })
}

export type NamedFile = { sha256: string; code: string }

/** Every file that a receipt or an issued result names, with the code of its dossier; in pages, so that memory does not grow. */
export async function* namedFiles(url: string): AsyncGenerator<NamedFile> {
  const client = await connected(url)
  try {
    await client.query('begin')
    await client.query(
      `declare named no scroll cursor for
       select encode(f.sha256, 'hex') as sha256, d.code from dossier_file f join dossier d on d.id = f.dossier_id
       union all
       select encode(r.sha256, 'hex'), d.code from result_document r join dossier d on d.id = r.dossier_id`,
    )
    for (;;) {
      const { rows } = await client.query<NamedFile>('fetch 5000 from named')
      if (rows.length === 0) return
      yield* rows
    }
  } finally {
    await client.end()
  }
}

async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  await client.connect()
  return client
}

async function withClient<T>(url: string, act: (client: Client) => Promise<T>): Promise<T> {
  const client = await connected(url).catch((error: unknown) => {
    const why = error instanceof Error ? error.message || error.name : String(error)
    throw new Unstartable(`Không kết nối được PostgreSQL: ${why}. (PostgreSQL is not reachable.)`)
  })
  try {
    return await act(client)
  } finally {
    await client.end()
  }
}
