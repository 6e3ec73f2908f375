/** Who gets a dossier and why, as typed. Pure. */
import type { Problem } from '../../lib/problem.ts'
import { REASON_LETTERS } from '../../dossier/holders/commands.ts'

export const HOLDER_ACTS = ['handOver', 'reassign', 'release'] as const
export type HolderAct = (typeof HOLDER_ACTS)[number]

export type HandOverTyped = { act: HolderAct; to: number | null; reason: string; leg: string }

type Typed = { text(name: string): string }

export function readHandOver(form: Typed): HandOverTyped {
  const act = HOLDER_ACTS.find((each) => each === form.text('act')) ?? 'handOver'
  return {
    act,
    to: personIn(form.text('to')),
    reason: form.text('reason'),
    leg: form.text('leg').slice(0, 60),
  }
}

/** '1000003' → 1000003; null for anything that names nobody. */
export function personIn(text: string): number | null {
  return /^[1-9]\d{0,9}$/.test(text) && Number(text) <= 2_147_483_647 ? Number(text) : null
}

export function handOverProblems({ act, to, reason }: HandOverTyped): Problem[] {
  return [
    ...(act !== 'release' && to === null ? [problem('to', 'Hãy chọn người nhận.')] : []),
    ...reasonProblems(reason),
  ]
}

export function reasonProblems(reason: string): Problem[] {
  if (reason === '') return [problem('reason', 'Hãy ghi lý do.')]
  return reason.length > REASON_LETTERS
    ? [problem('reason', `Lý do dài quá. Hãy viết ngắn hơn ${REASON_LETTERS} ký tự.`)]
    : []
}

/** Lawful noes that are about whoever was chosen: they come back on the form. */
const ABOUT_RECEIVER: readonly string[] = [
  'receiverNotOfficer',
  'receiverAway',
  'receiverDecidesOwn',
  'alreadyHeld',
]

export function problemOfRefusal(refusal: { code: string; message: string }): Problem | undefined {
  return ABOUT_RECEIVER.includes(refusal.code)
    ? { code: refusal.code, field: 'to', message: refusal.message }
    : undefined
}

function problem(field: string, message: string): Problem {
  return { code: 'holder', field, message }
}
