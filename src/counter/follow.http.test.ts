/** The counter's pages of doubles and of dossiers that follow from one another. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { axe, fitsWidth, launchBrowser } from '../../test/support/browser.ts'
import { openCounter, OTHER_WARD, type Counter } from '../../test/support/counter.ts'
import { clock, staff } from '../../test/support/office.ts'
import { assertAnchorsExist, summaryOf } from '../../test/support/page-checks.ts'
import { inContext } from '../db/context.ts'
import { startDispatcher } from '../dossier/dispatcher.ts'
import { filesOfDossier, stateById } from '../dossier/store.ts'
import { linkedDossiers } from './subscriber-links.ts'

let counter: Counter
const receptionist = staff('receptionist')
before(async () => {
  counter = await openCounter()
})
after(() => counter.close())

const stateOf = (id: string) =>
  inContext(counter.database.app, receptionist, async (tx) => (await stateById(tx, id))!)

async function suspected(): Promise<{ id: string; of: string }> {
  const [first, second] = [await counter.filed(), await counter.filed()]
  const of = [{ dossier: first.id, code: first.code }]
  await counter.act(second.id, clock, { type: 'suspectDuplicate', of })
  return { id: second.id, of: first.code }
}

async function decides(id: string, fields: Record<string, string>) {
  const browser = counter.at(receptionist)
  const path = `/quay/${id}/trung`
  return browser.post(path, { ...(await browser.formOn(path, path)), ...fields })
}

test('a suspected double says so with the code, is not accepted, and goes on when a person has found two matters', async () => {
  const { id, of } = await suspected()
  const browser = counter.at(receptionist)
  const page = await browser.get(`/quay/nhan/${id}`)
  assert.ok(page.body.includes(`Có thể trùng với ${of}`))
  const form = await browser.formOn(`/quay/nhan/${id}`, `/quay/${id}/tiep-nhan`)
  const accept = { ...form, seen: 'birth-notice', original: 'birth-notice' }
  const refused = await browser.post(`/quay/${id}/tiep-nhan`, accept)
  assert.equal(refused.statusCode, 409)
  assert.ok(refused.body.includes(of))
  const empty = await decides(id, { outcome: 'separate' })
  assert.equal(empty.statusCode, 422)
  assert.deepEqual(summaryOf(empty.body), ['Hãy ghi vì sao.'])
  assertAnchorsExist(empty.body)
  const said = await decides(id, { outcome: 'separate', reason: 'Hai con sinh đôi' })
  assert.equal(said.statusCode, 303)
  assert.equal((await stateOf(id)).duplicateOf, undefined)
  const again = await decides(id, { outcome: 'separate', reason: 'Hai con sinh đôi' }).catch(
    (error: Error) => error,
  )
  assert.ok(again instanceof Error, 'there is nothing more to decide')
})

test('a double is withdrawn only when the applicant asked for it', async () => {
  const { id } = await suspected()
  const early = await decides(id, { outcome: 'withdrawn', reason: 'Nộp nhầm' })
  assert.equal(early.statusCode, 409)
  await counter.act(id, receptionist, { type: 'requestWithdrawal', reason: 'Nộp nhầm hai lần' })
  const said = await decides(id, { outcome: 'withdrawn', reason: 'Nộp nhầm' })
  assert.equal(said.statusCode, 303)
  assert.equal((await stateOf(id)).phase.at, 'withdrawn')
})

test('from a dossier that has ended a new one is made with its answers and papers; both say so, the old one stays closed', async () => {
  const { id, code } = await counter.filed()
  const browser = counter.at(receptionist)
  const path = `/quay/${id}/lam-lai`
  const open = await browser.formOn(path, path)
  const early = await browser.post(path, { ...open, why: 'complaint' })
  assert.equal(early.statusCode, 409, 'it has not ended')
  const refuse = { type: 'refuse', reason: 'Sai thẩm quyền', legalBasis: 'Luật Hộ tịch' } as const
  await counter.act(id, receptionist, refuse)
  const form = await browser.formOn(path, path)
  const without = await browser.post(path, form)
  assert.deepEqual(
    [without.statusCode, summaryOf(without.body)],
    [422, ['Hãy chọn lý do làm lại.']],
  )
  assertAnchorsExist(without.body)
  const made = await browser.post(path, { ...form, why: 'complaint' })
  assert.equal(made.statusCode, 303)
  const again = await browser.post(path, { ...form, why: 'complaint' })
  assert.equal(again.headers.location, made.headers.location, 'pressed twice is once')
  const next = String(made.headers.location).split('/').at(-1)!
  const [before, after] = await inContext(counter.database.app, receptionist, async (tx) => [
    await filesOfDossier(tx, id),
    await filesOfDossier(tx, next),
  ])
  assert.deepEqual(
    after.map(({ sha256 }) => sha256),
    before.map(({ sha256 }) => sha256),
  )
  assert.equal((await stateOf(id)).phase.at, 'refused')
  assert.ok((await browser.get(`/quay/nhan/${next}`)).body.includes(code))
  const dispatcher = startDispatcher({
    db: counter.database.worker,
    subscribers: [linkedDossiers],
    onError: (error) => {
      throw error
    },
    pollMs: 60_000,
  })
  await dispatcher.drain()
  await dispatcher.stop()
  assert.match((await browser.get(path)).body, /Được nối tiếp bởi[^]*dùng lại 1 tệp/)
  assert.match((await browser.get(`/quay/${next}/lam-lai`)).body, /Nối tiếp[^]*dùng lại 1 tệp/)
  const stranger = counter.at(staff('receptionist', OTHER_WARD))
  assert.equal((await stranger.get(path)).statusCode, 404)
})

test('the pages fit a telephone and have no fault that axe knows', async () => {
  const { id } = await suspected()
  const visitor = counter.at(receptionist)
  const baseURL = await counter.app.listen({ port: 0, host: '127.0.0.1' })
  const browser = await launchBrowser()
  try {
    for (const width of [360, 1280]) {
      const page = await browser.newPage({ width, baseURL })
      const who = { name: 'who', value: visitor.cookies.get('who')!, url: baseURL }
      await page.context().addCookies([who])
      for (const path of [`/quay/${id}/trung`, `/quay/${id}/lam-lai`, `/quay/nhan/${id}`]) {
        await page.goto(path)
        assert.ok(await fitsWidth(page), `${path} at ${width}`)
        assert.deepEqual(await axe(page), [], path)
      }
    }
  } finally {
    await browser.close()
  }
})
