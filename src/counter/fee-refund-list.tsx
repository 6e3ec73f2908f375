import { showMoney } from '../catalogue/fee-lines.ts'
import { showMoment } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import type { WaitingRefund } from '../payment/refunds-store.ts'
import { Panel } from '../ui/blocks.tsx'
import { DataTable } from '../ui/tables.tsx'
import { REFUND_WHY } from './fee-refunds.tsx'
import { actPath, CounterPage } from './shell.tsx'

/** Money that waits to go back, the longest waiting first. */
export function RefundListPage({
  me,
  refunds,
}: {
  me: StaffActor
  refunds: readonly WaitingRefund[]
}) {
  return (
    <CounterPage me={me} title="Phí chờ hoàn">
      <div class="head">
        <h1>Phí chờ hoàn</h1>
      </div>
      <Panel>
        <DataTable
          caption="Khoản phí chờ hoàn, lâu nhất trước"
          rows={refunds}
          empty="Không có khoản nào chờ hoàn."
          columns={[
            {
              title: 'Hồ sơ',
              heading: true,
              cell: ({ dossierId, code }) => (
                <a class="code" href={actPath(dossierId, 'thu-phi')}>
                  {code}
                </a>
              ),
            },
            { title: 'Số tiền', numeric: true, cell: ({ amount }) => showMoney(amount) },
            { title: 'Lý do', cell: ({ why }) => REFUND_WHY[why] },
            {
              title: 'Đang chờ',
              cell: ({ state, method }) =>
                state === 'refundDue'
                  ? 'lãnh đạo duyệt'
                  : method === 'online'
                    ? 'cổng thanh toán chuyển trả'
                    : 'quầy trả tiền',
            },
            { title: 'Từ', cell: ({ askedAt }) => showMoment(askedAt) },
            { title: 'Giao dịch', cell: ({ reference }) => <span class="code">{reference}</span> },
          ]}
        />
      </Panel>
    </CounterPage>
  )
}
