import { assetUrl } from './assets.ts'

/** The icons of the sprite, which a test compares with `assets/icons.svg`. */
export const iconNames = [
  'door',
  'search',
  'phone',
  'user',
  'users',
  'menu',
  'next',
  'prev',
  'down',
  'go',
  'check',
  'done',
  'warn',
  'error',
  'info',
  'clock',
  'half',
  'calendar',
  'file',
  'files',
  'fileadd',
  'upload',
  'download',
  'camera',
  'box',
  'image',
  'rotate',
  'plus',
  'minus',
  'close',
  'print',
  'share',
  'qr',
  'edit',
  'sign',
  'stamp',
  'house',
  'baby',
  'rings',
  'bike',
  'shop',
  'lotus',
  'card',
  'pin',
  'bell',
  'filter',
  'sort',
  'eye',
  'lock',
  'shield',
  'send',
  'inbox',
  'pause',
  'undo',
  'money',
  'chart',
  'ticket',
  'sound',
  'wheel',
  'globe',
  'more',
  'trash',
  'star',
  'chat',
  'keys',
  'offline',
  'scan',
  'zoom',
  'swap',
  'elder',
] as const

export type IconName = (typeof iconNames)[number]

/** An icon always stands beside a word; it is never the only carrier of meaning, so screen readers skip it. */
export function Icon(props: { name: IconName; tone?: 'ok' | 'warn' | 'bad'; end?: boolean }) {
  const names = ['i', props.tone, props.end && 'i--end'].filter(Boolean).join(' ')
  return (
    <svg class={names} aria-hidden="true">
      <use href={`${assetUrl('icons.svg')}#${props.name}`} />
    </svg>
  )
}

/** The door: the mark of the house. */
export function Mark() {
  return (
    <svg aria-hidden="true" viewBox="0 0 28 36">
      <use href={`${assetUrl('icons.svg')}#mark`} />
    </svg>
  )
}
