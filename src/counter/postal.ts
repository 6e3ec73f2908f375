/** When the postman handed it over: the moment of the signed hand-over record (QĐ 45/2016 Đ7.4), as the counter types it. Pure. */
import type { PostalReceipt } from '../dossier/custody/receipt.ts'
import type { Problem } from '../lib/problem.ts'
import { cleanLine } from '../lib/text.ts'
import { parseLocalMinute } from '../lib/time.ts'
import type { Typed } from './supplement-request.ts'

export const POSTAL_FIELDS = [
  'postal.day',
  'postal.month',
  'postal.year',
  'postalTime',
  'postalReason',
] as const

/** The moment, or what is wrong with what was typed. The rule itself (not in the future …) is asked of the dossier. */
export function readPostal(typed: Typed): { postal?: PostalReceipt; problems: Problem[] } {
  const part = (name: string) => typed.text(`postal.${name}`).trim()
  const [day, month, year] = [part('day'), part('month'), part('year')]
  const [, hour = '', minute = ''] =
    /^(\d{1,2})[:hg](\d{2})$/i.exec(typed.text('postalTime').trim()) ?? []
  const reason = cleanLine(typed.text('postalReason')).slice(0, 300)
  const two = (text: string) => text.padStart(2, '0')
  const at = parseLocalMinute(`${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}`)
  if (at) return { postal: { at, ...(reason && { reason }) }, problems: [] }
  const problems: Problem[] = []
  const isDay = parseLocalMinute(`${year}-${two(month)}-${two(day)}T00:00`) !== undefined
  if (!isDay)
    problems.push({
      code: 'missing',
      field: 'postal',
      message: 'Hãy ghi ngày ký biên bản giao nhận với nhân viên bưu chính.',
    })
  if (hour === '' || isDay)
    problems.push({
      code: 'missing',
      field: 'postalTime',
      message: 'Hãy ghi giờ ký biên bản giao nhận, ví dụ 09:40.',
    })
  return { problems }
}
