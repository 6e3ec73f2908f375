/** How far back a double is looked for: data, data/duplicates.json. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Type, type Static } from 'typebox'
import { exact, list, shapeFaults, DocumentFault, Mark } from '../catalogue/shape.ts'

const Days = Type.Integer({ minimum: 0, maximum: 3650 })
const Text = Type.String({ minLength: 1 })
type Periods = Static<typeof Periods>
const Periods = exact({
  version: Type.Integer({ minimum: 1 }),
  note: Text,
  days: exact({ value: Days, source: Text, mark: Mark }),
  procedures: list(exact({ code: Text, days: Days, why: Text })),
})

/** Days for a procedure; 0: many dossiers of one person are normal there. */
export type DaysBack = (procedureCode: string) => number

/** Throws DocumentFault. */
export function readPeriods(dataDir: string): DaysBack {
  const file = join(dataDir, 'duplicates.json')
  const document: unknown = JSON.parse(readFileSync(file, 'utf8'))
  const faults = shapeFaults(Periods, document)
  if (faults.length > 0) throw new DocumentFault('data/duplicates.json', faults)
  const { days, procedures } = document as Periods
  const own = new Map(procedures.map((each) => [each.code, each.days]))
  return (code) => own.get(code) ?? days.value
}
