import type { ComponentChildren } from 'preact'
import { usePage } from './page-context.ts'

/**
 * The hidden fields of every form that posts: the anti-forgery token first (files are refused before it is checked),
 * then the submission key, by which a form sent twice is one act. Give back the old key when a form returns with errors.
 */
export function HiddenKeys(props: {
  csrf?: string
  idempotencyKey?: string | undefined
  keyed?: boolean
}) {
  const page = usePage()
  return (
    <>
      <input type="hidden" name="_csrf" value={props.csrf ?? page.csrf()} />
      {props.keyed === false ? null : (
        <input type="hidden" name="_key" value={props.idempotencyKey ?? page.newKey()} />
      )}
    </>
  )
}

export type PostFormProps = {
  action: string
  children: ComponentChildren
  /** The key of the earlier try, when the form is shown again with its errors. */
  idempotencyKey?: string | undefined
  /** True when the form carries files. */
  files?: boolean
  /** Where the citizen script posts the fields when one is left (a POST that answers 204 or 422). */
  autosave?: string | undefined
  /** Where the upload script sends files in pieces. */
  pieces?: string | undefined
  /** The main form of a staff page: Ctrl+Enter submits it. */
  main?: boolean
  label?: string | undefined
  id?: string | undefined
  class?: string | undefined
}

/** A form that changes something. The browser's own validation is off: we answer with words, all at once. */
export function PostForm(props: PostFormProps) {
  return (
    <form
      method="post"
      action={props.action}
      id={props.id}
      class={props.class}
      enctype={props.files ? 'multipart/form-data' : undefined}
      aria-label={props.label}
      data-autosave={props.autosave}
      data-pieces={props.pieces}
      data-main={props.main ? '' : undefined}
      novalidate
    >
      <HiddenKeys idempotencyKey={props.idempotencyKey} />
      {props.children}
    </form>
  )
}
