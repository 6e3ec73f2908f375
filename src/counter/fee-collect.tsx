import { showMoney } from '../catalogue/fee-lines.ts'
import { showMoment } from '../lib/time.ts'
import { payable, sumOf, underWay, type OrderStanding } from '../payment/standing.ts'
import { KeyValues, Note, Panel } from '../ui/blocks.tsx'
import { Actions, Button } from '../ui/buttons.tsx'
import { QrCode } from '../ui/qr.tsx'
import { FeeForm, FeeText, type FeeDeskProps } from './fee-form.tsx'

/** Taking money: first a slip, then the money; an official says that it is there, never the citizen's screen. */
export function Collect(props: FeeDeskProps) {
  const { standing, may, treasury } = props.fees
  const order = underWay(standing)
  if (order) return <UnderWay {...props} order={order} />
  const due = payable(standing)
  if (due.length === 0 || !may.has('collect')) return null
  return (
    <Panel title="Thu tiền">
      <p class="big">{showMoney(sumOf(due))}</p>
      <div class="cluster">
        <FeeForm {...props} act="cash">
          <Button icon="money">Thu tiền mặt</Button>
        </FeeForm>
        {treasury === undefined ? null : (
          <FeeForm {...props} act="transfer">
            <Button look="second" icon="qr">
              Hiện mã VietQR
            </Button>
          </FeeForm>
        )}
      </div>
      {treasury === undefined ? (
        <p class="meta">Chưa cài tài khoản Kho bạc nên chưa có mã VietQR.</p>
      ) : null}
    </Panel>
  )
}

function UnderWay(props: FeeDeskProps & { order: OrderStanding }) {
  const { order, fees } = props
  if (order.method === 'online')
    return (
      <Panel title="Đang nộp trực tuyến">
        <Note>
          <p>
            Người nộp đang trả {showMoney(order.amount)} qua cổng thanh toán. Đừng thu thêm trước{' '}
            {showMoment(order.expiresAt)}.
          </p>
        </Note>
      </Panel>
    )
  return (
    <Panel title={order.method === 'cash' ? 'Đang thu tiền mặt' : 'Đang chờ chuyển khoản'}>
      {order.method === 'transfer' ? <Transfer {...props} /> : null}
      <p>
        Số tiền: <b>{showMoney(order.amount)}</b>, mã <span class="code">{order.reference}</span>
      </p>
      {fees.may.has('collect') ? <Confirm {...props} /> : null}
    </Panel>
  )
}

function Transfer({ fees: { qr, treasury }, order }: FeeDeskProps & { order: OrderStanding }) {
  if (qr === undefined || treasury === undefined) return null
  return (
    <div class="cluster">
      <QrCode text={qr} label={`Mã VietQR chuyển ${showMoney(order.amount)}`} />
      <KeyValues
        pairs={[
          { label: 'Ngân hàng', value: <span class="num">{treasury.bank}</span> },
          { label: 'Tài khoản', value: <span class="num">{treasury.account}</span> },
          { label: 'Chủ tài khoản', value: treasury.holder },
          { label: 'Nội dung', value: <span class="code">{order.reference}</span> },
          { label: 'Có giá trị đến', value: showMoment(order.expiresAt) },
        ]}
      />
    </div>
  )
}

function Confirm(props: FeeDeskProps & { order: OrderStanding }) {
  const { order } = props
  const isCash = order.method === 'cash'
  return (
    <>
      <FeeForm {...props} act="confirm" hidden={{ order: order.id }}>
        <FeeText
          {...props}
          field="paper"
          of={order.reference}
          label={isCash ? 'Số biên lai' : 'Mã giao dịch trên sao kê của ngân hàng'}
          size={12}
        />
        <Actions>
          <Button>{isCash ? 'Đã nhận đủ tiền' : 'Đã thấy tiền vào tài khoản'}</Button>
        </Actions>
      </FeeForm>
      <FeeForm {...props} act="drop" hidden={{ order: order.id }}>
        <Button look="link">Hủy, người nộp chưa trả</Button>
      </FeeForm>
    </>
  )
}
