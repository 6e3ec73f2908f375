/** Text messages through one or more carriers by SMPP 3.4, over as many binds as agreed. */
import type { Logger } from 'pino'
import type { Fields } from 'smpp'
import type { AcceptedPart, Outcome, SmsCarrier, TextToSend } from '../notice/carrier.ts'
import type { CarrierReceipt } from '../notice/receipt.ts'
import { joinHeader, segment, segmentBytes } from '../notice/segments.ts'
import type { Segmented } from '../notice/segments.ts'
import { openLink } from './smpp-link.ts'
import type { Link, LinkOptions } from './smpp-link.ts'

export type SmppOptions = {
  /**
   * One per carrier: smpp://id:password@host:port?binds=2&source=HANOI&tps=30&window=10 (ssmpp:// for TLS).
   * `source` is the name or number that the phone shows.
   */
  urls: readonly string[]
  log: Pick<Logger, 'info' | 'warn'>
  /** How long one call goes on trying while the carrier throttles or binds again (default 20 s). */
  patienceMs?: number
  answerMs?: number
  enquireMs?: number
  rebindMs?: number
}

type Source = { address: string; ton: number; npi: number }
type BoundLink = Link & { source: Source }

const ALPHANUMERIC = { ton: 5, npi: 0 }
const INTERNATIONAL = { ton: 1, npi: 1 }
const UDH_INDICATOR = 0x40
const UCS2 = 0x08
/** A receipt for success and for failure. */
const FINAL_RECEIPT = 1

export function openSmpp(options: SmppOptions): SmsCarrier {
  let handler: ((receipt: CarrierReceipt) => Promise<void>) | undefined
  // Without a handler the receipt is refused, and the carrier brings it again later.
  const onReceipt = (receipt: CarrierReceipt): Promise<void> =>
    handler ? handler(receipt) : Promise.reject(new Error('no receiver for receipts yet'))
  const links = options.urls.flatMap((url) => linksOf(url, { ...options, onReceipt }))
  const patienceMs = options.patienceMs ?? 20_000
  const choose = chooser(links)
  return {
    name: 'smpp',
    // SMPP has no key that a carrier must honour; a repetition could be a second text on the phone.
    acceptsKeys: false,
    send: (text) => sendText(text, choose, Date.now() + patienceMs),
    onReceipt: (given) => {
      handler = given
    },
    health: () => {
      const bound = links.filter((link) => link.isBound()).length
      return { ok: bound > 0, detail: `${bound}/${links.length} kết nối SMPP đang mở` }
    },
    close: async () => {
      await Promise.all(links.map((link) => link.close()))
    },
  }
}

type LinkSettings = SmppOptions & Pick<LinkOptions, 'onReceipt'>

function linksOf(text: string, settings: LinkSettings): BoundLink[] {
  const url = new URL(text)
  const asked = (name: string, usual: number) => Number(url.searchParams.get(name) ?? usual)
  const tls = url.protocol === 'ssmpp:'
  const link: LinkOptions = {
    carrier: url.host,
    host: url.hostname,
    port: Number(url.port || (tls ? 3550 : 2775)),
    tls,
    systemId: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    perSecond: asked('tps', 30),
    window: asked('window', 10),
    answerMs: settings.answerMs ?? 15_000,
    enquireMs: settings.enquireMs ?? 30_000,
    rebindMs: settings.rebindMs ?? 1000,
    longestRebindMs: Math.max(60_000, settings.rebindMs ?? 0),
    onReceipt: settings.onReceipt,
    log: settings.log,
  }
  const source = sourceOf(url.searchParams.get('source') ?? 'MOTCUA')
  return Array.from({ length: asked('binds', 2) }, () => ({ ...openLink(link), source }))
}

function sourceOf(address: string): Source {
  return { address, ...(/^\d+$/.test(address) ? INTERNATIONAL : ALPHANUMERIC) }
}

