/** Verifies every dossier of a range of ids, batch by batch. Runs in the main thread and in the threads of `motcua verify`. */
import type { Db } from '../db/connect.ts'
import { rawDossiers, type Range } from './store.ts'
import { verifyDossier, type Fault, type TermsOf } from './verify.ts'

export type Verified = { dossiers: number; events: number; faults: Fault[] }
export type VerifyRange = {
  db: Db
  termsOf: TermsOf
  range: Range
  onBatch?: (verified: Verified) => void
}

const BATCH = 200

export async function verifyRange({ db, termsOf, range, onBatch }: VerifyRange): Promise<Verified> {
  const whole: Verified = { dossiers: 0, events: 0, faults: [] }
  for (let { after } = range; ;) {
    const batch = await rawDossiers(db, { ...range, after }, BATCH)
    const last = batch.at(-1)
    if (last === undefined) return whole
    const part: Verified = { dossiers: batch.length, events: 0, faults: [] }
    for (const raw of batch) {
      part.events += raw.events.length
      const fault = verifyDossier(raw, termsOf)
      if (fault) part.faults.push(fault)
    }
    add(whole, part)
    onBatch?.(part)
    after = last.dossier_id
  }
}

export function add(whole: Verified, part: Verified): void {
  whole.dossiers += part.dossiers
  whole.events += part.events
  whole.faults.push(...part.faults)
}
