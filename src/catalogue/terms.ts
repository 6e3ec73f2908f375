/** What a dossier takes along from the law of the day it was received, and keeps (house idea 4: law is data, with dates). */
import type { PauseCause } from '../calendar/clock-rules.ts'
import type { ClockPolicy } from '../calendar/clock.ts'
import type { TimeLimit } from '../calendar/deadline.ts'
import type { Workflow } from './workflow.ts'

export type Terms = {
  procedureCode: string
  /** Version of the curated procedure document in force when the dossier was filed. */
  procedureVersion: number
  procedureName: string
  caseCode: string
  formId: string
  formVersion: number
  workflow: Workflow
  limit: TimeLimit
  /** What a supplement does to the deadline: NĐ 61/2018 Đ19.4 restarts it, QĐ 766 subtracts the waiting time. */
  clockPolicy: 'restart' | 'pause'
  /** What a fee, an interruption or a verification does to the deadline; absent: the standard (calendar/clock-rules.ts). */
  pausePolicies?: Partial<Record<PauseCause, ClockPolicy>>
  /** The office's own limit, shorter than the law's (QĐ phê duyệt quy trình nội bộ); absent: none. */
  internalLimit?: TimeLimit
  /** How often the agency head may apologise and name a new date; absent: the standard. */
  apologyRounds?: number
  /**
   * How long the applicant may look at the draft before silence counts as agreement (1.001193: at most one day); null where the
   * workflow gives no draft to look at.
   */
  draftSilence: TimeLimit | null
  /** Requests for supplements after which a recorded legal ground is needed (NĐ 61/2018, QĐ 766: the second). */
  supplementRoundsWithoutGround: number
  /** How long the applicant has for a supplement before the dossier may be stopped; null where no law says. */
  supplementLimit: TimeLimit | null
  resultCode: string
  resultName: string
  /** The paper of the house; '' where the house sets none, because the result is made by hand. */
  resultTemplate: string
}
