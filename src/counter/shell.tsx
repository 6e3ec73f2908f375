import type { ComponentChildren } from 'preact'
import type { StaffActor } from '../office/actor.ts'
import { staffNav, type NavCounts } from '../office/staff-nav.ts'
import { StaffPage } from '../ui/layout.tsx'

/** The frame of the counter's pages. */
export function CounterPage(props: {
  me: StaffActor
  title: string
  current?: '/quay' | '/tra-ket-qua'
  counts?: NavCounts
  hasErrors?: boolean
  children: ComponentChildren
}) {
  return (
    <StaffPage
      title={props.title}
      me={props.me}
      nav={staffNav(props.me, props.counts)}
      current={props.current ?? '/quay'}
      findHref="/quay"
      hasErrors={props.hasErrors ?? false}
    >
      {props.children}
    </StaffPage>
  )
}

export const dossierPath = (id: string): string => `/quay/nhan/${id}`
export const paperPath = (id: string, kind: string): string => `/quay/${id}/giay-to/${kind}.pdf`
export const actPath = (id: string, act: string): string => `/quay/${id}/${act}`
export const filePath = (dossierId: string, fileId: string): string => `/tep/${dossierId}/${fileId}`
