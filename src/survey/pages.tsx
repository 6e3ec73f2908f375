import { petitionPaths } from '../petition/paths.ts'
import type { Problem } from '../lib/problem.ts'
import { showDay } from '../lib/time.ts'
import { Note } from '../ui/blocks.tsx'
import { Actions, BackLink, Button } from '../ui/buttons.tsx'
import { Choices } from '../ui/choices.tsx'
import { ErrorSummary, Field, problemOf } from '../ui/fields.tsx'
import { TextArea } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import { FilePick } from '../ui/papers.tsx'
import { aspectField, ASPECTS, LEVELS } from './rating.ts'
import { surveyWording } from './wording.ts'

/** What the boxes show, by field name. */
export type RatingValues = Readonly<Record<string, string>>

export type RatingPageProps = {
  id: string
  code: string
  procedureName: string
  officeName: string
  values: RatingValues
  problems: readonly Problem[]
  /** When it was given; null before. */
  ratedAt: Date | null
  /** The last day on which it may be changed; null once it stands. */
  changeableUntil: Date | null
  hasPhoto: boolean
  idempotencyKey?: string | undefined
}

/** One question; when it is answered, room for more. */
export function RatingPage(props: RatingPageProps) {
  const t = surveyWording(useLang())
  const { id, problems, ratedAt } = props
  return (
    <CitizenPage title={`${t.title} ${props.code}`} hasErrors={problems.length > 0}>
      <BackLink href={`/ho-so/${id}`} />
      <ErrorSummary problems={problems} />
      <p class="meta m0">
        {props.procedureName} · <span class="num">{props.code}</span>
      </p>
      <h1>{t.title}</h1>
      <p class="meta" lang="vi">
        {props.officeName}
      </p>
      {ratedAt === null ? null : <Thanks {...props} />}
      {ratedAt !== null && props.changeableUntil === null ? (
        <Standing {...props} />
      ) : (
        <RatingForm {...props} />
      )}
      <p class="meta">{t.secret}</p>
      <Complain id={id} />
    </CitizenPage>
  )
}

function Thanks({ changeableUntil }: RatingPageProps) {
  const t = surveyWording(useLang())
  return (
    <Note tone="ok">
      <p role="status">{t.thanks}</p>
      <p>{changeableUntil === null ? t.closed : t.until(showDay(changeableUntil))}</p>
    </Note>
  )
}

function RatingForm(props: RatingPageProps) {
  const t = surveyWording(useLang())
  const isRated = props.ratedAt !== null
  return (
    <PostForm
      action={`/ho-so/${props.id}/danh-gia`}
      files={isRated}
      idempotencyKey={props.idempotencyKey}
    >
      <Overall {...props} />
      {isRated ? (
        <>
          <h2>{t.more}</h2>
          <p>{t.moreLead}</p>
          <Aspects {...props} />
          <Words {...props} />
          <PhotoBox {...props} />
        </>
      ) : null}
      <Actions>
        <Button icon="send">{isRated ? t.save : t.send}</Button>
      </Actions>
    </PostForm>
  )
}

export type BoxesProps = { values: RatingValues; problems: readonly Problem[] }

/** The one question. */
export function Overall({ values, problems }: BoxesProps) {
  const t = surveyWording(useLang())
  return (
    <Choices
      name="overall"
      label={t.question}
      value={values['overall'] ?? ''}
      error={problemOf(problems, 'overall')}
      options={LEVELS.map((level) => ({ value: String(level), label: t.level[level] }))}
    />
  )
}

/** The seven; each may stay unanswered. */
export function Aspects({ values, problems }: BoxesProps) {
  const t = surveyWording(useLang())
  const levels = LEVELS.map((level) => ({ value: String(level), label: t.level[level] }))
  return (
    <>
      {ASPECTS.map((aspect) => (
        <Choices
          name={aspectField(aspect)}
          label={t.aspect[aspect]}
          beside
          value={values[aspectField(aspect)] ?? ''}
          error={problemOf(problems, aspectField(aspect))}
          options={[...levels, { value: '', label: t.skip }]}
        />
      ))}
    </>
  )
}

export function Words({ values, problems }: BoxesProps) {
  const t = surveyWording(useLang())
  return (
    <TextArea
      name="note"
      label={t.note}
      hint={t.noteHint}
      optional
      value={values['note'] ?? ''}
      error={problemOf(problems, 'note')}
    />
  )
}

function PhotoBox({ id, problems, hasPhoto }: RatingPageProps) {
  const t = surveyWording(useLang())
  const error = problemOf(problems, 'photo')
  return (
    <>
      <Field field={{ name: 'photo', label: t.photo, hint: t.photoHint, optional: true, error }}>
        <FilePick name="photo" label={t.pickPhoto} accept="image/jpeg,image/png" hasError={!!error}>
          {t.pickPhoto}
        </FilePick>
      </Field>
      {hasPhoto ? (
        <p class="cluster">
          <a href={`/ho-so/${id}/danh-gia/anh`}>{t.yourPhoto}</a>
          <Button look="second" small name="_remove" value="photo">
            {t.dropPhoto}
          </Button>
        </p>
      ) : null}
    </>
  )
}

/** What was said, once it can no longer be changed. */
function Standing({ id, values, hasPhoto }: RatingPageProps) {
  const t = surveyWording(useLang())
  const level = (name: string) => LEVELS.find((each) => String(each) === values[name])
  const said = ASPECTS.flatMap((aspect) => {
    const answer = level(aspectField(aspect))
    return answer === undefined ? [] : [{ label: t.aspect[aspect], answer }]
  })
  const overall = level('overall')
  return (
    <>
      <dl>
        <dt>{t.question}</dt>
        <dd>
          <b>{overall === undefined ? '' : t.level[overall]}</b>
        </dd>
        {said.map(({ label, answer }) => (
          <>
            <dt>{label}</dt>
            <dd>{t.level[answer]}</dd>
          </>
        ))}
      </dl>
      {values['note'] ? (
        <p class="spread" lang="vi">
          {values['note']}
        </p>
      ) : null}
      {hasPhoto ? (
        <p>
          <a href={`/ho-so/${id}/danh-gia/anh`}>{t.yourPhoto}</a>
        </p>
      ) : null}
    </>
  )
}

function Complain({ id }: { id: string }) {
  const t = surveyWording(useLang())
  return (
    <p>
      <b>{t.complain}</b> <a href={petitionPaths.about(id)}>{t.complainMore}</a>
    </p>
  )
}
