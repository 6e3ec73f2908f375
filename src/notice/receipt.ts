// Delivery receipts of the carriers: SMPP 3.4 §5.2.28 (message_state) and appendix B (receipt text).
import type { PartState } from './delivery.ts'

export type CarrierReceipt = {
  /** The carrier, as named in the answer to the submission; message ids are unique within it. */
  carrier: string
  messageId: string
  state: PartState
  /** The carrier's own word and error code. */
  reason: string
}

/** Final words of a receipt. Anything else (ENROUTE, ACCEPTD, SCHEDULED, UNKNOWN) decides nothing yet. */
const WORDS: Readonly<Record<string, PartState>> = {
  DELIVRD: 'delivered',
  DELIVERED: 'delivered',
  EXPIRED: 'failed',
  DELETED: 'failed',
  UNDELIV: 'failed',
  REJECTD: 'failed',
  SKIPPED: 'failed',
}

const NUMBERS: Readonly<Record<number, string>> = {
  2: 'DELIVRD',
  3: 'EXPIRED',
  4: 'DELETED',
  5: 'UNDELIV',
  8: 'REJECTD',
  9: 'SKIPPED',
}

export type ReceiptFields = {
  /** Optional parameters, which rank before the text. */
  receiptedId?: string | undefined
  messageState?: number | undefined
  text: string
}

/** Reads a receipt; undefined when it names no message. Carriers differ in spacing, case and order of the fields. */
export function readReceipt(carrier: string, fields: ReceiptFields): CarrierReceipt | undefined {
  const messageId = (fields.receiptedId || field(fields.text, 'id')).trim()
  if (messageId === '') return undefined
  const numbered = fields.messageState === undefined ? undefined : NUMBERS[fields.messageState]
  const word = numbered ?? field(fields.text, 'stat').toUpperCase()
  const error = field(fields.text, 'err')
  return {
    carrier,
    messageId,
    state: WORDS[word] ?? 'accepted',
    reason: error === '' || /^0+$/.test(error) ? word : `${word} ${error}`,
  }
}

function field(text: string, name: string): string {
  return new RegExp(`(?:^|\\s)${name}:(\\S*)`, 'i').exec(text)?.[1] ?? ''
}
