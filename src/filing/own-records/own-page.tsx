import { maskNumber } from '../../lib/text.ts'
import { showDay } from '../../lib/time.ts'
import type { CitizenActor } from '../../office/actor.ts'
import { REPRESENTATION_PATH } from '../../office/representation/paths.ts'
import { STORE_PATH } from '../../paper/personal-store/page.tsx'
import { storeWording } from '../../paper/personal-store/wording.ts'
import { NOTICES_PATH } from '../../tracking/notices-path.ts'
import { momentIn } from '../../tracking/when.ts'
import { Card, Details, Note } from '../../ui/blocks.tsx'
import { Actions, Button, ButtonLink } from '../../ui/buttons.tsx'
import { AnswersList } from '../../ui/history.tsx'
import { PostForm } from '../../ui/keys.tsx'
import { CitizenPage } from '../../ui/layout.tsx'
import { useLang } from '../../ui/page-context.ts'
import { paths } from '../../ui/paths.ts'
import { LinkRow, Rows } from '../../ui/rows.tsx'
import { Tag } from '../../ui/status.tsx'
import type { Consent, PersonalDataLaw } from './law.ts'
import { OWN_PATH, PRIVACY_PATH } from './paths.ts'
import type { ConsentRow, Counts, DataRequestRow } from './store.ts'
import { ownWording } from './wording.ts'

export type OwnPageProps = {
  actor: CitizenActor
  law: PersonalDataLaw
  counts: Counts
  others: readonly { id: string; code: string; procedureName: string }[]
  consents: readonly ConsentRow[]
  requests: readonly DataRequestRow[]
  isDone: boolean
}

/** What is held, what was agreed to, who acts, a copy, requests: all that one may decide about one's own data. */
export function OwnPage(props: OwnPageProps) {
  const lang = useLang()
  const t = ownWording(lang)
  return (
    <CitizenPage title={t.title}>
      {props.isDone ? (
        <Note tone="ok">
          <p role="status">{t.done}</p>
        </Note>
      ) : null}
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <Rows>
        <LinkRow href={REPRESENTATION_PATH} title={t.acting} more={t.actingMore} />
        <LinkRow href={paths.mine} title={t.mine} more={t.mineMore} />
        <LinkRow href={STORE_PATH} title={storeWording(lang).link} more={t.storeMore} />
        <LinkRow href={NOTICES_PATH} title={t.notices} more={t.noticesMore} />
      </Rows>
      <Account actor={props.actor} />
      <Kept {...props} />
      <Others {...props} />
      <section>
        <h2>{t.consents}</h2>
        {props.law.consents.map((consent) => (
          <ConsentCard consent={consent} rows={props.consents} />
        ))}
      </section>
      <section>
        <h2>{t.copy}</h2>
        <p>{t.copyMore}</p>
        <Actions>
          <ButtonLink look="second" icon="eye" href={`${OWN_PATH}/ban-sao`}>
            {t.read}
          </ButtonLink>
          <ButtonLink look="second" icon="download" href={`${OWN_PATH}/ban-sao.json`}>
            {t.download}
          </ButtonLink>
        </Actions>
      </section>
      <Requests {...props} />
      <p>
        <a href={PRIVACY_PATH}>{t.privacy}</a>
      </p>
    </CitizenPage>
  )
}

export function Account({ actor }: { actor: CitizenActor }) {
  const t = ownWording(useLang())
  const { name, personalNumber, birthOn, phone, email } = actor
  const shown = [
    [t.fields.name, name],
    [t.fields.personalNumber, personalNumber && maskNumber(personalNumber)],
    [t.fields.birthOn, birthOn && showDay(new Date(`${birthOn}T00:00:00+07:00`))],
    [t.fields.phone, phone],
    [t.fields.email, email],
  ] as const
  return (
    <section>
      <h2>{t.account}</h2>
      <AnswersList
        answers={shown.map(([label, value]) => ({ label, value: value ?? t.unknown }))}
      />
      <p class="meta">{t.accountFrom}</p>
    </section>
  )
}

