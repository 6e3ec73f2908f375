/** The house's own rules of emergency access (`data/access/emergency.json`), checked when they are read. */
import { join } from 'node:path'
import { Type } from 'typebox'
import { readJson } from '../../catalogue/law.ts'
import { DocumentFault, exact, Mark, shapeFaults } from '../../catalogue/shape.ts'
import type { GranterRole } from './emergency.ts'

export type EmergencyPolicy = {
  /** How long the dossier may be read once access is granted. */
  minutes: number
  /** After that a request that nobody answered lapses. */
  answerWithinHours: number
  grantedBy: readonly GranterRole[]
}

const Policy = exact({
  note: Type.String(),
  minutes: Type.Integer({ minimum: 1, maximum: 1440 }),
  answerWithinHours: Type.Integer({ minimum: 1, maximum: 168 }),
  grantedBy: Type.Array(Type.Enum(['leader', 'supervisor'] as const), { minItems: 1 }),
  source: Type.String({ minLength: 1 }),
  mark: Mark,
})

/** Throws DocumentFault naming everything to mend. */
export function readEmergencyPolicy(dataDir: string): EmergencyPolicy {
  const file = join(dataDir, 'access', 'emergency.json')
  const policy = readJson(file)
  const faults = shapeFaults(Policy, policy)
  if (faults.length > 0) throw new DocumentFault(file, faults)
  return policy as EmergencyPolicy
}
