/** Signing several papers at once: each is an act of its own, one failure stops no other (screens L3: no blind bulk). */
import { Conflict, NotFound } from '../lib/problem.ts'
import type { StaffActor } from '../office/actor.ts'
import { idFrom } from '../result/document-id.ts'
import { signResult } from '../result/sign.ts'
import type { DeskDeps } from './deps.ts'
import { notInBatch } from './queue.ts'
import { chosenOf } from './queue-of.ts'

export type BatchOrder = {
  by: StaffActor
  /** The form's submission key; each paper's key follows from it, so that a second click signs nothing twice. */
  key: string
  /** What the leader saw in the list: dossier and content. */
  chosen: readonly { id: string; seenHash: string }[]
}

export type BatchOutcome = { id: string; code: 'signed' | BatchNo }
const NOS = [
  'notSeen',
  'standsOut',
  'otherKind',
  'otherDocument',
  'otherSigner',
  'refused',
] as const
export type BatchNo = (typeof NOS)[number]

/**
 * Signs what may be signed in a batch: opened by this leader as it was submitted, nothing standing out, all of one kind.
 * What is already signed by the same click is answered again by its key.
 */
export async function signBatch(deps: DeskDeps, order: BatchOrder): Promise<BatchOutcome[]> {
  const waiting = new Map(
    (
      await chosenOf(
        deps,
        order.by,
        order.chosen.map(({ id }) => id),
      )
    ).map((line) => [line.id, line]),
  )
  const kind = waiting.values().next().value?.procedureCode
  const outcomes: BatchOutcome[] = []
  for (const { id, seenHash } of order.chosen) {
    const line = waiting.get(id)
    if (line && notInBatch(line) !== null)
      outcomes.push({
        id,
        code: !line.isMine ? 'otherSigner' : line.isSeen ? 'standsOut' : 'notSeen',
      })
    else if (line && line.procedureCode !== kind) outcomes.push({ id, code: 'otherKind' })
    else outcomes.push({ id, code: await signOne(deps, order, { id, seenHash }) })
  }
  return outcomes
}

async function signOne(
  deps: DeskDeps,
  { by, key }: BatchOrder,
  { id, seenHash }: { id: string; seenHash: string },
): Promise<BatchOutcome['code']> {
  const order = { dossierId: id, by, seenHash, key: idFrom('batch', key, id) }
  try {
    const outcome = await signResult(deps.result, order)
    if (outcome.ok) return 'signed'
    return isNo(outcome.refusal.code) ? outcome.refusal.code : 'refused'
  } catch (error) {
    if (error instanceof NotFound || error instanceof Conflict) return 'refused'
    throw error
  }
}

export function isNo(code: string): code is BatchNo {
  return NOS.some((no) => no === code)
}

export const NO_SENTENCES: Readonly<Record<BatchNo, string>> = {
  notSeen: 'Ông/bà chưa mở văn bản này. Hãy mở xem rồi ký.',
  standsOut: 'Văn bản có điểm khác thường, phải mở và ký riêng.',
  otherKind: 'Văn bản khác loại với lô. Hãy ký riêng hoặc ký lô của loại đó.',
  otherDocument: 'Văn bản đã thay đổi so với bản trong danh sách. Hãy mở lại để xem rồi ký.',
  otherSigner: 'Văn bản ghi tên người ký khác. Hãy trả lại để trình với tên đúng.',
  refused: 'Hồ sơ không còn chờ ông/bà ký.',
}
