import { showMoney } from '../catalogue/fee-lines.ts'
import { showMoment } from '../lib/time.ts'
import { hasReceipt, type OrderStanding } from '../payment/standing.ts'
import { Details, KeyValues, Panel } from '../ui/blocks.tsx'
import { Actions, Button } from '../ui/buttons.tsx'
import { FeeForm, FeeText, type FeeDeskProps } from './fee-form.tsx'
import { actPath } from './shell.tsx'

export const REFUND_WHY = {
  paidTwice: 'đã nộp trước đó',
  notOwed: 'không còn phải nộp',
  ground: 'theo đề nghị của cán bộ',
} as const

const METHODS = { online: 'Trực tuyến', transfer: 'Chuyển khoản', cash: 'Tiền mặt' } as const
const STATES = {
  paid: 'đã nhận tiền',
  refundDue: 'chờ lãnh đạo duyệt hoàn',
  refundAsked: 'đã duyệt hoàn, đang trả lại',
  refunded: 'đã hoàn tiền',
} as const

/** Every payment that arrived: its receipt, and the way back of its money in the hands of two people. */
export function PaidOrders(props: FeeDeskProps) {
  const paid = props.fees.standing.orders.filter(hasReceipt)
  if (paid.length === 0) return null
  return (
    <Panel title="Đã thu và hoàn lại">
      {paid.map((order) => (
        <section class="mb3">
          <KeyValues
            pairs={[
              { label: 'Giao dịch', value: <span class="code">{order.reference}</span> },
              { label: 'Số tiền', value: `${showMoney(order.amount)}, ${METHODS[order.method]}` },
              { label: 'Nhận lúc', value: showMoment(order.paidAt!) },
              { label: 'Trạng thái', value: stateOf(order) },
              {
                label: 'Biên nhận',
                value: (
                  <a href={actPath(order.dossierId, `thu-phi/${order.id}.pdf`)}>
                    Bản thể hiện (PDF)
                  </a>
                ),
              },
            ]}
          />
          <WayBack {...props} order={order} />
        </section>
      ))}
    </Panel>
  )
}

function stateOf({ state, refundWhy, refundReason }: OrderStanding): string {
  const why = refundWhy === null ? '' : ` (${refundReason ?? REFUND_WHY[refundWhy]})`
  return `${STATES[state as keyof typeof STATES]}${why}`
}

function WayBack(props: FeeDeskProps & { order: OrderStanding }) {
  const { order, fees } = props
  if (order.state === 'paid' && fees.may.has('askRefund'))
    return (
      <Details summary="Đề nghị hoàn tiền">
        <FeeForm {...props} act="askRefund" hidden={{ order: order.id }}>
          <FeeText {...props} field="reason" of={order.reference} label="Lý do" />
          <FeeText {...props} field="ground" of={order.reference} label="Căn cứ" />
          <Actions>
            <Button look="second">Đề nghị hoàn</Button>
          </Actions>
        </FeeForm>
      </Details>
    )
  if (order.state === 'refundDue' && fees.may.has('approveRefund'))
    return (
      <FeeForm {...props} act="approveRefund" hidden={{ order: order.id }}>
        <p>Hai người: ai đề nghị thì không tự duyệt.</p>
        <Actions>
          <Button>Duyệt hoàn {showMoney(order.amount)}</Button>
        </Actions>
      </FeeForm>
    )
  if (order.state === 'refundAsked' && order.method !== 'online' && fees.may.has('payBack'))
    return (
      <FeeForm {...props} act="payBack" hidden={{ order: order.id }}>
        <FeeText
          {...props}
          field="paper"
          of={order.reference}
          label="Số chứng từ trả tiền"
          size={12}
        />
        <Actions>
          <Button>Đã trả lại {showMoney(order.amount)}</Button>
        </Actions>
      </FeeForm>
    )
  return null
}
