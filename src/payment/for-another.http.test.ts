/** Paying the fees of a dossier that somebody else filed: its owner, whoever acts for them with the right to pay, and nobody else. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { confirmed, revoked, type Given } from '../../test/support/acting.ts'
import type { Citizen } from '../../test/support/citizen-doors.ts'
import { plainBirth } from '../../test/support/desk.ts'
import { accepted, filing } from '../../test/support/office.ts'
import { mainOf, vietnameseIn } from '../../test/support/page-checks.ts'
import { openPaymentDoors, type PaymentDoors } from '../../test/support/payment.ts'
import { handle } from '../dossier/handle.ts'
import type { CitizenActor } from '../office/actor.ts'

let doors: PaymentDoors
let people = 0
before(async () => {
  doors = await openPaymentDoors()
})
after(() => doors.close())

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const newcomer = () => doors.house.citizen(`Người Trả ${LETTERS[people++]}`)

/** Another may act for the owner, as `given` says. */
async function acting(owner: Citizen, given: Given = {}) {
  const other = await newcomer()
  const { personId } = other.actor
  const of = { kind: 'person' as const, number: '001196999000', name: owner.actor.name }
  const id = await confirmed(doors.house.database.app, { personId, of, ...given })
  return { other, id }
}

/** A birth that another filed in the owner's name; two copies, 16.000 ₫. */
async function filedFor(other: Citizen, representation: number) {
  const by = (await doors.house.actorOf(other)) as CitizenActor
  const answers = { ...plainBirth(), 'copies.wanted': true, 'copies.count': 2 }
  const { code, version } = { code: '1.001193', version: 1 }
  const filed = await handle(doors.deps.dossier, {
    command: filing(by, { answers, papers: [], representation }),
    by,
    key: randomUUID(),
    procedure: { code, version, caseCode: code },
  })
  return accepted(filed).id
}

async function world(given: Given = {}) {
  const owner = await newcomer()
  const { other, id: representation } = await acting(owner, given)
  const id = await filedFor(other, representation)
  const page = `/ho-so/${id}/nop-phi`
  return { owner, other, representation, id, page }
}

const orders = async (id: string) => (await doors.standing(id)).orders
const form = (who: Citizen, page: string) => who.formOn(page, page)

test('the owner pays what another filed in their name, and both read the receipt', async () => {
  const { owner, other, id, page } = await world()
  assert.match(mainOf((await owner.get(page)).body), /Bạn cần nộp 16\.000\s₫/)
  const sent = await owner.post(page, await form(owner, page))
  assert.equal(sent.headers.location, `${page}/di`)
  const [order] = await orders(id)
  await doors.gateway.act(order!.reference, 'pay')
  const receipt = `${page}/bien-nhan/${order!.id}.pdf`
  for (const who of [owner, other]) {
    assert.match(mainOf((await who.get(page)).body), /Bạn đã nộp đủ 16\.000\s₫/)
    assert.equal((await who.get(receipt)).headers['content-type'], 'application/pdf')
  }
})

test('whoever acts with the right to pay pays; the owner’s own press meanwhile is the same order', async () => {
  const { owner, other, id, page } = await world({ may: ['file', 'pay'] })
  const presses = await Promise.all([form(owner, page), form(other, page)])
  const sent = await Promise.all([owner.post(page, presses[0]), other.post(page, presses[1])])
  assert.deepEqual(
    sent.map(({ headers }) => headers.location),
    [`${page}/di`, `${page}/di`],
  )
  assert.equal((await orders(id)).length, 1)
})

test('without the right to pay one reads what is owed, is offered no button, and a forged press opens no order', async () => {
  const { owner, other, id, page } = await world({ may: ['file', 'follow'] })
  const shown = mainOf((await other.get(page)).body)
  assert.match(
    shown,
    /Chủ hồ sơ còn phải nộp 16\.000\s₫[^]*Quyền làm thay của bạn không gồm việc nộp phí/,
  )
  assert.doesNotMatch(shown, /<form|nop-phi\/mien/)
  const { _csrf = '' } = await other.formOn('/toi/dai-dien/moi', '/toi/dai-dien/moi')
  const forged = { _csrf, _key: randomUUID() }
  const sent = await other.post(page, forged)
  assert.equal(sent.statusCode, 409)
  assert.match(mainOf(sent.body), /không gồm việc nộp phí/)
  const line = (await doors.standing(id)).lines.find(({ amount }) => amount === 16_000)!
  const claim = { ...forged, line: line.id, group: '1', proof: 'counter' }
  assert.equal((await other.post(`${page}/mien`, claim)).statusCode, 409)
  const { orders: opened, claims } = await doors.standing(id)
  assert.deepEqual([opened, claims], [[], []])
  // Nor is somebody led to the gateway by an order of the owner's.
  await owner.post(page, await form(owner, page))
  assert.equal((await other.get(`${page}/di`)).headers.location, `${page}/ket-qua`)
  assert.equal((await owner.get(`${page}/di`)).statusCode, 200)
  const english = mainOf((await other.get(`${page}?lang=en`)).body)
  assert.deepEqual(vietnameseIn(english.replaceAll(/phường \S+|Ba Đình/gi, '')), [])
})

test('a right that ended, and one for another procedure, open neither the fees nor the gateway in the next request', async () => {
  const { owner, other, representation, id, page } = await world()
  const press = await form(other, page)
  await revoked(doors.house.database.app, representation, owner.actor.personId)
  assert.equal((await other.post(page, press)).statusCode, 404)
  const elsewhere = await acting(owner, { procedures: ['1.000656'] })
  const ended = await acting(owner, { validTo: '2020-12-31' })
  for (const who of [other, elsewhere.other, ended.other])
    for (const more of ['', '/di', '/ket-qua', '/mien'])
      assert.equal((await who.get(`${page}${more}`)).statusCode, 404, more)
  assert.deepEqual(await orders(id), [])
  assert.equal((await owner.get(page)).statusCode, 200)
})
