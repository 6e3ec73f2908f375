import type { ComponentChildren } from 'preact'
import type { StaffActor } from '../office/actor.ts'
import type { NavCounts } from '../office/staff-nav.ts'
import { WorkPage } from '../office/work-page.tsx'

/** The frame of the counter's pages. */
export function CounterPage(props: {
  me: StaffActor
  title: string
  current?: '/quay' | '/tra-ket-qua' | '/ban-giao' | '/giam-sat'
  counts?: NavCounts
  hasErrors?: boolean
  marks?: boolean
  children: ComponentChildren
}) {
  return <WorkPage {...props} current={props.current ?? '/quay'} findHref="/quay" />
}

export const slipPath = (id: string): string => `/ban-giao/${id}`
export const dossierPath = (id: string): string => `/quay/nhan/${id}`
export const paperPath = (id: string, kind: string): string => `/quay/${id}/giay-to/${kind}.pdf`
export const actPath = (id: string, act: string): string => `/quay/${id}/${act}`
export const filePath = (dossierId: string, fileId: string): string => `/tep/${dossierId}/${fileId}`
