/**
 * A text message centre that stands in for a carrier, as a program of its own: SMPP 3.4 over TCP, with delivery receipts,
 * throttling and broken connections on demand. Nothing is sent to anybody.
 *
 *   node standins/carrier.ts --port 2775 --throttle-every 10 --receipts UNDELIV
 */
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'
import smpp from 'smpp'
import type { Pdu, Session } from 'smpp'

export type CarrierOptions = {
  port?: number
  systemId?: string
  password?: string
  /** The final word of every receipt; 'none' sends no receipts. */
  receipts?: 'DELIVRD' | 'UNDELIV' | 'none'
  /** Milliseconds between the answer and the receipt; negative: the receipt overtakes the answer. */
  receiptAfter?: number
  /** Every n-th submission is answered with "too fast". */
  throttleEvery?: number
  /** Most submissions per second; the rest is answered with "too fast". */
  perSecond?: number
  /** The n-th submission (from 1) breaks the connection: before it is taken, or taken but never answered. */
  breakAt?: number
  breakHow?: 'beforeTaking' | 'afterTaking' | 'afterAnswer'
  /** Numbers that are refused for good. */
  refuse?: readonly string[]
  /** Milliseconds before each answer. */
  answerAfter?: number
  log?: (line: string) => void
}

export type Submission = {
  session: number
  messageId: string
  to: string
  dataCoding: number
  esmClass: number
  registeredDelivery: number
  header: number[]
  text: string
}

export type Carrier = {
  port: number
  url: string
  submissions: readonly Submission[]
  /** Sessions bound so far, and bound now. */
  bound: { ever: number; now: number }
  throttled: number
  /** Receipts that the other side confirmed. */
  confirmedReceipts: number
  /** Texts put together from their segments, as the phone would. */
  texts(): { to: string; text: string }[]
  /** Breaks every connection, as a restart of the centre does. */
  breakAll(): void
  /** From now on nothing is answered on the connections that are open, as behind a dead router. */
  mute(): void
  stop(): Promise<void>
}

const { errors } = smpp
const DELIVERY_RECEIPT = 0x04

/** Starts the centre; with port 0 the system chooses one. */
export async function startCarrier(options: CarrierOptions = {}): Promise<Carrier> {
  const centre = new Centre(options)
  const server = smpp.createServer((session) => centre.meet(session))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  const breakAll = () => server.sessions.slice().forEach((session) => session.destroy())
  return Object.assign(centre.book, {
    port,
    url: `smpp://${centre.systemId}:${centre.password}@127.0.0.1:${port}`,
    texts: () => assemble(centre.book.submissions),
    breakAll,
    mute: () => server.sessions.forEach((session) => session.removeAllListeners('enquire_link')),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        breakAll()
      }),
  })
}

class Centre {
  readonly options: CarrierOptions
  readonly systemId: string
  readonly password: string
  readonly book = {
    submissions: [] as Submission[],
    bound: { ever: 0, now: 0 },
    throttled: 0,
    confirmedReceipts: 0,
  }
  #seen = 0
  #second = { started: 0, used: 0 }

  constructor(options: CarrierOptions) {
    this.options = options
    this.systemId = options.systemId ?? 'motcua'
    this.password = options.password ?? 'thu-nghiem'
  }

