// What this slice needs of the world outside. src/adapters implements it; tests and demo use the same interface.
import type { CarrierReceipt } from './receipt.ts'

export type AcceptedPart = {
  /** 1 for the first segment. */
  part: number
  carrier: string
  messageId: string
}

export type Outcome = {
  /** later: certainly not taken, may be tried again · noAnswer: it may or may not have been taken. */
  verdict: 'accepted' | 'later' | 'rejected' | 'noAnswer'
  /** What the carrier took, also when the verdict is not 'accepted': these parts are never sent again. */
  parts: readonly AcceptedPart[]
  reason?: string
}

export type TextToSend = {
  /** The same for every try of one delivery. */
  key: string
  /** '84912345678' */
  to: string
  text: string
  acceptedParts: readonly AcceptedPart[]
  expiresAt: Date
}

export type MailToSend = {
  key: string
  to: string
  subject: string
  text: string
}

export type CarrierHealth = { ok: boolean; detail: string }

export type SmsCarrier = {
  readonly name: string
  /** True if the carrier drops a second message with the same key. */
  readonly acceptsKeys: boolean
  send(text: TextToSend): Promise<Outcome>
  /** The handler resolves when the receipt is stored; the carrier repeats a receipt whose handler rejects. */
  onReceipt(handler: (receipt: CarrierReceipt) => Promise<void>): void
  health(): CarrierHealth
  close(): Promise<void>
}

export type MailCarrier = {
  readonly name: string
  readonly acceptsKeys: boolean
  send(mail: MailToSend): Promise<Outcome>
  health(): CarrierHealth
  close(): Promise<void>
}

export const LOCAL_OUTBOX = 'localOutbox'

/** No carrier configured: messages stay in the outbox page of this machine and are sent to nobody. */
const local = {
  name: LOCAL_OUTBOX,
  acceptsKeys: true,
  send: ({ key }: { key: string }): Promise<Outcome> =>
    Promise.resolve({
      verdict: 'accepted',
      parts: [{ part: 1, carrier: LOCAL_OUTBOX, messageId: key }],
    }),
  health: () => ({ ok: true, detail: 'Hộp thư đi trên máy này: chưa gửi cho ai.' }),
  close: () => Promise.resolve(),
}

export function localSms(): SmsCarrier {
  return { ...local, onReceipt: () => undefined }
}

export function localMail(): MailCarrier {
  return local
}
