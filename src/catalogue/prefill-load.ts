/** Reads `data/prefill/rules.json`; throws DocumentFault naming everything to mend. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { prefillFaults, type PrefillRules } from './prefill.ts'
import { DocumentFault } from './shape.ts'

export function openPrefill(dataDir: string): PrefillRules {
  const document = JSON.parse(
    readFileSync(join(dataDir, 'prefill', 'rules.json'), 'utf8'),
  ) as unknown
  const faults = prefillFaults(document)
  if (faults.length > 0) throw new DocumentFault('data/prefill/rules.json', faults)
  return document as PrefillRules
}
