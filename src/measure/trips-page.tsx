/** How often people had to come, and what they were told: counts by unit, and the dossiers behind each count. */
import { showDay, type Day } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import type { Office } from '../office/directory.ts'
import { DataTable, type Column } from '../ui/tables.tsx'
import { SupervisionPage } from './shell.tsx'
import { TRIPS_PATH } from './supervision.ts'
import type { OfficeTrips, TripDossier, TripFigure } from './trips-store.ts'

export const TRIP_TITLES: Readonly<Record<TripFigure, string>> = {
  many: 'Đi lại hơn 2 lần',
  over: 'Bổ sung hơn 2 lần',
  ours: 'Đi lại do hướng dẫn thiếu',
}

type Common = { me: StaffActor; month: string; officeOf(id: number): Office }

export function TripsPage(props: Common & { rows: readonly OfficeTrips[] }) {
  const { me, month, rows, officeOf } = props
  const figure = (name: TripFigure): Column<OfficeTrips> => ({
    title: TRIP_TITLES[name],
    numeric: true,
    cell: (row) =>
      row[name] === 0 ? (
        '0'
      ) : (
        <a href={`${TRIPS_PATH}/ho-so?thang=${month}&don-vi=${row.officeId}&loai=${name}`}>
          {row[name]}
          <span class="vh"> hồ sơ</span>
        </a>
      ),
  })
  return (
    <SupervisionPage me={me} title="Đi lại và hướng dẫn" current={TRIPS_PATH}>
      <div class="head">
        <h1>Đi lại và hướng dẫn</h1>
        <span class="meta">
          Tháng {month.slice(5)}/{month.slice(0, 4)}
        </span>
        <MonthForm month={month} />
      </div>
      <p class="meta">
        Một lần đi lại là một ngày người dân đến quầy vì một hồ sơ: nộp, bổ sung, xem bản nháp, rút,
        nhận kết quả. Hồ sơ tính theo tháng của lần đến gần nhất. Không yêu cầu bổ sung quá hai lần
        (Nghị định 61/2018/NĐ-CP, Điều 20 khoản 4).
      </p>
      <DataTable
        caption="Theo đơn vị"
        rows={rows}
        empty="Tháng này chưa có lượt nào."
        columns={[
          { title: 'Đơn vị', heading: true, cell: (row) => officeOf(row.officeId).shortName },
          { title: 'Hồ sơ', numeric: true, cell: (row) => row.dossiers },
          { title: 'Lượt đi lại', numeric: true, cell: (row) => row.trips },
          figure('many'),
          figure('over'),
          figure('ours'),
          { title: 'Phiếu hướng dẫn', numeric: true, cell: (row) => row.sentAway },
          { title: 'Lần giúp xong', numeric: true, cell: (row) => row.helped },
        ]}
      />
    </SupervisionPage>
  )
}

function MonthForm({ month }: { month: string }) {
  return (
    <form action={TRIPS_PATH} method="get" class="push cluster" aria-label="Chọn tháng">
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

export function TripDossiersPage(
  props: Common & { figure: TripFigure; rows: readonly TripDossier[]; office: Office },
) {
  const { me, month, figure, rows, office } = props
  const title = `${TRIP_TITLES[figure]}: ${office.shortName}`
  return (
    <SupervisionPage me={me} title={title} current={TRIPS_PATH}>
      <div class="head">
        <h1>{title}</h1>
        <span class="push">
          <a href={`${TRIPS_PATH}?thang=${month}`}>Về bảng đi lại</a>
        </span>
      </div>
      <DataTable
        caption="Hồ sơ, nhiều lần đi lại trước"
        rows={rows}
        empty="Không có hồ sơ nào."
        columns={[
          { title: 'Mã hồ sơ', heading: true, cell: (row) => <span class="code">{row.code}</span> },
          { title: 'Thủ tục', cell: (row) => row.procedureName },
          { title: 'Đi lại', numeric: true, cell: (row) => row.trips },
          { title: 'Để bổ sung', numeric: true, cell: (row) => row.supplementTrips },
          { title: 'Do hướng dẫn thiếu', numeric: true, cell: (row) => row.ourFaultTrips },
          { title: 'Lần gần nhất', cell: (row) => showDay(row.lastOn as Day) },
        ]}
      />
    </SupervisionPage>
  )
}
