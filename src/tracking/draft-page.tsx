import type { Entry, Section } from '../result/content.ts'
import type { LocalMinute } from '../lib/time.ts'
import type { Problem } from '../lib/problem.ts'
import { Card, Note } from '../ui/blocks.tsx'
import { Actions, BackLink, Button, ButtonLink } from '../ui/buttons.tsx'
import { ErrorSummary, problemOf } from '../ui/fields.tsx'
import { AnswersList, type Answer } from '../ui/history.tsx'
import { TextArea } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import type { Lang } from '../ui/i18n.ts'
import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import { momentIn } from './when.ts'
import { trackingWording } from './wording.ts'

export type DraftPageProps = {
  id: string
  code: string
  answerBy: LocalMinute
  /** Hash of what is shown: only this is agreed to. */
  sha256: string
  /** What the paper will say; empty when the declaration no longer says enough. */
  sections: readonly Section[]
  problems: readonly Problem[]
  note: string
  /** A lawful no, or that the draft was made anew meanwhile. */
  refusal?: string
  idempotencyKey?: string | undefined
}

/** The paper before it is made: agreed to, or sent back with what is wrong; what silence means is said first. */
export function DraftPage(props: DraftPageProps) {
  const lang = useLang()
  const t = trackingWording(lang).draft
  const { id, problems } = props
  const action = `/ho-so/${id}/ban-nhap`
  return (
    <CitizenPage title={t.title} hasErrors={problems.length > 0}>
      <BackLink href={`/ho-so/${id}`} />
      <ErrorSummary problems={problems} />
      <p class="meta m0 num">{props.code}</p>
      <h1>{t.title}</h1>
      {props.refusal === undefined ? null : (
        <Note tone="bad">
          <p role="alert">{props.refusal}</p>
        </Note>
      )}
      <Note tone="warn" icon="clock">
        <p class="strong">{t.until(momentIn(lang, props.answerBy))}</p>
        <p>{t.silence}</p>
      </Note>
      <p>{t.lead}</p>
      <OnPaper sections={props.sections} />
      <p>
        <ButtonLink look="second" icon="file" href={`${action}.pdf`}>
          {t.pdf}
        </ButtonLink>
      </p>
      <PostForm action={action} idempotencyKey={props.idempotencyKey}>
        <input type="hidden" name="_seen" value={props.sha256} />
        <Actions>
          <Button name="_act" value="agree" icon="check">
            {t.agree}
          </Button>
        </Actions>
      </PostForm>
      <Card title={t.wrongTitle}>
        <PostForm action={action}>
          <input type="hidden" name="_seen" value={props.sha256} />
          <TextArea
            name="note"
            label={t.wrong}
            hint={t.wrongHint}
            value={props.note}
            error={problemOf(problems, 'note')}
          />
          <Actions>
            <Button look="second" name="_act" value="wrong">
              {t.send}
            </Button>
          </Actions>
        </PostForm>
      </Card>
    </CitizenPage>
  )
}

/** What will be printed, in the language of the paper. */
function OnPaper({ sections }: Pick<DraftPageProps, 'sections'>) {
  const lang = useLang()
  const t = trackingWording(lang).draft
  return (
    <>
      {sections.map(({ title, heading, lines }) => (
        <Card title={(title ?? heading)?.[lang] ?? t.onPaper}>
          <AnswersList answers={lines.flat().map((entry) => row(entry, lang))} />
        </Card>
      ))}
    </>
  )
}

function row({ label, value, more }: Entry, lang: Lang): Answer {
  return {
    label: label[lang],
    value: value === '' ? '' : <span lang="vi">{value}</span>,
    ...(more === undefined ? {} : { more: <span lang="vi">{more}</span> }),
  }
}
