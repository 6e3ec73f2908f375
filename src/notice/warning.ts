// Warnings before a promised moment passes. Pure; the working calendar comes in.
import { dueAt } from '../calendar/deadline.ts'
import type { Calendar } from '../calendar/calendar.ts'
import type { LocalMinute } from '../lib/time.ts'

export type Remainder = { value: number; unit: 'workingDay' | 'workingHour' }
export type WarningLevels = { version: number; remainders: readonly Remainder[] }

/** The name of a level in the claim: one warning per dossier, level and promised moment. */
export function levelName({ value, unit }: Remainder): string {
  return `${value} ${unit}`
}

/**
 * Dossiers due up to this moment have no more than the remainder left. Undefined beyond the announced calendar: there
 * no remainder can be told.
 */
export function warnUpTo(
  calendar: Calendar,
  now: LocalMinute,
  left: Remainder,
): LocalMinute | undefined {
  const due = dueAt(calendar, now, left)
  return due.ok ? due.value.dueAt : undefined
}

/** A dossier that never had more than the remainder needs no warning: its acceptance has said so already. */
export function isWorthWarning(
  calendar: Calendar,
  dossier: { acceptedAt: LocalMinute; dueAt: LocalMinute },
  left: Remainder,
): boolean {
  const atFirst = warnUpTo(calendar, dossier.acceptedAt, left)
  return atFirst !== undefined && dossier.dueAt > atFirst
}
