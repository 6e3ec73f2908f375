/** A seam around everything that a command does outside its own memory: each effect is counted, and the n-th one fails. */
import type { Pool, PoolClient } from 'pg'

/** `refused`: the effect does not happen. `cut`: it happens, and its answer never arrives. */
export const WAYS = ['refused', 'cut'] as const
export type Way = (typeof WAYS)[number]

export type Seam = {
  /** From now on the n-th effect fails in this way. */
  arm(nth: number, way: Way): void
  /** No effect fails any more; the one that failed since `arm`, or undefined when there were fewer. */
  disarm(): string | undefined
  /** Every statement of the pool is an effect. */
  watchPool(pool: Pool): void
  /** The same object, of which calls of these methods are effects. */
  watched<T extends object>(object: T, ...methods: (keyof T & string)[]): T
}

export class Fault extends Error {
  override readonly name = 'Fault'
}

const REFUSED = `do $$ begin raise exception 'a fault of the test' using errcode = 'XX000'; end $$`

export function openSeam(): Seam {
  let [left, way, struck]: [number, Way, string | undefined] = [Infinity, 'refused', undefined]
  const isTheOne = (what: string): boolean => {
    left -= 1
    if (left !== 0) return false
    struck = what
    return true
  }
  const watchClient = (client: PoolClient): void => {
    const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>
    const watchedQuery = async (...args: unknown[]): Promise<unknown> => {
      const text = textOf(args[0])
      if (!isTheOne(`statement: ${text.trim().slice(0, 60)}`)) return query(...args)
      if (way === 'refused') return query(/^begin\b/.test(text) ? `${text}; ${REFUSED}` : REFUSED)
      await query(...args)
      await cutOff(client)
      throw new Fault('the connection broke before the answer')
    }
    Object.assign(client, { query: watchedQuery })
  }
  return {
    arm: (nth, how) => {
      ;[left, way, struck] = [nth, how, undefined]
    },
    disarm: () => {
      left = Infinity
      return struck
    },
    watchPool: (pool) => {
      const known = new WeakSet<PoolClient>()
      const connect = pool.connect.bind(pool)
      const watchedConnect = async (): Promise<PoolClient> => {
        const client = await connect()
        if (!known.has(client)) watchClient(client)
        known.add(client)
        return client
      }
      Object.assign(pool, { connect: watchedConnect })
    },
    watched: (object, ...methods) =>
      new Proxy(object, {
        get: (target, name, receiver) => {
          const value: unknown = Reflect.get(target, name, receiver)
          if (typeof value !== 'function' || !methods.some((each) => each === name)) return value
          return async (...args: unknown[]): Promise<unknown> => {
            const isStruck = isTheOne(String(name))
            if (isStruck && way === 'refused') throw new Fault(`${String(name)} was refused`)
            const answer: unknown = await Reflect.apply(value, target, args)
            if (isStruck) throw new Fault(`the answer of ${String(name)} was lost`)
            return answer
          }
        },
      }),
  }
}

function textOf(query: unknown): string {
  if (typeof query === 'string') return query
  return typeof query === 'object' && query !== null && 'text' in query ? String(query.text) : ''
}

/** As when the network breaks: the pool throws the connection away, the server rolls back what was not committed. */
async function cutOff(client: PoolClient): Promise<void> {
  const { stream } = (client as unknown as { connection: { stream: NodeJS.WritableStream } })
    .connection
  const closed = new Promise((resolve) => client.once('end', resolve))
  ;(stream as unknown as { destroy(): void }).destroy()
  await closed
}
