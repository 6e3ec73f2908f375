/** A dossier received for another ward goes there by slip and comes back: pages, lists, printed papers, both sides. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { openCounter, OTHER_WARD, WARD, type Counter } from '../../test/support/counter.ts'
import { staff } from '../../test/support/office.ts'
import type { Visitor } from '../../test/support/visitor.ts'
import { inContext } from '../db/context.ts'
import { historyOf, stateById } from '../dossier/store.ts'
import { eraseGuidanceNames } from './jobs.ts'

let counter: Counter
const there = staff('receptionist', OTHER_WARD)
const here = staff('receptionist')
const ORIGINALS = ['birth-notice', 'paper-declaration']

before(async () => {
  counter = await openCounter()
  for (const { personId, name } of [there, here])
    await sql`insert into person (id, full_name, kind) overriding system value values (${personId}, ${name}, 'staff')`.execute(
      counter.database.owner,
    )
})
after(() => counter.close())

const told = () => counter.told()

async function read(id: string) {
  return inContext(counter.database.app, here, async (tx) => ({
    state: await stateById(tx, id),
    events: await historyOf(tx, id, { withPrivate: true }),
  }))
}

/** Filed at the second ward's counter for the first, with the original handed in there. */
async function receivedThere(owner: string): Promise<string> {
  const { id } = await counter.filed({
    source: 'counter',
    kindOfFiling: 'counter',
    offices: { receiving: OTHER_WARD, competent: WARD, returning: OTHER_WARD },
    ownerName: owner,
  })
  const browser = counter.at(there)
  const keys = await browser.formOn(`/quay/nhan/${id}`, `/quay/${id}/nhan-ho`)
  const ticks = { seen: ['birth-notice'], original: ORIGINALS }
  const sent = await browser.post(`/quay/${id}/nhan-ho`, { ...keys, ...ticks })
  assert.equal(sent.statusCode, 303, sent.body)
  await told()
  return id
}

async function bundled(browser: Visitor, to: number, ids: string[]): Promise<string> {
  const keys = await browser.formOn('/ban-giao', '/ban-giao')
  const fields = { ...keys, to: String(to), dossier: ids }
  const sent = await browser.post('/ban-giao', fields)
  assert.equal(sent.statusCode, 303, sent.body)
  const again = await browser.post('/ban-giao', fields)
  assert.equal(again.headers.location, sent.headers.location)
  await told()
  return String(sent.headers.location)
}

test('the receiving counter gives a receipt without a date, hands over by slip, and the limit counts from the other’s receipt', async () => {
  const id = await receivedThere('Lê Thị Một')
  const giver = counter.at(there)
  const done = await giver.get(`/quay/${id}/xong`)
  assert.ok(done.body.includes('Đã nhận hộ hồ sơ'))
  const receipt = await giver.get(`/quay/${id}/giay-to/forAnother.pdf`)
  assert.equal(receipt.headers['content-type'], 'application/pdf')
  const desk = await giver.get('/ban-giao')
  for (const words of ['Giao cho UBND phường Một', 'Lê Thị Một', 'Giấy chứng sinh'])
    assert.ok(desk.body.includes(words), words)

  const taker = counter.at(here)
  const early = await taker.get(`/quay/nhan/${id}`)
  assert.ok(!early.body.includes('in giấy tiếp nhận'))
  assert.ok(early.body.includes('Thời hạn giải quyết chưa tính.'))

  const path = await bundled(giver, WARD, [id])
  const slip = await giver.get(path)
  assert.ok(slip.body.includes('Đang chuyển'))
  assert.ok(!slip.body.includes('Ghi nhận đã nhận'))
  const paper = await giver.get(`${path}/phieu.pdf`)
  assert.equal(paper.headers['content-type'], 'application/pdf')

  const keys = await taker.formOn(path, path)
  const { state: before } = await read(id)
  const wrong = await taker.post(path, { ...keys, code: 'H26.khác' })
  assert.equal(wrong.statusCode, 422)
  assert.ok(wrong.body.includes('không có trên phiếu này'))
  const scanned = `http://mot-cua.example/tra-cuu?ma=${before!.code}`
  const got = await taker.post(path, { ...keys, code: scanned })
  assert.equal(got.statusCode, 303, got.body)
  assert.equal((await taker.post(path, { ...keys, code: scanned })).statusCode, 303)
  await told()
  const { state, events } = await read(id)
  assert.equal(state?.custody?.['birth-notice']?.at, WARD)
  assert.equal(events.filter(({ kind }) => kind === 'arrivedAtCompetent').length, 1)

  const check = await taker.formOn(`/quay/nhan/${id}`, `/quay/${id}/tiep-nhan`)
  const accepted = await taker.post(`/quay/${id}/tiep-nhan`, { ...check, seen: ['birth-notice'] })
  assert.equal(accepted.statusCode, 303, accepted.body)
  const arrived = events.find(({ kind }) => kind === 'arrivedAtCompetent')!.occurredAt
  const { state: now } = await read(id)
  const minute = new Date(arrived.getTime() + 7 * 3_600_000).toISOString().slice(0, 16)
  assert.equal(now?.clock?.receivedAt, minute)
  assert.ok((await taker.get(path)).body.includes('Đã nhận'))
})

