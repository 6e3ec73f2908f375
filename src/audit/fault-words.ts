import type { Fault } from './verify.ts'

/** One fault in one sentence, with code, id and row. */
export function sentence({ code, dossierId, seq, what }: Fault): string {
  const where = seq === 0 ? 'toàn hồ sơ' : `dòng ${seq}`
  return `LỖI hồ sơ ${code} (${dossierId}), ${where}: ${what}.`
}
