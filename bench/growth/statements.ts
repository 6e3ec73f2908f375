/** Every statement that goes to PostgreSQL, seen at the driver: how many a request costs, and with which values. */
import { Client } from 'pg'

export type Statement = { text: string; values: readonly unknown[] }

type Query = { text?: string; values?: readonly unknown[] } | string

let seen: Statement[] | null = null
const original = Client.prototype.query as (...args: unknown[]) => unknown

Client.prototype.query = function (this: Client, ...args: unknown[]): unknown {
  const [query, values] = args as [Query, unknown]
  const text = typeof query === 'string' ? query : query?.text
  const given = typeof query === 'string' ? values : query?.values
  if (seen && text !== undefined) seen.push({ text, values: Array.isArray(given) ? given : [] })
  return original.apply(this, args)
} as typeof Client.prototype.query

/** What `act` sends, in order; the messages of other work in between are counted too, so nothing else may run. */
export async function statementsOf(act: () => Promise<unknown>): Promise<Statement[]> {
  const mine: Statement[] = []
  seen = mine
  try {
    await act()
  } finally {
    seen = null
  }
  return mine
}

/** The plans of the statements that read or write rows, in one transaction; what writes has been written before and is only planned. */
export async function plansOf(url: string, statements: readonly Statement[]): Promise<string[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const plans: string[] = []
  try {
    await client.query('begin')
    for (const { text, values } of statements) {
      if (/^\s*(begin|set local)/i.test(text)) await client.query(text.replace(/^\s*begin;?/i, ''))
      if (!/^\s*(select|with|insert|update|delete)/i.test(text)) continue
      const how = /\b(insert into|update|delete from|for update)\b/i.test(text)
        ? ''
        : 'analyze, buffers, '
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(
        `explain (${how}costs off, summary off) ${text}`,
        [...values],
      )
      plans.push(`${text.trim()}\n${rows.map((row) => `  ${row['QUERY PLAN']}`).join('\n')}`)
    }
  } finally {
    await client.query('rollback')
    await client.end()
  }
  return plans
}
