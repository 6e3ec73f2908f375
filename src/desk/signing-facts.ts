/** What a leader has to know before signing: three facts, and whether the paper still says what was declared. Pure. */
import { showMoment } from '../lib/time.ts'
import { personalNumberDoubts } from '../catalogue/personal-number.ts'
import type { DossierEvent } from '../dossier/events.ts'
import type { RegisterAct } from '../result/register.ts'
import type { ComparedRow } from './comparison.ts'
import type { Changed } from './result-content.ts'

export type KeyFact = { text: string; /** False: look here first. */ isQuiet: boolean }

export type FactsGiven = {
  history: readonly DossierEvent[]
  personalNumber: string | null
  child: { birthOn?: string | undefined; sex?: 'male' | 'female' | undefined }
  differences: readonly ComparedRow[]
  changes: readonly Changed[]
  /** What the register is asked for this kind of result; null: nothing. */
  asks: RegisterAct | null
  /** Whether the workflow gives the applicant a draft to look at. */
  hasDraft: boolean
}

/** One sentence each: what the applicant said to the draft, what the register gave, what does not agree. */
export function keyFacts(given: FactsGiven): [KeyFact, KeyFact, KeyFact] {
  return [confirmedFact(given), registerFact(given), agreementFact(given)]
}

function confirmedFact({ history, hasDraft }: FactsGiven): KeyFact {
  if (!hasDraft) return { text: 'Thủ tục này không gửi bản nháp cho người dân.', isQuiet: true }
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

function registerFact({ history, personalNumber, child, asks }: FactsGiven): KeyFact {
  if (asks === null) return { text: 'Kết quả này không ghi vào sổ hộ tịch.', isQuiet: true }
  const event = history.findLast((each) => each.kind === 'registerEntryRecorded')
  if (!event) return { text: 'Chưa có trong cơ sở dữ liệu hộ tịch.', isQuiet: false }
  const { book, number, found } = event.body
  if (found === 'maritalStatus')
    return {
      text: 'Cơ sở dữ liệu hộ tịch xác nhận tình trạng hôn nhân như đã khai.',
      isQuiet: true,
    }
  if (found === 'entry')
    return {
      text: `Cơ sở dữ liệu hộ tịch có việc hộ tịch này: sổ ${book}, số ${number}.`,
      isQuiet: true,
    }
  const entered = `Đã ghi sổ hộ tịch: sổ ${book}, số ${number}`
  if (asks !== 'birth') return { text: `${entered}.`, isQuiet: true }
  if (personalNumber === null) return { text: `${entered}; chưa có số định danh.`, isQuiet: false }
  const doubts = personalNumberDoubts(personalNumber, child, new Set())
  return doubts.length === 0
    ? { text: `${entered}; số định danh khớp năm sinh và giới tính của trẻ.`, isQuiet: true }
    : {
        text: `${entered}; số định danh không khớp năm sinh hoặc giới tính đã khai.`,
        isQuiet: false,
      }
}

function agreementFact({ differences, changes }: FactsGiven): KeyFact {
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
