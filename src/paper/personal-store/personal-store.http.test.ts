/** The store of a mother of two: what was handed in with the first child's dossier is not asked for again. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import {
  answerAll,
  fileIt,
  fillIn,
  PHOTO,
  START,
  upload,
} from '../../../test/support/birth-filing.ts'
import { hasPapers, takesBack, tellStore } from '../../../test/support/birth-store.ts'
import {
  openCitizenDoors,
  type Citizen,
  type CitizenDoors,
} from '../../../test/support/citizen-doors.ts'
import { inContext } from '../../db/context.ts'
import { historyOf } from '../../dossier/store.ts'
import { sha256Hex } from '../../lib/canonical.ts'
import { STORE_PATH } from './page.tsx'
import { storeOf } from './store.ts'

let doors: CitizenDoors
let people = 0
before(async () => {
  doors = await openCitizenDoors()
})
after(() => doors.close())

/** A mother whose first dossier the counter has accepted. */
async function motherWithPapers(): Promise<{ mother: Citizen; first: string }> {
  const mother = await doors.citizen(`Người Có Kho ${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[people++]}`)
  return { mother, first: await hasPapers(doors, mother) }
}

const storedOf = ({ actor }: Citizen) =>
  inContext(doors.database.app, actor, (tx) => storeOf(tx, actor.personId))
const filedFiles = async ({ actor }: Citizen, id: string) => {
  const [filed] = await inContext(doors.database.app, actor, (tx) => historyOf(tx, id))
  return filed?.kind === 'filed' ? filed.body.papers.flatMap(({ files }) => files) : []
}

test('a second dossier of the same person uploads nothing that is held, and says where it comes from', async () => {
  const { mother, first } = await motherWithPapers()
  await answerAll(mother)
  const page = await mother.get(`${START}/giay-to`)
  assert.match(page.body, /Bạn đã có giấy này trong kho[^]*Từ hồ sơ “[^”]*khai sinh”/i)
  assert.match(page.body, /name="_reuse" value="birth-notice"/)
  const pressed = await upload(mother, [], { _reuse: 'birth-notice', _go: 'yes' })
  assert.equal(pressed.headers.location, `${START}/kiem-tra`)
  const second = await fileIt(mother)
  const [file] = await filedFiles(mother, second)
  assert.equal(file?.sha256, sha256Hex(PHOTO))
  assert.deepEqual(file?.reusedFrom, { level: 2, dossier: first })
  const [own] = await filedFiles(mother, first)
  assert.notEqual(file?.id, own?.id)
  assert.equal(own?.reusedFrom, undefined)
  await tellStore(doors)
  await tellStore(doors)
  const [held] = await storedOf(mother)
  assert.deepEqual([held?.uses, held?.paper], [1, 'birth-notice'], 'counted once for the paper')
  assert.match((await mother.get(STORE_PATH)).body, /Đã dùng lại 1 lần, gần nhất ngày/)
})

test('the notice of one child is not offered for another, whatever button is sent', async () => {
  const { mother } = await motherWithPapers()
  const sister = { child: { 'child.fullName': 'Nguyễn Hoàng Minh Ánh' } }
  await answerAll(mother, sister)
  assert.doesNotMatch((await mother.get(`${START}/giay-to`)).body, /name="_reuse"/)
  const forged = await upload(mother, [], { _reuse: 'birth-notice', _go: 'yes' })
  assert.equal(forged.statusCode, 422)
  assert.match(forged.body, /không còn trong kho của bạn/)
})

test('whoever agrees sees first whose paper it is, and the paper', async () => {
  const { mother, first } = await motherWithPapers()
  await answerAll(mother)
  const { body } = await mother.get(`${START}/giay-to`)
  assert.match(body, /Có trong kho[^]*Hồ sơ đó của Nguyễn Hoàng Minh Anh/)
  const english = await mother.get(`${START}/giay-to?lang=en`)
  assert.match(english.body, /From your application “Birth registration” of/)
  assert.match((await mother.get(`${STORE_PATH}?lang=en`)).body, /with “Birth registration” on/)
  const [, place] = /href="(\/kho-giay-to\/[^"]+)"/.exec(body) ?? []
  assert.ok(place?.startsWith(`${STORE_PATH}/${first}/`))
  assert.equal((await mother.get(place!)).headers['content-type'], 'image/jpeg')
})

