/** The leader's and the clerk's lists as their pages show them. Pure. */
import type { Calendar } from '../calendar/calendar.ts'
import { isUuid } from '../lib/ids.ts'
import { toLocalMinute } from '../lib/time.ts'
import { countdown, type Countdown } from './countdown.ts'
import type { QueueRow } from './queue-store.ts'
import type { Place } from './work-list.ts'

export type QueueLine = {
  id: string
  code: string
  procedureCode: string
  procedureName: string
  ownerName: string
  countdown: Countdown | null
  preparer: string
  signer: string
  /** Set with this leader's name: nobody else may sign it. */
  isMine: boolean
  isSeen: boolean
  /** SHA-256 of the paper that waits: of what was submitted, or of what the leader signed. */
  sha256: string
  standsOut: string[]
  place: Place
}

export function lineOf(
  row: QueueRow,
  around: { calendar: Calendar; now: Date; personId: number; standsOut: string[] },
): QueueLine {
  const { result } = row.state
  return {
    id: row.id,
    code: row.code,
    procedureCode: row.procedure_code,
    procedureName: row.procedure_name,
    ownerName: row.owner_name,
    countdown: countdown(around.calendar, row.clock, toLocalMinute(around.now)),
    preparer: row.preparer ?? 'Cán bộ',
    signer: row.signer ?? '',
    isMine: row.signer_id === around.personId,
    isSeen: row.is_seen,
    sha256: result?.signedHash ?? result?.documentHash ?? '',
    standsOut: around.standsOut,
    place: { due: row.due_at, id: row.id },
  }
}

/** Why the line is not in a batch now; null when it may be. */
export function notInBatch(line: QueueLine): string | null {
  if (!line.isMine) return `Ghi tên người ký là ${line.signer}`
  if (line.standsOut.length > 0) return line.standsOut[0]!
  return line.isSeen ? null : 'Chưa mở'
}

/** Ids of the address (`d=<id>` or `d=<id>.<code>`), at most fifty, each once. */
export function readChosen(values: unknown): { id: string; rest: string }[] {
  const texts = [values].flat().filter((value): value is string => typeof value === 'string')
  const pairs = texts.map((text) => ({ id: text.slice(0, 36), rest: text.slice(37) }))
  const seen = new Set<string>()
  return pairs
    .filter(({ id }) => isUuid(id) && !seen.has(id) && seen.add(id))
    .slice(0, MOST_IN_BATCH)
}

export const MOST_IN_BATCH = 50

/** `?sau=<milliseconds>.<id>`: the page after that place. */
export function readAfter(text: unknown): Place | null {
  if (typeof text !== 'string') return null
  const [time = '', id = ''] = text.split('.', 2)
  return /^\d{1,14}$/.test(time) && isUuid(id) ? { due: new Date(Number(time)), id } : null
}

export function afterText({ due, id }: Place): string {
  return `${due.getTime()}.${id}`
}
