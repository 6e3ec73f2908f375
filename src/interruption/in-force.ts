/** What others ask of the register: what lasts now, and where a filing of this minute is received. */
import type { Db } from '../db/connect.ts'
import {
  receivingPlace,
  standingOf,
  stopsOffice,
  type Interruption,
  type Stop,
} from './interruption.ts'
import { lastingInterruptions } from './store.ts'

/** A filing asks each time; what lasts changes a few times a day. An act of this process is known at once. */
const KNOWN_MS = 2000
type Kept = { lasting: Promise<readonly Interruption[]>; until: number }
const known = new WeakMap<object, Kept>()

/** What lasts or is announced; at most two seconds old. */
export function lastingNow(db: Db, now: Date): Promise<readonly Interruption[]> {
  const kept = known.get(db)
  if (kept && performance.now() < kept.until) return kept.lasting
  const lasting = lastingInterruptions(db, now)
  known.set(db, { lasting, until: performance.now() + KNOWN_MS })
  lasting.catch(() => known.delete(db))
  return lasting
}

export function forgetLasting(db: Db): void {
  known.delete(db)
}

type Asking = {
  db: Db
  directory: { ancestorsOf(officeId: number): readonly number[] }
  now: () => Date
}

export type Receipt = {
  officeId: number
  /** Why it is not the office that was meant. */
  because: Interruption | null
}

/** Where what is filed for this office now is received. Competence is never touched. */
export async function receiptAt({ db, directory, now }: Asking, meant: number): Promise<Receipt> {
  const at = now()
  const lasting = await lastingNow(db, at)
  const running = lasting.filter((each) => standingOf(each, at) === 'running')
  const { ancestorsOf } = directory
  const officeId = receivingPlace(running, meant, { now: at, ancestorsOf })
  if (officeId === meant) return { officeId, because: null }
  const office = [meant, ...ancestorsOf(meant)]
  const because = running.find((each) => stopsOffice(each, { office, what: 'receiving', now: at }))
  return { officeId, because: because ?? null }
}

/** Of what lasts, that which concerns these offices or one above them, and stops one of these. */
export function concerning(
  lasting: readonly Interruption[],
  office: readonly number[],
  stops: readonly Stop[],
): Interruption[] {
  return lasting.filter(
    (each) => office.includes(each.officeId) && each.stops.some((stop) => stops.includes(stop)),
  )
}
