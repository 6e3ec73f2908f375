// Against a real SMPP server over TCP: standins/carrier.ts.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { startCarrier } from '../../standins/carrier.ts'
import type { Carrier, CarrierOptions } from '../../standins/carrier.ts'
import type { SmsCarrier, TextToSend } from '../notice/carrier.ts'
import type { CarrierReceipt } from '../notice/receipt.ts'
import { openSmpp } from './smpp.ts'
import type { SmppOptions } from './smpp.ts'

const LONG =
  'Hồ sơ H26.16-20261120-0007 đã được UBND phường Ba Đình tiếp nhận. Hẹn trả kết quả: 17:00 ngày 25/11/2026. Theo dõi tại https://motcua.hanoi.gov.vn/tra-cuu'
const log = { info: () => undefined, warn: () => undefined }
const until = async (is: () => boolean, what: string): Promise<void> => {
  const limit = Date.now() + 5000
  while (!is()) {
    if (Date.now() > limit) assert.fail(`never happened: ${what}`)
    await new Promise((go) => setTimeout(go, 10))
  }
}
const text = (key: string, more: Partial<TextToSend> = {}): TextToSend => ({
  key,
  to: '84912345678',
  text: LONG,
  acceptedParts: [],
  expiresAt: new Date(Date.now() + 3_600_000),
  ...more,
})

type World = { centre: Carrier; sms: SmsCarrier; receipts: CarrierReceipt[] }

/** A carrier and our connection to it, bound and listening for receipts. */
async function world(
  t: TestContext,
  options: CarrierOptions & { binds?: number; query?: string } = {},
  ours: Partial<SmppOptions> = {},
): Promise<World> {
  const centre = await startCarrier(options)
  const binds = options.binds ?? 1
  const url = `${centre.url}?binds=${binds}&source=HANOI${options.query ?? ''}`
  const sms = openSmpp({ urls: [url], log, rebindMs: 20, answerMs: 400, patienceMs: 3000, ...ours })
  t.after(async () => {
    await sms.close()
    await centre.stop()
  })
  const receipts: CarrierReceipt[] = []
  sms.onReceipt((receipt) => Promise.resolve(void receipts.push(receipt)))
  await until(() => sms.health().detail.startsWith(`${binds}/`), 'bind')
  return { centre, sms, receipts }
}

test('a long Vietnamese text goes in three UCS-2 segments that the phone joins again', async (t) => {
  const { centre, sms } = await world(t)
  const outcome = await sms.send(text('a'))
  assert.equal(outcome.verdict, 'accepted')
  assert.deepEqual(
    outcome.parts.map(({ part, messageId }) => [part, messageId]),
    [
      [1, 'm1'],
      [2, 'm2'],
      [3, 'm3'],
    ],
  )
  assert.deepEqual(centre.texts(), [{ to: '84912345678', text: LONG }])
  for (const [i, submission] of centre.submissions.entries()) {
    const { dataCoding, esmClass, registeredDelivery, header } = submission
    assert.deepEqual([dataCoding, esmClass, registeredDelivery], [8, 0x40, 1])
    assert.deepEqual([header[0], header[1], header[3], header[4]], [0, 3, 3, i + 1])
  }
})

test('a short text without tone marks goes as one 7-bit message without a header', async (t) => {
  const { centre, sms } = await world(t)
  await sms.send(text('a', { text: 'Ho so da co ket qua [1] €' }))
  const [only] = centre.submissions
  assert.deepEqual(
    [only?.dataCoding, only?.esmClass, only?.text],
    [0, 0, 'Ho so da co ket qua [1] €'],
  )
})

test('the receipt of each segment comes back under its message id', async (t) => {
  const { centre, sms, receipts } = await world(t)
  const { parts } = await sms.send(text('a'))
  await until(() => centre.confirmedReceipts === 3, 'receipts')
  assert.deepEqual(
    receipts.map((r) => [r.carrier, r.messageId, r.state]),
    parts.map((p) => [p.carrier, p.messageId, 'delivered']),
  )
})

test('a receipt that could not be stored is not confirmed to the carrier', async (t) => {
  const { centre, sms } = await world(t)
  let asked = 0
  sms.onReceipt(() => {
    asked++
    return Promise.reject(new Error('database gone'))
  })
  await sms.send(text('a', { text: 'x' }))
  await until(() => asked === 1, 'receipt')
  await new Promise((go) => setTimeout(go, 50))
  assert.equal(centre.confirmedReceipts, 0)
})

test('a carrier that throttles gets everything, once, only slower', async (t) => {
  const { centre, sms } = await world(t, { throttleEvery: 4, query: '&tps=200' })
  const outcomes = await Promise.all(['a', 'b', 'c'].map((key) => sms.send(text(key))))
  assert.deepEqual(
    outcomes.map((o) => o.verdict),
    ['accepted', 'accepted', 'accepted'],
  )
  assert.ok(centre.throttled > 0)
  assert.equal(centre.submissions.length, 9)
  assert.equal(centre.texts().length, 3)
})