test('a notice comes out of a dossier that was taken back, so that the child is registered anew without a photograph', async () => {
  const { mother, first } = await motherWithPapers()
  await takesBack(doors, { mother, id: first, reason: 'Nộp nhầm nơi.' })
  await tellStore(doors)
  await answerAll(mother)
  await upload(mother, [], { _reuse: 'birth-notice' })
  const [file] = await filedFiles(mother, await fileIt(mother))
  assert.deepEqual(file?.reusedFrom, { level: 2, dossier: first })
})

test('without the press of the button nothing of the store goes into a dossier', async () => {
  const { mother } = await motherWithPapers()
  await answerAll(mother)
  const sent = await upload(mother, [], { _go: 'yes' })
  assert.equal(sent.statusCode, 422)
  const none = await upload(mother, [], { _reuse: 'witness-statement', _go: 'yes' })
  assert.equal(none.statusCode, 422)
  assert.match(none.body, /không còn trong kho của bạn/)
})

test('what the office has not accepted is not in the store', async () => {
  const mother = await doors.citizen('Người Chưa Tiếp Nhận')
  await fillIn(mother)
  await fileIt(mother)
  await tellStore(doors)
  assert.deepEqual(await storedOf(mother), [])
  assert.match((await mother.get(STORE_PATH)).body, /Kho chưa có giấy tờ nào/)
})

test('consent is taken back and given again; what is taken out stays out, whatever is told again', async () => {
  const { mother, first } = await motherWithPapers()
  const press = async (button: '_stop' | '_offer' | '_remove') => {
    const [held] = await storedOf(mother)
    const form = await mother.formOn(STORE_PATH, STORE_PATH)
    const value = `${held!.dossierId}/${held!.fileId}`
    const sent = await mother.post(STORE_PATH, { ...form, [button]: value })
    assert.equal(sent.headers.location, STORE_PATH)
  }
  await answerAll(mother)
  await press('_stop')
  assert.doesNotMatch((await mother.get(`${START}/giay-to`)).body, /name="_reuse"/)
  assert.equal((await upload(mother, [], { _reuse: 'birth-notice' })).statusCode, 422)
  await press('_offer')
  assert.match((await mother.get(`${START}/giay-to`)).body, /name="_reuse"/)
  await press('_remove')
  await tellStore(doors)
  assert.deepEqual(await storedOf(mother), [])
  assert.doesNotMatch((await mother.get(`${START}/giay-to`)).body, /name="_reuse"/)
  const { rows } = await sql<{ name: string }>`
    select name from personal_store_paper where person_id = ${mother.actor.personId}`.execute(
    doors.database.owner,
  )
  assert.deepEqual(rows, [{ name: '' }])
  assert.equal((await filedFiles(mother, first)).length, 1, 'the dossier keeps its copy')
})

test('nobody sees, uses or empties the store of another', async () => {
  const { mother } = await motherWithPapers()
  const [held] = await storedOf(mother)
  const place = `${held!.dossierId}/${held!.fileId}`
  const own = await mother.get(`${STORE_PATH}/${place}`)
  assert.deepEqual([own.statusCode, own.headers['content-type']], [200, 'image/jpeg'])
  const stranger = await doors.citizen('Người Lạ')
  assert.equal((await stranger.get(`${STORE_PATH}/${place}`)).statusCode, 404)
  const form = await stranger.formOn(START, '/dang-xuat').catch(() => stranger.formOn(STORE_PATH))
  await stranger.post(STORE_PATH, { ...form, _remove: place })
  assert.equal((await storedOf(mother)).length, 1)
  const seen = await inContext(doors.database.app, stranger.actor, (tx) =>
    storeOf(tx, mother.actor.personId),
  )
  assert.deepEqual(seen, [])
})
