/** In working minutes who held the dossier, span after span, and what it comes to for each. */
import type { Calendar } from '../../calendar/calendar.ts'
import type { SpanRow } from '../../dossier/holders/ledger-store.ts'
import { showMoment } from '../../lib/time.ts'
import { KeyValues, Note, Panel } from '../../ui/blocks.tsx'
import { ButtonLink } from '../../ui/buttons.tsx'
import { DataTable, type Column } from '../../ui/tables.tsx'
import { showWorked } from '../countdown.ts'
import { casePath } from '../shell.tsx'
import { minutesUntil, sumsOf, whoHeld } from './ledger-words.ts'

export type LedgerTabProps = {
  id: string
  spans: readonly SpanRow[]
  calendar: Calendar
  now: Date
}

export function LedgerTab(props: LedgerTabProps) {
  const { spans, id } = props
  if (spans.length === 0)
    return (
      <Note>
        <p>Sổ trách nhiệm của hồ sơ này đang được lập. Hãy tải lại trang sau ít phút.</p>
      </Note>
    )
  const lines = [...Map.groupBy(spans, ({ leg }) => leg)]
  return (
    <>
      {lines.map(([leg, own]) => (
        <Line {...props} leg={leg} spans={own} />
      ))}
      <p>
        <ButtonLink look="second" icon="print" href={casePath(id, 'phieu-kiem-soat')}>
          Phiếu kiểm soát quá trình
        </ButtonLink>
      </p>
    </>
  )
}

function Line(props: LedgerTabProps & { leg: string }) {
  const { leg, spans, calendar, now } = props
  const minutes = (span: SpanRow) => minutesUntil(calendar, span, now)
  const sums = sumsOf(spans, minutes)
  const whole = sums.reduce((all, sum) => all + sum.minutes, 0)
  return (
    <Panel title={leg === '' ? 'Ai giữ hồ sơ bao lâu' : `Chặng ${leg}`}>
      <KeyValues
        pairs={[
          ...sums.map((sum) => ({ label: sum.name, value: showWorked(sum.minutes) })),
          { label: 'Cộng', value: <b>{showWorked(whole)}</b> },
        ]}
      />
      <DataTable
        caption={leg === '' ? 'Từng khoảng thời gian' : `Từng khoảng thời gian của chặng ${leg}`}
        columns={columnsOf(minutes)}
        rows={spans}
        empty=""
      />
      <p class="meta">
        Tính bằng thời gian làm việc. Thời gian ở hàng đợi tính cho cơ quan, không tính cho cá nhân.
      </p>
    </Panel>
  )
}

function columnsOf(minutes: (span: SpanRow) => number | null): Column<SpanRow>[] {
  return [
    {
      title: 'Ai giữ',
      heading: true,
      cell: (span) => (
        <>
          {whoHeld(span)}
          <small>{span.officeName ?? ''}</small>
        </>
      ),
    },
    { title: 'Từ', cell: ({ since }) => showMoment(since) },
    { title: 'Đến', cell: ({ until }) => (until === null ? 'đang giữ' : showMoment(until)) },
    {
      title: 'Thời gian làm việc',
      numeric: true,
      cell: (span) => {
        const worked = minutes(span)
        return worked === null ? 'ngoài lịch' : showWorked(worked)
      },
    },
  ]
}
