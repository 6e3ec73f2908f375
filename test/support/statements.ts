/** Which SQL the work of a request comes to: the texts that reach PostgreSQL, in order, without their values. */
import { Client } from 'pg'

/** Runs the work and answers what it asked of the database; nothing else may run meanwhile. */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const seen: string[] = []
  const original = Client.prototype.query
  Client.prototype.query = function query(this: Client, ...args: unknown[]): unknown {
    const [first] = args
    const text = typeof first === 'string' ? first : (first as { text?: string }).text
    // Once a second the program looks whether new law was published; that is nobody's request.
    if (text !== undefined && !text.includes('from publication_event'))
      seen.push(text.replace(/\s+/g, ' ').trim())
    return Reflect.apply(original, this, args)
  } as typeof original
  try {
    await work()
  } finally {
    Client.prototype.query = original
  }
  return seen
}
