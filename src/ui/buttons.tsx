import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icons.tsx'
import { useLang } from './page-context.ts'
import { wording } from './wording.ts'

/** main: the one solid red button of a task; second: other acts; refuse: what takes something away; link: stays quiet. */
export type ButtonLook = 'main' | 'second' | 'refuse' | 'link'

type LookProps = { look?: ButtonLook; small?: boolean; icon?: IconName; endIcon?: IconName }

const looks: Readonly<Record<ButtonLook, string>> = {
  main: 'btn',
  second: 'btn btn--2',
  refuse: 'btn btn--bad',
  link: 'btn btn--link',
}

function lookOf(props: LookProps): string {
  return `${looks[props.look ?? 'main']}${props.small ? ' btn--s' : ''}`
}

function Inside(props: LookProps & { keys?: string | undefined; children: ComponentChildren }) {
  return (
    <>
      {props.icon === undefined ? null : <Icon name={props.icon} />}
      {props.children}
      {props.endIcon === undefined ? null : <Icon name={props.endIcon} end />}
      {props.keys === undefined ? null : <kbd>{props.keys}</kbd>}
    </>
  )
}

export type ButtonProps = LookProps & {
  children: ComponentChildren
  /** Says which of several buttons of one form was pressed. */
  name?: string
  value?: string
  /** The form it belongs to, when it stands outside (a dock). */
  form?: string
  formaction?: string
  /** The keys that do the same, shown beside the verb on staff pages. */
  keys?: string
}

/** First in a form whose other buttons lead elsewhere: Enter in a box does what the main button does. */
export function EnterButton(props: { name?: string; value?: string }) {
  return (
    <button class="vh" tabindex={-1} aria-hidden="true" name={props.name} value={props.value} />
  )
}

/** A verb that submits the form it stands in. */
export function Button(props: ButtonProps) {
  return (
    <button
      class={lookOf(props)}
      name={props.name}
      value={props.value}
      form={props.form}
      formaction={props.formaction}
      data-keys={props.keys}
    >
      <Inside {...props} />
    </button>
  )
}

/** A verb that leads to another page. */
export function ButtonLink(
  props: LookProps & { href: string; keys?: string; children: ComponentChildren },
) {
  return (
    <a class={lookOf(props)} href={props.href} data-keys={props.keys}>
      <Inside {...props} />
    </a>
  )
}

export function Actions({ children }: { children: ComponentChildren }) {
  return <div class="actions">{children}</div>
}

/** The way back inside a form; elsewhere breadcrumbs. */
export function BackLink(props: { href: string; children?: ComponentChildren }) {
  const t = wording(useLang())
  return (
    <a class="back" href={props.href}>
      <Icon name="prev" />
      {props.children ?? t.back}
    </a>
  )
}
