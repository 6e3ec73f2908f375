import { fold } from '../../lib/text.ts'
import type { FeeKind, NationalFee } from './detail.ts'

/** "0" on the portal often means that the council decides (domain.md §13): the words decide, never the zero. */
export function feeOf(rawAmount: number | null, text: string): NationalFee {
  const isSum = rawAmount !== null && rawAmount > 0
  const kind: FeeKind = isSum ? 'amount' : kindInWords(fold(text))
  return { kind, amount: isSum ? rawAmount : null, rawAmount, text }
}

const NONE =
  /^[\s(+-]*(khong|khong co|khong thu( phi| le phi| phi,? le phi)?|mien phi|mien le phi|khong mat phi)[\s.);]*$/
const COUNCIL = /hoi dong nhan dan|hdnd/
const ELSEWHERE =
  /theo quy dinh|thong tu|nghi dinh|nghi quyet|quyet dinh|bieu (muc )?(phi|thu)|(uy ban nhan dan|ubnd)(?:(?!uy ban nhan dan|ubnd).)*quy dinh|phap luat ve (phi|gia)|van ban kem theo|khong duoc quy dinh tai/

function kindInWords(words: string): FeeKind {
  if (NONE.test(words)) return 'statedNone'
  if (COUNCIL.test(words)) return 'councilDecides'
  return ELSEWHERE.test(words) && /phi|gia|thu|muc|quy dinh|dong/.test(words)
    ? 'byRegulation'
    : 'unknown'
}
