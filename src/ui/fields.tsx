import type { ComponentChildren } from 'preact'
import type { Problem } from '../lib/problem.ts'
import { Icon } from './icons.tsx'
import { useLang } from './page-context.ts'
import { wording } from './wording.ts'

/** The id of the control of a field: the anchor that the error summary links to. */
export function fieldId(name: string): string {
  return `f-${name.replace(/[^A-Za-z0-9_-]+/g, '-')}`
}

/** What is wrong with one field: the words of the summary, again. */
export function problemOf(problems: readonly Problem[] | undefined, name: string) {
  return problems?.find((problem) => problem.field === name)?.message
}

/** All errors at once, above the form; each leads to its field (screens.md A1). Renders nothing without problems. */
export function ErrorSummary({ problems }: { problems: readonly Problem[] }) {
  const t = wording(useLang())
  if (problems.length === 0) return null
  return (
    <div class="summary" role="alert" tabindex={-1} aria-labelledby="summary-title">
      <h2 id="summary-title">
        <Icon name="error" />
        {t.errorsCount(problems.length)}
      </h2>
      <ul>
        {problems.map((problem) => (
          <li>
            {problem.field === undefined ? (
              problem.message
            ) : (
              <a href={`#${fieldId(problem.field)}`}>{problem.message}</a>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Common to every kind of question. */
export type FieldProps = {
  name: string
  label: string
  hint?: ComponentChildren
  error?: string | undefined
  optional?: boolean
}

type Described = { hintId?: string; errorId?: string; describedBy: string | undefined }

/** The ids that tie hint and error to the control. */
export function described(props: FieldProps): Described {
  const id = fieldId(props.name)
  const hintId = props.hint === undefined ? undefined : `${id}-h`
  const errorId = props.error === undefined ? undefined : `${id}-e`
  const ids = [hintId, errorId].filter((each) => each !== undefined)
  return {
    ...(hintId === undefined ? {} : { hintId }),
    ...(errorId === undefined ? {} : { errorId }),
    describedBy: ids.length > 0 ? ids.join(' ') : undefined,
  }
}

/** Hint and error, between the label and the control. */
export function HintAndError({ field }: { field: FieldProps }) {
  const t = wording(useLang())
  const { hintId, errorId } = described(field)
  return (
    <>
      {hintId === undefined ? null : (
        <p class="hint" id={hintId}>
          {field.hint}
        </p>
      )}
      {errorId === undefined ? null : (
        <p class="error" id={errorId}>
          <Icon name="error" />
          <span>
            <span class="vh">{t.errorMark}</span>
            {field.error}
          </span>
        </p>
      )}
    </>
  )
}

/** The error of a control that is not a plain field; nothing without one. */
export function ErrorLine({ error, id }: { error: string | undefined; id?: string }) {
  const t = wording(useLang())
  if (error === undefined) return null
  return (
    <p class="error" id={id}>
      <span class="vh">{t.errorMark}</span>
      {error}
    </p>
  )
}

export function LabelText({ field }: { field: FieldProps }) {
  const t = wording(useLang())
  return (
    <>
      {field.label}
      {field.optional ? <span class="opt">{t.optional}</span> : null}
    </>
  )
}

/** `field`, with the bar of an error; `wide` spans two cells of a dense form. */
export function fieldClass(props: { error?: string | undefined; wide?: boolean }): string {
  return ['field', props.error !== undefined && 'field--error', props.wide && 'x2']
    .filter(Boolean)
    .join(' ')
}

/** Label, hint, error and one control. */
export function Field(props: { field: FieldProps; wide?: boolean; children: ComponentChildren }) {
  const { field, wide = false } = props
  return (
    <div class={fieldClass({ error: field.error, wide })}>
      <label for={fieldId(field.name)}>
        <LabelText field={field} />
      </label>
      <HintAndError field={field} />
      {props.children}
    </div>
  )
}
