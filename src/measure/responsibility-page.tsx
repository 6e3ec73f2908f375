/** Who held dossiers how long in a month: office by office, and of one office person by person. */
import { showWorked } from '../desk/countdown.ts'
import { WHO_NAMES } from '../desk/holders/ledger-words.ts'
import { showMoment } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import type { Office } from '../office/directory.ts'
import { BackLink, Button } from '../ui/buttons.tsx'
import { DataTable, Pager, Toolbar, type Column } from '../ui/tables.tsx'
import { showCount } from './figure.ts'
import { showMonth, type Month } from './period.ts'
import {
  behindHref,
  byOffice,
  RESPONSIBILITY_PATH,
  responsibilityHref,
  type BehindView,
  type OfficeTotals,
  type ResponsibilityView,
} from './responsibility.ts'
import { OF_OFFICES, type SpanLine, type Total } from './responsibility-store.ts'
import { SupervisionPage } from './shell.tsx'
import { HOME, LIST_ROWS } from './supervision.ts'

export type ResponsibilityProps = {
  me: StaffActor
  view: ResponsibilityView
  months: readonly Month[]
  watched: readonly Office[]
  totals: readonly Total[]
  officeOf(id: number): Office
  now: Date
}

export function ResponsibilityPage(props: ResponsibilityProps) {
  const { me, view, now, totals, officeOf, watched } = props
  const lines = byOffice(totals, (id) => officeOf(id).shortName)
  const one = view.office ?? (watched.length === 1 ? watched[0]!.id : null)
  return (
    <SupervisionPage me={me} title="Trách nhiệm theo thời gian làm việc" current={HOME}>
      <BackLink href={HOME}>Bảng điều hành</BackLink>
      <div class="head">
        <h1>Ai giữ hồ sơ bao lâu</h1>
        <span class="meta">
          {showMonth(view.month)} · số liệu đến {showMoment(now)}
        </span>
        <span class="push">
          <a href={responsibilityHref(view, `${RESPONSIBILITY_PATH}.csv`)}>Tải CSV</a>
        </span>
      </div>
      <Filters {...props} />
      <p class="meta">
        Cộng các khoảng giữ hồ sơ kết thúc trong kỳ, tính bằng thời gian làm việc. Thời gian ở hàng
        đợi tính cho cơ quan, không tính cho cá nhân; thời gian chờ người dân không tính cho ai.
      </p>
      <section class="panel">
        <DataTable
          caption="Theo cơ quan"
          columns={officeColumns(view)}
          rows={lines}
          empty="Không có khoảng giữ hồ sơ nào kết thúc trong kỳ này."
        />
      </section>
      {one === null ? null : <People {...props} office={one} />}
    </SupervisionPage>
  )
}

function Filters({ view, months, watched }: ResponsibilityProps) {
  return (
    <Toolbar action={RESPONSIBILITY_PATH} label="Chọn kỳ và đơn vị">
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
            {watched.map(({ id, shortName }) => (
              <option value={id} selected={id === view.office}>
                {shortName}
              </option>
            ))}
          </select>
        </>
      )}
      <Button look="second" small>
        Xem
      </Button>
    </Toolbar>
  )
}

function officeColumns({ month }: ResponsibilityView): Column<OfficeTotals>[] {
  return [
    {
      title: 'Đơn vị',
      heading: true,
      cell: ({ officeId, name }) => (
        <a href={responsibilityHref({ month, office: officeId })}>{name}</a>
      ),
    },
    ...OF_OFFICES.map((who): Column<OfficeTotals> => ({
      title: who === 'otherOffice' ? 'Được hỏi ý kiến' : WHO_NAMES[who],
      numeric: true,
      cell: ({ officeId: office, minutes }) =>
        minutes[who] === 0 ? (
          ''
        ) : (
          <a href={behindHref({ month, office, who, person: null, after: null })}>
            {showWorked(minutes[who])}
          </a>
        ),
    })),
    { title: 'Cộng', numeric: true, cell: ({ sum }) => <b>{showWorked(sum)}</b> },
  ]
}

/** Officers of one office: a person's minutes are only those of dossiers that they held and whose turn was theirs. */
function People({ view, totals, office }: ResponsibilityProps & { office: number }) {
  const people = totals.filter(({ officeId, who }) => officeId === office && who === 'holder')
  const columns: Column<Total>[] = [
    { title: 'Người thụ lý', heading: true, cell: ({ personName }) => personName ?? 'Cán bộ' },
    {
      title: 'Thời gian giữ',
      numeric: true,
      cell: ({ personId, minutes }) => (
        <a
          href={behindHref({
            month: view.month,
            office,
            who: 'holder',
            person: personId,
            after: null,
          })}
        >
          {showWorked(minutes)}
        </a>
      ),
    },
    { title: 'Số khoảng', numeric: true, cell: ({ spans }) => showCount(spans) },
    {
      title: 'Trung bình',
      numeric: true,
      cell: ({ minutes, spans }) => showWorked(Math.round(minutes / spans)),
    },
    { title: 'Lâu nhất', numeric: true, cell: ({ longest }) => showWorked(longest) },
  ]
  return (
    <section class="panel">
      <DataTable
        caption="Theo người thụ lý"
        columns={columns}
        rows={people}
        empty="Trong kỳ này chưa người thụ lý nào giữ xong một khoảng."
      />
    </section>
  )
}

export type BehindProps = {
  me: StaffActor
  view: BehindView
  office: Office
  /** One page and the row after it. */
  rows: readonly SpanLine[]
}

/** The dossiers behind one number. */
export function BehindPage({ me, view, office, rows }: BehindProps) {
  const shown = rows.slice(0, LIST_ROWS)
  const last = shown.at(-1)
  const title = `${WHO_NAMES[view.who]}: ${office.shortName}`
  return (
    <SupervisionPage me={me} title={title} current={HOME}>
      <BackLink href={responsibilityHref({ month: view.month, office: office.id })}>
        Ai giữ hồ sơ bao lâu
      </BackLink>
      <div class="head">
        <h1>{title}</h1>
        <span class="meta">{showMonth(view.month)}, mới kết thúc ở trên</span>
        <span class="push">
          <a href={behindHref({ ...view, after: null }, `${RESPONSIBILITY_PATH}/ho-so.csv`)}>
            Tải CSV
          </a>
        </span>
      </div>
      <section class="panel">
        <DataTable caption={title} columns={BEHIND} rows={shown} empty="Không có hồ sơ nào." />
        {rows.length > LIST_ROWS && last ? (
          <Pager
            nextHref={behindHref({ ...view, after: { place: last.place, id: last.dossierId } })}
          />
        ) : null}
      </section>
    </SupervisionPage>
  )
}

const BEHIND: Column<SpanLine>[] = [
  {
    title: 'Hồ sơ',
    heading: true,
    cell: ({ dossierId, code, leg }) => (
      <>
        <a href={`/viec/${dossierId}?xem=trach-nhiem`}>{code}</a>
        {leg === '' ? null : <small>chặng {leg}</small>}
      </>
    ),
  },
  { title: 'Thủ tục', cell: ({ procedureName }) => procedureName },
  { title: 'Người giữ', cell: ({ personName }) => personName ?? 'cơ quan' },
  { title: 'Từ', cell: ({ since }) => showMoment(since) },
  { title: 'Đến', cell: ({ until }) => showMoment(until) },
  { title: 'Thời gian làm việc', numeric: true, cell: ({ minutes }) => showWorked(minutes) },
]
