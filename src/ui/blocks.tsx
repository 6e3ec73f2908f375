import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icons.tsx'
import { useLang } from './page-context.ts'
import { wording } from './wording.ts'

export type NoteTone = 'info' | 'ok' | 'warn' | 'bad'

const noteIcons: Readonly<Record<NoteTone, IconName>> = {
  info: 'info',
  ok: 'done',
  warn: 'warn',
  bad: 'error',
}

/** A notice that says what to do. */
export function Note(props: { tone?: NoteTone; icon?: IconName; children: ComponentChildren }) {
  const tone = props.tone ?? 'info'
  return (
    <div class={tone === 'info' ? 'note' : `note note--${tone}`}>
      <Icon name={props.icon ?? noteIcons[tone]} />
      <div>{props.children}</div>
    </div>
  )
}

export type Fact = {
  readonly icon: IconName
  readonly label: string
  readonly value: ComponentChildren
  readonly more?: ComponentChildren
}

/** The five facts of a procedure, the two of a dossier. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl class="facts">
      {facts.map((fact) => (
        <div>
          <dt>
            <Icon name={fact.icon} />
            {fact.label}
          </dt>
          <dd>
            {fact.value}
            {fact.more === undefined ? null : <small>{fact.more}</small>}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** A card; `waiting` marks what the reader has to do. */
export function Card(props: { title?: string; waiting?: boolean; children: ComponentChildren }) {
  return (
    <section class={props.waiting ? 'card card--do' : 'card'}>
      {props.title === undefined ? null : <h2>{props.title}</h2>}
      {props.children}
    </section>
  )
}

/** A white panel of the staff pages. */
export function Panel(props: { title?: string; children: ComponentChildren }) {
  return (
    <section class="panel">
      {props.title === undefined ? null : <h2>{props.title}</h2>}
      <div class="panel__b">{props.children}</div>
    </section>
  )
}

/** What the state already knows: shown with source and time, never asked. */
export function Held({ children }: { children: ComponentChildren }) {
  return (
    <div class="held">
      <Icon name="shield" />
      <div>{children}</div>
    </div>
  )
}

/** "Đã tự lưu lúc 20:41"; the citizen script writes its own saves here. */
export function Saved({ at }: { at: string | undefined }) {
  const t = wording(useLang())
  return (
    <p class="saved" data-saved-at hidden={at === undefined} role="status">
      <Icon name="check" />
      <span>{at === undefined ? '' : t.autosaved(at)}</span>
    </p>
  )
}

export function Details(props: { summary: string; open?: boolean; children: ComponentChildren }) {
  return (
    <details open={props.open}>
      <summary>{props.summary}</summary>
      <div>{props.children}</div>
    </details>
  )
}

export type KeyValue = { readonly label: string; readonly value: ComponentChildren }

/** Label and value, dense, for staff pages. */
export function KeyValues({ pairs }: { pairs: readonly KeyValue[] }) {
  return (
    <dl class="kv">
      {pairs.map(({ label, value }) => (
        <>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </>
      ))}
    </dl>
  )
}

/** A paper slip: what it is above the fold, the rest below. No links inside: it is printed and bookmarked. */
export function Slip(props: { top: ComponentChildren; below: ComponentChildren }) {
  return (
    <div class="slip">
      <div>{props.top}</div>
      <div class="between">{props.below}</div>
    </div>
  )
}
