/**
 * How often one asker may do what invites guessing or costs much. Counted in the database, so that ten web processes allow no
 * more than one does; the general limit of every address is counted by each process for itself (`buildApp`).
 */
import type { FastifyRequest } from 'fastify'
import { createHash } from 'node:crypto'
import type { Db } from '../db/connect.ts'
import { TooManyRequests } from '../lib/problem.ts'
import { countRequest } from './limit-store.ts'

/** Requests in a minute. A family, or a whole office, may stand behind one address; machines ask faster than either. */
export const MOST_A_MINUTE = {
  /** Guessing is slowed per account; this slows one address that tries many accounts. */
  signIn: 60,
  /** Codes on telephones, asked for and typed: the codes themselves allow far fewer; this spares the house the work. */
  phoneCode: 60,
  /** Looking a dossier up by code and four digits. */
  lookUp: 30,
  /** Rating a dossier by the same two: its wrong tries count with those of looking up. */
  rateByCode: 30,
  /** Petitions: people send one, and three pictures at most. */
  petition: 30,
  /** Reading a petition by its code: sixty bits that nobody guesses; this spares the house the work of those who try. */
  openPetition: 120,
  /** Looking for a free time at a counter and taking it: whoever waits for one that is given back has no machine look every second. */
  book: 20,
  /** Opening a prepared declaration by its code at a counter: a receptionist types, nobody guesses. */
  openPrepared: 30,
  /** Checking a paper: reading and verifying a file costs time. */
  verify: 60,
  /** Searching the catalogue: the dearest query that nobody signs in for. */
  search: 240,
  /** Sending files: each may bring a hundred megabytes. */
  upload: 60,
  /** Pieces of files: forty make the largest. */
  piece: 600,
  /** What one key of the National Portal may send. */
  partner: 6000,
} as const

export type Limited = keyof typeof MOST_A_MINUTE
type LimitDeps = { readonly db: Db; readonly now: () => Date }

const MINUTE_MS = 60_000

/** Options of a route that one address, or one signed-in person, may ask for only so often. */
export function limited(deps: LimitDeps, kind: Limited) {
  return { onRequest: (req: FastifyRequest) => countAgainst(deps, kind, askerOf(req, kind)) }
}

/** Counts a request of this asker; throws `TooManyRequests` once there were too many in this minute. */
export async function countAgainst(deps: LimitDeps, kind: Limited, asker: string): Promise<void> {
  const now = deps.now()
  const startsAt = new Date(Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS)
  const subject = createHash('sha256').update(`${kind}\n${asker}`).digest().subarray(0, 16)
  if ((await countRequest(deps.db, { kind, subject, startsAt })) <= MOST_A_MINUTE[kind]) return
  const untilNext = startsAt.getTime() + MINUTE_MS - now.getTime()
  throw new TooManyRequests(Math.max(1, Math.ceil(untilNext / 1000)))
}

const BY_PERSON: ReadonlySet<Limited> = new Set([
  'upload',
  'piece',
  'phoneCode',
  'book',
  'openPrepared',
  'petition',
])

/** Whoever sends files or opens what was prepared has signed in, and is the same person from every address; all others are where they come from. */
function askerOf(req: FastifyRequest, kind: Limited): string {
  const from = `address ${networkOf(req.ip)}`
  if (!BY_PERSON.has(kind)) return from
  const { actor } = req
  return actor.kind === 'staff' || actor.kind === 'citizen' ? `person ${actor.personId}` : from
}

/** One line of IPv6 has 2^64 addresses, so its first half counts; of IPv4 the whole. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  const [front = '', back] = address.split('::')
  const groups = front === '' ? [] : front.split(':')
  const rest = back === undefined || back === '' ? [] : back.split(':')
  const missing = back === undefined ? 0 : Math.max(0, 8 - groups.length - rest.length)
  const all = [...groups, ...Array.from({ length: missing }, () => '0'), ...rest]
  return all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