test('a carrier that goes on throttling is left for later, and the segments it took are not sent again', async (t) => {
  const { centre, sms } = await world(t, { perSecond: 1 }, { patienceMs: 300 })
  const first = await sms.send(text('a'))
  assert.equal(first.verdict, 'later')
  assert.ok(first.parts.length >= 1 && first.parts.length < 3)
  const taken = centre.submissions.length
  await new Promise((go) => setTimeout(go, 1100))
  await sms.send(text('a', { acceptedParts: first.parts }))
  assert.ok(centre.submissions.length > taken)
  const places = centre.submissions.map((s) => s.header[4])
  assert.equal(new Set(places).size, places.length)
})

test('a connection lost after the answer: it binds again, sends the rest, and no segment twice', async (t) => {
  const { centre, sms } = await world(t, { breakAt: 2, breakHow: 'afterAnswer', answerAfter: 0 })
  // The break comes between two segments: the pace of 5 a second leaves room for it.
  const slow = openSmpp({
    urls: [`${centre.url}?binds=1&tps=5`],
    log,
    rebindMs: 20,
    patienceMs: 3000,
  })
  t.after(() => slow.close())
  await until(() => slow.health().ok, 'second bind')
  await sms.close()
  const outcome = await slow.send(text('a'))
  assert.equal(outcome.verdict, 'accepted')
  assert.equal(centre.bound.ever, 3)
  assert.equal(centre.submissions.length, 3)
  assert.deepEqual(centre.texts(), [{ to: '84912345678', text: LONG }])
})

test('a connection lost before the answer: nobody knows, so it is not sent again by itself', async (t) => {
  for (const breakHow of ['beforeTaking', 'afterTaking'] as const) {
    const { centre, sms } = await world(t, { breakAt: 2, breakHow })
    const outcome = await sms.send(text('a'))
    assert.equal(outcome.verdict, 'noAnswer')
    assert.deepEqual(
      outcome.parts.map((p) => p.part),
      [1],
    )
    assert.equal(centre.submissions.length, breakHow === 'afterTaking' ? 2 : 1)
    await until(() => centre.bound.now === 1, 'bound again')
    assert.equal(centre.submissions.length, breakHow === 'afterTaking' ? 2 : 1)
  }
})

test('a carrier that takes the message and stays silent is the same', async (t) => {
  const { centre, sms } = await world(t, { answerAfter: 1500 })
  const outcome = await sms.send(text('a', { text: 'x' }))
  assert.equal(outcome.verdict, 'noAnswer')
  assert.equal(centre.submissions.length, 1)
})

test('two binds share the work', async (t) => {
  const { centre, sms } = await world(t, { binds: 2 })
  const keys = Array.from({ length: 10 }, (_, i) => `k${i}`)
  await Promise.all(keys.map((key) => sms.send(text(key, { text: `Mã ${key}` }))))
  const bySession = (n: number) => centre.submissions.filter((s) => s.session === n).length
  assert.ok(bySession(1) >= 3 && bySession(2) >= 3, `${bySession(1)} and ${bySession(2)}`)
  assert.match(sms.health().detail, /^2\/2/)
})

test('two carriers: when one is down the other carries everything', async (t) => {
  const a = await startCarrier()
  const b = await startCarrier()
  const sms = openSmpp({ urls: [`${a.url}?binds=1`, `${b.url}?binds=1`], log, rebindMs: 20 })
  t.after(async () => {
    await sms.close()
    await b.stop()
  })
  await until(() => sms.health().detail.startsWith('2/2'), 'both bound')
  await a.stop()
  await until(() => sms.health().detail.startsWith('1/2'), 'one lost')
  const outcomes = await Promise.all(['a', 'b', 'c'].map((key) => sms.send(text(key))))
  assert.ok(outcomes.every((o) => o.verdict === 'accepted'))
  assert.equal(b.texts().length, 3)
})

test('with no carrier up nothing is sent and it is told at once; a restarted one is bound again', async (t) => {
  const { centre, sms } = await world(t)
  const { port } = centre
  await centre.stop()
  await until(() => !sms.health().ok, 'lost')
  const before = Date.now()
  assert.equal((await sms.send(text('a'))).verdict, 'later')
  assert.ok(Date.now() - before < 1000)
  const again = await startCarrier({ port })
  t.after(() => again.stop())
  await until(() => sms.health().ok, 'bound again')
  assert.equal((await sms.send(text('a'))).verdict, 'accepted')
})

test('a number that the carrier refuses is refused for good; a wrong password never binds', async (t) => {
  const { sms } = await world(t, { refuse: ['84912345678'] })
  const outcome = await sms.send(text('a'))
  assert.equal(outcome.verdict, 'rejected')
  assert.match(outcome.reason ?? '', /ESME_RINVDSTADR/)
  const centre = await startCarrier()
  t.after(() => centre.stop())
  const wrong = openSmpp({ urls: [centre.url.replace('thu-nghiem', 'sai')], log, rebindMs: 20 })
  t.after(() => wrong.close())
  await new Promise((go) => setTimeout(go, 150))
  assert.equal(wrong.health().ok, false)
  assert.equal(centre.bound.ever, 0)
})

test('a line that is silent is noticed by enquire_link and bound again', async (t) => {
  const { centre, sms } = await world(t, {}, { enquireMs: 30, answerMs: 150 })
  await new Promise((go) => setTimeout(go, 200))
  assert.equal(centre.bound.ever, 1)
  assert.ok(sms.health().ok)
  centre.mute()
  await until(() => centre.bound.ever === 2, 'bound again')
})
