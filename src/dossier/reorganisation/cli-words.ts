/** What `motcua reorganise` prints. Pure. */
import type { PersonRights, Right } from '../../office/reorganisation-rights.ts'
import { ROLE_NAMES } from '../../office/staff-nav.ts'
import type { OfficeCount, Report } from './apply.ts'

type NameOf = (office: number) => string

const MOST = 20

export function faultLines(faults: readonly string[]): string[] {
  const shown = faults.slice(0, MOST).map((fault) => `  ${fault}`)
  const rest = faults.length - shown.length
  return [
    `Phương án chưa dùng được, ${faults.length} chỗ phải sửa:`,
    ...shown,
    ...(rest > 0 ? [`  … và ${rest} chỗ nữa`] : []),
  ]
}

/** An office with nothing to move is only counted. */
export function countLines(counts: readonly OfficeCount[], nameOf: NameOf): string[] {
  const some = counts.filter(({ moved }) => moved > 0)
  const sum = totals(counts)
  return [
    ...some.map(
      ({ office, moved, byRule, toDecide }) =>
        `  ${nameOf(office)} (${office}): ${moved} hồ sơ${divided(byRule, toDecide)}`,
    ),
    `${some.length} đơn vị có hồ sơ phải chuyển. ${sum}`,
  ]
}

function divided(byRule: number, toDecide: number): string {
  return byRule + toDecide === 0 ? '' : `; ${byRule} theo quy tắc, ${toDecide} chờ người quyết định`
}

function totals(counts: readonly OfficeCount[]): string {
  const sum = (of: (count: OfficeCount) => number) =>
    counts.reduce((all, count) => all + of(count), 0)
  const moved = sum((count) => count.moved)
  const byRule = sum((count) => count.byRule)
  const toDecide = sum((count) => count.toDecide)
  return `${moved} hồ sơ chuyển; của đơn vị bị chia: ${byRule} theo quy tắc, ${toDecide} chờ người quyết định.`
}

export function reportLines(report: Report, nameOf: NameOf): string[] {
  const { offices, assignments, troubled, left, isEnded } = report
  const moved = offices.some((count) => count.moved > 0)
  return [
    ...(moved || assignments > 0
      ? [...countLines(offices, nameOf), `${assignments} phân công tiếp tục ở đơn vị kế tiếp.`]
      : ['Không còn gì để đổi: phương án này đã được áp dụng.']),
    ...troubled.slice(0, MOST).map(({ id, why }) => `  hồ sơ ${id}: ${why}`),
    isEnded
      ? 'Không còn hồ sơ đang mở nào ở đơn vị đã đóng. Phân công cũ đã kết thúc.'
      : `Còn ${left} hồ sơ đang mở ở đơn vị đã đóng. Hãy xử lý các hồ sơ nêu trên rồi chạy lại.`,
  ]
}

/** Minus what somebody has no longer, plus what they have since. */
export function rightsLines(people: readonly PersonRights[], nameOf: NameOf): string[] {
  const changed = people.flatMap((person) => diffLines(person, nameOf))
  return [...changed, `${people.length} người có phân công ở đơn vị bị đóng.`]
}

function diffLines({ personId, personName, before, after }: PersonRights, nameOf: NameOf) {
  const without = (from: readonly Right[], those: readonly Right[]) =>
    from.filter(
      (right) =>
        !those.some(({ role, officeId }) => role === right.role && officeId === right.officeId),
    )
  const say = (sign: string) => (right: Right) =>
    `  ${sign} ${ROLE_NAMES[right.role]}, ${nameOf(right.officeId)} (${right.officeId})`
  return [
    `${personName} (${personId})`,
    ...without(before, after).map(say('−')),
    ...without(after, before).map(say('+')),
  ]
}
