import type { PaperFacts } from '../counter/paper-facts.ts'
import { maskPhone } from '../lib/text.ts'
import { FeesLink } from '../payment/fees-link.tsx'
import type { SubmissionReceipt } from '../signing/papers.ts'
import { dueIn, momentIn } from '../tracking/when.ts'
import { Details, Note, Slip } from '../ui/blocks.tsx'
import { Actions, ButtonLink } from '../ui/buttons.tsx'
import { Icon, type IconName } from '../ui/icons.tsx'
import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import { QrCode } from '../ui/qr.tsx'
import { Rows } from '../ui/rows.tsx'
import { StatusTag } from '../ui/status.tsx'
import { FiledFor } from './for-whom-parts.tsx'
import { filingWording } from './wording.ts'

export type ReceiptPageProps = {
  id: string
  facts: PaperFacts
  receipt: SubmissionReceipt
  /** The applicant sees the draft of the result before it is made. */
  hasDraftStep: boolean
  /** In whose name it was filed, when under a representation. */
  filedFor?: string | undefined
}

/** Submission is not acceptance: code, when an answer comes, a date only as an if. Survives a bookmark and a printer. */
export function ReceiptPage(props: ReceiptPageProps) {
  const { id, facts, receipt } = props
  const lang = useLang()
  const t = filingWording(lang).receipt
  const { contact, state } = facts
  return (
    <CitizenPage title={`${t.title} ${receipt.code}`}>
      <h1 class="mt3">{t.title}</h1>
      {props.filedFor === undefined ? null : <FiledFor owner={props.filedFor} />}
      <Slip top={<CodeOf {...props} />} below={<Below {...props} />} />
      <p>
        {contact?.phone ? `${t.sent(maskPhone(contact.phone))} ` : ''}
        {t.show}
      </p>
      <p>{t.notYet}</p>
      {state.seq > 1 ? (
        <Note>
          <p>{t.moved}</p>
        </Note>
      ) : null}
      <Actions>
        <ButtonLink icon="download" href={`/ho-so/${id}/giay-to/submission.pdf`}>
          {t.pdf}
        </ButtonLink>
        <ButtonLink look="second" href={`/ho-so/${id}`}>
          {t.follow}
        </ButtonLink>
      </Actions>
      <Rows>
        <FeesLink id={id} />
      </Rows>
      <section>
        <h2>{t.next}</h2>
        <ol class="timeline">
          <Next icon="inbox" title={t.check} text={t.checkMore} isNow />
          {props.hasDraftStep ? <Next icon="eye" title={t.draft} text={t.draftMore} /> : null}
          <Next icon="door" title={t.result} text={t.resultMore} />
        </ol>
      </section>
      <Details summary={t.hashes}>
        <Hashes receipt={receipt} />
      </Details>
    </CitizenPage>
  )
}

function CodeOf({ receipt }: ReceiptPageProps) {
  const t = filingWording(useLang()).receipt
  return (
    <>
      <p class="meta m0">{t.code}</p>
      <p class="big num">{receipt.code}</p>
      {receipt.codeIsProvisional ? <p class="meta m0">{t.standIn}</p> : null}
      <p class="m0">
        <StatusTag status={1} />
      </p>
    </>
  )
}

function Below({ facts, receipt }: ReceiptPageProps) {
  const lang = useLang()
  const t = filingWording(lang).receipt
  const filed = facts.events.find((event) => event.kind === 'filed')
  return (
    <>
      <div class="slip__main">
        <p class="meta m0">{t.answer}</p>
        <p class="big">{dueIn(lang, receipt.answerBy)}</p>
        {receipt.dueIfAcceptedToday === null ? null : (
          <>
            <p class="meta m0">{t.ifToday}</p>
            <p>
              <b>{dueIn(lang, receipt.dueIfAcceptedToday)}</b>
            </p>
          </>
        )}
        <dl class="meta m0">
          <dt class="vh">{t.procedure}</dt>
          <dd>
            {facts.procedure.shortName[lang]} ({receipt.procedure.code})
          </dd>
          <dt class="vh">{t.owner}</dt>
          <dd>{filed?.private?.ownerName ?? '…'}</dd>
          <dt class="vh">{t.office}</dt>
          <dd>{receipt.competentOffice}</dd>
          <dd>{t.at(momentIn(lang, receipt.submittedAt))}</dd>
        </dl>
      </div>
      <QrCode text={`${facts.trackingUrl}?ma=${encodeURIComponent(receipt.code)}`} label={t.qr} />
    </>
  )
}

function Next(props: { icon: IconName; title: string; text: string; isNow?: boolean }) {
  return (
    <li class={props.isNow ? 'now' : undefined}>
      <Icon name={props.icon} />
      <h3>{props.title}</h3>
      <p class="meta">{props.text}</p>
    </li>
  )
}

function Hashes({ receipt }: { receipt: SubmissionReceipt }) {
  const t = filingWording(useLang()).receipt
  const files = receipt.papers.flatMap((paper) => paper.files.map((file) => ({ paper, file })))
  if (files.length === 0) return <p class="meta">{t.noFiles}</p>
  return (
    <dl class="meta">
      {files.map(({ paper, file }) => (
        <>
          <dt lang="vi">
            {paper.name}, {file.name}
          </dt>
          <dd class="code">{file.sha256.replace(/(.{4})(?=.)/g, '$1 ')}</dd>
        </>
      ))}
    </dl>
  )
}
