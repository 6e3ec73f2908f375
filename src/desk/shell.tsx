import type { ComponentChildren } from 'preact'
import { hasRole, type StaffActor } from '../office/actor.ts'
import type { NavCounts } from '../office/staff-nav.ts'
import { WorkPage } from '../office/work-page.tsx'
import { Icon } from '../ui/icons.tsx'

/** The frame of the desks' pages. */
export function DeskPage(props: {
  me: StaffActor
  title: string
  current: '/viec' | '/ky' | '/van-thu'
  counts?: NavCounts
  hasErrors?: boolean
  marks?: boolean
  children: ComponentChildren
}) {
  return <WorkPage {...props} {...(hasRole(props.me, 'officer') ? { findHref: '/viec' } : {})} />
}

/** The way back to a list, above the head of a page. */
export function BackTo(props: { href: string; children: ComponentChildren }) {
  return (
    <div class="head head--tight">
      <a href={props.href} class="meta">
        <Icon name="prev" />
        {props.children}
      </a>
    </div>
  )
}

export const casePath = (id: string, act?: string): string =>
  act === undefined ? `/viec/${id}` : `/viec/${id}/${act}`
export const legPath = (id: string, leg: string): string => casePath(id, `chang/${leg}`)
export const paperPath = (id: string, sha256: string): string => `/viec/${id}/van-ban/${sha256}.pdf`
export const signPath = (id: string, act?: string): string =>
  act === undefined ? `/ky/${id}` : `/ky/${id}/${act}`
export const sealPath = (id: string, act?: string): string =>
  act === undefined ? `/van-thu/${id}` : `/van-thu/${id}/${act}`

/** A paper of ours, shown in the page and reachable by itself; works without a script. */
export function PaperView(props: { id: string; sha256: string; title: string }) {
  const path = paperPath(props.id, props.sha256)
  return (
    <div class="viewer__page">
      <iframe src={path} title={props.title} loading="lazy" />
      <p class="meta">
        <a href={path} target="_blank" rel="noopener">
          <Icon name="file" />
          Mở {props.title.toLowerCase()} ở trang riêng
        </a>
      </p>
    </div>
  )
}
