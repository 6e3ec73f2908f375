/** How many statements one act sends to the server, as the server itself wrote them down. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from 'pg'

const ACTS = 20

/** Statements of one act, the first words of each; what the program asks by the clock is not among them. */
export async function statementsOf(
  { admin, stateDir }: { admin: Client; stateDir: string },
  act: () => Promise<unknown>,
): Promise<{ perAct: number; words: string[] }> {
  await logging(admin, 'all')
  const before = written(stateDir).length
  for (let done = 0; done < ACTS; done += 1) await act()
  await sleep(100)
  const lines = written(stateDir).slice(before)
  await logging(admin, 'none')
  const counts = new Map<string, number>()
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1)
  const often = [...counts].filter(([, count]) => count >= ACTS)
  return {
    perAct: often.reduce((sum, [, count]) => sum + count, 0) / ACTS,
    words: often.map(([words, count]) => `${Math.round(count / ACTS)}× ${words}`),
  }
}

/**
 * For the database alone: the server's own setting stands on its command line and cannot be changed while it runs. It holds for new
 * connections, so those of the program are ended; it opens others by itself.
 */
async function logging(admin: Client, what: 'all' | 'none'): Promise<void> {
  await admin.query(`alter database motcua set log_statement = '${what}'`)
  await admin.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'motcua web'",
  )
  await sleep(500)
}

function written(stateDir: string): string[] {
  const folder = join(stateDir, 'postgres/data/log')
  const text = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n')
  return [...text.matchAll(/LOG: {2}(?:execute \S+|statement): \s*([^\n]{0,60})/g)].map(
    ([, words]) => words!.replace(/'[^']*'|\d{3,}/g, '…'),
  )
}
