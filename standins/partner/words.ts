/** What a stand-in agency says of a case with each of its codes. Nothing of it is real. */
import { randomUUID } from 'node:crypto'
import { chanceOf } from '../../src/demo/chance.ts'
import { madeScan } from '../../src/demo/scan.ts'
import type { LegStatus } from '../../src/exchange/partner-schema.ts'
import { sha256Hex } from '../../src/lib/canonical.ts'
import { toDay } from '../../src/lib/time.ts'
import { caseKey, CODES, type Act, type Case } from './memory.ts'

const RESULT_NAMES: Readonly<Record<string, string>> = {
  police: 'Thông báo kết quả đăng ký cư trú',
  insurance: 'Thẻ bảo hiểm y tế',
  tax: 'Thông báo của cơ quan thuế',
}

export function statusOf(of: Case, act: Act, now: Date): LegStatus {
  return {
    messageId: randomUUID(),
    dossier: of.dossier,
    leg: of.leg,
    number: of.number + 1,
    status: CODES[act],
    at: now.toISOString(),
    reference: of.reference,
    ...membersOf(of, act, now),
  }
}

function membersOf(of: Case, act: Act, now: Date): Partial<LegStatus> {
  switch (act) {
    case 'receive':
    case 'start':
    case 'unknown':
      return {}
    case 'ask':
      return {
        missing: [{ paper: 'authorisation', fault: 'Bản chụp mờ, không đọc được chữ ký.' }],
        reason: 'Giấy tờ gửi kèm chưa đọc được.',
        legalBasis: 'Nghị định 301/2026/NĐ-CP',
      }
    case 'refuse':
      return {
        reason: 'Nơi đề nghị không thuộc địa bàn quản lý.',
        legalBasis: 'Luật Cư trú 2020',
      }
    case 'finish':
      return { result: resultOf(of, now) }
    case 'return':
      return { manner: 'electronic', result: resultOf(of, now) }
  }
}

function resultOf(of: Case, now: Date): NonNullable<LegStatus['result']> {
  const bytes = madeScan(chanceOf(caseKey(of)))
  return {
    name: RESULT_NAMES[of.agency] ?? 'Kết quả của chặng',
    number: `${of.reference}/KQ`,
    on: toDay(now),
    file: {
      name: 'ket-qua.png',
      mediaType: 'image/png',
      sha256: sha256Hex(bytes),
      content: bytes.toString('base64'),
    },
  }
}
