import type { Lost } from './checkpoint-store.ts'
import type { Fault } from './verify.ts'

/** One fault in one sentence, with code, id and row. */
export function sentence({ code, dossierId, seq, what }: Fault): string {
  const where = seq === 0 ? 'toàn hồ sơ' : `dòng ${seq}`
  return `LỖI hồ sơ ${code} (${dossierId}), ${where}: ${what}.`
}

/** A head of the checkpoint before that no history has any more. */
export function lostSentence({ code, dossierId, seq }: Lost): string {
  return `LỖI hồ sơ ${code ?? '(không còn mã)'} (${dossierId}): dòng ${seq} của điểm kiểm trước không còn.`
}
