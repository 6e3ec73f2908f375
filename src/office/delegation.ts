/**
 * Whether a leader's signature may be delegated so. In writing, for a time, and never further (NĐ 30/2020 Đ13.4, second-hand: the
 * text of the article was not in the sources at hand). Pure.
 */
import type { Problem } from '../lib/problem.ts'
import type { Day } from '../lib/time.ts'
import { periodProblems, periodWords, type Period } from './absence.ts'
import type { Role } from './actor.ts'

export type DelegationWanted = Period & {
  personId: number
  delegateId: number | null
  /** Codes; null: every procedure of the office. */
  procedures: readonly string[] | null
  paper: string
  paperOn: Day | null
}

export type DelegationAround = {
  today: Day
  /** Living delegations that share a day with the period and concern either of the two. */
  overlapping: readonly (Period & { personId: number; delegateId: number })[]
  /** Whether the delegate is away on a day of the period. */
  delegateIsAway: boolean
  rolesOfPerson: readonly Role[]
  rolesOfDelegate: readonly Role[]
  /** Codes of the procedures in force. */
  known: readonly string[]
}

export const PAPER_LETTERS = 120

export function delegationProblems(wanted: DelegationWanted, around: DelegationAround): Problem[] {
  return [
    ...periodProblems(wanted, around.today),
    ...leaderProblems(wanted, around),
    ...delegateProblems(wanted, around),
    ...scopeProblems(wanted, around),
    ...paperProblems(wanted, around.today),
  ]
}

function leaderProblems({ personId }: DelegationWanted, around: DelegationAround): Problem[] {
  const own = around.overlapping.find((each) => each.personId === personId)
  const signsFor = around.overlapping.find((each) => each.delegateId === personId)
  return [
    ...(around.rolesOfPerson.includes('leader')
      ? []
      : [problem('from', 'Người ủy quyền phải là lãnh đạo ký duyệt suốt thời gian đó.')]),
    ...(own ? [problem('from', `Đã ủy quyền ký ${periodWords(own)}.`)] : []),
    ...(signsFor
      ? [
          problem(
            'from',
            `Người này đang ký theo ủy quyền ${periodWords(signsFor)}, không được ủy quyền lại cho người khác.`,
          ),
        ]
      : []),
  ]
}

function delegateProblems(wanted: DelegationWanted, around: DelegationAround): Problem[] {
  const { delegateId, personId } = wanted
  if (delegateId === null) return [problem('delegate', 'Hãy chọn người được ủy quyền.')]
  if (delegateId === personId)
    return [problem('delegate', 'Người được ủy quyền phải là một người khác.')]
  const own = around.overlapping.find((each) => each.personId === delegateId)
  return [
    ...(around.rolesOfDelegate.includes('leader')
      ? []
      : [problem('delegate', 'Người được ủy quyền phải là lãnh đạo của cùng cơ quan.')]),
    ...(around.delegateIsAway
      ? [problem('delegate', 'Người được ủy quyền vắng mặt trong thời gian đó.')]
      : []),
    ...(own
      ? [
          problem(
            'delegate',
            `Người được ủy quyền cũng ủy quyền ký ${periodWords(own)}: không được ủy quyền lại.`,
          ),
        ]
      : []),
  ]
}

function scopeProblems({ procedures }: DelegationWanted, { known }: DelegationAround): Problem[] {
  const unknown = procedures?.find((code) => !known.includes(code))
  return unknown === undefined
    ? []
    : [problem('procedures', `Không có thủ tục ${unknown} đang áp dụng.`)]
}

function paperProblems({ paper, paperOn, fromOn }: DelegationWanted, today: Day): Problem[] {
  if (paper === '') return [problem('paper', 'Hãy ghi số văn bản ủy quyền.')]
  if (paper.length > PAPER_LETTERS)
    return [problem('paper', `Viết ngắn hơn ${PAPER_LETTERS} ký tự.`)]
  if (paperOn === null) return [problem('paperOn', 'Hãy ghi ngày của văn bản ủy quyền.')]
  return paperOn > fromOn || paperOn > today
    ? [problem('paperOn', 'Văn bản ủy quyền phải có trước ngày bắt đầu.')]
    : []
}

function problem(field: string, message: string): Problem {
  return { code: 'delegation', field, message }
}
