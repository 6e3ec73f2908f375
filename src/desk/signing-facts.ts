/** What a leader has to know before signing: three facts, and whether the paper still says what was declared. Pure. */
import { showMoment } from '../lib/time.ts'
import { personalNumberDoubts } from '../catalogue/personal-number.ts'
import type { DossierEvent } from '../dossier/events.ts'
import type { ComparedRow } from './comparison.ts'
import type { Changed } from './result-content.ts'

export type KeyFact = { text: string; /** False: look here first. */ isQuiet: boolean }

/** One sentence each: what the applicant said to the draft, what the register gave, what does not agree. */
export function keyFacts(given: {
  history: readonly DossierEvent[]
  personalNumber: string | null
  child: { birthOn?: string | undefined; sex?: 'male' | 'female' | undefined }
  differences: readonly ComparedRow[]
  changes: readonly Changed[]
}): [KeyFact, KeyFact, KeyFact] {
  return [confirmedFact(given.history), registerFact(given), agreementFact(given)]
}

function confirmedFact(history: readonly DossierEvent[]): KeyFact {
  const event = history.findLast((each) => each.kind === 'draftConfirmed')
  if (!event) return { text: 'Bản nháp chưa được người dân xác nhận.', isQuiet: false }
  const at = showMoment(event.occurredAt)
  switch (event.body.by) {
    case 'applicant':
      return { text: `Người dân đã đồng ý với bản nháp lúc ${at}.`, isQuiet: true }
    case 'counter':
      return { text: `Người dân đã đồng ý với bản nháp tại quầy lúc ${at}.`, isQuiet: true }
    case 'silence':
      return {
        text: `Người dân không trả lời trong thời gian xem bản nháp (hết lúc ${at}); theo quy định được coi là đồng ý.`,
        isQuiet: true,
      }
  }
}

function registerFact({
  history,
  personalNumber,
  child,
}: Pick<Parameters<typeof keyFacts>[0], 'history' | 'personalNumber' | 'child'>): KeyFact {
  const event = history.findLast((each) => each.kind === 'registerEntryRecorded')
  if (!event) return { text: 'Chưa có trong cơ sở dữ liệu hộ tịch.', isQuiet: false }
  const { book, number } = event.body
  const entered = `Đã ghi sổ hộ tịch: sổ ${book}, số ${number}`
  if (personalNumber === null) return { text: `${entered}; chưa có số định danh.`, isQuiet: false }
  const doubts = personalNumberDoubts(personalNumber, child, new Set())
  return doubts.length === 0
    ? { text: `${entered}; số định danh khớp năm sinh và giới tính của trẻ.`, isQuiet: true }
    : {
        text: `${entered}; số định danh không khớp năm sinh hoặc giới tính đã khai.`,
        isQuiet: false,
      }
}

function agreementFact({
  differences,
  changes,
}: Pick<Parameters<typeof keyFacts>[0], 'differences' | 'changes'>): KeyFact {
  if (changes.length > 0)
    return {
      text: `Tờ khai đã đổi sau khi trình: ${changes.map(({ label }) => label.toLowerCase()).join(', ')}. Văn bản không còn đúng với tờ khai.`,
      isQuiet: false,
    }
  return differences.length === 0
    ? { text: 'Văn bản đúng với tờ khai; không có điểm lệch nào khi đối chiếu.', isQuiet: true }
    : {
        text: `Văn bản đúng với tờ khai; ${differences.length} điểm lệch đã được người thẩm tra xem xét.`,
        isQuiet: false,
      }
}

/** '9f2c 41d7 a08e 5b13 … 6e40': enough to compare by eye. */
export function shortHash(sha256: string): string {
  const groups = sha256.match(/.{4}/g) ?? []
  return `${groups.slice(0, 4).join(' ')} … ${groups.at(-1) ?? ''}`
}