function Kept({ law, counts }: OwnPageProps) {
  const lang = useLang()
  const t = ownWording(lang)
  return (
    <section>
      <h2>{t.held}</h2>
      <p>{t.counts(counts.dossiers, counts.drafts, counts.files)}</p>
      {law.held.map((each) => (
        <Details summary={each.name[lang]}>
          <p>{each.what[lang]}</p>
          <AnswersList
            answers={[
              { label: t.why, value: each.why[lang] },
              { label: t.kept, value: each.kept[lang] },
              {
                label: t.ground,
                value: <span lang="vi">{each.ground}</span>,
                ...(each.mark === 'verified' ? {} : { more: t.unchecked }),
              },
            ]}
          />
        </Details>
      ))}
    </section>
  )
}

function Others({ others }: OwnPageProps) {
  const t = ownWording(useLang())
  if (others.length === 0) return null
  return (
    <section>
      <h2>{t.others}</h2>
      <p>{t.othersMore}</p>
      <Rows>
        {others.map(({ id, code, procedureName }) => (
          <LinkRow
            href={`/ho-so/${id}`}
            title={<span lang="vi">{procedureName}</span>}
            more={code}
          />
        ))}
      </Rows>
    </section>
  )
}

function ConsentCard({ consent, rows }: { consent: Consent; rows: readonly ConsentRow[] }) {
  const lang = useLang()
  const t = ownWording(lang)
  const last = rows.find(({ purpose }) => purpose === consent.purpose)
  const isGiven = last !== undefined && last.withdrawnAt === null
  const said =
    last === undefined
      ? t.never
      : last.withdrawnAt === null
        ? t.given(momentIn(lang, last.givenAt))
        : t.withdrawn(momentIn(lang, last.withdrawnAt))
  return (
    <Card>
      <h3>{consent.name[lang]}</h3>
      <p>{consent.words[lang]}</p>
      <p class="meta">{consent.without[lang]}</p>
      <p>
        <b>{said}</b>
      </p>
      <PostForm action={`${OWN_PATH}/dong-y/${consent.purpose}`} label={consent.name[lang]}>
        <input type="hidden" name="give" value={isGiven ? 'no' : 'yes'} />
        <Button look={isGiven ? 'refuse' : 'second'}>{isGiven ? t.withdraw : t.give}</Button>
      </PostForm>
    </Card>
  )
}

const TONES = { open: 'doing', granted: 'done', refused: 'locked', 'taken back': 'locked' } as const

function Requests({ requests, law }: OwnPageProps) {
  const lang = useLang()
  const t = ownWording(lang)
  return (
    <section>
      <h2>{t.requests}</h2>
      {requests.length === 0 ? <p>{t.requestsNone}</p> : null}
      {requests.map((row) => (
        <RequestCard row={row} law={law} />
      ))}
      <Actions>
        <ButtonLink href={`${OWN_PATH}/yeu-cau/moi`}>{t.ask}</ButtonLink>
      </Actions>
    </section>
  )
}

function RequestCard({ row, law }: { row: DataRequestRow; law: PersonalDataLaw }) {
  const lang = useLang()
  const t = ownWording(lang)
  const name = law.requests.find(({ kind }) => kind === row.kind)?.name[lang] ?? row.kind
  return (
    <Card>
      <h3>
        {name} <Tag tone={TONES[row.state]}>{t.states[row.state]}</Tag>
      </h3>
      <p lang="vi">{row.words}</p>
      <p class="meta">{t.askedOn(momentIn(lang, row.askedAt))}</p>
      {row.state === 'open' ? (
        <>
          <p>
            {row.seenAt === null ? `${t.answerBy(momentIn(lang, row.answerBy))}. ` : ''}
            {t.doneBy(momentIn(lang, row.doneBy))}.{' '}
            {row.holder === null ? t.heldByNobody : t.heldBy}.
          </p>
          {row.extendedFor === null ? null : <p lang="vi">{t.extended(row.extendedFor)}</p>}
          <PostForm action={`${OWN_PATH}/yeu-cau/${row.id}/rut`} label={`${t.takeBack}: ${name}`}>
            <Button look="link">{t.takeBack}</Button>
          </PostForm>
        </>
      ) : row.answer === null ? null : (
        <p lang="vi">{t.answer(row.answer)}</p>
      )}
    </Card>
  )
}
