import type { ComponentChildren } from 'preact'
import { hasRole, type StaffActor } from '../office/actor.ts'
import { WorkPage } from '../office/work-page.tsx'
import { Tabs } from '../ui/tables.tsx'
import { REORGANISATIONS } from './reorganisation/paths.ts'
import { HOME, PETITIONS_PATH, SATISFACTION_PATH, SYSTEM_PATH, TRIPS_PATH } from './supervision.ts'
import { WATCHERS } from './watch.ts'

/** The frame of the pages of supervision: tabs only for those who may open more than one of them. */
export function SupervisionPage(props: {
  me: StaffActor
  title: string
  current:
    | typeof HOME
    | typeof SYSTEM_PATH
    | typeof REORGANISATIONS
    | typeof TRIPS_PATH
    | typeof SATISFACTION_PATH
    | typeof PETITIONS_PATH
  hasErrors?: boolean
  children: ComponentChildren
}) {
  const { me, current } = props
  const watches = WATCHERS.some((role) => hasRole(me, role))
  const runs = hasRole(me, 'admin') || hasRole(me, 'supervisor')
  const tabs = [
    ...(watches
      ? [
          { href: HOME, label: 'Số liệu', current: current === HOME },
          { href: TRIPS_PATH, label: 'Đi lại, hướng dẫn', current: current === TRIPS_PATH },
          { href: SATISFACTION_PATH, label: 'Hài lòng', current: current === SATISFACTION_PATH },
          { href: PETITIONS_PATH, label: 'Phản ánh', current: current === PETITIONS_PATH },
          {
            href: REORGANISATIONS,
            label: 'Sắp xếp đơn vị',
            current: current === REORGANISATIONS,
          },
        ]
      : []),
    ...(runs ? [{ href: SYSTEM_PATH, label: 'Hệ thống', current: current === SYSTEM_PATH }] : []),
  ]
  return (
    <WorkPage
      title={props.title}
      me={me}
      current={watches ? HOME : SYSTEM_PATH}
      hasErrors={props.hasErrors ?? false}
    >
      {tabs.length < 2 ? null : <Tabs label="Giám sát" tabs={tabs} />}
      {props.children}
    </WorkPage>
  )
}
