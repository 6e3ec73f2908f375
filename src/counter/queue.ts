/** The counter's queues: what waits for a receptionist of an office, and where a page of it goes on. Pure. */
import { isUuid } from '../lib/ids.ts'

/** moi: new and supplemented, to accept · rut: withdrawals asked · cho-dan: waits for the applicant · tra: results to return. */
export const QUEUES = ['moi', 'rut', 'cho-dan', 'tra'] as const
export type QueueName = (typeof QUEUES)[number]
export type QueueCounts = Readonly<Record<QueueName, number>>

export const QUEUE_TITLES: Readonly<Record<QueueName, string>> = {
  moi: 'Chờ tiếp nhận',
  rut: 'Xin rút hồ sơ',
  'cho-dan': 'Chờ người dân',
  tra: 'Chờ trả kết quả',
}

export type QueueRow = {
  id: string
  code: string
  procedureName: string
  ownerName: string
  applicantName: string
  status: number
  source: string
  kindOfFiling: 'selfOnline' | 'assistedOnline' | 'counter' | 'post'
  submittedAt: Date
  dueAt: Date | null
  finishedAt: Date | null
  supplementRounds: number
  receivingOfficeId: number
  competentOfficeId: number
}

export const PAGE_ROWS = 25

/** The last row of the page before: its deadline (ISO instant, or null) and its id. */
export type Cursor = { dueAt: string | null; id: string }

export function isQueueName(text: unknown): text is QueueName {
  return QUEUES.some((name) => name === text)
}

/** '1764000000000_<uuid>', or '_<uuid>' for a row without a deadline. */
export function cursorText({ dueAt, id }: Pick<QueueRow, 'dueAt' | 'id'>): string {
  return `${dueAt === null ? '' : dueAt.getTime()}_${id}`
}

/** Undefined for anything that `cursorText` did not write: the list then begins at its beginning. */
export function readCursor(text: unknown): Cursor | undefined {
  const [, millis, id] = (typeof text === 'string' && /^(\d{0,14})_(.{36})$/.exec(text)) || []
  if (millis === undefined || id === undefined || !isUuid(id)) return undefined
  return { dueAt: millis === '' ? null : new Date(Number(millis)).toISOString(), id }
}

/** What somebody typed or scanned: the code inside a tracking address, or the words themselves. */
export function searchedText(typed: string): string {
  const text = typed.trim()
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return text
  return new URL(text).searchParams.get('ma')?.trim() ?? text
}
