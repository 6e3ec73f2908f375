/**
 * Several people who file without pause while the program under them is killed: citizens with drafts of their own, and
 * the National Portal handing dossiers over. Each keeps at one submission until it is acknowledged, as people do who press
 * the button again, and remembers what was acknowledged.
 */
import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { handOverOf } from '../../standins/portal/mother.ts'
import { clientOf, type Client } from '../../standins/portal/client.ts'
import { loadPeople } from '../../standins/people.ts'
import { chanceOf } from '../../src/demo/chance.ts'
import { madeScan } from '../../src/demo/scan.ts'
import type { Key } from '../../src/exchange/signature.ts'
import type { Received } from '../../src/exchange/schema.ts'
import { sha256Hex } from '../../src/lib/canonical.ts'
import { MOTHERS_ANSWERS, START } from './birth-filing.ts'
import { caller, type Answer, type Caller } from './caller.ts'
import { hiddenFields } from './visitor.ts'

/** One dossier as its sender knows it. */
export type Acknowledged = {
  door: 'portal' | 'citizen'
  id: string
  code: string
  /** SHA-256 of every file that was sent with it. */
  files: string[]
  /** Every dossier that a press of the last button was led to; more than one is a twin. */
  ids: string[]
  /** Sends the same thing under the same key once more; id and code of the answer. */
  again(): Promise<{ id: string; code: string }>
}

export type Crowd = {
  /** Everything that was acknowledged up to now. */
  readonly acknowledged: readonly Acknowledged[]
  /** How often something had to be sent again because no answer came. */
  retries(): number
  /** Everybody finishes what they began, sending it again until it is acknowledged. */
  stop(): Promise<void>
  /** Everybody goes home at once: the program will not come back. */
  abandon(): Promise<void>
}

export type CrowdOptions = {
  url: string
  key: Key
  citizens: number
  portals: number
  /** How often a citizen presses the last button, all in the same moment; once when absent. */
  presses?: number
}

/** The most a sender waits for the program to come back. */
const PATIENCE_MS = 60_000

export async function startCrowd(options: CrowdOptions): Promise<Crowd> {
  const { url, key, citizens, portals, presses = 1 } = options
  const desk: Desk = { acknowledged: [], retries: 0, stopping: false, abandoned: false }
  const portal = clientOf({ url, key, now: () => new Date() })
  const people = loadPeople().slice(0, citizens)
  const senders = [
    ...Array.from({ length: portals }, (_, nth) => portalSender(desk, portal, nth)),
    ...(await Promise.all(
      people.map(({ subject }) => citizenSender(desk, url, { subject, presses })),
    )),
  ]
  const running = senders.map(async (send) => {
    while (!desk.stopping) desk.acknowledged.push(await send())
  })
  const failed = Promise.all(running)
  failed.catch(() => (desk.stopping = true)) // told to whoever stops the crowd
  return {
    acknowledged: desk.acknowledged,
    retries: () => desk.retries,
    stop: async () => {
      desk.stopping = true
      await failed
    },
    abandon: async () => {
      desk.stopping = desk.abandoned = true
      await failed.catch(() => undefined)
    },
  }
}

type Desk = { acknowledged: Acknowledged[]; retries: number; stopping: boolean; abandoned: boolean }
type Sender = () => Promise<Acknowledged>

/** Tries until there is an answer: no connection and 5xx are no answer, everything else is one. */
async function until<T extends { status: number }>(desk: Desk, act: () => Promise<T>): Promise<T> {
  for (const giveUpAt = Date.now() + PATIENCE_MS; ; desk.retries++) {
    const got = await act().catch((error: unknown) => ({ status: 0, error }))
    if (got.status !== 0 && got.status < 500) return got as T
    if (desk.abandoned || Date.now() > giveUpAt)
      throw new Error(`no answer for ${PATIENCE_MS} ms`, { cause: got })
    await sleep(randomInt(100, 250))
  }
}

function wrong(what: string, got: { status: number; body: unknown }): Error {
  return new Error(`${what}: ${got.status} ${JSON.stringify(got.body).slice(0, 1500)}`)
}

// ── the National Portal ────────────────────────────────────────────────────

let handed = 0

function portalSender(desk: Desk, portal: Client, nth: number): Sender {
  return async () => {
    const now = new Date()
    handed += 1
    const day = now.toISOString().slice(0, 10).replaceAll('-', '')
    const code = `TN9${nth}-${day}-${String(handed).padStart(8, '0')}`
    const body = handOverOf(code, now)
    const handOver = async (): Promise<{ id: string; code: string }> => {
      const got = await until(desk, () => portal.post('', body))
      if (got.status !== 201 && got.status !== 200) throw wrong('the portal was refused', got)
      const { id, code } = got.body as Received
      return { id, code }
    }
    const files = body.files.map(({ sha256 }) => sha256)
    const { id, code: given } = await handOver()
    return { door: 'portal', files, id, ids: [id], code: given, again: handOver }
  }
}

// ── citizens ───────────────────────────────────────────────────────────────

