import { showMoney } from '../catalogue/fee-lines.ts'
import { feesPath } from '../payment/paths.ts'
import { paymentWording } from '../payment/wording.ts'
import { ButtonLink } from '../ui/buttons.tsx'
import type { Lang } from '../ui/i18n.ts'
import { useLang } from '../ui/page-context.ts'
import { StatusTag } from '../ui/status.tsx'
import { followWording } from './follow-wording.ts'
import { InWhoseName } from './in-whose-name.tsx'
import type { MineCard } from './mine.ts'
import { dueIn, momentIn } from './when.ts'
import { trackingWording } from './wording.ts'

/** What the applicant has to do: the whole sentence first, the code last. */
export function WaitingCard({ card, plain = false }: { card: MineCard; plain?: boolean }) {
  const lang = useLang()
  const t = trackingWording(lang).task
  const { waiting, id } = card
  const foot = plain ? null : <Foot card={card} />
  if (waiting === null) return card.isToRate ? <ToRate card={card} /> : null
  switch (waiting.kind) {
    case 'supplement':
      return (
        <>
          <h3>{t.supplement(card.procedureName)}</h3>
          <p>
            {t.supplementMore}{' '}
            {waiting.answerBy === null ? '' : t.supplementUntil(dueIn(lang, waiting.answerBy))}
          </p>
          {foot}
          <ButtonLink href={`/ho-so/${id}/bo-sung`}>{t.supplementGo}</ButtonLink>
        </>
      )
    case 'fee':
      return (
        <>
          <h3>{t.fee(card.procedureName)}</h3>
          <p>{t.feeMore(showMoney(waiting.amount))}</p>
          {foot}
          {plain ? null : <ButtonLink href={feesPath(id)}>{paymentWording(lang).title}</ButtonLink>}
        </>
      )
    case 'draft':
      return (
        <>
          <h3>{t.draft(card.procedureName)}</h3>
          <p>{t.draftMore(momentIn(lang, waiting.answerBy))}</p>
          {foot}
          <ButtonLink href={`/ho-so/${id}/ban-nhap`}>{t.draftGo}</ButtonLink>
        </>
      )
    case 'receive':
      return (
        <>
          <h3>{t.receive(card.procedureName)}</h3>
          <p>
            {t.receiveMore} {receiveWords(card, lang)}
          </p>
          {foot}
          <ButtonLink href={`/ho-so/${id}/ket-qua`}>
            {waiting.manner === 'electronic' ? t.receiveGo : t.seeGo}
          </ButtonLink>
        </>
      )
    case 'receiveRevocation':
      return (
        <>
          <h3>{t.revoked(card.procedureName)}</h3>
          <p>
            {t.revokedMore} {receiveWords(card, lang)}
          </p>
          {foot}
          <ButtonLink href={`/ho-so/${id}/ket-qua`}>{t.revokedGo}</ButtonLink>
        </>
      )
  }
}

/** How it reaches them, when it is not on the page itself. */
function receiveWords({ waiting, returnOfficeName }: MineCard, lang: 'vi' | 'en'): string {
  const t = trackingWording(lang).task
  if (waiting?.kind === 'receive' && waiting.manner !== 'electronic')
    return waiting.manner === 'counter' ? t.receiveAt(returnOfficeName) : t.receivePost
  if (waiting?.kind === 'receiveRevocation' && waiting.manner !== 'electronic')
    return waiting.manner === 'counter' ? t.revokedAt(returnOfficeName) : t.revokedPost
  return ''
}

function Foot({ card }: { card: MineCard }) {
  const t = trackingWording(useLang()).mine
  return (
    <>
      <p class="cluster">
        <StatusTag status={card.status} />
        <span class="meta">
          {t.of(card.owner)} ·{' '}
          <a class="num" href={`/ho-so/${card.id}`}>
            {card.code}
          </a>
        </span>
      </p>
      <InWhoseName whose={card.whose} />
    </>
  )
}

function ToRate({ card }: { card: MineCard }) {
  const t = followWording(useLang()).mine
  return (
    <>
      <h3>{t.rate(card.procedureName)}</h3>
      <p>{t.rateMore}</p>
      <Foot card={card} />
      <ButtonLink look="second" href={`/ho-so/${card.id}/danh-gia`}>
        {t.rateGo}
      </ButtonLink>
    </>
  )
}

/** What is to be done, in the words of its card. */
export function taskTitle({ waiting, procedureName }: MineCard, lang: Lang): string {
  const t = trackingWording(lang).task
  switch (waiting?.kind) {
    case 'supplement':
      return t.supplement(procedureName)
    case 'fee':
      return t.fee(procedureName)
    case 'draft':
      return t.draft(procedureName)
    case 'receive':
      return t.receive(procedureName)
    case 'receiveRevocation':
      return t.revoked(procedureName)
    case undefined:
      return followWording(lang).mine.rate(procedureName)
  }
}
