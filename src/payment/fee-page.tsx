import { showMoney } from '../catalogue/fee-lines.ts'
import { showDay, showMoment, showTime } from '../lib/time.ts'
import { Card, Note, type NoteTone } from '../ui/blocks.tsx'
import { Actions, BackLink, Button, ButtonLink } from '../ui/buttons.tsx'
import type { Lang } from '../ui/i18n.ts'
import { PostForm } from '../ui/keys.tsx'
import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import { LinkRow, Rows } from '../ui/rows.tsx'
import { FeeLines } from './fee-lines.tsx'
import type { OwnFees } from './own.ts'
import { feesPath, receiptPath } from './paths.ts'
import { cardStateOf, hasReceipt, payable, refunds, sumOf, type FeeCardState } from './standing.ts'
import { paymentWording } from './wording.ts'

export type FeePageProps = { fees: OwnFees; refusal?: string | undefined }

/** What is owed and why, one button to pay, what has been paid. Nobody is asked to pay while a payment is under way. */
export function FeePage({ fees, refusal }: FeePageProps) {
  const t = paymentWording(useLang())
  const { standing } = fees
  return (
    <FeeFrame fees={fees} title={t.title}>
      {refusal === undefined ? null : (
        <Note tone="bad">
          <p role="alert">{refusal}</p>
        </Note>
      )}
      <StateNote state={cardStateOf(standing, fees.isOpen)} mayPay={fees.mayPay} />
      <Pay fees={fees} />
      {standing.lines.length === 0 ? null : (
        <section>
          <h2>{t.lines}</h2>
          <FeeLines standing={standing} />
        </section>
      )}
      <Claim fees={fees} />
      <Receipts fees={fees} />
      <Refunds fees={fees} />
    </FeeFrame>
  )
}

/** The way back, which dossier it is, the title: the same on every page of paying. */
export function FeeFrame(props: {
  fees: OwnFees
  title: string
  back?: string
  hasErrors?: boolean
  children: preact.ComponentChildren
}) {
  const { fees, title } = props
  return (
    <CitizenPage title={`${title}, ${fees.code}`} hasErrors={props.hasErrors ?? false}>
      <BackLink href={props.back ?? `/ho-so/${fees.id}`} />
      <p class="meta m0">
        {fees.procedureName} · <span class="num">{fees.code}</span>
      </p>
      <h1>{title}</h1>
      {props.children}
    </CitizenPage>
  )
}

const TONES: Readonly<Record<FeeCardState['kind'], NoteTone>> = {
  none: 'info',
  pending: 'info',
  owed: 'warn',
  claimed: 'info',
  undetermined: 'info',
  refund: 'info',
  paid: 'ok',
  exempt: 'ok',
  free: 'ok',
  ended: 'info',
}

function StateNote({ state, mayPay }: { state: FeeCardState; mayPay: boolean }) {
  const t = paymentWording(useLang()).card
  const words = state.kind === 'owed' && !mayPay ? t.owedByOwner : undefined
  const said = 'amount' in state ? (words ?? t[state.kind])(showMoney(state.amount)) : t[state.kind]
  return (
    <Note tone={TONES[state.kind]}>
      <p class="strong">{said}</p>
    </Note>
  )
}

function Pay({ fees }: { fees: OwnFees }) {
  const t = paymentWording(useLang())
  const state = cardStateOf(fees.standing, fees.isOpen)
  if (state.kind === 'pending')
    return (
      <Actions>
        <ButtonLink href={feesPath(fees.id, '/ket-qua')}>{t.go.seen}</ButtonLink>
      </Actions>
    )
  if (state.kind !== 'owed') return null
  if (!fees.mayPay) return <p>{t.notYours(fees.counterName)}</p>
  const counter = <p>{t.atCounter(fees.counterName)}</p>
  if (!fees.canPayOnline)
    return (
      <>
        <p>{t.noOnline}</p>
        {counter}
      </>
    )
  return (
    <PostForm action={feesPath(fees.id)}>
      <p>{t.payMore}</p>
      <Actions>
        <Button icon="money">{t.pay(showMoney(sumOf(payable(fees.standing))))}</Button>
      </Actions>
      {counter}
    </PostForm>
  )
}

function Claim({ fees }: { fees: OwnFees }) {
  const lang = useLang()
  const t = paymentWording(lang)
  if (fees.claims.lines.length === 0 || !fees.isOpen || !fees.mayPay) return null
  return (
    <Rows>
      <LinkRow
        href={feesPath(fees.id, '/mien')}
        title={t.claim}
        more={fees.claims.groups.map(({ who }) => who[lang]).join('. ')}
      />
    </Rows>
  )
}

function Receipts({ fees }: { fees: OwnFees }) {
  const lang = useLang()
  const t = paymentWording(lang)
  const paid = fees.standing.orders.filter(hasReceipt)
  if (paid.length === 0) return null
  return (
    <section>
      <h2>{t.paidBefore}</h2>
      <Rows>
        {paid.map(({ id, amount, paidAt, method }) => (
          <LinkRow
            href={receiptPath(fees.id, id)}
            title={`${t.receipt} (PDF)`}
            more={`${t.by[method]}: ${t.receiptMore(showMoney(amount), momentIn(lang, paidAt!))}`}
          />
        ))}
      </Rows>
    </section>
  )
}

function momentIn(lang: Lang, at: Date): string {
  return lang === 'vi' ? showMoment(at) : `${showTime(at)}, ${showDay(at)}`
}

function Refunds({ fees }: { fees: OwnFees }) {
  const t = paymentWording(useLang())
  const back = refunds(fees.standing)
  if (back.length === 0) return null
  return (
    <section>
      <h2>{t.refunds}</h2>
      {back.map(({ state, amount, refundWhy, reference }) => (
        <Card>
          <p class="strong">
            {showMoney(amount)}: {t.refund[state as keyof typeof t.refund]}
          </p>
          <p>{refundWhy === null ? '' : t.refundWhy[refundWhy]}</p>
          <p class="meta">
            {t.reference} <span class="num">{reference}</span>
          </p>
        </Card>
      ))}
    </section>
  )
}
