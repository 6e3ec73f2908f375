import type { ComponentChildren } from 'preact'
import { SupervisionPage } from '../measure/shell.tsx'
import type { StaffActor } from '../office/actor.ts'
import { Tabs } from '../ui/tables.tsx'
import { DUTY_PATH, FINDINGS_PATH, LOG_PATH, STUCK_LIST_PATH, SYSTEM_PATH } from './paths.ts'

const PAGES = [
  { href: SYSTEM_PATH, label: 'Tổng quan' },
  { href: FINDINGS_PATH, label: 'Sai lệch' },
  { href: STUCK_LIST_PATH, label: 'Bị kẹt' },
  { href: DUTY_PATH, label: 'Người phụ trách' },
  { href: LOG_PATH, label: 'Nhật ký' },
]

/** The frame of the pages about the house itself. */
export function HousePage(props: {
  me: StaffActor
  title: string
  current: string
  hasErrors?: boolean
  children: ComponentChildren
}) {
  const { me, title, current, children } = props
  return (
    <SupervisionPage
      me={me}
      title={title}
      current={SYSTEM_PATH}
      hasErrors={props.hasErrors ?? false}
    >
      <Tabs
        label="Tình trạng hệ thống"
        tabs={PAGES.map((page) => ({ ...page, current: page.href === current }))}
      />
      {children}
    </SupervisionPage>
  )
}
