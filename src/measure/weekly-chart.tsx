import { showDay } from '../lib/time.ts'
import { Details } from '../ui/blocks.tsx'
import { DataTable } from '../ui/tables.tsx'
import { percentOf, showCount, showShare } from './figure.ts'
import type { Week } from './table-store.ts'

const [LEFT, RIGHT, TOP, BOTTOM] = [52, 548, 20, 140]

/** The share of results that were on time, week by week of the period, with the same numbers as a table. */
export function WeeklyChart({ weeks }: { weeks: readonly Week[] }) {
  if (weeks.length === 0) return <p class="meta">Chưa có kết quả nào trong kỳ.</p>
  return (
    <>
      <Line weeks={weeks} />
      <Details summary="Bảng số của biểu đồ">
        <DataTable
          caption="Đúng hạn theo tuần"
          columns={[
            { title: 'Tuần từ', heading: true, cell: ({ monday }) => showDay(monday) },
            { title: 'Xử lý xong', numeric: true, cell: ({ value }) => showCount(value.of) },
            { title: 'Đúng hạn', numeric: true, cell: ({ value }) => showCount(value.counted) },
            { title: 'Tỷ lệ', numeric: true, cell: ({ value }) => showShare(value) },
          ]}
          rows={weeks}
          empty=""
        />
      </Details>
    </>
  )
}

function Line({ weeks }: { weeks: readonly Week[] }) {
  const shares = weeks.map(({ value }) => percentOf(value, 1) ?? 0)
  const floor = axisFrom(Math.min(...shares))
  const x = (index: number) =>
    weeks.length === 1
      ? (LEFT + RIGHT) / 2
      : round(LEFT + 30 + (index * (RIGHT - LEFT - 60)) / (weeks.length - 1))
  const y = (share: number) => round(BOTTOM - ((share - floor) / (100 - floor)) * (BOTTOM - TOP))
  const said = weeks.map(({ monday, value }) => `tuần từ ${showDay(monday)} ${showShare(value)}`)
  const summary = `Tỷ lệ đúng hạn: ${said.join(', ')}`
  return (
    <div class="scroll" tabindex={0} role="group" aria-label="Biểu đồ đúng hạn theo tuần">
      <svg class="chart" viewBox="0 0 580 180" role="img" aria-labelledby="chart-weeks">
        <title id="chart-weeks">{summary}</title>
        {[floor, (floor + 100) / 2, 100].map((share) => (
          <>
            <path class="axis" d={`M${LEFT} ${y(share)}H${RIGHT}`} />
            <text x={LEFT - 8} y={y(share) + 4} text-anchor="end">
              {share}%
            </text>
          </>
        ))}
        <path class="line" d={`M${shares.map((share, i) => `${x(i)} ${y(share)}`).join('L')}`} />
        {weeks.map(({ monday, value }, i) => (
          <>
            <circle class="dot" cx={x(i)} cy={y(shares[i]!)} r={3} />
            <text class="v" x={x(i)} y={y(shares[i]!) - 8} text-anchor="middle">
              {showShare(value)}
            </text>
            <text x={x(i)} y={BOTTOM + 24} text-anchor="middle">
              từ {showDay(monday).slice(0, 5)}
            </text>
          </>
        ))}
      </svg>
      {floor === 0 ? null : <p class="key">Trục bắt đầu từ {floor}%.</p>}
    </div>
  )
}

/** Where the axis begins: at the even ten below the lowest point, so that its middle is a whole number. */
function axisFrom(lowest: number): number {
  return lowest >= 100 ? 80 : Math.floor(lowest / 20) * 20
}

function round(number: number): number {
  return Math.round(number * 10) / 10
}
