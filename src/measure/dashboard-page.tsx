import { showMoment } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import type { Office } from '../office/directory.ts'
import { Panel } from '../ui/blocks.tsx'
import { Button } from '../ui/buttons.tsx'
import { Stats, type Stat } from '../ui/figures.tsx'
import type { IconName } from '../ui/icons.tsx'
import { Due, type DueState } from '../ui/status.tsx'
import { Toolbar } from '../ui/tables.tsx'
import type { AsOf } from './conditions-store.ts'
import { DefinitionList } from './definition-list.tsx'
import type { Definition, Valid } from './definition.ts'
import { showCount, showShare, total, type FigureName } from './figure.ts'
import { OverdueOffices, WaysOfFiling } from './charts.tsx'
import { showMonth, type Month } from './period.ts'
import { responsibilityHref } from './responsibility.ts'
import { SupervisionPage } from './shell.tsx'
import { HOME, listHref, type View } from './supervision.ts'
import type { Week } from './table-store.ts'
import { UnitTable, type NamedFigures } from './unit-table.tsx'
import { WeeklyChart } from './weekly-chart.tsx'

export type DashboardProps = {
  me: StaffActor
  view: View
  months: readonly Month[]
  /** Every office that may be chosen; the rows are those that were. */
  watched: readonly Office[]
  rows: readonly NamedFigures[]
  weeks: readonly Week[]
  valid: Valid
  asOf: AsOf
}

export function DashboardPage(props: DashboardProps) {
  const { me, view, rows, watched, asOf, weeks, valid } = props
  const chosen = view.office === null ? undefined : watched.find(({ id }) => id === view.office)
  const place = chosen?.shortName ?? (watched.length === 1 ? watched[0]!.shortName : 'mọi đơn vị')
  return (
    <SupervisionPage me={me} title="Bảng điều hành" current={HOME}>
      <div class="head">
        <h1>Bảng điều hành</h1>
        <span class="meta">
          Số liệu đến {showMoment(asOf.now)} · {place}, {showMonth(view.month)}
        </span>
        <span class="push">
          <a href={responsibilityHref(view)}>Ai giữ hồ sơ bao lâu</a>
        </span>
      </div>
      <Filters {...props} />
      <Stats stats={FIGURES_SHOWN.map((name) => statOf(name, props))} />
      <div class="half">
        <Panel title="Đúng hạn theo tuần">
          <WeeklyChart weeks={weeks} />
        </Panel>
        {rows.length > 1 ? (
          <Panel title="Nơi đang quá hạn nhiều nhất">
            <OverdueOffices rows={rows} />
          </Panel>
        ) : (
          <Panel title="Cách nộp">
            <WaysOfFiling values={total(rows)} />
          </Panel>
        )}
      </div>
      <UnitTable rows={rows} view={view} valid={valid} />
      <DefinitionList valid={valid} />
    </SupervisionPage>
  )
}

function Filters({ view, months, watched }: DashboardProps) {
  return (
    <Toolbar action={HOME} label="Chọn kỳ và đơn vị">
      <label for="month">Kỳ</label>
      <select class="in" id="month" name="month">
        {[...new Set([view.month, ...months])].map((month) => (
          <option value={month} selected={month === view.month}>
            {showMonth(month)}
          </option>
        ))}
      </select>
      {watched.length < 2 ? null : (
        <>
          <label for="office">Đơn vị</label>
          <select class="in" id="office" name="office">
            <option value="">Mọi đơn vị</option>
            <Offices offices={watched.filter(({ closed }) => closed === undefined)} view={view} />
            {watched.some(({ closed }) => closed !== undefined) ? (
              <optgroup label="Đơn vị đã đóng">
                <Offices
                  offices={watched.filter(({ closed }) => closed !== undefined)}
                  view={view}
                />
              </optgroup>
            ) : null}
          </select>
        </>
      )}
      {watched.some(({ closed }) => closed !== undefined) ? (
        <label class="choice">
          <input type="checkbox" name="past" value="1" checked={view.past === true} />
          <span>Kể cả đơn vị tiền thân</span>
        </label>
      ) : null}
      <input type="hidden" name="sort" value={view.sort} />
      <input type="hidden" name="order" value={view.order} />
      <Button look="second">Xem</Button>
    </Toolbar>
  )
}

function Offices({ offices, view }: { offices: readonly Office[]; view: View }) {
  return (
    <>
      {offices.map(({ id, shortName }) => (
        <option value={id} selected={id === view.office}>
          {shortName}
        </option>
      ))}
    </>
  )
}

/** Six at most; the others stand in the table and in the news below these. */
const FIGURES_SHOWN: readonly FigureName[] = [
  'received',
  'dueToday',
  'overdue',
  'onTime',
  'selfOnline',
  'eResult',
]

function statOf(name: FigureName, { rows, view, valid }: DashboardProps): Stat {
  const values = total(rows)
  const definition = valid[name]
  const { month, office, past } = view
  return {
    href: listHref({
      figure: name,
      office,
      month,
      part: 'counted',
      after: null,
      ...(past && { past }),
    }),
    label: definition.title,
    value: show(definition, values),
    news: newsOf(name, values),
    definition: definition.brief,
  }
}

function show(definition: Definition, values: NamedFigures['values']): string {
  const value = values[definition.name]
  return definition.denominator === null ? showCount(value.counted) : showShare(value)
}

function newsOf(name: FigureName, values: NamedFigures['values']) {
  const { counted, of } = values[name]
  const rest = of - counted
  switch (name) {
    case 'received':
      return news('off', 'half', `${showCount(values.open.counted)} đang giải quyết`)
    case 'dueToday':
      return counted === 0 ? nothing : news('near', 'clock', 'cần xong hôm nay')
    case 'overdue':
      return counted === 0
        ? nothing
        : news('late', 'warn', `trong ${showCount(of)} đang giải quyết`)
    case 'onTime':
      return rest === 0 ? every(of) : news('late', 'warn', `${showCount(rest)} hồ sơ trễ hẹn`)
    case 'selfOnline':
      return news('off', 'users', `nộp hộ: ${showShare(values.assistedOnline)}`)
    case 'eResult':
      return rest === 0 ? every(of) : news('near', 'warn', `${showCount(rest)} hồ sơ chưa có`)
    case 'open':
    case 'finished':
    case 'assistedOnline':
      return undefined
  }
}

function news(state: DueState, icon: IconName, words: string) {
  return (
    <Due state={state} icon={icon}>
      {words}
    </Due>
  )
}

const nothing = news('ok', 'check', 'không có hồ sơ nào')

function every(of: number) {
  return of === 0
    ? news('off', 'info', 'chưa có kết quả nào')
    : news('ok', 'check', `cả ${showCount(of)} hồ sơ`)
}
