/** One SMPP 3.4 connection to a carrier: binds as transceiver, keeps the pace and the window, binds again when it is lost. */
import type { Logger } from 'pino'
import smpp from 'smpp'
import type { Fields, Pdu, Session } from 'smpp'
import { faultOf } from '../lib/fault.ts'
import { readReceipt } from '../notice/receipt.ts'
import type { CarrierReceipt } from '../notice/receipt.ts'
import { openPace } from './smpp-pace.ts'

export type LinkOptions = {
  /** Names the carrier in message ids and receipts; two binds to one carrier share it. */
  carrier: string
  host: string
  port: number
  tls: boolean
  systemId: string
  password: string
  /** Most submissions per second and most without an answer, as agreed with the carrier. */
  perSecond: number
  window: number
  /** Milliseconds to wait for an answer, between two enquire_link, and before the first and the longest rebind. */
  answerMs: number
  enquireMs: number
  rebindMs: number
  longestRebindMs: number
  onReceipt: (receipt: CarrierReceipt) => Promise<void>
  log: Pick<Logger, 'info' | 'warn'>
}

export type Submitted =
  | { type: 'taken'; messageId: string }
  | { type: 'throttled' }
  | { type: 'notBound' }
  | { type: 'putOff'; reason: string }
  | { type: 'refused'; reason: string }
  | { type: 'noAnswer'; reason: string }

export type Link = {
  readonly carrier: string
  isBound(): boolean
  /** Submissions under way or waiting for their turn. */
  load(): number
  submit(fields: Fields): Promise<Submitted>
  close(): Promise<void>
}

const { errors } = smpp
const statusNames = new Map(Object.entries(errors).map(([name, code]) => [code, name]))
const THROTTLED = statusesOf(['ESME_RTHROTTLED', 'ESME_RMSGQFUL'])
/** The message itself is wrong: sending it again cannot help. */
const FOR_GOOD = statusesOf(
  [
    'ESME_RINVMSGLEN',
    'ESME_RINVSRCADR',
    'ESME_RINVDSTADR',
    'ESME_RINVESMCLASS',
    'ESME_RINVSRCTON',
  ].concat([
    'ESME_RINVSRCNPI',
    'ESME_RINVDSTTON',
    'ESME_RINVDSTNPI',
    'ESME_RINVEXPIRY',
    'ESME_RINVREGDLVFLG',
  ]),
)

function statusesOf(names: readonly string[]): ReadonlySet<number> {
  return new Set(names.flatMap((name) => errors[name] ?? []))
}

