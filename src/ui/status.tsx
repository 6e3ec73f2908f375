import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icons.tsx'
import { useLang } from './page-context.ts'
import { statusNames } from './wording.ts'

/** The ten official states of a dossier. */
export type OfficialStatus = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10

const statusIcons: Readonly<Record<OfficialStatus, IconName>> = {
  1: 'send',
  2: 'inbox',
  3: 'error',
  4: 'half',
  5: 'fileadd',
  6: 'money',
  7: 'undo',
  8: 'pause',
  9: 'done',
  10: 'door',
}

/** Lists of officials have room for shorter words for two of them. */
const shorter: Partial<Record<OfficialStatus, string>> = {
  5: 'Yêu cầu bổ sung',
  6: 'Chờ nộp phí',
}

/** The official state: icon, word and colour, never colour alone. */
export function StatusTag(props: { status: OfficialStatus; short?: boolean }) {
  const lang = useLang()
  const short = props.short ? shorter[props.status] : undefined
  return (
    <span class={`tag tag--${props.status}`}>
      <Icon name={statusIcons[props.status]} />
      {short ?? statusNames(lang)[props.status]}
    </span>
  )
}

export type TagTone = 'todo' | 'doing' | 'done' | 'locked' | 'ask' | 'bad'

const tags: Readonly<Record<TagTone, { look: string; icon: IconName }>> = {
  todo: { look: 'tag', icon: 'edit' },
  doing: { look: 'tag tag--4', icon: 'half' },
  done: { look: 'tag tag--9', icon: 'check' },
  locked: { look: 'tag', icon: 'lock' },
  ask: { look: 'tag tag--5', icon: 'camera' },
  bad: { look: 'tag tag--3', icon: 'error' },
}

/** A tag for tasks and papers, in the page's own words. */
export function Tag(props: { tone: TagTone; icon?: IconName; children: ComponentChildren }) {
  const { look, icon } = tags[props.tone]
  return (
    <span class={look}>
      <Icon name={props.icon ?? icon} />
      {props.children}
    </span>
  )
}

/** ok: time enough; near: act now; late: past; off: the clock is stopped. */
export type DueState = 'ok' | 'near' | 'late' | 'off'

const dueIcons: Readonly<Record<DueState, IconName>> = {
  ok: 'calendar',
  near: 'clock',
  late: 'warn',
  off: 'pause',
}

/** A deadline in words: "còn 2 ngày làm việc", "hôm nay, 17:00", "quá 1 ngày". */
export function Due(props: { state: DueState; icon?: IconName; children: ComponentChildren }) {
  return (
    <span class={`due due--${props.state}`}>
      <Icon name={props.icon ?? dueIcons[props.state]} />
      {props.children}
    </span>
  )
}

/** Share of the time limit used up, 0…1; always stands beside words. */
export function Meter(props: { used: number; state: DueState }) {
  const look = props.state === 'near' || props.state === 'late' ? ` meter--${props.state}` : ''
  const width = Math.round(Math.min(1, Math.max(0, props.used)) * 100)
  return (
    <svg class={`meter${look}`} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect width="100" height="6" />
      <rect width={width} height="6" />
    </svg>
  )
}

/** Deadline and meter, as in the work list and the head of a dossier. */
export function Clock(props: { state: DueState; used: number; children: ComponentChildren }) {
  return (
    <div class="clock">
      <div>
        <Due state={props.state}>{props.children}</Due>
        <Meter used={props.used} state={props.state} />
      </div>
    </div>
  )
}
