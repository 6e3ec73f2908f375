import { showShare } from '../measure/figure.ts'
import { showMonth, type Month } from '../measure/period.ts'
import { SupervisionPage } from '../measure/shell.tsx'
import { SATISFACTION_PATH } from '../measure/supervision.ts'
import type { StaffActor } from '../office/actor.ts'
import { Panel } from '../ui/blocks.tsx'
import { DataTable, type Column } from '../ui/tables.tsx'
import type { SatisfactionDefinition } from './definition.ts'
import { ASPECTS, type Aspect } from './rating.ts'
import type { Counted, OfficeSatisfaction } from './store.ts'

/** `figures` is null with too few answers: no figure is not zero. */
export type SatisfactionRow = {
  officeId: number
  name: string
  figures: OfficeSatisfaction | null
}

export type SatisfactionPageProps = {
  me: StaffActor
  month: Month
  definition: SatisfactionDefinition
  smallest: number
  rows: readonly SatisfactionRow[]
  written: { name: string; notes: readonly string[] } | undefined
}

const ASPECT_TITLES: Readonly<Record<Aspect, string>> = {
  time: 'Thời gian',
  contacts: 'Số cơ quan, lần đi lại',
  published: 'Thông tin công khai',
  attitude: 'Thái độ',
  lawful: 'Đúng quy định, chi phí',
  explained: 'Giải thích',
  online: 'Trực tuyến',
}

/** What people said, office by office; never who. */
export function SatisfactionPage(props: SatisfactionPageProps) {
  const { me, month, definition, smallest, rows, written } = props
  const shown = rows.filter(({ figures }) => figures !== null)
  return (
    <SupervisionPage me={me} title="Hài lòng" current={SATISFACTION_PATH}>
      <div class="head">
        <h1>Hài lòng</h1>
        <span class="meta">{showMonth(month)}</span>
        <MonthForm month={month} />
      </div>
      <p class="meta">
        {definition.definition} Nguồn: {definition.source}.
      </p>
      <DataTable
        caption="Theo đơn vị"
        rows={shown}
        empty={`Tháng này chưa đơn vị nào có đủ ${smallest} đánh giá.`}
        columns={columnsOf(month)}
      />
      {shown.length === rows.length ? null : (
        <p class="meta">
          {rows.length - shown.length} đơn vị chưa đủ {smallest} đánh giá nên không có số.
        </p>
      )}
      {written === undefined ? null : (
        <Panel title={`Người dân viết: ${written.name}`}>
          {written.notes.length === 0 ? (
            <p>Chưa đủ {smallest} người viết nên chưa hiện.</p>
          ) : (
            <ul>
              {written.notes.map((note) => (
                <li class="spread">{note}</li>
              ))}
            </ul>
          )}
        </Panel>
      )}
    </SupervisionPage>
  )
}

function columnsOf(month: Month): Column<SatisfactionRow>[] {
  const share = (counted: Counted | undefined) =>
    counted === undefined ? '–' : showShare({ counted: counted.satisfied, of: counted.rated })
  return [
    {
      title: 'Đơn vị',
      heading: true,
      cell: ({ officeId, name }) => (
        <a href={`${SATISFACTION_PATH}?thang=${month}&don-vi=${officeId}`}>{name}</a>
      ),
    },
    { title: 'Đánh giá', numeric: true, cell: ({ figures }) => figures?.rated ?? '–' },
    { title: 'Hài lòng', numeric: true, cell: ({ figures }) => share(figures ?? undefined) },
    ...ASPECTS.map((aspect) => ({
      title: ASPECT_TITLES[aspect],
      numeric: true,
      cell: ({ figures }: SatisfactionRow) => share(figures?.aspects[aspect]),
    })),
  ]
}

function MonthForm({ month }: { month: string }) {
  return (
    <form action={SATISFACTION_PATH} method="get" class="push cluster" aria-label="Chọn tháng">
      <label class="vh" for="thang">
        Tháng (năm-tháng)
      </label>
      <input
        class="in w12"
        id="thang"
        name="thang"
        value={month}
        maxlength={7}
        autocomplete="off"
      />
      <button class="btn btn--2 btn--s">Xem</button>
    </form>
  )
}
