/**
 * A procedure in the field set of the National Portal: the columns of its list and the members of its detail record (NĐ 63/2010 Đ8.2:
 * name, steps, ways, papers, limit, subjects, agencies, forms, results, conditions, fees). What we do not know is left empty.
 */
import type { Day } from '../../lib/time.ts'
import { showFee } from '../fee-lines.ts'
import { showLimit } from '../limit-lines.ts'
import { feesOn, limitFor, ordinaryCase } from '../needs.ts'
import { channels, type Channel, type Fee, type Paper, type Procedure } from '../procedure.ts'
import type { TimeLimit } from '../../calendar/deadline.ts'

/** What only the portal's own list says of the procedure. */
export type ListedFacts = {
  readonly issuedBy: string
  readonly performedBy: readonly string[]
  readonly levels: readonly string[]
  readonly portalState: string
  readonly portalKind: string
  readonly portalId: string
}

export const PORTAL_COLUMNS = [
  'ma',
  'ten',
  'linh_vuc',
  'co_quan_thuc_hien',
  'co_quan_ban_hanh',
  'doi_tuong',
  'trang_thai',
  'loai',
  'id_cong',
] as const
export type PortalRow = Readonly<Record<(typeof PORTAL_COLUMNS)[number], string>>

/** The row of the list; several values are divided by '|', as there. */
export function portalRow(procedure: Procedure, listed: ListedFacts | undefined): PortalRow {
  return {
    ma: procedure.code,
    ten: procedure.name.vi,
    linh_vuc: procedure.category.name.vi,
    co_quan_thuc_hien: (listed?.performedBy ?? []).join('|'),
    co_quan_ban_hanh: listed?.issuedBy ?? '',
    doi_tuong: procedure.subjects.map(({ vi }) => vi).join('|'),
    trang_thai: listed?.portalState ?? '',
    loai: listed?.portalKind ?? '',
    id_cong: listed?.portalId ?? '',
  }
}

/** The list as the portal's table: UTF-8, a heading, a line for each row (RFC 4180). */
export function portalCsv(rows: readonly PortalRow[]): string {
  const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const lines = [PORTAL_COLUMNS, ...rows.map((row) => PORTAL_COLUMNS.map((column) => row[column]))]
  return lines.map((cells) => `${cells.map(cell).join(',')}\n`).join('')
}

type PortalChannel = {
  readonly kenh: string
  readonly so: number | null
  readonly don_vi: string | null
  readonly phi_vnd: number | null
  readonly ghi_chu: string
}

export type PortalRecord = {
  readonly ma: string
  readonly ten: string
  readonly co_quan_ban_hanh: string
  readonly so_quyet_dinh: string
  readonly cap_thuc_hien: readonly string[]
  readonly loai: string
  readonly linh_vuc: string
  readonly doi_tuong: readonly string[]
  readonly co_quan_thuc_hien: string
  readonly co_quan_tham_quyen: string
  readonly tiep_nhan: string
  readonly phoi_hop: string
  readonly kenh: readonly PortalChannel[]
  readonly thanh_phan: readonly {
    readonly nhom: string
    readonly giay_to: readonly {
      readonly ten: string
      readonly ban_chinh: number
      readonly ban_sao: number
    }[]
  }[]
  readonly trinh_tu: string
  readonly yeu_cau: string
  readonly ket_qua: readonly { readonly ma: string; readonly ten: string }[]
  readonly can_cu: readonly string[]
  readonly url: string
}

