/** A new version of the calendar as the controller draws it up: one day more, or a whole document pasted in. Pure. */
import { loadCalendar, type Calendar } from '../../calendar/calendar.ts'
import {
  BrokenCalendar,
  type CalendarDocument,
  type DayKind,
  type SpecialDay,
} from '../../calendar/document.ts'
import type { Problem } from '../../lib/problem.ts'
import { parseTypedDay } from '../../lib/time.ts'

export type CalendarTyped = {
  on: string
  kind: string
  name: string
  legalBasis: string
  swappedWith: string
  document: string
}

export const EMPTY_TYPED: CalendarTyped = {
  on: '',
  kind: 'local',
  name: '',
  legalBasis: '',
  swappedWith: '',
  document: '',
}

export const DAY_KIND_NAMES: Readonly<Record<DayKind, string>> = {
  holiday: 'Nghỉ lễ, Tết',
  compensatory: 'Nghỉ bù',
  swapOff: 'Nghỉ hoán đổi',
  swapWork: 'Làm bù',
  local: 'Thành phố cho nghỉ',
}

/** What is offered for one day more; a swap names its Saturday and makes both days. */
export const OFFERED: readonly DayKind[] = ['local', 'holiday', 'compensatory', 'swapOff']

export function readCalendar(form: { text(name: string): string }): CalendarTyped {
  return {
    on: form.text('on'),
    kind: form.text('kind'),
    name: form.text('name'),
    legalBasis: form.text('legalBasis'),
    swappedWith: form.text('swappedWith'),
    document: form.text('document'),
  }
}

export type Drawn = { problems: Problem[]; calendar: Calendar | null }

/** The pasted document counts when there is one; else the present calendar with the day added. */
export function drawnUp(present: CalendarDocument, typed: CalendarTyped): Drawn {
  if (typed.document.trim() !== '') return pasted(typed.document)
  const { problems, days } = daysOf(typed)
  if (problems.length > 0) return { problems, calendar: null }
  const all = [...present.days, ...days].toSorted((a, b) => (a.on < b.on ? -1 : 1))
  return loaded({ ...present, version: present.version + 1, days: all }, 'on')
}

function pasted(text: string): Drawn {
  try {
    return loaded(JSON.parse(text), 'document')
  } catch {
    return {
      problems: [problem('document', 'Nội dung dán vào không phải JSON đúng.')],
      calendar: null,
    }
  }
}

function loaded(json: unknown, field: string): Drawn {
  try {
    return { problems: [], calendar: loadCalendar(json) }
  } catch (error) {
    if (!(error instanceof BrokenCalendar)) throw error
    return { problems: error.problems.map((each) => problem(field, each)), calendar: null }
  }
}

function daysOf(typed: CalendarTyped): { problems: Problem[]; days: SpecialDay[] } {
  const on = parseTypedDay(typed.on)
  const kind = OFFERED.find((each) => each === typed.kind)
  const swappedWith = parseTypedDay(typed.swappedWith)
  const problems = [
    ...(on ? [] : [problem('on', 'Hãy ghi ngày, ví dụ 02/01/2027.')]),
    ...(kind ? [] : [problem('kind', 'Hãy chọn loại ngày.')]),
    ...(typed.name === '' ? [problem('name', 'Hãy ghi tên ngày nghỉ.')] : []),
    ...(typed.legalBasis === '' ? [problem('legalBasis', 'Hãy ghi số văn bản cho nghỉ.')] : []),
    ...(kind === 'swapOff' && !swappedWith
      ? [problem('swappedWith', 'Hãy ghi ngày thứ Bảy làm bù.')]
      : []),
  ]
  if (problems.length > 0 || !on || !kind) return { problems, days: [] }
  const { name, legalBasis } = typed
  if (kind !== 'swapOff' || !swappedWith)
    return { problems, days: [{ on, kind, name, legalBasis }] }
  const work = `Làm bù cho ${name}`
  return {
    problems,
    days: [
      { on, kind, name, legalBasis, swappedWith },
      { on: swappedWith, kind: 'swapWork', name: work, legalBasis, swappedWith: on },
    ],
  }
}

function problem(field: string, message: string): Problem {
  return { code: 'calendar', field, message }
}
