/** Records that were read from the pages of the portal as text (keys in Vietnamese). */
import { feeOf } from './fee-reading.ts'
import { legalBasisOf } from './legal-code.ts'
import type {
  NationalChannel,
  NationalDetail,
  NationalLimit,
  NationalRow,
  NationalStep,
  NationalUnit,
} from './detail.ts'
import { lineOf, linesOf, numberOf, objectsOf, textOf, type JsonObject } from './json-reading.ts'
import { paperGroup } from './paper-reading.ts'

const CHANNELS: Readonly<Record<string, NationalChannel>> = {
  truc_tuyen: 'online',
  buu_chinh: 'post',
  truc_tiep: 'counter',
}
const UNITS: Readonly<Record<string, NationalUnit>> = {
  'Ngày làm việc': 'workingDay',
  Ngày: 'calendarDay',
  Giờ: 'hour',
  Tháng: 'month',
}

export function crawlDetail(record: JsonObject): NationalDetail {
  return {
    code: lineOf(record['ma']),
    name: lineOf(record['ten']),
    field: lineOf(record['linh_vuc']),
    issuedBy: lineOf(record['co_quan_ban_hanh']),
    performedBy: lineOf(record['co_quan_thuc_hien']),
    decidedBy: lineOf(record['co_quan_tham_quyen']),
    receivedAt: textOf(record['tiep_nhan']),
    coordinatedBy: lineOf(record['phoi_hop']),
    levels: linesOf(record['cap_thuc_hien']),
    subjects: linesOf(record['doi_tuong']),
    decisionNumber: lineOf(record['so_quyet_dinh']) || null,
    portalState: null,
    portalUrl: lineOf(record['url']) || null,
    updatedOn: null,
    channels: objectsOf(record['kenh']).flatMap(rowOf),
    cases: [],
    paperGroups: objectsOf(record['thanh_phan']).map((group) =>
      paperGroup(
        lineOf(group['nhom']),
        objectsOf(group['giay_to']).map((paper) => ({
          name: lineOf(paper['ten']),
          originals: numberOf(paper['ban_chinh']) ?? 0,
          copies: numberOf(paper['ban_sao']) ?? 0,
          code: null,
        })),
      ),
    ),
    steps: stepsIn(textOf(record['trinh_tu'])),
    results: objectsOf(record['ket_qua']).map((result) => ({
      code: lineOf(result['ma']) || null,
      name: lineOf(result['ten']),
    })),
    legalBasis: linesOf(record['can_cu']).map((raw) => legalBasisOf(raw, '')),
    requirement: textOf(record['yeu_cau']),
    rawChannels: textOf(record['cach_thuc_nguyen_van']),
  }
}

function rowOf(row: JsonObject): NationalRow[] {
  const channel = CHANNELS[lineOf(row['kenh'])]
  if (channel === undefined) return []
  const note = textOf(row['ghi_chu'])
  const value = numberOf(row['so'])
  const unit = lineOf(row['don_vi'])
  return [
    {
      channel,
      limit: limitOf(value, UNITS[unit]),
      rawLimit: `so = ${value ?? 'null'}, don_vi = ${unit || 'null'}`,
      rawValue: value,
      rawUnit: unit || null,
      inWords: '',
      fees: [feeOf(numberOf(row['phi_vnd']), bracketed(note))],
      note,
    },
  ]
}

/** Zero is no limit, and a number without a unit is none either. */
export function limitOf(
  value: number | null,
  unit: NationalUnit | undefined,
): NationalLimit | null {
  return value === null || value <= 0 || unit === undefined ? null : { value, unit }
}

/** The words about the fee stand in brackets at the beginning; what follows describes the channel. */
function bracketed(note: string): string {
  if (!note.startsWith('(')) return ''
  let depth = 0
  for (const [index, letter] of [...note].entries()) {
    if (letter === '(') depth += 1
    if (letter === ')') depth -= 1
    if (depth === 0) return [...note].slice(1, index).join('').trim()
  }
  return note.slice(1).trim()
}

/** "Bước 1: …" opens a step; text without such marks is one step without a title. */
export function stepsIn(text: string): NationalStep[] {
  const parts = text
    .split(/\n(?=(?:[a-zđ]\)\s*|[-+*]\s*)?Bước\s+\d+)/i)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  return parts.map((part) => {
    const opened = /^((?:[a-zđ]\)\s*|[-+*]\s*)?Bước\s+\d+\s*[.:]?)\s*/i.exec(part)
    if (opened === null) return { title: '', text: part }
    return {
      title: opened[1]!.replace(/(?<![\s.:])[\s.:]+$/, ''),
      text: part.slice(opened[0].length),
    }
  })
}