  meet(session: Session): void {
    let number = 0
    session.on('error', () => session.destroy())
    session.on('bind_transceiver', (pdu: Pdu) => {
      const isKnown = pdu.system_id === this.systemId && pdu.password === this.password
      if (!isKnown) {
        session.send(pdu.response({ command_status: errors['ESME_RBINDFAIL']! }))
        return
      }
      number = ++this.book.bound.ever
      this.book.bound.now++
      session.once('close', () => this.book.bound.now--)
      session.send(pdu.response({ system_id: 'standin' }))
    })
    session.on('enquire_link', (pdu: Pdu) => session.send(pdu.response()))
    session.on('unbind', (pdu: Pdu) => {
      session.send(pdu.response())
      session.close()
    })
    session.on('submit_sm', (pdu: Pdu) => this.#submitted(session, number, pdu))
  }

  #submitted(session: Session, number: number, pdu: Pdu): void {
    if (number === 0) return this.#answer(session, pdu, 'ESME_RINVBNDSTS')
    this.#seen++
    if (this.#isTooFast()) {
      this.book.throttled++
      return this.#answer(session, pdu, 'ESME_RTHROTTLED')
    }
    if (this.options.refuse?.includes(pdu.destination_addr ?? '')) {
      return this.#answer(session, pdu, 'ESME_RINVDSTADR')
    }
    const breaks = this.#seen === this.options.breakAt ? this.options.breakHow : undefined
    if (breaks === 'beforeTaking') return session.destroy()
    const taken = this.#take(number, pdu)
    if (breaks === 'afterTaking') return session.destroy()
    const wait = this.options.receiptAfter ?? 20
    if (wait < 0) this.#receipt(session, taken)
    this.#answer(session, pdu, 'ESME_ROK', taken.messageId)
    if (wait >= 0) setTimeout(() => this.#receipt(session, taken), wait)
    if (breaks === 'afterAnswer') setTimeout(() => session.destroy(), 5)
  }

  #isTooFast(): boolean {
    const { throttleEvery, perSecond } = this.options
    if (throttleEvery !== undefined && this.#seen % throttleEvery === 0) return true
    const now = Date.now()
    if (now - this.#second.started >= 1000) this.#second = { started: now, used: 0 }
    return ++this.#second.used > (perSecond ?? Infinity)
  }

  #take(session: number, pdu: Pdu): Submission {
    const content = pdu.short_message
    const { udh, message } = content === undefined || Buffer.isBuffer(content) ? {} : content
    const taken: Submission = {
      session,
      messageId: `m${this.book.submissions.length + 1}`,
      to: pdu.destination_addr ?? '',
      dataCoding: pdu.data_coding ?? -1,
      esmClass: pdu.esm_class ?? -1,
      registeredDelivery: pdu.registered_delivery ?? -1,
      header: Array.from(udh === undefined ? [] : Buffer.concat(udh)),
      text: String(message ?? ''),
    }
    this.book.submissions.push(taken)
    this.options.log?.(`${taken.messageId} → ${taken.to.slice(0, -6)}••••••: ${taken.text}`)
    return taken
  }

  #answer(session: Session, pdu: Pdu, status: string, messageId = ''): void {
    const fields = { command_status: errors[status]!, message_id: messageId }
    const wait = this.options.answerAfter ?? 0
    if (wait === 0) session.send(pdu.response(fields))
    else setTimeout(() => session.send(pdu.response(fields)), wait)
  }

  /** Through the session that submitted, or through any other one if that is gone. */
  #receipt(session: Session, { messageId, to }: Submission): void {
    const stat = this.options.receipts ?? 'DELIVRD'
    if (stat === 'none') return
    const through = session.socket.writable ? session : this.#anySession(session)
    if (through === undefined) return
    through.deliver_sm(
      {
        source_addr: to,
        esm_class: DELIVERY_RECEIPT,
        short_message: `id:${messageId} sub:001 dlvrd:001 submit date:2611200815 done date:2611200816 stat:${stat} err:000 text:`,
      },
      (answer) => {
        if (answer.command_status === 0) this.book.confirmedReceipts++
      },
    )
  }

  #anySession(session: Session & { server?: { sessions: Session[] } }): Session | undefined {
    return session.server?.sessions.find((other) => other.socket.writable)
  }
}

/** Joins segments by receiver and reference, in the order of their numbers; a set with a hole gives nothing. */
function assemble(submissions: readonly Submission[]): { to: string; text: string }[] {
  const whole = submissions.filter((s) => s.header.length === 0)
  const sets = Map.groupBy(
    submissions.filter((s) => s.header.length > 0),
    (s) => `${s.to} ${s.header[2]}`,
  )
  const joined = [...sets.values()].flatMap((set) => {
    const ordered = set.toSorted((a, b) => a.header[4]! - b.header[4]!)
    const isWhole = ordered.every((s, i) => s.header[4] === i + 1 && s.header[3] === set.length)
    return isWhole ? [{ to: set[0]!.to, text: ordered.map((s) => s.text).join('') }] : []
  })
  return [...whole.map(({ to, text }) => ({ to, text })), ...joined]
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '2775' },
      'system-id': { type: 'string', default: 'motcua' },
      password: { type: 'string', default: 'thu-nghiem' },
      receipts: { type: 'string', default: 'DELIVRD' },
      'throttle-every': { type: 'string' },
      'per-second': { type: 'string' },
      'break-at': { type: 'string' },
    },
  })
  const carrier = await startCarrier({
    port: Number(values.port),
    systemId: values['system-id'],
    password: values.password,
    receipts:
      values.receipts === 'UNDELIV' || values.receipts === 'none' ? values.receipts : 'DELIVRD',
    ...numbered('throttleEvery', values['throttle-every']),
    ...numbered('perSecond', values['per-second']),
    ...numbered('breakAt', values['break-at']),
    breakHow: 'afterTaking',
    log: (line) => console.log(line),
  })
  console.log(`Tổng đài tin nhắn thử nghiệm: ${carrier.url}`)
  process.once('SIGTERM', () => void carrier.stop())
  process.once('SIGINT', () => void carrier.stop())
}

function numbered(
  name: 'throttleEvery' | 'perSecond' | 'breakAt',
  text: string | undefined,
): CarrierOptions {
  return text === undefined ? {} : { [name]: Number(text) }
}

if (import.meta.main) await main()
