/** The numbers of days of publication (`data/publication/rules.json`), checked when they are read. */
import { join } from 'node:path'
import { Type } from 'typebox'
import { readJson } from '../law.ts'
import { DocumentFault, exact, list, Mark, shapeFaults } from '../shape.ts'
import type { PublicationRules } from './timeliness.ts'

const Rule = exact({
  workingDays: Type.Integer({ minimum: 1 }),
  source: Type.String({ minLength: 1 }),
  mark: Mark,
})
const Rules = exact({
  note: Type.String(),
  signedBeforeEffect: exact({ province: Rule, ministry: Rule }),
  postedAfterSigning: exact({ province: Rule, ministry: Rule, shortened: Rule }),
  issuers: list(
    exact({
      issuer: Type.Enum(['province', 'ministry'] as const),
      symbols: list(Type.String({ minLength: 1 }), 1),
    }),
    1,
  ),
})

/** Throws DocumentFault naming everything to mend. */
export function readPublicationRules(dataDir: string): PublicationRules {
  const file = join(dataDir, 'publication', 'rules.json')
  const rules = readJson(file)
  const faults = shapeFaults(Rules, rules)
  if (faults.length > 0) throw new DocumentFault(file, faults)
  return rules as PublicationRules
}
