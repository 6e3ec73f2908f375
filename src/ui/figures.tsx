import type { ComponentChildren } from 'preact'

export type Stat = {
  /** The dossiers behind the number. */
  readonly href: string
  readonly label: string
  readonly value: string
  /** A `Due` in the colours of the news. */
  readonly news?: ComponentChildren
  readonly definition: string
}

/** At most six numbers; each opens its dossiers and says how it is counted. */
export function Stats({ stats }: { stats: readonly Stat[] }) {
  return (
    <ul class="stats">
      {stats.map((stat) => (
        <li>
          <a class="stat" href={stat.href}>
            {stat.label}
            <b class="num">{stat.value}</b>
            {stat.news}
            <small>{stat.definition}</small>
          </a>
        </li>
      ))}
    </ul>
  )
}

export type Bar = {
  readonly label: string
  /** The number at the end of the bar, in words of the page. */
  readonly shown: string
  /** Parts of the bar, e.g. late and in time. */
  readonly parts: readonly { readonly value: number; readonly tone: 'good' | 'bad' | 'rest' }[]
}

const barTones = { good: 'bar1', bad: 'bar2', rest: 'bar3' } as const
const LEFT = 150
/** Leaves room for the words at the end of the longest bar, in a wide font too. */
const WIDTH = 300
const ROW = 30

/** Horizontal bars from zero. `summary` says in words what the picture shows; the numbers stand at the bars. */
export function BarChart(props: { id: string; summary: string; bars: readonly Bar[] }) {
  const totals = props.bars.map((bar) => bar.parts.reduce((sum, part) => sum + part.value, 0))
  const scale = WIDTH / Math.max(1, ...totals)
  const height = props.bars.length * ROW + 4
  return (
    <div class="scroll" tabindex={0} role="group" aria-label={props.summary}>
      <svg class="chart" viewBox={`0 0 580 ${height}`} role="img" aria-labelledby={props.id}>
        <title id={props.id}>{props.summary}</title>
        {props.bars.map((bar, index) => (
          <BarRow bar={bar} top={index * ROW} scale={scale} />
        ))}
      </svg>
    </div>
  )
}

function BarRow({ bar, top, scale }: { bar: Bar; top: number; scale: number }) {
  let x = LEFT
  const rects = bar.parts.map(({ value, tone }) => {
    const width = Math.round(value * scale * 10) / 10
    const rect = <rect class={barTones[tone]} x={x} y={top + 8} width={width} height={18} />
    x += width
    return rect
  })
  return (
    <>
      <text x={LEFT - 10} y={top + 22} text-anchor="end">
        {bar.label}
      </text>
      {rects}
      <text class="v" x={x + 8} y={top + 22}>
        {bar.shown}
      </text>
    </>
  )
}