/** Connects at once and for as long as it is not closed. */
export function openLink(options: LinkOptions): Link {
  const pace = openPace(options.perSecond, options.window)
  const unanswered = new Set<(result: Submitted) => void>()
  let session: Session | undefined
  let isBound = false
  let isClosed = false
  let failures = 0
  let timer: NodeJS.Timeout | undefined

  function connect(): void {
    const { host, port, tls } = options
    const made = smpp.connect({ host, port, tls })
    session = made
    timer = setTimeout(() => made.destroy(), options.answerMs)
    made.on(tls ? 'secureConnect' : 'connect', () => bind(made))
    made.on('error', (error: Error) => {
      options.log.warn({ carrier: options.carrier, fault: faultOf(error) }, 'SMPP connection broke')
      made.destroy()
    })
    made.on('close', () => lost())
    answerRequests(made, options)
  }

  function bind(made: Session): void {
    const { systemId, password, carrier } = options
    made.bind_transceiver({ system_id: systemId, password, interface_version: 0x34 }, (answer) => {
      if (answer.command_status !== 0) {
        options.log.warn({ carrier, status: statusName(answer) }, 'SMPP bind refused')
        made.destroy()
        return
      }
      isBound = true
      failures = 0
      options.log.info({ carrier }, 'SMPP bound')
      clearTimeout(timer)
      timer = setTimeout(() => enquire(made), options.enquireMs)
    })
  }

  /** A connection that does not answer is dead, whatever TCP says. */
  function enquire(made: Session): void {
    timer = setTimeout(() => made.destroy(), options.answerMs)
    made.enquire_link(() => {
      clearTimeout(timer)
      timer = setTimeout(() => enquire(made), options.enquireMs)
    })
  }

  function lost(): void {
    clearTimeout(timer)
    isBound = false
    for (const settle of unanswered) {
      settle({ type: 'noAnswer', reason: 'Mất kết nối với nhà mạng khi đang chờ trả lời.' })
    }
    if (isClosed) return
    const wait = Math.min(options.rebindMs * 2 ** failures++, options.longestRebindMs)
    // A random part, so that two binds and two machines do not come back in the same instant.
    timer = setTimeout(connect, wait * (0.8 + 0.4 * Math.random()))
  }

  /** Resolves exactly once: by the answer, by the end of the wait, or by the end of the connection. */
  function write(fields: Fields): Promise<Submitted> {
    return new Promise((resolve) => {
      const settle = (result: Submitted): void => {
        clearTimeout(limit)
        unanswered.delete(settle)
        resolve(result)
      }
      const limit = setTimeout(
        () => settle({ type: 'noAnswer', reason: 'Nhà mạng không trả lời trong thời gian chờ.' }),
        options.answerMs,
      )
      unanswered.add(settle)
      const isWritten = session?.submit_sm(fields, (answer) => settle(verdictOf(answer)))
      if (isWritten !== true) settle({ type: 'notBound' })
    })
  }

  connect()
  return {
    carrier: options.carrier,
    isBound: () => isBound,
    load: () => pace.load(),
    submit: (fields) =>
      pace.run(async () => {
        if (!isBound) return { type: 'notBound' }
        const result = await write(fields)
        if (result.type === 'throttled') pace.slower()
        if (result.type === 'taken') pace.faster()
        return result
      }),
    close: () => {
      isClosed = true
      return closeSession(session, isBound, () => clearTimeout(timer))
    },
  }
}

function closeSession(
  session: Session | undefined,
  isBound: boolean,
  after: () => void,
): Promise<void> {
  return new Promise((resolve) => {
    if (session === undefined || session.socket.destroyed) {
      after()
      resolve()
      return
    }
    session.once('close', () => {
      after()
      resolve()
    })
    if (isBound) session.unbind(() => session.destroy())
    setTimeout(() => session.destroy(), isBound ? 1000 : 0).unref()
  })
}

function verdictOf(answer: Pdu): Submitted {
  const status = answer.command_status
  if (status === 0 && answer.message_id) return { type: 'taken', messageId: answer.message_id }
  if (THROTTLED.has(status)) return { type: 'throttled' }
  const reason = `Nhà mạng trả lời ${statusName(answer)}.`
  return FOR_GOOD.has(status) ? { type: 'refused', reason } : { type: 'putOff', reason }
}

function statusName({ command_status: status }: Pdu): string {
  return statusNames.get(status) ?? `0x${status.toString(16)}`
}

function answerRequests(session: Session, options: LinkOptions): void {
  session.on('enquire_link', (pdu: Pdu) => session.send(pdu.response()))
  session.on('unbind', (pdu: Pdu) => {
    session.send(pdu.response())
    session.close()
  })
  session.on('deliver_sm', (pdu: Pdu) => {
    const answer = (status: string) =>
      session.send(pdu.response({ command_status: errors[status]! }))
    const receipt = receiptOf(options.carrier, pdu)
    // A text from a citizen's phone: nobody reads answers to notices, and the carrier must not repeat it.
    if (receipt === undefined) return void answer('ESME_ROK')
    options.onReceipt(receipt).then(
      () => answer('ESME_ROK'),
      () => answer('ESME_RX_T_APPN'),
    )
  })
}

/** esm_class bits 2–5: 0001 is a delivery receipt, 1000 an intermediate one (SMPP 3.4 §5.2.12). */
function receiptOf(carrier: string, pdu: Pdu): CarrierReceipt | undefined {
  const kind = (pdu.esm_class ?? 0) & 0x3c
  if (kind !== 0x04 && kind !== 0x20) return undefined
  const content = Buffer.isBuffer(pdu.short_message) ? undefined : pdu.short_message?.message
  const text = content?.length ? content : (pdu.message_payload?.message ?? '')
  return readReceipt(carrier, {
    receiptedId: pdu.receipted_message_id,
    messageState: pdu.message_state,
    text: String(text),
  })
}
