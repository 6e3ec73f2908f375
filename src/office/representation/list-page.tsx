import { showDay } from '../../lib/time.ts'
import { Note } from '../../ui/blocks.tsx'
import { Actions, BackLink, Button, ButtonLink } from '../../ui/buttons.tsx'
import { PostForm } from '../../ui/keys.tsx'
import { CitizenPage } from '../../ui/layout.tsx'
import { useLang } from '../../ui/page-context.ts'
import { LinkRow, Rows } from '../../ui/rows.tsx'
import { Tag } from '../../ui/status.tsx'
import type { Day } from '../../lib/time.ts'
import type { GivenMandate } from '../mandate-list-store.ts'
import { kindLaw, type RepresentationLaw } from './law.ts'
import { MY_PATH, REPRESENTATION_PATH } from './paths.ts'
import { standingOn, type Standing } from './representation.ts'
import type { RepresentationRow } from './store.ts'
import { representationWording } from './wording.ts'

export type DoneWord = 'confirm' | 'refuse' | 'end' | 'asked' | 'late'

export type ListPageProps = {
  law: RepresentationLaw
  today: Day
  /** Who acts for this person. */
  ofMe: readonly RepresentationRow[]
  /** For whom this person acts. */
  byMe: readonly RepresentationRow[]
  /** Who acts for organisations that this person represents by law. */
  ofOrganisations: readonly RepresentationRow[]
  mandates: readonly GivenMandate[]
  hasAgents: boolean
  done?: DoneWord | undefined
}

/** Who may act for me, for whom I act, which agents I let act. */
export function ListPage(props: ListPageProps) {
  const t = representationWording(useLang())
  return (
    <CitizenPage title={t.title}>
      <BackLink href={MY_PATH} />
      {props.done === undefined ? null : (
        <Note tone={props.done === 'late' ? 'warn' : 'ok'}>
          <p role="status">{t.done[props.done]}</p>
        </Note>
      )}
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <Group {...props} title={t.forMe} none={t.forMeNone} rows={props.ofMe} names="who" />
      <Organisations {...props} />
      <Group {...props} title={t.byMe} none={t.byMeNone} rows={props.byMe} names="whom" />
      <Actions>
        <ButtonLink href={`${REPRESENTATION_PATH}/moi`}>{t.ask}</ButtonLink>
      </Actions>
      <Agents {...props} />
    </CitizenPage>
  )
}

function Organisations(props: ListPageProps) {
  const t = representationWording(useLang())
  const names = [...new Set(props.ofOrganisations.map(({ partyName }) => partyName))]
  return (
    <>
      {names.map((name) => (
        <Group
          {...props}
          title={t.staffOf(name)}
          none=""
          rows={props.ofOrganisations.filter(({ partyName }) => partyName === name)}
          names="who"
        />
      ))}
    </>
  )
}

type GroupProps = Pick<ListPageProps, 'law' | 'today'> & {
  title: string
  none: string
  rows: readonly RepresentationRow[]
  names: 'who' | 'whom'
}

function Group({ title, none, rows, names, law, today }: GroupProps) {
  const lang = useLang()
  const t = representationWording(lang)
  return (
    <section>
      <h2>{title}</h2>
      {rows.length === 0 ? <p>{none}</p> : null}
      {rows.length === 0 ? null : (
        <Rows>
          {rows.map((row) => (
            <LinkRow
              href={`${REPRESENTATION_PATH}/${row.id}`}
              title={names === 'who' ? row.personName : row.partyName}
              more={`${kindLaw(law, row.kind).name[lang]} · ${t.one.fromTo(showDay(row.validFrom), showDay(row.validTo))}`}
              tag={<StandingTag standing={standingOn(row, today)} />}
            />
          ))}
        </Rows>
      )}
    </section>
  )
}

const TONES = {
  asked: 'doing',
  confirmed: 'done',
  later: 'todo',
  refused: 'locked',
  revoked: 'locked',
  expired: 'locked',
} as const satisfies Record<Standing, string>

export function StandingTag({ standing }: { standing: Standing }) {
  return <Tag tone={TONES[standing]}>{representationWording(useLang()).standing[standing]}</Tag>
}

function Agents({ mandates, hasAgents }: ListPageProps) {
  const t = representationWording(useLang())
  if (!hasAgents && mandates.length === 0) return null
  return (
    <section>
      <h2>{t.agents}</h2>
      {mandates.length === 0 ? <p>{t.agentsNone}</p> : null}
      {mandates.map((mandate) => (
        <div class="card">
          <h3 lang="vi">{mandate.agentName}</h3>
          <p>
            {mandate.covers === 'dossier' ? t.agentDossier : t.agentPerson}.{' '}
            {t.agentUntil(showDay(mandate.validFrom), showDay(mandate.validTo))}.
          </p>
          <PostForm
            action={`/toi/dai-ly/${mandate.id}/thu-hoi`}
            label={`${t.agentEnd}: ${mandate.agentName}`}
          >
            <Button look="refuse">{t.agentEnd}</Button>
          </PostForm>
        </div>
      ))}
      {hasAgents ? (
        <p>
          <a href="/toi/dai-ly/moi">{t.agentGive}</a>
        </p>
      ) : null}
    </section>
  )
}
