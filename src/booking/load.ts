/** Reads data/booking/terms.json. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Value } from 'typebox/value'
import { Terms, type BookingTerms } from './terms.ts'

/** Throws when the document is none. */
export function readBookingTerms(dataDir: string): BookingTerms {
  const json: unknown = JSON.parse(readFileSync(join(dataDir, 'booking/terms.json'), 'utf8'))
  if (Value.Check(Terms, json)) return json
  const faults = Value.Errors(Terms, json).map((e) => `${e.instancePath} ${e.message}`)
  throw new Error(`booking/terms.json: ${faults.join('; ')}`)
}
