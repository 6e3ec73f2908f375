import { requiredPapers } from '../catalogue/needs.ts'
import { isPrepared, type Procedure } from '../catalogue/procedure.ts'
import { WhereToFile } from '../catalogue/where-to-file.tsx'
import { showDay } from '../lib/time.ts'
import { momentIn } from '../tracking/when.ts'
import { Note } from '../ui/blocks.tsx'
import { Actions, Button, ButtonLink } from '../ui/buttons.tsx'
import { ErrorSummary } from '../ui/fields.tsx'
import { OpenInBrowser } from '../ui/in-app.tsx'
import { PostForm } from '../ui/keys.tsx'
import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import { LinkRow, Rows } from '../ui/rows.tsx'
import { Tag } from '../ui/status.tsx'
import type { CitizenActor } from '../office/actor.ts'
import { AnotherLink, AskLink, ForWhom, ForWhomQuestion } from './for-whom-parts.tsx'
import type { Asking, Filing, Published } from './load.ts'
import { prepareWording } from './prepare-wording.ts'
import { StartPapers } from './start-papers.tsx'
import { nextStep, stepState, type Step } from './steps.ts'
import { filingWording } from './wording.ts'

/** Before the first question: what is asked, what to have at hand, that one may stop at any time. */
export function StartPage(props: { published: Published; asking: Asking; error?: string }) {
  const { published, asking, error } = props
  const lang = useLang()
  const t = filingWording(lang).start
  const { procedure, form, facts } = published
  const problems = error === undefined ? [] : [{ code: 'required', field: 'cho', message: error }]
  const needs = requiredPapers(procedure, {}, { channel: 'online', today: facts.today })
  return (
    <CitizenPage
      title={procedure.shortName[lang]}
      crumbs={crumbsOf(published, lang)}
      hasErrors={problems.length > 0}
    >
      <ErrorSummary problems={problems} />
      <h1>{procedure.shortName[lang]}</h1>
      <p class="lead">{isPrepared(procedure) ? prepareWording(lang).startLead : t.lead}</p>
      <OpenInBrowser />
      <p>{t.known}</p>
      <p class="meta">{t.signedInAs(asking.actor.name)}</p>
      <StartPapers procedure={procedure} needs={needs} />
      <section>
        <h2>{t.parts}</h2>
        <ol>
          {form.topics.map((topic) => (
            <li>{topic.title[lang]}</li>
          ))}
        </ol>
      </section>
      <PostForm action={`/nop/${procedure.code}`}>
        <ForWhomQuestion
          actor={asking.actor}
          code={procedure.code}
          law={published.acting}
          chosen={asking.representation}
          error={error}
        />
        <Actions>
          <Button>{t.button}</Button>
        </Actions>
      </PostForm>
      <AskLink actor={asking.actor} code={procedure.code} />
    </CitizenPage>
  )
}

/** Coming back: what is done, what is not, and the way on. */
export function TasksPage({ filing, actor }: { filing: Filing; actor: CitizenActor }) {
  const lang = useLang()
  const t = filingWording(lang)
  const { procedure, draft, steps } = filing
  const next = nextStep(filing)
  return (
    <CitizenPage title={procedure.shortName[lang]} crumbs={crumbsOf(filing, lang)}>
      <h1>{procedure.shortName[lang]}</h1>
      <ForWhom represented={filing.represented} />
      {filing.isNewVersion ? (
        <Note>
          <p>{t.newVersion}</p>
        </Note>
      ) : null}
      <p>
        {t.start.savedAt(momentIn(lang, draft.savedAt))} {t.keptUntil(showDay(draft.expiresAt))}
      </p>
      <h2>{t.start.tasks}</h2>
      <Rows>
        {steps.map((step) => (
          <TaskRow filing={filing} step={step} isNext={step.slug === next.slug} />
        ))}
      </Rows>
      <Actions>
        <ButtonLink href={`/nop/${procedure.code}/${next.slug}`}>{t.start.goOn}</ButtonLink>
        <ButtonLink look="link" href={`/nop/${procedure.code}/xoa`}>
          {t.start.remove}
        </ButtonLink>
      </Actions>
      <AnotherLink actor={actor} code={procedure.code} />
    </CitizenPage>
  )
}

function TaskRow({ filing, step, isNext }: { filing: Filing; step: Step; isNext: boolean }) {
  const lang = useLang()
  const t = filingWording(lang).start
  const state = stepState(filing, step)
  const title = { office: t.officeTask, papers: t.papersTask, check: t.checkTask }
  const isBlocked = step.kind === 'check' && !isNext && state === 'todo'
  return (
    <LinkRow
      {...(isBlocked ? {} : { href: `/nop/${filing.procedure.code}/${step.slug}` })}
      title={step.kind === 'topic' ? step.topic.title[lang] : title[step.kind]}
      tag={isBlocked ? <Tag tone="locked">{t.notYet}</Tag> : <Tag tone={state}>{t[state]}</Tag>}
    />
  )
}

export function RemovePage({ filing }: { filing: Filing }) {
  const lang = useLang()
  const t = filingWording(lang).remove
  const base = `/nop/${filing.procedure.code}`
  return (
    <CitizenPage title={t.title}>
      <h1>{t.title}</h1>
      <ForWhom represented={filing.represented} />
      <p>{t.text}</p>
      <PostForm action={`${base}/xoa`} idempotencyKey={filing.draft.id}>
        <input type="hidden" name="_draft" value={filing.draft.id} />
        <Actions>
          <Button look="refuse">{t.yes}</Button>
          <ButtonLink look="second" href={base}>
            {t.no}
          </ButtonLink>
        </Actions>
      </PostForm>
    </CitizenPage>
  )
}

/** Somebody typed the address of a procedure that is only guided: where it is filed, and its whole guide. */
export function GuideOnlyPage({ procedure }: { procedure: Procedure }) {
  const lang = useLang()
  const href = `/thu-tuc/${procedure.code}`
  return (
    <CitizenPage title={procedure.shortName[lang]} crumbs={[{ href, label: procedure.name[lang] }]}>
      <h1>{procedure.shortName[lang]}</h1>
      <WhereToFile procedure={procedure} />
      <Actions>
        <ButtonLink href={href}>{filingWording(lang).guide}</ButtonLink>
      </Actions>
    </CitizenPage>
  )
}

export function GonePage({ procedureCode }: { procedureCode: string }) {
  const t = filingWording(useLang()).gone
  return (
    <CitizenPage title={t.title} hasErrors>
      <h1>{t.title}</h1>
      <p>{t.text}</p>
      <Actions>
        <ButtonLink href={`/nop/${procedureCode}`}>{t.again}</ButtonLink>
      </Actions>
    </CitizenPage>
  )
}

function crumbsOf({ procedure }: Published, lang: 'vi' | 'en') {
  return [{ href: `/thu-tuc/${procedure.code}`, label: procedure.name[lang] }]
}
