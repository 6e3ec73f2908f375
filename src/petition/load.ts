/** Reads data/petitions/petitions.json. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Value } from 'typebox/value'
import { termFaults, Terms, type PetitionTerms } from './terms.ts'

/** Throws when the document is none. */
export function readPetitionTerms(dataDir: string): PetitionTerms {
  return petitionTermsFrom(
    JSON.parse(readFileSync(join(dataDir, 'petitions/petitions.json'), 'utf8')),
  )
}

export function petitionTermsFrom(json: unknown): PetitionTerms {
  const faults = Value.Check(Terms, json)
    ? termFaults(json)
    : Value.Errors(Terms, json).map((e) => `${e.instancePath} ${e.message}`)
  if (faults.length > 0) throw new Error(`petitions/petitions.json: ${faults.join('; ')}`)
  return json as PetitionTerms
}
