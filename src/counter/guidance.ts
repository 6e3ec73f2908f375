/** Written guidance as it is put together at the counter: what is missing, how to mend it, on what ground, for whom. Pure. */
import type { Problem } from '../lib/problem.ts'
import { cleanLine } from '../lib/text.ts'
import type { CounterLibrary } from './library.ts'
import { parted } from './library.ts'
import { faultField, faultsOf, type Typed } from './supplement-request.ts'

export type GuidanceOutcome = 'sentAway' | 'helped'
export type GuidancePlace = 'counter' | 'phone' | 'home'

export const OUTCOMES: readonly { value: GuidanceOutcome; label: string }[] = [
  { value: 'sentAway', label: 'Chưa nộp được, hẹn quay lại' },
  { value: 'helped', label: 'Đã giúp xong, không phải quay lại' },
]
export const PLACES: readonly { value: GuidancePlace; label: string }[] = [
  { value: 'counter', label: 'Tại quầy' },
  { value: 'phone', label: 'Qua điện thoại' },
  { value: 'home', label: 'Tại nhà người dân' },
]

export type Missing = { paper: string; what: string; how: string | null }

export type Guidance = {
  outcome: GuidanceOutcome
  place: GuidancePlace
  missing: Missing[]
  note: string
  legalBasis: string | null
  /** Only so that the slip is found again; nothing else about the person is kept. */
  forName: string
}

/**
 * Whoever is sent away hears everything at once and in writing, with the ground (NĐ 61/2018 Đ15; NĐ 118/2025 Đ17.2a); help that
 * ended well says what it was.
 */
export function readGuidance(
  typed: Typed,
  { papers, library }: { papers: readonly { code: string }[]; library: CounterLibrary },
): { guidance: Guidance; problems: Problem[] } {
  const problems: Problem[] = []
  const want = (isRight: boolean, field: string, message: string): void => {
    if (!isRight) problems.push({ code: 'missing', field, message })
  }
  const outcome = OUTCOMES.find(({ value }) => value === typed.text('outcome'))?.value
  const place = PLACES.find(({ value }) => value === typed.text('place'))?.value
  want(outcome !== undefined, 'outcome', 'Hãy chọn kết quả của lần hướng dẫn.')
  want(place !== undefined, 'place', 'Hãy chọn nơi hướng dẫn.')
  const missing = papers.flatMap(({ code }) =>
    faultsOf(typed, code, library).map((fault): Missing => ({ paper: code, ...parted(fault) })),
  )
  const note = cleanLine(typed.text('note')).slice(0, 500)
  const basis = library.supplementBases.find(({ id }) => id === typed.text('basis'))
  if (outcome === 'sentAway') {
    const [first] = papers
    const field = first === undefined ? 'note' : faultField(first.code)
    want(missing.length > 0 || note !== '', field, 'Hãy ghi còn thiếu những gì.')
    want(basis !== undefined, 'basis', 'Hãy chọn căn cứ pháp lý.')
  } else if (outcome === 'helped') want(note !== '', 'note', 'Hãy ghi đã giúp việc gì.')
  return {
    guidance: {
      outcome: outcome ?? 'sentAway',
      place: place ?? 'counter',
      missing,
      note,
      legalBasis: basis?.text ?? null,
      forName: cleanLine(typed.text('forName')).slice(0, 100),
    },
    problems,
  }
}
