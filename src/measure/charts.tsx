import { Details } from '../ui/blocks.tsx'
import { BarChart } from '../ui/figures.tsx'
import { DataTable } from '../ui/tables.tsx'
import { showCount, type OfficeFigures } from './figure.ts'
import { FILING_KINDS } from './wording.ts'
import type { NamedFigures } from './unit-table.tsx'

const MOST_BARS = 6

/** The units with most dossiers overdue, beside what else they are working on. */
export function OverdueOffices({ rows }: { rows: readonly NamedFigures[] }) {
  const worst = rows
    .filter(({ values }) => values.overdue.counted > 0)
    .toSorted((a, b) => b.values.overdue.counted - a.values.overdue.counted)
    .slice(0, MOST_BARS)
  const first = worst[0]
  if (first === undefined) return <p class="meta">Không đơn vị nào có hồ sơ quá hạn.</p>
  const summary = `${worst.length} đơn vị quá hạn nhiều nhất, cao nhất là ${first.name} với ${showCount(first.values.overdue.counted)} hồ sơ`
  return (
    <>
      <BarChart
        id="chart-overdue"
        summary={summary}
        bars={worst.map(({ name, values }) => ({
          label: name,
          shown: `${showCount(values.overdue.counted)} quá hạn`,
          parts: [{ value: values.overdue.counted, tone: 'bad' }],
        }))}
      />
      <Details summary="Bảng số của biểu đồ">
        <DataTable
          caption="Đơn vị quá hạn nhiều nhất"
          columns={[
            { title: 'Đơn vị', heading: true, cell: ({ name }) => name },
            {
              title: 'Quá hạn',
              numeric: true,
              cell: ({ values }) => showCount(values.overdue.counted),
            },
            {
              title: 'Đang giải quyết',
              numeric: true,
              cell: ({ values }) => showCount(values.open.counted),
            },
          ]}
          rows={worst}
          empty=""
        />
      </Details>
    </>
  )
}

/** How the dossiers of one unit came in: by the applicant, by somebody for them, or on paper. */
export function WaysOfFiling({ values }: { values: OfficeFigures['values'] }) {
  const { selfOnline, assistedOnline, received } = values
  if (received.counted === 0) return <p class="meta">Chưa tiếp nhận hồ sơ nào trong kỳ.</p>
  const onPaper = received.counted - selfOnline.counted - assistedOnline.counted
  const ways = [
    { label: FILING_KINDS.selfOnline, value: selfOnline.counted },
    { label: FILING_KINDS.assistedOnline, value: assistedOnline.counted },
    { label: 'Quầy và bưu chính', value: onPaper },
  ]
  const said = ways.map(({ label, value }) => `${label.toLowerCase()} ${showCount(value)}`)
  return (
    <>
      <BarChart
        id="chart-ways"
        summary={`Cách nộp của ${showCount(received.counted)} hồ sơ: ${said.join(', ')}`}
        bars={ways.map(({ label, value }) => ({
          label,
          shown: showCount(value),
          parts: [{ value, tone: 'rest' }],
        }))}
      />
      <Details summary="Bảng số của biểu đồ">
        <DataTable
          caption="Cách nộp"
          columns={[
            { title: 'Cách nộp', heading: true, cell: ({ label }) => label },
            { title: 'Hồ sơ', numeric: true, cell: ({ value }) => showCount(value) },
          ]}
          rows={ways}
          empty=""
        />
      </Details>
    </>
  )
}
