/** Which SQL the work of a request comes to: the texts that reach PostgreSQL, in order, without their values. */
import { Client } from 'pg'

/** What a running program asks by itself: every second whether new law was published, every half minute what the offices are. */
const NOBODYS = [
  'from publication_event',
  'from office o left join office_successor',
  'from office_number n join office o',
]

/** Runs the work and answers what it asked of the database; nothing else may run meanwhile. */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const seen: string[] = []
  const original = Client.prototype.query
  Client.prototype.query = function query(this: Client, ...args: unknown[]): unknown {
    const [first] = args
    const text = typeof first === 'string' ? first : (first as { text?: string }).text
    const plain = text?.replace(/\s+/g, ' ').trim()
    if (plain !== undefined && !NOBODYS.some((words) => plain.includes(words))) seen.push(plain)
    return Reflect.apply(original, this, args)
  } as typeof original
  try {
    await work()
  } finally {
    Client.prototype.query = original
  }
  return seen
}
