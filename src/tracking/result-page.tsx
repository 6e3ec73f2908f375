import type { ResultManner } from '../dossier/events.ts'
import { showDay, type Day } from '../lib/time.ts'
import type { PaperVerdict } from '../result/verification.ts'
import { Facts, Note, type NoteTone } from '../ui/blocks.tsx'
import { Actions, BackLink, Button, ButtonLink } from '../ui/buttons.tsx'
import { OpenInBrowser } from '../ui/in-app.tsx'
import { PostForm } from '../ui/keys.tsx'
import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import { paths } from '../ui/paths.ts'
import { QrCode } from '../ui/qr.tsx'
import { LinkRow, Rows } from '../ui/rows.tsx'
import { StatusTag } from '../ui/status.tsx'
import { followWording } from './follow-wording.ts'
import type { MineCard } from './mine.ts'
import { momentIn } from './when.ts'
import { trackingWording } from './wording.ts'

export type ResultPageProps = {
  card: MineCard
  number: string
  issuedOn: string
  /** Public verification token of the paper. */
  token: string
  /** The whole address that anybody can check it at. */
  verifyUrl: string
  /** What the check of the stored file says now. */
  verdict: PaperVerdict['is']
  deliveredAt: Date | null
  /** The number of the decision that took the result back; null while it stands. */
  revokedBy: string | null
  refusal?: string
}

/** The signed paper: received once, downloaded and handed on as often as one likes, checked each time it is looked at. */
export function ResultPage(props: ResultPageProps) {
  const { card, deliveredAt, revokedBy } = props
  const lang = useLang()
  const t = trackingWording(lang).result
  const stands = [
    ...(deliveredAt === null ? [] : [t.received(momentIn(lang, deliveredAt))]),
    ...(revokedBy === null ? [] : [t.revoked(revokedBy)]),
  ]
  return (
    <CitizenPage title={`${t.title} ${card.code}`}>
      <BackLink href={`/ho-so/${card.id}`} />
      <p class="meta m0">
        {card.procedureName} · <span class="num">{card.code}</span>
      </p>
      <h1>{t.title}</h1>
      <p>
        <StatusTag status={card.status} />
      </p>
      {props.refusal === undefined ? null : (
        <Note tone="bad">
          <p role="alert">{props.refusal}</p>
        </Note>
      )}
      <OpenInBrowser />
      <p>{stands.length === 0 ? t.ready : stands.join(' ')}</p>
      <Facts
        facts={[
          { icon: 'file', label: t.number, value: props.number },
          { icon: 'calendar', label: t.issued, value: showDay(props.issuedOn as Day) },
          { icon: 'house', label: t.office, value: <span lang="vi">{card.officeName}</span> },
        ]}
      />
      <Take {...props} />
      <Checked {...props} />
      {props.verdict === 'revoked' ? null : <Forward {...props} />}
      <More {...props} />
    </CitizenPage>
  )
}

const TONES: Readonly<Record<PaperVerdict['is'], NoteTone>> = {
  valid: 'ok',
  revoked: 'bad',
  replaced: 'bad',
  altered: 'bad',
  notYet: 'warn',
  unknown: 'warn',
}

function Checked({ verdict }: ResultPageProps) {
  const t = followWording(useLang()).result
  return (
    <Note tone={TONES[verdict]}>
      <p class="strong">{t.checked}</p>
      <p>{t.verdict[verdict]}</p>
    </Note>
  )
}

function Take({ card }: ResultPageProps) {
  const t = trackingWording(useLang()).result
  const { waiting } = card
  if (waiting?.kind === 'receive' && waiting.manner === 'electronic') {
    return (
      <PostForm action={`/ho-so/${card.id}/ket-qua`}>
        <p>{t.receiveMore}</p>
        <Actions>
          <Button icon="download">{t.receive}</Button>
        </Actions>
      </PostForm>
    )
  }
  if (waiting?.kind === 'receiveRevocation') return <TakeRevocation {...{ card, waiting }} />
  const elsewhere =
    waiting?.kind !== 'receive'
      ? undefined
      : waiting.manner === 'counter'
        ? t.counter(card.returnOfficeName)
        : t.post
  return (
    <>
      {elsewhere === undefined ? null : <p>{elsewhere}</p>}
      <Actions>
        <ButtonLink icon="download" href={`/ho-so/${card.id}/ket-qua.pdf`}>
          {t.download}
        </ButtonLink>
      </Actions>
    </>
  )
}

/** Nothing of a paper that was taken back is offered as a result: only that one knows. */
function TakeRevocation({ card, waiting }: { card: MineCard; waiting: { manner: ResultManner } }) {
  const t = trackingWording(useLang()).result
  if (waiting.manner === 'electronic')
    return (
      <PostForm action={`/ho-so/${card.id}/ket-qua`}>
        <input type="hidden" name="instead" value="revocation" />
        <p>{t.revokedMore}</p>
        <Actions>
          <Button>{t.revokedReceive}</Button>
        </Actions>
      </PostForm>
    )
  return <p>{waiting.manner === 'counter' ? t.revokedAt(card.returnOfficeName) : t.revokedPost}</p>
}

/** Handed on by Zalo or on paper it still verifies: the code leads to a page that tells nothing about its owner. */
function Forward({ verifyUrl }: ResultPageProps) {
  const t = followWording(useLang()).result
  return (
    <section>
      <h2>{t.forward}</h2>
      <p>{t.forwardLead}</p>
      <p class="mb3">
        <QrCode text={verifyUrl} label={t.forwardQr} />
      </p>
      <p>
        {t.forwardLink}:<br />
        <a class="num spread" href={verifyUrl}>
          {verifyUrl}
        </a>
      </p>
      <p class="meta">{t.forwardPrivate}</p>
    </section>
  )
}

function More({ card, token, deliveredAt }: ResultPageProps) {
  const lang = useLang()
  const t = trackingWording(lang).result
  const f = followWording(lang)
  return (
    <Rows>
      <LinkRow href={`${paths.verify}/${token}`} title={t.check} more={t.checkMore} />
      <LinkRow
        href="tel:1022"
        title={f.result.copies}
        more={f.result.copiesMore(card.returnOfficeName)}
      />
      {deliveredAt === null ? null : (
        <LinkRow href={`/ho-so/${card.id}/danh-gia`} title={f.can.rate} more={f.can.rateMore} />
      )}
    </Rows>
  )
}
