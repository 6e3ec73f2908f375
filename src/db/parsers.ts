/**
 * How values of PostgreSQL become values of ours.
 * A `date` stays the text YYYY-MM-DD: a local day has no time zone, so it must never become a Date.
 */
import { types } from 'pg'
import type { CustomTypesConfig } from 'pg'

const int8 = 20
const int8Array = 1016
const date = 1082
const dateArray = 1182

function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} is beyond exact numbers`)
  return value
}

/** `{1,2,NULL}`; neither numbers nor days are ever quoted in it. */
function arrayOf<T>(parse: (text: string) => T): (text: string) => (T | null)[] {
  return (text) =>
    text === '{}'
      ? []
      : text
          .slice(1, -1)
          .split(',')
          .map((one) => (one === 'NULL' ? null : parse(one)))
}

const ours = new Map<number, (text: string) => unknown>([
  [int8, safeInteger],
  [int8Array, arrayOf(safeInteger)],
  [date, (text) => text],
  [dateArray, arrayOf((text) => text)],
])

/** The parsers of every pool of ours; numeric stays text (exact), timestamptz becomes a Date. */
export const parsers: CustomTypesConfig = {
  getTypeParser: (oid, format) => {
    const parse = format === 'binary' ? undefined : ours.get(oid)
    return parse ?? types.getTypeParser(oid, format)
  },
}
