import { showMoment } from '../../lib/time.ts'
import type { StaffActor } from '../../office/actor.ts'
import { WorkPage } from '../../office/work-page.tsx'
import type { ChangeRow } from '../../result/store-changes.ts'
import { REPLACED_VI, REVOKED_VI } from '../../result/wording.ts'
import type { Problem } from '../../lib/problem.ts'
import { Panel } from '../../ui/blocks.tsx'
import { Button } from '../../ui/buttons.tsx'
import { ErrorSummary, problemOf } from '../../ui/fields.tsx'
import { TextInput } from '../../ui/inputs.tsx'
import { DataTable, Toolbar, type Column } from '../../ui/tables.tsx'
import { afterPath, CHANGES_PATH } from './paths.ts'

export type ChangesPageProps = {
  me: StaffActor
  rows: readonly ChangeRow[]
  counts: readonly { what: ChangeRow['what']; count: number }[]
  code?: string
  problems?: readonly Problem[]
}

/** Corrections and revocations that wait for somebody, how many there were, and the way to an issued result. */
export function ChangesPage({ me, rows, counts, code = '', problems = [] }: ChangesPageProps) {
  const countOf = (what: ChangeRow['what']): number =>
    counts.find((each) => each.what === what)?.count ?? 0
  return (
    <WorkPage
      me={me}
      title="Đính chính và thu hồi kết quả"
      current={CHANGES_PATH}
      hasErrors={problems.length > 0}
    >
      <ErrorSummary problems={problems} />
      <div class="head">
        <h1>Đính chính và thu hồi kết quả</h1>
      </div>
      <Toolbar action={CHANGES_PATH} label="Tìm kết quả đã cấp">
        <TextInput
          name="ma"
          label="Mã hồ sơ"
          value={code}
          maxlength={60}
          error={problemOf(problems, 'ma')}
        />
        <Button look="second" icon="search">
          Mở
        </Button>
      </Toolbar>
      <p>
        Trong 12 tháng: {countOf('correction')} kết quả đã đính chính, {countOf('revocation')} kết
        quả đã thu hồi.
      </p>
      <Panel title="Danh sách">
        <DataTable
          caption="Đính chính và thu hồi"
          columns={COLUMNS}
          rows={rows}
          empty="Chưa có kết quả nào phải đính chính hoặc thu hồi."
        />
      </Panel>
    </WorkPage>
  )
}

const STATES: Readonly<Record<ChangeRow['what'], Readonly<Record<ChangeRow['state'], string>>>> = {
  correction: {
    prepared: 'Chờ lãnh đạo ký',
    decided: 'Chờ văn thư đóng dấu',
    dropped: 'Đã bỏ',
    done: 'Đã đính chính',
  },
  revocation: {
    prepared: 'Chờ lãnh đạo',
    decided: 'Chờ văn thư thực hiện',
    dropped: 'Đã bỏ',
    done: 'Đã thu hồi',
  },
}

const COLUMNS: readonly Column<ChangeRow>[] = [
  {
    title: 'Mã hồ sơ',
    heading: true,
    cell: ({ dossierId, code }) => (
      <a href={afterPath(dossierId)} class="code">
        {code}
      </a>
    ),
  },
  { title: 'Tình trạng', cell: ({ what, state }) => STATES[what][state] },
  {
    title: 'Loại',
    cell: ({ what, why }) => (what === 'correction' ? REPLACED_VI : REVOKED_VI)[why] ?? '',
  },
  { title: 'Từ lúc', cell: ({ begunAt }) => showMoment(begunAt) },
]