/** The bound link with the least to do; among equals the one unused for longest, so that binds share the work. */
function chooser(links: readonly BoundLink[]): (carrier?: string) => BoundLink | undefined {
  const used = new Map<BoundLink, number>()
  let turn = 0
  return (carrier) => {
    const free = links.filter(
      (l) => l.isBound() && (carrier === undefined || l.carrier === carrier),
    )
    const [best] = free.toSorted(
      (a, b) => a.load() - b.load() || (used.get(a) ?? 0) - (used.get(b) ?? 0),
    )
    if (best) used.set(best, ++turn)
    return best
  }
}

type Choose = ReturnType<typeof chooser>

/** Segment after segment through one carrier, because only one carrier's phone gateway joins them again. */
async function sendText(text: TextToSend, choose: Choose, until: number): Promise<Outcome> {
  const cut = segment(text.text)
  const parts: AcceptedPart[] = [...text.acceptedParts]
  const fresh: AcceptedPart[] = []
  for (let part = 1; part <= cut.parts.length; part++) {
    if (parts.some((accepted) => accepted.part === part)) continue
    const sent = await sendPart({ text, cut, part }, { choose, until, carrier: parts[0]?.carrier })
    if ('verdict' in sent) return { ...sent, parts: fresh }
    parts.push(sent)
    fresh.push(sent)
  }
  return { verdict: 'accepted', parts: fresh }
}

type Part = { text: TextToSend; cut: Segmented; part: number }
type Way = { choose: Choose; until: number; carrier: string | undefined }

async function sendPart(segment: Part, way: Way): Promise<AcceptedPart | Omit<Outcome, 'parts'>> {
  for (;;) {
    const link = way.choose(way.carrier)
    const result = (await link?.submit(submission(segment, link.source))) ?? { type: 'notBound' }
    switch (result.type) {
      case 'taken':
        return { part: segment.part, carrier: link!.carrier, messageId: result.messageId }
      case 'refused':
        return { verdict: 'rejected', reason: result.reason }
      case 'putOff':
        return { verdict: 'later', reason: result.reason }
      case 'noAnswer':
        return { verdict: 'noAnswer', reason: result.reason }
      case 'throttled':
        if (Date.now() >= way.until)
          return { verdict: 'later', reason: 'Nhà mạng yêu cầu gửi chậm lại.' }
        break
      case 'notBound':
        // Without any segment at the carrier there is nothing to finish: the queue tries again later.
        if (way.carrier === undefined || Date.now() >= way.until) {
          return { verdict: 'later', reason: 'Chưa kết nối được với nhà mạng.' }
        }
        await new Promise((go) => setTimeout(go, 100))
    }
  }
}

function submission({ text, cut, part }: Part, source: Source): Fields {
  const bytes = segmentBytes(cut.parts[part - 1]!, cut.alphabet)
  const total = cut.parts.length
  const header = total > 1 ? joinHeader(referenceOf(text.key), total, part) : new Uint8Array()
  return {
    source_addr_ton: source.ton,
    source_addr_npi: source.npi,
    source_addr: source.address,
    dest_addr_ton: INTERNATIONAL.ton,
    dest_addr_npi: INTERNATIONAL.npi,
    destination_addr: text.to,
    esm_class: total > 1 ? UDH_INDICATOR : 0,
    data_coding: cut.alphabet === 'ucs2' ? UCS2 : 0,
    registered_delivery: FINAL_RECEIPT,
    validity_period: validityOf(text.expiresAt.getTime() - Date.now()),
    short_message: Buffer.concat([header, bytes]),
  }
}

/** The same for every try of one delivery, so that segments sent later still join the earlier ones. */
function referenceOf(key: string): number {
  let sum = 0
  for (const character of key) sum = (sum * 31 + character.charCodeAt(0)) % 65_521
  return sum & 0xff
}

/** Relative time 'YYMMDDhhmmss000R' (SMPP 3.4 §7.1.1.1): the carrier drops the text afterwards, as we would. */
function validityOf(milliseconds: number): string {
  const minutes = Math.max(1, Math.floor(milliseconds / 60_000))
  const two = (value: number) => String(value).padStart(2, '0')
  const days = Math.min(30, Math.floor(minutes / 1440))
  return `0000${two(days)}${two(Math.floor((minutes % 1440) / 60))}${two(minutes % 60)}00000R`
}