test('a paper that is not in the bundle is seen by both offices until it is found', async () => {
  const id = await receivedThere('Lê Thị Hai')
  const path = await bundled(counter.at(there), WARD, [id])
  const taker = counter.at(here)
  const keys = await taker.formOn(path, path)
  const both = `${id}:birth-notice`
  const odd = await taker.post(path, { ...keys, line: [both], missing: [both] })
  assert.equal(odd.statusCode, 422)
  const declaration = `${id}:paper-declaration`
  const note = 'Túi chỉ có tờ khai'
  const sent = await taker.post(path, { ...keys, line: [declaration], missing: [both], note })
  assert.equal(sent.statusCode, 303, sent.body)
  await told()
  for (const browser of [taker, counter.at(there)]) {
    const { body } = await browser.get('/ban-giao')
    assert.ok(body.includes('Thiếu khi mở túi'))
    assert.ok(body.includes('Lê Thị Hai'))
  }
  const giver = counter.at(there)
  const form = await giver.formOn(`/quay/${id}/ban-chinh`, `/quay/${id}/ban-chinh`)
  const find = { ...form, step: 'find', found: ['birth-notice'] }
  assert.equal((await giver.post(`/quay/${id}/ban-chinh`, find)).statusCode, 422)
  const found = await giver.post(`/quay/${id}/ban-chinh`, { ...find, foundNote: 'Trong ngăn kéo' })
  assert.equal(found.statusCode, 303, found.body)
  const { state } = await read(id)
  assert.deepEqual(state?.custody?.['birth-notice']?.at, OTHER_WARD)
})

test('what was not handed over in time, and originals kept after the end, are on the list', async () => {
  const id = await receivedThere('Lê Thị Ba')
  counter.clock.now = new Date('2026-12-09T02:10:00Z')
  const late = await counter.at(here).get('/ban-giao')
  assert.ok(late.body.includes('Cả hồ sơ nhận hộ'))
  counter.clock.now = new Date('2026-11-25T02:10:00Z')
  await counter.act(id, here, { type: 'refuse', reason: 'Sai nơi', legalBasis: 'Đ17' })
  await told()
  const desk = await counter.at(there).get('/ban-giao')
  assert.ok(desk.body.includes('Bản chính còn giữ của hồ sơ đã kết thúc'))
  assert.ok(desk.body.includes('Lê Thị Ba'))
  const browser = counter.at(there)
  const path = `/quay/${id}/ban-chinh`
  const form = await browser.formOn(path, path)
  const back = { ...form, step: 'return', returned: ORIGINALS, receiver: 'applicant' }
  const unsigned = await browser.post(path, { ...back, receiverName: 'Trần Thị Thu Hà' })
  assert.equal(unsigned.statusCode, 422)
  const signed = { ...back, receiverName: 'Trần Thị Thu Hà', signed: 'yes' }
  assert.equal((await browser.post(path, signed)).statusCode, 303)
  await told()
  assert.ok(!(await browser.get('/ban-giao')).body.includes('Lê Thị Ba'))
})

