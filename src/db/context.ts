/** The one door to the tables under row-level security: a transaction that knows who asks. */
import { isUuid } from '../lib/ids.ts'
import type { Db, Tx } from './connect.ts'

export type Scoped = {
  /** ids of offices and persons (one number space) whose dossiers the actor may see */
  readonly scopes: readonly number[]
}

/**
 * Runs `fn` in one transaction that sees only what the actor's scopes allow. The scopes travel as a
 * literal SET LOCAL in one message with `begin`, so they end with the transaction and can never reach
 * the next user of the connection. Commits when `fn` resolves, rolls back when it rejects; never retries.
 */
export async function inContext<T>(db: Db, actor: Scoped, fn: (tx: Tx) => Promise<T>): Promise<T> {
  return db.scoped(scopeSetting(actor.scopes)).transaction().execute(fn)
}

/**
 * Runs `fn` in one transaction that may read one dossier and nothing else, and write nothing of any: emergency access. Whoever
 * calls it has just written that somebody looks.
 */
export async function inOneDossier<T>(
  db: Db,
  dossierId: string,
  fn: (tx: Tx) => Promise<T>,
): Promise<T> {
  if (!isUuid(dossierId)) throw new TypeError('not a dossier')
  const preamble = `set local motcua.scopes = ''; set local motcua.dossier = '${dossierId}'`
  return db.scoped(preamble).transaction().setAccessMode('read only').execute(fn)
}

/** The preamble for these scopes; refuses anything that is not a scope, because it becomes SQL text. */
export function scopeSetting(scopes: readonly number[]): string {
  for (const scope of scopes) {
    if (!Number.isInteger(scope) || scope < 1 || scope > 2_147_483_647) {
      throw new TypeError(`not a scope: ${String(scope)}`)
    }
  }
  return `set local motcua.scopes = '${scopes.join(',')}'`
}
