/** Opens the one PostgreSQL: pool, type parsers, named statements, and transactions with a preamble. */
import { CompiledQuery, Kysely, PostgresDialect, PostgresDriver } from 'kysely'
import type {
  DatabaseConnection,
  Driver,
  PostgresPool,
  PostgresPoolClient,
  Transaction,
} from 'kysely'
import { Pool } from 'pg'
import type { PoolClient } from 'pg'
import { nameStatements, timeQueries } from './statements.ts'
import { parsers } from './parsers.ts'
import type { DB } from './types.ts'

export type DbOptions = {
  /** shown in pg_stat_activity, so that an operator sees whose connection it is */
  name: string
  /** most connections at once (default 10) */
  max?: number
  /** off behind a transaction-pooling proxy, which cannot keep prepared statements (default on) */
  namedStatements?: boolean
  /** told of a connection that broke while idle; the pool replaces it by itself */
  onError?: (error: Error) => void
  /** told of every query: how long it took, and whether it failed */
  onQuery?: (seconds: number, ok: boolean) => void
  /** milliseconds to wait for a connection (default 10,000) */
  connectMs?: number
}

export type Tx = Transaction<DB>

/** A database whose `scoped` gives the same pool with a transaction that begins by a preamble. */
export type Db = Kysely<DB> & {
  /** the pool itself, for LISTEN and for graphile-worker */
  readonly pool: Pool
  /** transactions of the returned Kysely send `begin` and the preamble as one message */
  scoped(preamble: string): Kysely<DB>
}

/** Opens a pool lazily: nothing is connected until the first query. Close it with `db.destroy()`. */
export function openDb(url: string, options: DbOptions): Db {
  const pool = openPool(url, options)
  const shared = sharedPool(pool, options)
  const db = new Kysely<DB>({ dialect: new PreambleDialect(shared, '') })
  let closing: Promise<void> | undefined
  return Object.assign(db, {
    pool,
    scoped: (preamble: string) =>
      new Kysely<DB>({ dialect: new PreambleDialect(shared, preamble) }),
    // Kysely ends a pool only if it ran the first query itself; scoped instances may have run it.
    destroy: () => (closing ??= pool.end()),
  })
}

function openPool(url: string, options: DbOptions): Pool {
  const pool = new Pool({
    connectionString: url,
    application_name: `motcua ${options.name}`,
    max: options.max ?? 10,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: options.connectMs ?? 10_000,
    // a server that went away without a word is noticed, instead of being waited for
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types: parsers,
  })
  // Without a listener an idle connection that breaks (server restart) would end the whole program.
  pool.on('error', (error) => options.onError?.(error))
  // The same for a connection that breaks between two queries of one transaction.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/** One wrapped client per connection, so that prepared names are remembered where they were prepared. */
function sharedPool(pool: Pool, { namedStatements = true, onQuery }: DbOptions): PostgresPool {
  const wrapped = new WeakMap<PoolClient, PostgresPoolClient>()
  const wrap = (client: PoolClient): PostgresPoolClient => {
    const known = wrapped.get(client)
    if (known !== undefined) return known
    const plain = nameStatements(client, namedStatements)
    const made = onQuery ? timeQueries(plain, onQuery) : plain
    wrapped.set(client, made)
    return made
  }
  return { connect: async () => wrap(await pool.connect()), end: async () => undefined }
}

class PreambleDialect extends PostgresDialect {
  readonly #pool: PostgresPool
  readonly #preamble: string
  constructor(pool: PostgresPool, preamble: string) {
    super({ pool })
    this.#pool = pool
    this.#preamble = preamble
  }
  override createDriver(): Driver {
    return new PreambleDriver(this.#pool, this.#preamble)
  }
}

class PreambleDriver extends PostgresDriver {
  readonly #preamble: string
  constructor(pool: PostgresPool, preamble: string) {
    super({ pool })
    this.#preamble = preamble
  }
  override async beginTransaction(
    connection: DatabaseConnection,
    settings: Parameters<PostgresDriver['beginTransaction']>[1],
  ): Promise<void> {
    try {
      await this.#begin(connection, settings)
    } catch (error) {
      // Kysely rolls back only what had begun; a connection left half in a transaction would fail everybody after us.
      await this.rollbackTransaction(connection)
      throw error
    }
  }
  async #begin(
    connection: DatabaseConnection,
    settings: Parameters<PostgresDriver['beginTransaction']>[1],
  ): Promise<void> {
    if (this.#preamble === '') return super.beginTransaction(connection, settings)
    const level = settings.isolationLevel ? ` isolation level ${settings.isolationLevel}` : ''
    const mode = settings.accessMode ? ` ${settings.accessMode}` : ''
    await connection.executeQuery(CompiledQuery.raw(`begin${level}${mode}; ${this.#preamble}`))
  }
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await super.rollbackTransaction(connection)
    } catch {
      // The connection is gone, and with it the transaction. What the caller must hear is the error
      // that made us roll back, not this one.
    }
  }
}