test('nobody else sees a slip, and nothing is handed to nowhere', async () => {
  const id = await receivedThere('Lê Thị Bốn')
  const giver = counter.at(there)
  const keys = await giver.formOn('/ban-giao', '/ban-giao')
  const nowhere = await giver.post('/ban-giao', { ...keys, to: '999', dossier: [id] })
  assert.equal(nowhere.statusCode, 422)
  const nothing = await giver.post('/ban-giao', { ...keys, to: String(WARD) })
  assert.equal(nothing.statusCode, 422)
  assert.ok(nothing.body.includes('Hãy chọn ít nhất một hồ sơ để giao.'))
  const path = await bundled(giver, WARD, [id])
  const stranger = counter.at(staff('receptionist', 103))
  assert.equal((await stranger.get(path)).statusCode, 404)
  assert.equal((await stranger.get(`${path}/phieu.pdf`)).statusCode, 404)
  const own = await giver.formOn('/ban-giao')
  const wrongSide = await giver.post(path, { ...own, line: [`${id}:birth-notice`] })
  assert.equal(wrongSide.statusCode, 422)
})

test('the place of return is changed at the counter, and the office that lost it reads the dossier no more', async () => {
  const { id } = await counter.filed({
    offices: { receiving: WARD, competent: WARD, returning: OTHER_WARD },
  })
  assert.equal((await counter.at(there).get(`/quay/nhan/${id}`)).statusCode, 200)
  const browser = counter.at(here)
  const keys = await browser.formOn(`/quay/${id}/noi-tra`, `/quay/${id}/noi-tra`)
  const wrong = await browser.post(`/quay/${id}/noi-tra`, { ...keys, to: '1' })
  assert.equal(wrong.statusCode, 422)
  const sent = await browser.post(`/quay/${id}/noi-tra`, { ...keys, to: String(WARD) })
  assert.equal(sent.statusCode, 303, sent.body)
  assert.equal((await counter.at(there).get(`/quay/nhan/${id}`)).statusCode, 404)
})

test('whoever is sent away gets a written slip that names everything, and it counts as a trip', async () => {
  const browser = counter.at(here)
  const path = '/quay/huong-dan/moi?thu-tuc=1.001193'
  const keys = await browser.formOn(path, path)
  const empty = await browser.post(path, { ...keys, outcome: 'sentAway', place: 'counter' })
  assert.equal(empty.statusCode, 422)
  for (const words of ['Hãy ghi còn thiếu những gì.', 'Hãy chọn căn cứ pháp lý.'])
    assert.ok(empty.body.includes(words), words)
  const fields = {
    ...keys,
    outcome: 'sentAway',
    place: 'counter',
    basis: 'one-stop',
    forName: 'Nguyễn Thị Quay Lại',
    'fault.birth-notice': 'missing',
  }
  const sent = await browser.post(path, fields)
  assert.equal(sent.statusCode, 303, sent.body)
  assert.equal((await browser.post(path, fields)).headers.location, sent.headers.location)
  const list = await browser.get(String(sent.headers.location))
  assert.equal(list.body.split('Nguyễn Thị Quay Lại').length - 1, 1)
  const id = /phieu=(.+)$/.exec(String(sent.headers.location))![1]!
  const paper = await browser.get(`/quay/huong-dan/${id}/phieu.pdf`)
  assert.equal(paper.headers['content-type'], 'application/pdf')
  assert.equal((await counter.at(there).get(`/quay/huong-dan/${id}/phieu.pdf`)).statusCode, 404)
  const reception = await browser.get('/quay/moi?thu-tuc=1.001193')
  assert.ok(reception.body.includes('Nguyễn Thị Quay Lại'))

  const dossier = await counter.filed({ source: 'counter', kindOfFiling: 'counter' })
  await sql`update guidance set followed_by = ${dossier.id}::uuid where id = ${id}::uuid`.execute(
    counter.database.owner,
  )
  await told()
  const page = await browser.get(`/quay/nhan/${dossier.id}`)
  assert.ok(page.body.includes('2 lần'), 'the slip and the filing are two trips')

  const { worker } = counter.database
  assert.equal(await eraseGuidanceNames(worker, new Date('2026-12-25T02:00:00Z')), 0)
  assert.equal(await eraseGuidanceNames(worker, new Date('2026-12-26T02:00:00Z')), 1)
})
