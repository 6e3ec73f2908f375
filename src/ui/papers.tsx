import type { ComponentChildren } from 'preact'
import { fieldId } from './fields.tsx'
import { Icon, type IconName } from './icons.tsx'
import { useLang } from './page-context.ts'
import { wording } from './wording.ts'

export type FileRowProps = {
  /** The field under which the file is sent; also the anchor of the error summary. */
  name: string
  title: string
  icon?: IconName
  iconTone?: 'ok' | 'bad' | 'warn'
  optional?: boolean
  /** State in icon and word, at the end of the head. */
  tag: ComponentChildren
  error?: string | undefined
  children?: ComponentChildren
}

/** One paper a row: what it is, how far it is, what can be done with it. */
export function FileRow(props: FileRowProps) {
  const t = wording(useLang())
  const icon = props.error === undefined ? (props.icon ?? 'file') : 'error'
  const tone = props.error === undefined ? props.iconTone : 'bad'
  return (
    <li class="paper">
      <div class="paper__h">
        {tone === undefined ? <Icon name={icon} /> : <Icon name={icon} tone={tone} />}
        <h2>
          {props.title}
          {props.optional ? <span class="opt">{t.optional}</span> : null}
        </h2>
        {props.tag}
      </div>
      <div class="paper__b">
        {props.error === undefined ? null : (
          <p class="error" id={`${fieldId(props.name)}-e`}>
            <Icon name="error" />
            <span>
              <span class="vh">{t.errorMark}</span>
              {props.error}
            </span>
          </p>
        )}
        {props.children}
      </div>
    </li>
  )
}

export type FilePickProps = {
  name: string
  /** For whom the button is meant when it cannot be seen: "Chụp lại giấy chứng sinh, mặt sau". */
  label: string
  children: ComponentChildren
  /** MIME types and endings that the file box offers; the server checks the bytes. */
  accept?: string
  /** Opens the camera on telephones. */
  camera?: boolean
  hasError?: boolean
  first?: boolean
}

/** A button that is a file box: works without a script and in every web view. */
export function FilePick(props: FilePickProps) {
  const id = fieldId(props.name)
  return (
    <span class="btn btn--2 pick">
      <Icon name={props.camera ? 'camera' : 'image'} />
      {props.children}
      <input
        type="file"
        id={props.first === false ? undefined : id}
        name={props.name}
        accept={props.accept ?? (props.camera ? 'image/*' : 'image/*,application/pdf')}
        capture={props.camera ? 'environment' : undefined}
        aria-label={props.label}
        aria-describedby={props.hasError ? `${id}-e` : undefined}
        aria-invalid={props.hasError ? 'true' : undefined}
      />
    </span>
  )
}

/** A file already received: name or remark, size and time; buttons below. */
export function StoredFile(props: {
  title: ComponentChildren
  meta: string
  /** A small picture of it; a drawn sheet where there is none. */
  picture?: { src: string; alt: string } | undefined
  children?: ComponentChildren
}) {
  return (
    <>
      <div class="thumb">
        {props.picture === undefined ? <DrawnSheet /> : <img {...props.picture} loading="lazy" />}
        <div>
          <b>{props.title}</b>
          <br />
          <span class="meta num">{props.meta}</span>
        </div>
      </div>
      {props.children === undefined ? null : <div class="cluster">{props.children}</div>}
    </>
  )
}

function DrawnSheet() {
  return (
    <svg viewBox="0 0 52 68" aria-hidden="true">
      <path d="M13 12h26M17 18h18" stroke="#211a14" stroke-width="2" />
      <path d="M8 29h36M8 36h30M8 43h36M8 50h22" stroke="#a99b89" stroke-width="1.6" />
    </svg>
  )
}
