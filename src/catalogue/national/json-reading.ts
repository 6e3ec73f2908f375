/** Reading of JSON that others wrote: whatever stands there, an answer comes and nothing throws. */
import { cleanInput, cleanLine } from '../../lib/text.ts'

export type JsonObject = Readonly<Record<string, unknown>>

export function objectOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : {}
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : []
}

export function objectsOf(value: unknown): JsonObject[] {
  return listOf(value).map(objectOf)
}

/** One clean line; '' when there is no text. */
export function lineOf(value: unknown): string {
  return typeof value === 'string' ? cleanLine(value) : ''
}

/** Clean text with its line breaks; '' when there is none. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? cleanInput(value).replace(/\n{3,}/g, '\n\n') : ''
}

export function linesOf(value: unknown): string[] {
  return listOf(value)
    .map(lineOf)
    .filter((line) => line !== '')
}

/** A finite number, also one that was written as text ('1'). */
export function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value.trim()) ? +value : value
  return typeof number === 'number' && Number.isFinite(number) ? number : null
}

/** The local day of an instant in ISO form; null when it is none. */
export function dayOf(value: unknown): string | null {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}/.test(value)) return null
  const instant = Date.parse(value)
  if (Number.isNaN(instant)) return null
  return new Date(instant + 7 * 3_600_000).toISOString().slice(0, 10)
}
