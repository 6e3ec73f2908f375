import { showMoney } from '../catalogue/fee-lines.ts'
import { showTime } from '../lib/time.ts'
import { Facts, Note } from '../ui/blocks.tsx'
import { Actions, Button, ButtonLink } from '../ui/buttons.tsx'
import { PostForm } from '../ui/keys.tsx'
import { useLang } from '../ui/page-context.ts'
import { FeeFrame } from './fee-page.tsx'
import type { OwnFees } from './own.ts'
import { AWAITED, MOST_ASKS, NEVER, TIMES } from './looking.ts'
import { feesPath, receiptPath } from './paths.ts'
import { hasArrived } from './order.ts'
import type { OrderStanding } from './standing.ts'
import { paymentWording } from './wording.ts'

export type GoPageProps = { fees: OwnFees; order: OrderStanding; isTrial: boolean }

/** Before one leaves: how much, where to, until when. A link, so that the gateway's page opens in every browser. */
export function GoPage({ fees, order, isTrial }: GoPageProps) {
  const t = paymentWording(useLang()).go
  if (order.payUrl === null) return <LaterPage fees={fees} />
  return (
    <FeeFrame fees={fees} title={t.title} back={feesPath(fees.id)}>
      <p>{t.lead(showMoney(order.amount))}</p>
      {isTrial ? (
        <Note tone="warn">
          <p>{t.trial}</p>
        </Note>
      ) : null}
      <OrderFacts order={order} host={new URL(order.payUrl).host} />
      <p>{t.until(showTime(order.expiresAt))}</p>
      <Actions>
        <ButtonLink endIcon="go" href={order.payUrl}>
          {t.go}
        </ButtonLink>
        <ButtonLink look="second" href={feesPath(fees.id, '/ket-qua')}>
          {t.seen}
        </ButtonLink>
      </Actions>
      <p class="meta">{t.after}</p>
    </FeeFrame>
  )
}

function OrderFacts({ order, host }: { order: OrderStanding; host?: string }) {
  const t = paymentWording(useLang())
  return (
    <Facts
      facts={[
        { icon: 'money', label: t.amount, value: showMoney(order.amount) },
        ...(host === undefined ? [] : [{ icon: 'globe' as const, label: t.go.host, value: host }]),
        { icon: 'ticket', label: t.reference, value: <span class="num">{order.reference}</span> },
      ]}
    />
  )
}

function LaterPage({ fees }: { fees: OwnFees }) {
  const t = paymentWording(useLang())
  return (
    <FeeFrame fees={fees} title={t.go.title} back={feesPath(fees.id)}>
      <Note tone="warn">
        <p class="strong">{t.go.later}</p>
        <p>{t.go.laterMore}</p>
      </Note>
      <PostForm action={feesPath(fees.id)}>
        <Actions>
          <Button>{t.go.again}</Button>
        </Actions>
      </PostForm>
      <p>{t.atCounter(fees.counterName)}</p>
    </FeeFrame>
  )
}

export type BackPageProps = {
  fees: OwnFees
  order: OrderStanding | undefined
  /** While the gateway's word is waited for: the page looks again by itself. */
  isLooking: boolean
}

/** Coming back proves nothing: what stands here is what the gateway has said, or that it has said nothing yet (reliability N05). */
export function BackPage(props: BackPageProps) {
  const { fees, order, isLooking } = props
  const t = paymentWording(useLang()).back
  switch (order?.state) {
    case 'created':
    case 'pending':
      return order.method === 'online' ? (
        <Waiting fees={fees} order={order} isLooking={isLooking} />
      ) : (
        <Ending fees={fees} title={t.counter} tone="info" order={order} lines={[t.counterMore]} />
      )
    case 'paid':
      return <Ending fees={fees} title={t.paid} tone="ok" order={order} lines={[t.paidMore]} />
    case 'failed':
    case 'expired': {
      const lines = [t.failedMore, t.debited]
      return <Ending fees={fees} title={t[order.state]} tone="bad" order={order} lines={lines} />
    }
    case 'refundDue':
    case 'refundAsked':
    case 'refunded':
      return <Ending fees={fees} title={t.refund} tone="info" order={order} lines={[]} />
    case undefined:
      return <Ending fees={fees} title={t.none} tone="info" order={undefined} lines={[]} />
  }
}

function Waiting({ fees, order, isLooking }: BackPageProps & { order: OrderStanding }) {
  const t = paymentWording(useLang()).back
  const here = feesPath(fees.id, '/ket-qua')
  return (
    <FeeFrame fees={fees} title={t.pending} back={feesPath(fees.id)}>
      {isLooking ? (
        <>
          <p role="status" class="m0" data-waits={MOST_ASKS} data-over={t.looksNoMore}>
            {t.looks}
          </p>
          <ButtonLink look="link" href={`${here}?${TIMES}=${NEVER}`}>
            {t.lookNoMore}
          </ButtonLink>
        </>
      ) : (
        <p>{t.looksNoMore}</p>
      )}
      <div id={AWAITED} data-told="">
        <Note icon="clock">
          <p class="strong">{t.noPay}</p>
          <p>{t.pendingMore}</p>
        </Note>
        <OrderFacts order={order} />
      </div>
      <Actions>
        <ButtonLink href={isLooking ? here : `${here}?${TIMES}=${NEVER}`}>{t.look}</ButtonLink>
        {fees.mayPay ? (
          <ButtonLink look="second" href={feesPath(fees.id, '/di')}>
            {t.resume}
          </ButtonLink>
        ) : null}
      </Actions>
    </FeeFrame>
  )
}

type EndingProps = {
  fees: OwnFees
  title: string
  tone: 'ok' | 'bad' | 'info'
  order: OrderStanding | undefined
  lines: readonly string[]
}

function Ending({ fees, title, tone, order, lines }: EndingProps) {
  const t = paymentWording(useLang())
  const why = order?.refundWhy ? t.refundWhy[order.refundWhy] : undefined
  const said = [...(why === undefined ? [] : [why]), ...lines]
  return (
    <FeeFrame fees={fees} title={title} back={feesPath(fees.id)}>
      <div data-told="">
        {said.length === 0 ? null : (
          <Note tone={tone}>
            {said.map((line) => (
              <p>{line}</p>
            ))}
          </Note>
        )}
        {order ? <OrderFacts order={order} /> : null}
      </div>
      <Actions>
        {order && hasArrived(order.state) ? (
          <ButtonLink icon="download" href={receiptPath(fees.id, order.id)}>
            {t.receipt}
          </ButtonLink>
        ) : null}
        {tone === 'bad' ? (
          <ButtonLink href={feesPath(fees.id)}>{t.back.again}</ButtonLink>
        ) : (
          <ButtonLink look="second" href={feesPath(fees.id)}>
            {t.toFees}
          </ButtonLink>
        )}
        <ButtonLink look="second" href={`/ho-so/${fees.id}`}>
          {t.toDossier}
        </ButtonLink>
      </Actions>
    </FeeFrame>
  )
}
