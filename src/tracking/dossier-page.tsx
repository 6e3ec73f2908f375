import { promiseOf } from '../calendar/clock.ts'
import type { PaperKind } from '../counter/papers.ts'
import { lastOf, type PaperFacts } from '../counter/paper-facts.ts'
import type { DossierFile } from '../dossier/rows.ts'
import { showDay } from '../lib/time.ts'
import type { ToldMessage } from '../notice/choice-store.ts'
import { Card, Details, Facts, Note } from '../ui/blocks.tsx'
import { BackLink } from '../ui/buttons.tsx'
import { Stages, Timeline, type TimelineEntry } from '../ui/history.tsx'
import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import { FeesLink } from '../payment/fees-link.tsx'
import type { OwnPetition } from '../petition/lists-store.ts'
import { standingIn } from '../petition/one-page.tsx'
import { petitionPaths } from '../petition/paths.ts'
import { paths } from '../ui/paths.ts'
import { LinkRow, Rows } from '../ui/rows.tsx'
import { StatusTag } from '../ui/status.tsx'
import { Legs, type LegShown } from './legs.tsx'
import { followWording } from './follow-wording.ts'
import { InWhoseName } from './in-whose-name.tsx'
import { Lateness } from './lateness.tsx'
import type { MineCard } from './mine.ts'
import { NOTICES_PATH } from './notices-path.ts'
import { heldSince } from './own.ts'
import { ToldList } from './told-list.tsx'
import { WaitingCard } from './waiting-card.tsx'
import { dueIn, momentIn } from './when.ts'
import { trackingWording } from './wording.ts'

export type DossierPageProps = {
  card: MineCard
  facts: PaperFacts
  stages: readonly string[]
  /** Null when it ended before its time. */
  stageNow: number | null
  /** The parts of a joint dossier; empty for every other. */
  legs: readonly LegShown[]
  timeline: readonly TimelineEntry[]
  files: readonly DossierFile[]
  papers: readonly PaperKind[]
  /** What was told to the applicant, newest first. */
  told: readonly ToldMessage[]
  readings: number
  mayWithdraw: boolean
  hasApology: boolean
  /** The place of return may still be changed. */
  mayMoveReturn: boolean
  hasResult: boolean
  /** The office has ended its work, so that it can be rated. */
  mayRate: boolean
  /** What this person has said about it, the newest first. */
  petitions: readonly OwnPetition[]
}

/** One dossier: what I have to do, when it is due, who holds it, what has happened, who has looked. */
export function DossierPage(props: DossierPageProps) {
  const { card, facts } = props
  const lang = useLang()
  const t = trackingWording(lang)
  return (
    <CitizenPage title={`${card.procedureName} ${card.code}`}>
      <BackLink href={paths.mine}>{t.one.back}</BackLink>
      <h1>{card.procedureName}</h1>
      <p class="meta">
        <span class="num">{card.code}</span> · {t.mine.of(card.owner)}
      </p>
      <InWhoseName whose={card.whose} />
      <p>
        <StatusTag status={card.status} />
      </p>
      {props.stageNow === null ? (
        <Ended facts={facts} />
      ) : (
        <Stages names={props.stages} now={props.stageNow} />
      )}
      <Lateness {...props} />
      {card.waiting === null ? null : (
        <Card waiting>
          <WaitingCard card={card} plain />
        </Card>
      )}
      {facts.state.isWithdrawalAsked && card.isOpen ? (
        <Note tone="warn">
          <p>{t.one.withdrawAsked}</p>
        </Note>
      ) : null}
      <Facts facts={factsOf(props, lang)} />
      <Legs legs={props.legs} />
      <section>
        <h2>{t.one.happened}</h2>
        <Timeline entries={props.timeline} />
      </section>
      <Sent told={props.told} />
      <Papers {...props} />
      <Can {...props} />
    </CitizenPage>
  )
}

function Ended({ facts }: { facts: PaperFacts }) {
  const t = trackingWording(useLang()).ended
  const { phase } = facts.state
  if (phase.at === 'withdrawn') {
    return (
      <Note>
        <p>{t.withdrawn}</p>
      </Note>
    )
  }
  const event = lastOf(facts.events, 'refused') ?? lastOf(facts.events, 'stopped')
  if (!event) return null
  return (
    <Note tone="bad">
      <p class="strong">{event.kind === 'refused' ? t.refused : t.stopped}</p>
      <p class="spread" lang="vi">
        {t.reason}: {event.private?.reason ?? '…'}
      </p>
      <p class="meta" lang="vi">
        {t.legalBasis}: {event.body.legalBasis}
      </p>
      <p>{t.again}</p>
    </Note>
  )
}

