/** A procedure as each source has it, aspect by aspect, for people who compare. Pure. */
import type { Procedure } from '../procedure.ts'
import { showLimit } from './compare.ts'
import { showDayText } from './change-words.ts'
import type { NationalChannel, NationalDetail, NationalFee, StatedLimit } from './detail.ts'

export const ASPECTS = {
  name: 'Tên',
  field: 'Lĩnh vực',
  issuedBy: 'Cơ quan công bố',
  performedBy: 'Cơ quan thực hiện',
  decision: 'Quyết định công bố',
  online: 'Thời hạn, phí: trực tuyến',
  post: 'Thời hạn, phí: bưu chính',
  counter: 'Thời hạn, phí: trực tiếp',
  cases: 'Thời hạn theo trường hợp',
  onlineLevel: 'Mức độ trực tuyến',
  handledIn: 'Nơi xử lý',
  papers: 'Giấy tờ theo nhóm',
  steps: 'Trình tự',
  results: 'Kết quả',
  legalBasis: 'Căn cứ pháp lý',
  requirement: 'Yêu cầu, điều kiện',
  subjects: 'Đối tượng',
  levels: 'Cấp thực hiện',
  state: 'Trạng thái trên cổng',
  updatedOn: 'Cổng cập nhật',
} as const
export type Aspect = keyof typeof ASPECTS
/** Lines of each aspect; an aspect that the source does not speak of is left out. */
export type Side = { [K in Aspect]?: string[] }

export function sideOfDetail(detail: NationalDetail): Side {
  return said({
    name: [detail.name],
    field: [detail.field],
    issuedBy: [detail.issuedBy],
    performedBy: [detail.performedBy],
    decision: [detail.decisionNumber ?? ''],
    online: channelLines(detail, 'online'),
    post: channelLines(detail, 'post'),
    counter: channelLines(detail, 'counter'),
    cases: detail.cases.map((each) => `${each.code}: ${limitWords(each)}`),
    onlineLevel: [
      detail.channels.some(({ channel }) => channel === 'online')
        ? 'Có nộp trực tuyến; toàn trình hay một phần: chưa xác định'
        : 'Không ghi cách nộp trực tuyến',
    ],
    papers: detail.paperGroups.flatMap(({ title, papers, notes }) => [
      ...(title === '' ? [] : [`▪ ${title}`]),
      ...papers.map(
        ({ name, originals, copies }) => `– ${name} (${originals} bản chính, ${copies} bản sao)`,
      ),
      ...notes.map((note) => `Ghi chú: ${note}`),
    ]),
    steps: detail.steps.map(({ title, text }) => [title, text].filter(Boolean).join(': ')),
    results: detail.results.map(({ code, name }) => [code, name].filter(Boolean).join(' – ')),
    legalBasis: detail.legalBasis.map(({ code, raw }) =>
      code === raw ? raw : `${code ?? 'không đọc được'} ← “${raw}”`,
    ),
    requirement: [detail.requirement],
    subjects: detail.subjects,
    levels: detail.levels,
    state: [detail.portalState ?? ''],
    updatedOn: [detail.updatedOn === null ? '' : showDayText(detail.updatedOn)],
  })
}

function channelLines(detail: NationalDetail, channel: NationalChannel): string[] {
  return detail.channels
    .filter((row) => row.channel === channel)
    .flatMap((row) => [
      limitWords(row),
      ...row.fees.map(feeWords),
      ...(row.note === '' ? [] : [row.note]),
    ])
}

/** The limit and, where it was not usable or reads otherwise, the words of the source. */
export function limitWords({ limit, rawLimit }: StatedLimit): string {
  return limit === null ? `Chưa xác định (${rawLimit})` : `${showLimit(limit)} (${rawLimit})`
}

export const FEE_WORDS: Readonly<Record<Exclude<NationalFee['kind'], 'amount'>, string>> = {
  councilDecides: 'Do Hội đồng nhân dân quyết định, mức chưa xác định',
  byRegulation: 'Theo văn bản khác, mức chưa xác định',
  statedNone: 'Nguồn ghi không thu',
  unknown: 'Chưa xác định',
}

export function feeWords({ kind, amount, rawAmount, text }: NationalFee): string {
  const raw = `nguồn ghi ${rawAmount ?? 'trống'}${text === '' ? '' : `, “${text}”`}`
  if (kind !== 'amount') return `Phí: ${FEE_WORDS[kind]} (${raw})`
  return `Phí: ${(amount ?? 0).toLocaleString('vi-VN')} đ${text === '' ? '' : ` (“${text}”)`}`
}

/** What the curated version decides, as far as it is compared with the sources. */
export function sideOfCurated(procedure: Procedure): Side {
  return said({
    name: [procedure.name.vi],
    field: [procedure.category.name.vi],
    decision: [procedure.decision.value ?? ''],
    cases: procedure.cases.map(({ code, limitText }) => `${code}: ${limitText.vi}`),
    onlineLevel: [procedure.onlineLevel.value === 'full' ? 'Toàn trình' : 'Một phần'],
    handledIn: [HANDLED[procedure.handledIn]],
    papers: procedure.papers.map(({ name }) => `– ${name.vi}`),
    steps: procedure.steps.map(({ vi }) => vi),
    results: [`${procedure.result.code} – ${procedure.result.name.vi}`],
    legalBasis: procedure.legalBasis.map(({ number }) => number),
    subjects: procedure.subjects.map(({ vi }) => vi),
  })
}

const HANDLED: Readonly<Record<Procedure['handledIn'], string>> = {
  ours: 'Hệ thống của thành phố',
  nationalSystem: 'Hệ thống của cơ quan trung ương',
  unknown: 'Chưa xác định',
}

/** Leaves out what is not said. */
export function said(side: Side): Side {
  const lines = Object.entries(side).map(([aspect, all]) => [aspect, all.filter((l) => l !== '')])
  return Object.fromEntries(lines.filter(([, all]) => all!.length > 0)) as Side
}

/** Whether the sources that speak of an aspect say different things; order and the raw form in brackets do not count. */
export function isDifferent(aspect: Aspect, sides: readonly Side[]): boolean {
  const texts = sides.flatMap((side) => {
    const lines = side[aspect]
    return lines === undefined ? [] : [comparable(lines)]
  })
  return new Set(texts).size > 1
}

function comparable(lines: readonly string[]): string {
  return lines
    .map((line) =>
      withoutEnding(withoutEnding(line, [' (so = ', ' (qty = '], ')'), [' ← “'], '”')
        .replace(/\s+/g, ' ')
        .replace(/(?<![.;,\s])[.;,\s]+$/, '')
        .toLowerCase(),
    )
    .sort()
    .join('\n')
}

/** Without everything from the first of these openings on, when the line ends as they end. */
function withoutEnding(line: string, openings: readonly string[], closing: string): string {
  if (!line.endsWith(closing)) return line
  const at = openings.map((opening) => line.indexOf(opening)).filter((index) => index >= 0)
  return at.length === 0 ? line : line.slice(0, Math.min(...at))
}
