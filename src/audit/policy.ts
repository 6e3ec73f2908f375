/** How soon, how often and how long: data, data/integrity/policy.json. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import { dayNumber, toDay } from '../lib/time.ts'
import type { FileSlices } from './invariants/invariant.ts'

const policy = Type.Object(
  {
    version: Type.Integer({ minimum: 1 }),
    validFrom: Type.String(),
    note: Type.String({ minLength: 1 }),
    overdueHours: Type.Integer({ minimum: 25, maximum: 72 }),
    escalateAfterHours: Type.Integer({ minimum: 1, maximum: 72 }),
    fileWindowDays: Type.Integer({ minimum: 1, maximum: 31 }),
    markOlderThanMinutes: Type.Integer({ minimum: 1, maximum: 1440 }),
  },
  { additionalProperties: false },
)
export type IntegrityPolicy = Static<typeof policy>

export function readIntegrityPolicy(dataDir: string): IntegrityPolicy {
  const json: unknown = JSON.parse(readFileSync(join(dataDir, 'integrity/policy.json'), 'utf8'))
  if (Value.Check(policy, json)) return json
  const faults = Value.Errors(policy, json).map((each) => `${each.instancePath} ${each.message}`)
  throw new Error(`integrity/policy.json: ${faults.join('; ')}`)
}

/**
 * Which shares of the store a night reads: today's, and those of the nights that did not come, so that every file is read once in
 * the window whatever was missed. Everything before the first whole night, and after a gap as long as the window.
 */
export function slicesFor(
  now: Date,
  lastNightAt: Date | undefined,
  windowDays: number,
): FileSlices | undefined {
  if (lastNightAt === undefined) return undefined
  const today = dayNumber(toDay(now))
  const missed = Math.max(1, today - dayNumber(toDay(lastNightAt)))
  if (missed >= windowDays) return undefined
  const read = Array.from({ length: missed }, (_, back) => (today - back) % windowDays)
  return { of: windowDays, read }
}