function factsOf({ card, facts }: DossierPageProps, lang: 'vi' | 'en') {
  const t = trackingWording(lang).due
  const { clock, finishedAt } = facts.state
  const isMoved = clock !== null && clock.firstDueAt !== promiseOf(clock)
  const more = [
    card.due?.words,
    clock?.provisional && !clock.promisedAt ? t.provisional : undefined,
    clock?.promisedAt ? t.again : undefined,
    isMoved ? t.first(dueIn(lang, clock.firstDueAt)) : undefined,
  ].filter(Boolean)
  return [
    {
      icon: 'calendar' as const,
      label: t.promised,
      value: clock === null ? t.notYet : dueIn(lang, promiseOf(clock)),
      ...(more.length > 0 ? { more: more.join(' · ') } : {}),
    },
    {
      icon: 'house' as const,
      label: t.at,
      value: <span lang="vi">{holderOf(card, facts)}</span>,
      more: followWording(lang).since(showDay(heldSince(facts))),
    },
    ...(finishedAt === null
      ? []
      : [
          {
            icon: 'done' as const,
            label: t.finished,
            value: momentIn(lang, new Date(finishedAt)),
          },
        ]),
  ]
}

/** The office, never the person (screens.md C13). */
function holderOf(card: MineCard, { state, receiving, competent, returning }: PaperFacts): string {
  switch (state.phase.at) {
    case 'submitted':
      return receiving.name
    case 'finished':
    case 'delivered':
      return returning.name
    case 'processing':
    case 'awaitingSupplement':
    case 'awaitingFee':
    case 'refused':
    case 'withdrawn':
    case 'stopped':
      return competent.name || card.officeName
  }
}

function paperNameIn({ procedure }: PaperFacts, code: string, lang: 'vi' | 'en'): string {
  return procedure.papers.find((paper) => paper.code === code)?.name[lang] ?? code
}

function Papers({ card, facts, files, papers, hasApology }: DossierPageProps) {
  const lang = useLang()
  const t = trackingWording(lang).one
  return (
    <section>
      <h2>{t.papers}</h2>
      <Details summary={t.official} open>
        <ul>
          {papers.map((kind) => (
            <li>
              <a href={`/ho-so/${card.id}/giay-to/${kind}.pdf`}>{t[kind]}</a> (PDF)
            </li>
          ))}
          {hasApology ? (
            <li>
              <a href={`/ho-so/${card.id}/giay-to/xin-loi.pdf`}>{t.apology}</a> (PDF)
            </li>
          ) : null}
        </ul>
      </Details>
      <Details summary={t.yourFiles}>
        {files.length === 0 ? <p>{t.noFiles}</p> : null}
        <ul>
          {files.map((file) => (
            <li>
              <a href={`/ho-so/${card.id}/tep/${file.id}`}>{file.name}</a>{' '}
              <span class="meta">{paperNameIn(facts, file.paper, lang)}</span>
            </li>
          ))}
        </ul>
      </Details>
    </section>
  )
}

function Sent({ told }: Pick<DossierPageProps, 'told'>) {
  const t = followWording(useLang())
  return (
    <section>
      <h2>{t.sent.title}</h2>
      {told.length === 0 ? <p>{t.sent.none}</p> : <ToldList messages={told} />}
      <p>
        <a href={NOTICES_PATH}>{t.mine.notices}</a>
      </p>
    </section>
  )
}

function Can({ card, facts, readings, ...may }: DossierPageProps) {
  const lang = useLang()
  const t = trackingWording(lang).one
  const f = followWording(lang).can
  const { mayWithdraw, mayMoveReturn, hasResult, mayRate, petitions } = may
  return (
    <section>
      <h2>{t.can}</h2>
      <Rows>
        {hasResult ? <LinkRow href={`/ho-so/${card.id}/ket-qua`} title={t.result} /> : null}
        {mayRate ? (
          <LinkRow href={`/ho-so/${card.id}/danh-gia`} title={f.rate} more={f.rateMore} />
        ) : null}
        <LinkRow
          href={`/ho-so/${card.id}/ai-da-xem`}
          title={f.readers}
          more={f.readersCount(readings)}
        />
        <LinkRow href={`/ho-so/${card.id}/da-nop`} title={t.receipt} />
        <FeesLink id={card.id} />
        <LinkRow
          href={`${paths.track}?ma=${encodeURIComponent(card.code)}`}
          title={t.share}
          more={t.shareMore}
        />
        {mayMoveReturn ? (
          <LinkRow
            href={`/ho-so/${card.id}/noi-tra`}
            title={t.returnPlace}
            more={<span lang="vi">{facts.returning.name}</span>}
          />
        ) : null}
        {mayWithdraw ? (
          <LinkRow href={`/ho-so/${card.id}/rut`} title={t.withdraw} more={t.withdrawMore} />
        ) : null}
        {petitions.map(({ code, state, level, sentAt }) => (
          <LinkRow
            href={petitionPaths.one(code)}
            title={f.petition}
            more={`${standingIn(lang, { state, level })} · ${momentIn(lang, sentAt)}`}
          />
        ))}
        <LinkRow href={petitionPaths.about(card.id)} title={f.complain} more={f.complainMore} />
        <LinkRow href="tel:1022" title={f.ask} more={f.askMore} />
      </Rows>
    </section>
  )
}
