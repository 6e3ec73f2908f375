import { showDue, toLocalMinute } from '../../lib/time.ts'
import type { StaffActor } from '../../office/actor.ts'
import { hasRole } from '../../office/actor.ts'
import { DataTable, type Column } from '../../ui/tables.tsx'
import { casePath, DeskPage } from '../shell.tsx'
import type { ApologyRow } from './store.ts'

/** O6: what will not be ready by the promised day, while there is still time to say so. */
export function ApologyListPage({ me, rows }: { me: StaffActor; rows: readonly ApologyRow[] }) {
  const mayWrite = hasRole(me, 'leader')
  const columns: Column<ApologyRow>[] = [
    {
      title: 'Hồ sơ',
      heading: true,
      cell: ({ id, ownerName, code }) => (
        <>
          <a href={casePath(id)}>{ownerName}</a>
          <small class="code">{code}</small>
        </>
      ),
    },
    {
      title: 'Việc',
      cell: ({ id }) =>
        mayWrite ? (
          <a href={casePath(id, 'xin-loi')}>Xin lỗi và hẹn lại</a>
        ) : (
          <a href={casePath(id)}>Mở hồ sơ</a>
        ),
    },
    { title: 'Hẹn trả', cell: ({ dueAt }) => showDue(toLocalMinute(dueAt)) },
    { title: 'Thủ tục', cell: ({ procedureName }) => procedureName },
    { title: 'Người giữ', cell: ({ holderName }) => holderName ?? 'chưa có người giữ' },
  ]
  return (
    <DeskPage me={me} title="Cần xin lỗi" current={mayWrite ? '/ky' : '/viec'}>
      <div class="head">
        <h1>Cần xin lỗi</h1>
        <span class="meta">
          Hẹn trả trong ngày làm việc này hoặc ngày làm việc kế tiếp mà chưa có kết quả
        </span>
      </div>
      <p>
        Nếu không kịp, lãnh đạo cơ quan gửi văn bản xin lỗi và hẹn lại trước khi hết hạn. Mỗi hồ sơ
        chỉ hẹn lại một lần.
      </p>
      <div class="panel">
        <DataTable
          caption="Hồ sơ sắp đến ngày hẹn, gần nhất ở trên"
          columns={columns}
          rows={rows}
          empty={<>Không có hồ sơ nào sắp đến ngày hẹn mà chưa xong.</>}
        />
      </div>
    </DeskPage>
  )
}
