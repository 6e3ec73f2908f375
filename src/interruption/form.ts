/** A declaration as the form sent it, and as it is shown again. */
import { parseDay, type LocalMinute } from '../lib/time.ts'
import type { Form } from '../ui/form.ts'
import { STOPS, type Declared } from './interruption.ts'
import { reasonNamed, type Reasons } from './reasons.ts'

export type Typed = {
  office: string
  point: string
  reason: string
  words: string
  from: TypedMoment
  to: TypedMoment
  stops: readonly string[]
  substitute: string
}
export type TypedMoment = { day: string; month: string; year: string; time: string }

export function typedIn(form: Form): Typed {
  return {
    office: form.text('office'),
    point: form.text('point'),
    reason: form.text('reason'),
    words: form.text('words'),
    from: typedMoment(form, 'from'),
    to: typedMoment(form, 'to'),
    stops: form.texts('stops'),
    substitute: form.text('substitute'),
  }
}

export function typedMoment(form: Form, name: string): TypedMoment {
  return { ...form.date(name), time: form.text(`${name}.time`) }
}

export function declaredIn(typed: Typed, reasons: Reasons): Declared {
  return {
    officeId: idIn(typed.office) ?? 0,
    pointId: idIn(typed.point),
    reason: reasonNamed(reasons, typed.reason) ?? null,
    words: typed.words,
    from: momentIn(typed.from),
    to: momentIn(typed.to),
    stops: STOPS.filter((stop) => typed.stops.includes(stop)),
    substitutePointId: idIn(typed.substitute),
  }
}

export function idIn(text: string): number | null {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null
}

/** '8:00', '08h00' and '08:00' are the same. */
export function momentIn({ day, month, year, time }: TypedMoment): LocalMinute | null {
  const date = parseDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
  const [, hour = '', minute = ''] = /^(\d{1,2})\s*[:hg]\s*(\d{2})$/i.exec(time) ?? []
  const isTime = hour !== '' && Number(hour) < 24 && Number(minute) < 60
  return date && isTime ? (`${date}T${hour.padStart(2, '0')}:${minute}` as LocalMinute) : null
}
