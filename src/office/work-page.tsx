import { StaffPage, type StaffPageProps } from '../ui/layout.tsx'
import type { StaffActor } from './actor.ts'
import { staffNav, type NavCounts } from './staff-nav.ts'

/** A page for officials, with the links of the person's own work in the bar. */
export function WorkPage({
  counts,
  ...page
}: Omit<StaffPageProps, 'me' | 'nav'> & { me: StaffActor; counts?: NavCounts }) {
  return <StaffPage {...page} nav={staffNav(page.me, counts)} />
}
