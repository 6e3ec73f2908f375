/** A refusal as it is put together at the counter: picked from the published reasons, or written with its basis. Pure. */
import type { Problem } from '../lib/problem.ts'
import { cleanLine } from '../lib/text.ts'
import { joined, type CounterLibrary } from './library.ts'
import type { Typed } from './supplement-request.ts'

export const OTHER_REASON = 'other'
const MOST_LETTERS = 500

export type RefusalRead = { reason: string; legalBasis: string; problems: Problem[] }

/** Reason in writing with its legal basis (NĐ 63/2010 Đ18.5; no unwritten refusals, NĐ 61/2018 Đ6.1.b). */
export function readRefusal(typed: Typed, library: CounterLibrary): RefusalRead {
  const picked = typed.text('refusal')
  const known = library.refusals.find(({ id }) => id === picked)
  if (known)
    return {
      reason: joined(known.reason, known.guidance),
      legalBasis: known.legalBasis,
      problems: [],
    }
  if (picked !== OTHER_REASON)
    return {
      reason: '',
      legalBasis: '',
      problems: [{ code: 'missing', field: 'refusal', message: 'Hãy chọn lý do từ chối.' }],
    }
  return readOwn(typed)
}

function readOwn(typed: Typed): RefusalRead {
  const [reason, legalBasis, guidance] = ['reason', 'legalBasis', 'guidance'].map((name) =>
    cleanLine(typed.text(name)),
  ) as [string, string, string]
  const wanted = [
    { field: 'reason', text: reason, message: 'Hãy ghi lý do từ chối.' },
    {
      field: 'legalBasis',
      text: legalBasis,
      message: 'Hãy ghi căn cứ pháp lý: văn bản, điều, khoản.',
    },
    { field: 'guidance', text: guidance, message: 'Hãy hướng dẫn người nộp cần làm gì tiếp theo.' },
  ]
  const problems = wanted.flatMap(({ field, text, message }): Problem[] => {
    if (text === '') return [{ code: 'missing', field, message }]
    if (text.length <= MOST_LETTERS) return []
    return [{ code: 'tooLong', field, message: `Hãy viết ngắn hơn ${MOST_LETTERS} ký tự.` }]
  })
  return { reason: joined(reason, guidance), legalBasis, problems }
}