/** The detail record, as its fees and limits stand on the day. */
export function portalRecord(
  procedure: Procedure,
  { listed, today }: { listed: ListedFacts | undefined; today: Day },
): PortalRecord {
  const { vi: rule } = procedure.competence.rule.value
  const results = [procedure.result, ...(procedure.otherResults ?? [])]
  return {
    ma: procedure.code,
    ten: procedure.name.vi,
    co_quan_ban_hanh: listed?.issuedBy ?? '',
    so_quyet_dinh: procedure.decision.value ?? '',
    cap_thuc_hien: listed?.levels ?? [],
    loai: listed?.portalKind ?? '',
    linh_vuc: procedure.category.name.vi,
    doi_tuong: procedure.subjects.map(({ vi }) => vi),
    co_quan_thuc_hien: (listed?.performedBy ?? []).join('; '),
    co_quan_tham_quyen: rule,
    tiep_nhan: procedure.competence.elsewhere.vi,
    phoi_hop: '',
    kenh: offered(procedure).map((channel) => channelOf(procedure, channel, today)),
    thanh_phan: papersOf(procedure),
    trinh_tu: procedure.steps.map(({ vi }, i) => `Bước ${i + 1}: ${vi}`).join('\n'),
    yeu_cau: procedure.eligibility.map(({ words }) => words.vi).join('\n'),
    ket_qua: results.map(({ code, name }) => ({ ma: code ?? '', ten: name.vi })),
    can_cu: procedure.legalBasis.map(({ number }) => number),
    url: listed?.portalId ? `https://dichvucong.gov.vn/thu-tuc-hanh-chinh/${listed.portalId}` : '',
  }
}

/** Not online at all: the portal then has no row for it. */
function offered({ onlineLevel }: Procedure): Channel[] {
  return channels.filter((channel) => channel !== 'online' || onlineLevel.value !== 'none')
}

const PORTAL_CHANNELS = { online: 'truc_tuyen', counter: 'truc_tiep', post: 'buu_chinh' } as const

function channelOf(procedure: Procedure, channel: Channel, today: Day): PortalChannel {
  const { limit, limitText } = limitFor(ordinaryCase(procedure), channel)
  const fees = feesOn(procedure, { channel, today })
  const words = fees.map((fee) => `${fee.name.vi}: ${showFee(fee, 'vi')}`).join('; ')
  const only = fees.length === 1 ? showFee(fees[0]!, 'vi') : words
  const others = procedure.cases
    .filter(({ when }) => when !== 'otherwise')
    .map((each) => `${each.name.vi}: ${showLimit(limitFor(each, channel), 'vi')}.`)
  return {
    kenh: PORTAL_CHANNELS[channel],
    ...portalLimit(limit.value),
    phi_vnd: fees.length === 0 ? null : fixedAmount(fees[0]!),
    ghi_chu: [only === '' ? '' : `(${only})`, limitText.vi, ...others].filter(Boolean).join(' '),
  }
}

/** "The same day" has no unit there: the portal writes 1 without one. */
function portalLimit(limit: TimeLimit | null): Pick<PortalChannel, 'so' | 'don_vi'> {
  if (limit === null) return { so: null, don_vi: null }
  switch (limit.unit) {
    case 'workingDay':
      return { so: limit.value, don_vi: 'Ngày làm việc' }
    case 'calendarDay':
      return { so: limit.value, don_vi: 'Ngày' }
    case 'workingHour':
      return { so: limit.value, don_vi: 'Giờ' }
    case 'month':
      return { so: limit.value, don_vi: 'Tháng' }
    case 'sameDay':
      return { so: 1, don_vi: null }
  }
}

/** Null is not 0: what the council decides, or what is computed, has no number there. */
function fixedAmount({ amount }: Fee): number | null {
  return amount?.value ?? null
}

function papersOf({ papers, shownPapers }: Procedure): PortalRecord['thanh_phan'] {
  const row = ({ name, copies }: Paper) => ({
    ten: name.vi,
    ban_chinh: copies.originals,
    ban_sao: copies.copies,
  })
  const shown = shownPapers.map(({ name }) => ({ ten: name.vi, ban_chinh: 0, ban_sao: 0 }))
  return [
    { nhom: 'Giấy tờ phải nộp', giay_to: papers.map(row) },
    ...(shown.length > 0 ? [{ nhom: 'Giấy tờ phải xuất trình', giay_to: shown }] : []),
  ]
}
