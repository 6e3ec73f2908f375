/** Who need not pay, as data with its source (`data/payment/exemptions.json`), checked when it is read. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import { Code, exact, list, Mark, Words } from '../catalogue/shape.ts'

const Rule = exact({
  id: Code,
  procedures: list(Type.String({ pattern: '^\\d\\.\\d{6}$' }), 1),
  fees: list(Code, 1),
  groups: list(exact({ id: Code, name: Words }), 1),
  source: Type.String({ minLength: 1 }),
  mark: Mark,
})
export type ExemptionRule = Static<typeof Rule>

export function readExemptionRules(dataDir: string): ExemptionRule[] {
  const json: unknown = JSON.parse(readFileSync(join(dataDir, 'payment/exemptions.json'), 'utf8'))
  const rules = list(Rule)
  if (!Value.Check(rules, json)) throw new Error('data/payment/exemptions.json: not as agreed')
  return json
}
