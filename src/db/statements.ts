/**
 * Kysely never names its statements, so PostgreSQL would parse and plan each of them every time.
 * Here every query with values gets a name made from its text. Measured: named beats unnamed in every round.
 */
import { createHash } from 'node:crypto'
import type { PostgresCursor, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import type { PoolClient, Submittable } from 'pg'

/** Past this many different texts on one connection, new ones stay unnamed (server memory is bounded). */
const mostNames = 400
const names = new Map<string, string>()

/**
 * A client whose parametrised queries are prepared once per connection (unless `named` is off). One that could not even roll
 * back is thrown away instead of going back to the pool, where it would fail everybody after us.
 */
export function nameStatements(client: PoolClient, named: boolean): PostgresPoolClient {
  const prepared = new Set<string>()
  let isBroken = false
  function query<R>(text: string, values: ReadonlyArray<unknown>): Promise<PostgresQueryResult<R>>
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>
  function query(text: unknown, values: ReadonlyArray<unknown> = []): unknown {
    if (typeof text !== 'string') return client.query(text as Submittable)
    if (text === 'rollback') return rollback()
    if (values.length === 0) return client.query(text)
    if (!named) return client.query(text, [...values])
    if (!prepared.has(text)) {
      if (prepared.size >= mostNames) return client.query(text, [...values])
      prepared.add(text)
    }
    return client.query({ name: statementName(text), text, values: [...values] })
  }
  async function rollback(): Promise<unknown> {
    isBroken = true
    const done = await client.query('rollback')
    isBroken = false
    return done
  }
  return { query, release: () => client.release(isBroken) }
}

/** The same client, with every query timed; cursors are left alone, they are read at the reader's pace. */
export function timeQueries(
  client: PostgresPoolClient,
  onQuery: (seconds: number, ok: boolean) => void,
): PostgresPoolClient {
  function query<R>(text: string, values: ReadonlyArray<unknown>): Promise<PostgresQueryResult<R>>
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>
  function query(text: unknown, values: ReadonlyArray<unknown> = []): unknown {
    if (typeof text !== 'string') return client.query(text as PostgresCursor<unknown>)
    const began = performance.now()
    const told = (ok: boolean): void => onQuery((performance.now() - began) / 1000, ok)
    const answer = client.query<unknown>(text, values)
    answer.then(
      () => told(true),
      () => told(false),
    )
    return answer
  }
  return { query, release: () => client.release() }
}

/** The same text has the same name in every process, so that logs and pg_prepared_statements agree. */
export function statementName(text: string): string {
  const known = names.get(text)
  if (known !== undefined) return known
  const name = `m_${createHash('sha256').update(text).digest('base64url').slice(0, 16)}`
  if (names.size < 20 * mostNames) names.set(text, name)
  return name
}
