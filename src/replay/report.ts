/** The report of a replay, in plain words. Pure. */
import { showWorked } from '../desk/countdown.ts'
import type { StepTime } from './figures.ts'
import { CALENDAR_IN_WORDS } from './log-calendar.ts'

export type Report = {
  rows: number
  doubled: number
  sorted: number
  casesIn: number
  /** Cases of the other file that the log does not know. */
  unknownCases: number
  casesOut: number
  eventsOut: number
  seconds: number
  activities: number
  steps: readonly StepTime[]
  handOvers: number
  repeated: number
  casesWithLoops: number
  ended: number
  /** Null without a deadline column. */
  late: { byHistory: number; byFile: number; compared: number } | null
  lateByLimit: { words: string; late: number } | null
  verified: { dossiers: number; events: number; faults: number }
}

/** More steps than these are only counted. */
const MOST_STEPS = 40

export function reportLines(report: Report): string[] {
  const { casesIn, casesOut, eventsOut, rows, doubled } = report
  return [
    `Vào: ${casesIn} vụ việc, ${rows} sự kiện. Ra: ${casesOut} vụ việc, ${eventsOut} sự kiện.`,
    ...(doubled > 0 ? [`${doubled} dòng lặp lại y nguyên: chỉ tính một lần.`] : []),
    ...(report.sorted > 0
      ? [`${report.sorted} vụ việc có dòng không theo thứ tự thời gian: đã xếp lại.`]
      : []),
    ...(report.unknownCases > 0
      ? [`${report.unknownCases} vụ việc trong tệp --cases không có trong nhật ký: bỏ qua.`]
      : []),
    `Tốc độ: ${(casesOut / report.seconds).toFixed(1)} vụ việc/giây (${report.seconds.toFixed(1)} giây).`,
    `Thủ tục suy ra: ${report.activities} bước. Đã kết thúc: ${report.ended} vụ việc.`,
    `Thời gian làm việc từng bước (${CALENDAR_IN_WORDS}):`,
    ...report.steps.slice(0, MOST_STEPS).map(stepLine),
    ...(report.steps.length > MOST_STEPS
      ? [`  … và ${report.steps.length - MOST_STEPS} bước nữa`]
      : []),
    `Chuyển tay: ${report.handOvers} lần. Làm lại: ${report.repeated} lần, trong ${report.casesWithLoops} vụ việc.`,
    ...lateLines(report),
    verifiedLine(report.verified),
  ]
}

function stepLine({ activity, many, median, p90 }: StepTime): string {
  const words = (minutes: number | null) =>
    minutes === null ? 'không tính được' : showWorked(minutes)
  return `  ${activity}: ${many} lần, trung vị ${words(median)}, p90 ${words(p90)}`
}

function lateLines({ late, lateByLimit }: Report): string[] {
  return [
    ...(late === null
      ? []
      : [
          `Trễ so với cột hạn: ${late.byHistory} trong ${late.compared} vụ việc đã kết thúc và có hạn (theo hai cột của tệp: ${late.byFile}).`,
        ]),
    ...(lateByLimit === null
      ? []
      : [`Trễ so với thời hạn ${lateByLimit.words}: ${lateByLimit.late} vụ việc.`]),
  ]
}

function verifiedLine({ dossiers, events, faults }: Report['verified']): string {
  return faults === 0
    ? `Kiểm tra lịch sử: ${dossiers} hồ sơ, ${events} dòng, không sai dòng nào.`
    : `Kiểm tra lịch sử: ${faults} hồ sơ SAI trong ${dossiers}.`
}

/** All that must hold of a faithful replay. */
export function isFaithful({
  casesIn,
  casesOut,
  rows,
  doubled,
  eventsOut,
  late,
  verified,
}: Report): boolean {
  return (
    casesIn === casesOut &&
    rows - doubled === eventsOut &&
    verified.dossiers === casesOut &&
    verified.faults === 0 &&
    (late === null || late.byHistory === late.byFile)
  )
}
