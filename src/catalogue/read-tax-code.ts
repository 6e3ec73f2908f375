/**
 * Mã số thuế: ten digits of which the last follows from the others, or thirteen where '-001' names a branch. Persons and
 * households may have their personal number instead since 01/7/2025 (TT 86/2024/TT-BTC). The rule of the last digit was not
 * found in a text of the state; it holds for every code that we could try, and public validators know the same weights
 * (python-stdnum, stdnum.vn.mst): mark toBeConfirmed.
 */
import { cleanLine } from '../lib/text.ts'
import type { QuestionOf } from './form.ts'
import { read, wrong, type Reader, type Reading } from './reading.ts'

const WEIGHTS = [31, 29, 23, 19, 17, 13, 7, 5, 3] as const

export function readTaxCode(
  reader: Reader,
  { personal }: QuestionOf<'taxCode'>,
  raw: unknown,
): Reading {
  const { say, label } = reader
  if (typeof raw !== 'string') return wrong(reader, 'type', say.wrongKind(label))
  const digits = cleanLine(raw).replace(/[ .-]/g, '')
  if (digits === '') return { kind: 'empty' }
  if (personal && /^\d{12}$/.test(digits)) return read(digits)
  if (!/^\d{10}(?:\d{3})?$/.test(digits))
    return wrong(reader, 'taxCode', personal ? say.taxCodePersonal : say.taxCode)
  if (!isTaxCode(digits.slice(0, 10))) return wrong(reader, 'taxCodeCheck', say.taxCodeCheck)
  const branch = digits.slice(10)
  return read(branch === '' ? digits : `${digits.slice(0, 10)}-${branch}`)
}

/** Whether the tenth digit follows from the nine before it; a remainder of 0 would ask for 10: no code has it. */
export function isTaxCode(digits: string): boolean {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(digits[i]), 0)
  return /^\d{10}$/.test(digits) && 10 - (sum % 11) === Number(digits[9])
}
