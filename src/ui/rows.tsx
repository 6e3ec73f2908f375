import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icons.tsx'

/** A list of links or tasks. Children are `LinkRow`, `FileRow`, or other `li`. */
export function Rows(props: { bare?: boolean; label?: string; children: ComponentChildren }) {
  return (
    <ul class={props.bare ? 'rows rows--bare' : 'rows'} aria-label={props.label}>
      {props.children}
    </ul>
  )
}

/** One row: whole sentence, then the small print; a tag instead of the chevron for tasks. */
export function LinkRow(props: {
  /** Left out for what cannot be done yet: then it is no link. */
  href?: string
  title: ComponentChildren
  more?: ComponentChildren
  tag?: ComponentChildren
}) {
  const inside = (
    <>
      <span>
        <b>{props.title}</b>
        {props.more === undefined ? null : <small>{props.more}</small>}
      </span>
      {props.tag ?? (props.href === undefined ? null : <Icon name="next" />)}
    </>
  )
  return (
    <li>
      {props.href === undefined ? (
        <div class="row">{inside}</div>
      ) : (
        <a class="row" href={props.href}>
          {inside}
        </a>
      )}
    </li>
  )
}

/** An action with its icon in a red doorway, on the home page. */
export function TileLink(props: { href: string; icon: IconName; title: string; more: string }) {
  return (
    <a class="tilelink" href={props.href}>
      <span class="door door--accent">
        <Icon name={props.icon} />
      </span>
      <span>
        <b>{props.title}</b>
        <small>{props.more}</small>
      </span>
    </a>
  )
}

export type Door = {
  readonly href: string
  readonly icon: IconName
  readonly title: string
  readonly more: string
}

/** Life events behind ochre doorways. */
export function Doors({ doors }: { doors: readonly Door[] }) {
  return (
    <div class="doors">
      {doors.map((door) => (
        <a href={door.href}>
          <span class="door">
            <Icon name={door.icon} />
          </span>
          <b>{door.title}</b>
          <small>{door.more}</small>
        </a>
      ))}
    </div>
  )
}

/** The one search box of a page. */
export function Search(props: {
  action: string
  label: string
  button: string
  value?: string
  placeholder?: string
  name?: string
}) {
  const name = props.name ?? 'q'
  return (
    <form class="search" action={props.action} role="search">
      <Icon name="search" />
      <label class="vh" for={`search-${name}`}>
        {props.label}
      </label>
      <input
        id={`search-${name}`}
        name={name}
        type="search"
        value={props.value ?? ''}
        placeholder={props.placeholder}
        maxlength={200}
        autocomplete="off"
      />
      <button class="btn">{props.button}</button>
    </form>
  )
}
