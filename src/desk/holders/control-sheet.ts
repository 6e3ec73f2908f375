/**
 * Phiếu kiểm soát quá trình giải quyết hồ sơ (form 06 of TT 03/2025; form 05 of TT 01/2018): one row for each hand-over, with who
 * gave, who got, when, and whether it was before, on or past its time. Pure.
 */
import type { Calendar } from '../../calendar/calendar.ts'
import { showMoment } from '../../lib/time.ts'
import type { SpanRow } from '../../dossier/holders/ledger-store.ts'
import { showWorked } from '../countdown.ts'
import { minutesUntil, whoHeld } from './ledger-words.ts'

export type SheetRow = {
  number: number
  gives: string
  takes: string
  at: string
  /** Trước hạn, đúng hạn, quá hạn; empty while nothing has been promised. */
  outcome: string
  note: string
}

export type SheetFacts = { calendar: Calendar; now: Date; dueAt: Date | null; submitter: string }

/** Rows of the dossier itself, then those of each leg. */
export function sheetRows(spans: readonly SpanRow[], facts: SheetFacts): SheetRow[] {
  return spans.map((span, index) => {
    const before = spans[index - 1]
    const isFirst = before === undefined || before.leg !== span.leg
    const minutes = minutesUntil(facts.calendar, span, facts.now)
    return {
      number: index + 1,
      gives: isFirst ? facts.submitter : whoHeld(before),
      takes: whoHeld(span),
      at: showMoment(span.since),
      outcome: outcomeOf(span, facts),
      note: [
        span.leg === '' ? '' : `Chặng ${span.leg}`,
        minutes === null ? '' : `giữ ${showWorked(minutes)} làm việc`,
        span.until === null ? 'đang giữ' : '',
      ]
        .filter(Boolean)
        .join('; '),
    }
  })
}

/** Against the promised moment: whether it had passed when the span ended; of one that runs, only that it has passed. */
function outcomeOf(span: SpanRow, { dueAt, now }: SheetFacts): string {
  if (dueAt === null || span.leg !== '') return ''
  const end = span.until ?? now
  const [minute, due] = [Math.floor(end.getTime() / 60_000), Math.floor(dueAt.getTime() / 60_000)]
  if (minute > due) return 'quá hạn'
  if (span.until === null) return ''
  return minute === due ? 'đúng hạn' : 'trước hạn'
}
