import type { Problem } from '../lib/problem.ts'
import { maskPhone } from '../lib/text.ts'
import type { ToldMessage } from '../notice/choice-store.ts'
import { MOMENTS, type Choices as ChannelChoices, type Moment } from '../notice/moments.ts'
import { CHANNELS } from '../notice/notice.ts'
import { Note } from '../ui/blocks.tsx'
import { Actions, BackLink, Button } from '../ui/buttons.tsx'
import { Choices } from '../ui/choices.tsx'
import { ErrorSummary, problemOf } from '../ui/fields.tsx'
import { PostForm } from '../ui/keys.tsx'
import { CitizenPage } from '../ui/layout.tsx'
import { LANGS, type Lang } from '../ui/i18n.ts'
import { useLang } from '../ui/page-context.ts'
import { paths } from '../ui/paths.ts'
import { LinkRow, Rows } from '../ui/rows.tsx'
import { followWording } from './follow-wording.ts'
import { NOTICES_PATH, PHONE_PATH } from './notices-path.ts'
import { ToldList } from './told-list.tsx'
import { trackingWording } from './wording.ts'

export type NoticesPageProps = {
  choices: ChannelChoices
  /** Of the messages. */
  language: Lang
  mustReach: readonly Moment[]
  /** That was proved; null: the number of each dossier. */
  phone: string | null
  recent: readonly ToldMessage[]
  problems: readonly Problem[]
  isSaved: boolean
}

export const choiceField = (moment: Moment): string => `choose.${moment}`

/** For each of the six moments the channels, then the phone, then what was told lately. */
export function NoticesPage(props: NoticesPageProps) {
  const lang = useLang()
  const t = followWording(lang).notices
  const { problems, phone, recent } = props
  return (
    <CitizenPage title={t.title} hasErrors={problems.length > 0}>
      <BackLink href={paths.mine}>{trackingWording(lang).one.back}</BackLink>
      <ErrorSummary problems={problems} />
      <h1>{t.title}</h1>
      {props.isSaved ? (
        <Note tone="ok">
          <p role="status">{t.saved}</p>
        </Note>
      ) : null}
      <p>{t.lead}</p>
      <p class="meta">{t.always}</p>
      <PostForm action={NOTICES_PATH}>
        {MOMENTS.map((moment) => (
          <MomentChoice {...props} moment={moment} />
        ))}
        <Choices
          name="language"
          label={t.language}
          beside
          value={props.language}
          options={LANGS.map((each) => ({ value: each, label: t.in[each] }))}
        />
        <Actions>
          <Button>{t.save}</Button>
        </Actions>
      </PostForm>
      <section>
        <h2>{t.phone}</h2>
        <p>{phone === null ? t.phoneOfDossier : t.phoneProved(maskPhone(phone))}</p>
        <Rows>
          <LinkRow href={PHONE_PATH} title={t.phoneGo} />
        </Rows>
      </section>
      {recent.length === 0 ? null : (
        <section>
          <h2>{t.recent}</h2>
          <ToldList messages={recent} withDossier />
        </section>
      )}
    </CitizenPage>
  )
}

function MomentChoice(props: NoticesPageProps & { moment: Moment }) {
  const t = followWording(useLang()).notices
  const { moment, choices, mustReach, problems } = props
  const name = choiceField(moment)
  return (
    <Choices
      name={name}
      label={t.moment[moment]}
      {...(mustReach.includes(moment) ? { hint: t.mustHint } : {})}
      error={problemOf(problems, name)}
      several
      beside
      value={choices[moment] ?? CHANNELS}
      options={CHANNELS.map((channel) => ({ value: channel, label: t[channel] }))}
    />
  )
}