async function citizenSender(
  desk: Desk,
  url: string,
  { subject, presses }: { subject: string; presses: number },
): Promise<Sender> {
  const browser = caller(url)
  await signIn(browser, subject)
  const { _csrf: token = '' } = await browser.formOn(START, START)
  const asked = new Map<string, string>()
  let nth = 0
  return async () => {
    nth += 1
    const draft = await begunDraft(desk, browser, token)
    const hidden = { _csrf: token, _draft: draft }
    await answerTopics(desk, browser, { hidden, asked })
    const scan = madeScan(chanceOf(`${subject} ${nth}`))
    await handIn(desk, browser, { hidden, scan })
    const file = () => fileDraft(desk, browser, hidden)
    const pressed = await Promise.all(Array.from({ length: presses }, file))
    const ids = [...new Set(pressed.map(({ id }) => id))]
    return { door: 'citizen', files: [sha256Hex(scan)], ids, ...pressed[0]!, again: file }
  }
}

/** The stand-in identity provider: chooses the made person and comes back. */
export async function signIn(browser: Caller, subject: string): Promise<void> {
  const choice = await browser.get('/dang-nhap/bat-dau').then((first) => arrive(browser, first))
  const done = await browser.post(choice.path, { person: subject })
  const home = await browser.follow(done)
  if (home.status !== 200) throw wrong(`${subject} could not sign in`, home)
}

/** Follows until a page is there, and says where that was. */
async function arrive(browser: Caller, first: Answer): Promise<Answer & { path: string }> {
  let [last, path] = [first, '']
  while (last.location !== '') {
    path = last.location
    last = await browser.get(path)
  }
  return { ...last, path }
}

/** A draft with every answer and one photograph, ready to be filed; the hidden fields of its last button. */
export async function draftOf(browser: Caller): Promise<OfDraft['hidden']> {
  const desk: Desk = { acknowledged: [], retries: 0, stopping: false, abandoned: false }
  const { _csrf: token = '' } = await browser.formOn(START, START)
  const hidden = { _csrf: token, _draft: await begunDraft(desk, browser, token) }
  await answerTopics(desk, browser, { hidden, asked: new Map() })
  await handIn(desk, browser, { hidden, scan: madeScan(chanceOf('one draft')) })
  return hidden
}

async function begunDraft(desk: Desk, browser: Caller, _csrf: string): Promise<string> {
  const begun = await until(desk, () => browser.post(START, { _csrf }))
  if (begun.status !== 303) throw wrong('no draft was begun', begun)
  const first = `${START}/${MOTHERS_ANSWERS[0]![0]}`
  const page = await until(desk, () => browser.get(first))
  return hiddenFields(page.body, first)['_draft'] ?? ''
}

type OfDraft = { hidden: { _csrf: string; _draft: string } }

/** Which questions a page shows is read from it once; from then on people know the form by heart. */
async function answerTopics(
  desk: Desk,
  browser: Caller,
  { hidden, asked }: OfDraft & { asked: Map<string, string> },
): Promise<void> {
  for (const [nth, [topic, answers]] of MOTHERS_ANSWERS.entries()) {
    const path = `${START}/${topic}`
    const known = asked.get(`${nth} ${topic}`)
    const shown =
      known ?? hiddenFields((await until(desk, () => browser.get(path))).body, path)['_asked'] ?? ''
    asked.set(`${nth} ${topic}`, shown)
    const sent = await until(desk, () =>
      browser.post(path, { ...hidden, _asked: shown, ...answers }),
    )
    if (sent.status !== 303) throw wrong(`the answers of ${topic} were not taken`, sent)
  }
}

/** A photograph that may have arrived although no answer came is looked for before it is sent again. */
async function handIn(
  desk: Desk,
  browser: Caller,
  { hidden, scan }: OfDraft & { scan: Uint8Array },
): Promise<void> {
  const path = `${START}/giay-to`
  const file = { field: 'birth-notice', filename: 'chung-sinh.png', type: 'image/png', bytes: scan }
  const sent = await until(desk, async () => {
    const page = await browser.get(path)
    if (page.status !== 200 || page.body.includes(file.filename)) return page
    return browser.upload(path, hidden, [file])
  })
  if (sent.status !== 303 && sent.status !== 200) throw wrong('the photograph was not taken', sent)
}

async function fileDraft(
  desk: Desk,
  browser: Caller,
  hidden: OfDraft['hidden'],
): Promise<{ id: string; code: string }> {
  const filed = await until(desk, () => browser.post(`${START}/nop`, hidden))
  const id = /^\/ho-so\/([0-9a-f-]{36})\/da-nop$/.exec(filed.location)?.[1]
  if (id === undefined) throw wrong('the draft was not filed', filed)
  const receipt = await until(desk, () => browser.get(filed.location))
  const code = /[A-Z0-9.]+-\d{8}-\d{4,}/.exec(receipt.body)?.[0]
  if (code === undefined) throw wrong('the receipt shows no code', receipt)
  return { id, code }
}
