import type { Problem } from '../lib/problem.ts'
import { showDay, toLocalMinute } from '../lib/time.ts'
import { momentIn } from '../notice/notice.ts'
import { Card } from '../ui/blocks.tsx'
import { BackLink, Button } from '../ui/buttons.tsx'
import { ErrorSummary, problemOf } from '../ui/fields.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import { LinkRow, Rows } from '../ui/rows.tsx'
import { showCode } from './code.ts'
import type { OwnPetition, PublishedAnswer } from './lists-store.ts'
import { standingIn } from './one-page.tsx'
import { petitionPaths } from './paths.ts'
import type { PetitionTerms } from './terms.ts'
import { petitionWording } from './wording.ts'

/** One box: the code. */
export function FindPage({ typed, problems }: { typed: string; problems: readonly Problem[] }) {
  const t = petitionWording(useLang())
  return (
    <CitizenPage title={t.findTitle} hasErrors={problems.length > 0}>
      <BackLink href={petitionPaths.send} />
      <ErrorSummary problems={problems} />
      <h1>{t.findTitle}</h1>
      <p>{t.findLead}</p>
      <form method="get" action={petitionPaths.find} novalidate>
        <TextInput
          name="ma"
          label={t.code}
          value={typed}
          error={problemOf(problems, 'ma')}
          maxlength={40}
          size={12}
        />
        <Button>{t.see}</Button>
      </form>
    </CitizenPage>
  )
}

type Named = { terms: PetitionTerms; nameOf: (officeId: number) => string }

/** What somebody sent with their account, the newest first. */
export function OwnPetitionsPage({
  rows,
  terms,
  nameOf,
}: Named & { rows: readonly OwnPetition[] }) {
  const lang = useLang()
  const t = petitionWording(lang)
  return (
    <CitizenPage title={t.mine}>
      <BackLink href={petitionPaths.send} />
      <h1>{t.mine}</h1>
      {rows.length === 0 ? <p>{t.mineNone}</p> : null}
      <Rows>
        {rows.map(({ code, topic, officeId, state, level, sentAt }) => (
          <LinkRow
            href={petitionPaths.one(code)}
            title={topicIn(terms, topic, lang)}
            more={
              <>
                {standingIn(lang, { state, level })} · <span lang="vi">{nameOf(officeId)}</span> ·{' '}
                {momentIn(lang, toLocalMinute(sentAt))} · <span class="num">{showCode(code)}</span>
              </>
            }
          />
        ))}
      </Rows>
    </CitizenPage>
  )
}

/** Its name in the law, or the bare word of a topic that is asked no longer. */
export function topicIn(terms: PetitionTerms, topic: string, lang: 'vi' | 'en'): string {
  return terms.topics.find(({ id }) => id === topic)?.name[lang] ?? topic
}

export type PublishedPageProps = Named & {
  rows: readonly PublishedAnswer[]
  /** Where the older ones begin; null at the end. */
  olderFrom: Date | null
}

/** Question and answer side by side, for everybody. */
export function PublishedPage({ rows, terms, nameOf, olderFrom }: PublishedPageProps) {
  const lang = useLang()
  const t = petitionWording(lang)
  return (
    <CitizenPage title={t.published}>
      <BackLink href={petitionPaths.send} />
      <h1>{t.published}</h1>
      <p>{t.publishedLead}</p>
      {rows.length === 0 ? <p>{t.publishedNone}</p> : null}
      {rows.map(({ topic, officeId, asked, answered, publishedAt }) => (
        <Card title={topicIn(terms, topic, lang)}>
          <p class="meta">
            <span lang="vi">{nameOf(officeId)}</span> · {showDay(publishedAt)}
          </p>
          <h3>{t.asked}</h3>
          <p class="spread" lang="vi">
            {asked}
          </p>
          <h3>{t.answered}</h3>
          <p class="spread" lang="vi">
            {answered}
          </p>
        </Card>
      ))}
      {olderFrom === null ? null : (
        <p>
          <a href={`${petitionPaths.published}?truoc=${olderFrom.toISOString()}`}>{t.older}</a>
        </p>
      )}
    </CitizenPage>
  )
}
