import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { confirmed, revoked, type Given } from '../../test/support/acting.ts'
import { fileIt, fillIn, START } from '../../test/support/birth-filing.ts'
import {
  openCitizenDoors,
  type Citizen,
  type CitizenDoors,
} from '../../test/support/citizen-doors.ts'
import { mainOf, summaryOf, vietnameseIn } from '../../test/support/page-checks.ts'
import { inContext } from '../db/context.ts'
import { stateById } from '../dossier/store.ts'

let doors: CitizenDoors
let people = 0
before(async () => {
  doors = await openCitizenDoors()
})
after(() => doors.close())

const newcomer = () => doors.citizen(`Người Thay ${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[people++]}`)
const BANNER = 'Bạn đang nộp thay cho'

/** Two people: one may file for the other. */
async function pair(given: Given = {}) {
  const owner = await newcomer()
  const other = await newcomer()
  const { name, personalNumber: number = '' } = owner.actor
  const personId = other.actor.personId
  const of = { kind: 'person' as const, number, name }
  const id = await confirmed(doors.database.app, { personId, of, ...given })
  return { owner, other, id, name }
}

async function choose({ other, id }: { other: Citizen; id: number }) {
  const form = await other.formOn(START, START)
  const begun = await other.post(START, { ...form, cho: String(id) })
  assert.equal(begun.statusCode, 303)
}

test('for whom one files is asked once, and every page and the receipt say in whose name', async () => {
  const { owner, other, id, name } = await pair()
  const start = await other.get(START)
  assert.match(start.body, /Bạn nộp cho ai\?/)
  assert.ok(start.body.includes(name))
  await choose({ other, id })
  for (const page of ['', '/situation', '/giay-to', '/kiem-tra', '/xoa'])
    assert.match((await other.get(`${START}${page}`)).body, new RegExp(`${BANNER} ${name}`), page)
  const english = mainOf((await other.get(`${START}/situation?lang=en`)).body)
  assert.match(english, new RegExp(`You are filing for ${name}`))
  assert.deepEqual(vietnameseIn(english.replaceAll(name, '')), [])
  await other.get(`${START}/situation?lang=vi`)
  await fillIn(other)
  const dossier = await fileIt(other)
  assert.match(
    (await other.get(`/ho-so/${dossier}/da-nop`)).body,
    new RegExp(`Bạn đã nộp thay cho ${name}`),
  )
  await owner.get(`/vao/${owner.actor.personId}`)
  assert.equal((await owner.get(`/ho-so/${dossier}`)).statusCode, 200, 'the owner sees it')
  await revoked(doors.database.app, id, owner.actor.personId)
  for (const page of ['', '/da-nop', '/rut', '/giay-to/submission.pdf'])
    assert.equal((await other.get(`/ho-so/${dossier}${page}`)).statusCode, 404, page)
  assert.doesNotMatch((await other.get('/ho-so')).body, new RegExp(dossier))
  assert.equal((await owner.get(`/ho-so/${dossier}`)).statusCode, 200, 'it is still the owner’s')
})

test('drafts for oneself and for another stand side by side, and a form is always of the draft it was shown for', async () => {
  const { other, id, name } = await pair()
  await other.post(START, { ...(await other.formOn(START, START)), cho: 'toi' })
  const own = await other.formOn(`${START}/situation`, `${START}/situation`)
  await other.get(`${START}?cho=chon`)
  const form = await other.formOn(`${START}?cho=chon`, START)
  await other.post(START, { ...form, cho: String(id) })
  assert.match((await other.get(`${START}/situation`)).body, new RegExp(`${BANNER} ${name}`))
  // The tab that was opened for oneself is sent now: it stays one's own, and so does the page after it.
  const sent = await other.post(`${START}/situation`, { ...own, 'situation.kind': 'ordinary' })
  assert.equal(sent.statusCode, 422)
  assert.doesNotMatch(sent.body, new RegExp(BANNER))
  assert.doesNotMatch((await other.get(`${START}/situation`)).body, new RegExp(BANNER))
  const cards = (await other.get('/ho-so')).body
  assert.match(cards, new RegExp(`cho=${id}"[^]*${name}`))
  assert.match(cards, /cho=toi"/)
})

test('whoever no longer represents neither sees nor sends the draft, and it is kept', async () => {
  const { owner, other, id } = await pair()
  await choose({ other, id })
  const { _draft: draft = '' } = await other.formOn(`${START}/situation`, `${START}/situation`)
  const form = await other.formOn(`${START}/situation`, `${START}/situation`)
  await revoked(doors.database.app, id, owner.actor.personId)
  const sent = await other.post(`${START}/situation`, { ...form, 'situation.kind': 'ordinary' })
  assert.equal(sent.statusCode, 403)
  assert.match(sent.body, /Bạn không còn được nộp thay cho người này/)
  assert.equal((await other.post(`${START}/xoa`, { ...form })).statusCode, 403)
  assert.equal((await other.get(`${START}/situation`)).headers.location, START)
  assert.doesNotMatch((await other.get(START)).body, /Bạn nộp cho ai/)
  const kept = await doors.database.owner
    .selectFrom('filing_draft')
    .select('id')
    .where('id', '=', draft)
    .execute()
  assert.equal(kept.length, 1)
})

test('without a choice nothing begins, and a choice that is not one’s own is none', async () => {
  const { other } = await pair()
  const stranger = await pair()
  const form = await other.formOn(START, START)
  for (const cho of ['', String(stranger.id), 'x']) {
    const sent = await other.post(START, { ...form, cho })
    assert.equal(sent.statusCode, 422)
    assert.deepEqual(summaryOf(sent.body), ['Hãy chọn bạn nộp cho ai.'])
  }
  assert.match((await other.get(START)).body, /Bạn nộp cho ai\?/, 'nothing has begun')
})

const NARROWED: [what: string, given: Given][] = [
  ['for following alone', { may: ['follow', 'pay', 'collect'] }],
  ['for another procedure', { procedures: ['1.000656'] }],
  ['until a day that is over', { validTo: '2020-12-31' }],
]
for (const [what, given] of NARROWED) {
  test(`a right ${what} is no choice on the first page, and a forged one begins nothing in that name`, async () => {
    const { other, id, name } = await pair(given)
    const start = await other.get(START)
    assert.doesNotMatch(start.body, /Bạn nộp cho ai/)
    const form = await other.formOn(START, START)
    const forged = await other.post(START, { ...form, cho: String(id) })
    assert.equal(forged.statusCode, 422)
    assert.doesNotMatch((await other.get(`${START}?cho=${id}`)).body, new RegExp(name))
  })
}

test('whoever files without a number and whose matter it is stands in the history as their own', async () => {
  const mother = await newcomer()
  await fillIn(mother)
  const id = await fileIt(mother)
  const state = await inContext(doors.database.app, mother.actor, (tx) => stateById(tx, id))
  assert.equal(state?.owner, undefined)
})
