/** Hand-over, absence, delegation and the office's load, as officials use them in a browser. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { assertAnchorsExist, mainOf, summaryOf } from '../../../test/support/page-checks.ts'
import { openDesks, type DeskWorld, type Official } from '../../../test/support/desk.ts'
import type { Fields, Visitor } from '../../../test/support/visitor.ts'
import { OTHER_WARD, WARD } from '../../../test/support/office.ts'
import { stateAsKept } from '../../../test/support/kept-state.ts'
import { dayFromNumber, dayNumber, toDay, type Day } from '../../lib/time.ts'
import { dateBoxes } from './absence-form.ts'
import { ABSENCE_PATH, ASSIGN_PATH, SIGNING_PATH } from './paths.ts'

let world: DeskWorld
let colleague: Official
const day = (n: number): Day => dayFromNumber(dayNumber(toDay(new Date())) + n)
const boxes = (name: string, on: Day) =>
  Object.fromEntries(Object.entries(dateBoxes(on)).map(([part, text]) => [`${name}.${part}`, text]))

/** Opens a page with a form, takes its keys along and sends what is given. */
async function sent(browser: Visitor, url: string, fields: Fields) {
  return browser.post(url, { ...(await browser.formOn(ABSENCE_PATH, ABSENCE_PATH)), ...fields })
}

before(async () => {
  world = await openDesks()
  colleague = await world.hire('officer', WARD, 'Đỗ Thị Thay')
})
after(() => world.close())

const holderOf = async (id: string) => (await stateAsKept(world.database, id)).holder

describe('handing a dossier over', () => {
  it('asks for the receiver and a reason, links each fault to its field, and then does it once', async () => {
    const { id } = await world.dossier('claimed')
    const officer = await world.at(world.people.officer)
    const form = `/viec/${id}/ban-giao`
    const page = await officer.get(form)
    assert.match(mainOf(page.body), /Đỗ Thị Thay, Công chức tư pháp, hộ tịch/)
    const faulty = await sent(officer, form, { act: 'handOver', to: '', reason: '' })
    assert.equal(faulty.statusCode, 422)
    assert.deepEqual(summaryOf(faulty.body), ['Hãy chọn người nhận.', 'Hãy ghi lý do.'])
    assertAnchorsExist(faulty.body)
    const stranger = await world.hire('officer', OTHER_WARD)
    const elsewhere = await sent(officer, form, {
      act: 'handOver',
      to: String(stranger.actor.personId),
      reason: 'Nghỉ phép',
    })
    assert.equal(elsewhere.statusCode, 422)
    assert.match(summaryOf(elsewhere.body).join(), /không được phân công thụ lý/)
    const to = String(colleague.actor.personId)
    const done = await sent(officer, form, { act: 'handOver', to, reason: 'Nghỉ phép từ mai' })
    assert.equal(done.headers.location, `/viec/${id}?xong=ban-giao`)
    assert.equal(await holderOf(id), colleague.actor.personId)
    const taker = await world.at(colleague)
    const seen = mainOf((await taker.get(`/viec/${id}`)).body)
    assert.match(seen, /Phạm Thị Ngọc Lan giao hồ sơ này cho ông\/bà: Nghỉ phép từ mai/)
    const back = await sent(taker, form, { act: 'release', reason: 'Trùng việc' })
    assert.equal(back.headers.location, `/viec/${id}?xong=tra-hang-doi`)
    assert.equal(await holderOf(id), null)
  })

  it('is not offered to whoever does not hold it, and refused when they try', async () => {
    const { id } = await world.dossier('claimed')
    const other = await world.at(colleague)
    assert.doesNotMatch(mainOf((await other.get(`/viec/${id}`)).body), /ban-giao/)
    const refused = await sent(other, `/viec/${id}/ban-giao`, {
      act: 'handOver',
      to: String(colleague.actor.personId),
      reason: 'x',
    })
    assert.equal(refused.statusCode, 403)
  })
})

describe('an absence', () => {
  it('gives the dossiers to the substitute’s list for those days, and back when it is ended', async () => {
    const away = await world.hire('officer', WARD, 'Vũ Văn Vắng')
    const substitute = await world.hire('officer', WARD, 'Ngô Văn Thế')
    const { id } = await world.dossier('accepted', { ownerName: 'Của Người Vắng' })
    await world.act(id, away.actor, { type: 'claim' })
    const browser = await world.at(away)
    const faulty = await sent(browser, ABSENCE_PATH, {
      ...boxes('from', day(1)),
      ...boxes('to', day(0)),
      reason: '',
      substitute: '',
    })
    assert.equal(faulty.statusCode, 422)
    assert.deepEqual(summaryOf(faulty.body), ['Hãy chọn lý do.'])
    assertAnchorsExist(faulty.body)
    const wanted = {
      ...boxes('from', day(0)),
      ...boxes('to', day(2)),
      reason: 'leave',
      substitute: String(substitute.actor.personId),
    }
    const done = await sent(browser, ABSENCE_PATH, wanted)
    assert.equal(done.headers.location, `${ABSENCE_PATH}?xong=ghi`)
    const again = await sent(browser, ABSENCE_PATH, wanted)
    assert.equal(again.statusCode, 422)
    assert.match(summaryOf(again.body).join(), /Đã có đợt vắng mặt/)
    const instead = await world.at(substitute)
    assert.match(mainOf((await instead.get('/viec?muc=lam-thay')).body), /Của Người Vắng/)
    const dossier = mainOf((await instead.get(`/viec/${id}`)).body)
    assert.match(dossier, /Ông\/bà đang làm thay Vũ Văn Vắng/)
    assert.match(dossier, /Thẩm tra xong/)
    const leader = await world.at(world.people.leader)
    const shown = mainOf((await leader.get(ABSENCE_PATH)).body)
    const end = /\/viec\/vang-mat\/[0-9a-f-]{36}\/ket-thuc/.exec(shown)?.[0]
    assert.ok(end, shown)
    assert.equal((await sent(leader, end, {})).statusCode, 303)
    assert.doesNotMatch(mainOf((await instead.get('/viec')).body), /Làm thay/)
  })

  it('without a substitute is shown to the leader, who gives the dossiers to another', async () => {
    const away = await world.hire('officer', WARD, 'Lý Văn Nghỉ')
    const { id } = await world.dossier('accepted', { ownerName: 'Không Ai Trông' })
    await world.act(id, away.actor, { type: 'claim' })
    const leader = await world.at(world.people.leader)
    const personId = String(away.actor.personId)
    const declared = await sent(leader, ABSENCE_PATH, {
      person: personId,
      ...boxes('from', day(0)),
      ...boxes('to', day(5)),
      reason: 'mission',
      substitute: '',
    })
    assert.equal(declared.statusCode, 303)
    assert.match(mainOf((await leader.get(ABSENCE_PATH)).body), /Lý Văn Nghỉ: 1 hồ sơ</)
    const late = { due_at: new Date(Date.now() - 86_400_000) }
    await world.database.owner.updateTable('dossier').set(late).where('id', '=', id).execute()
    const alarming = mainOf((await leader.get(ABSENCE_PATH)).body)
    assert.match(alarming, /Lý Văn Nghỉ: 1 hồ sơ, 1 đã quá hạn/)
    const place = `${ASSIGN_PATH}/${personId}`
    const list = mainOf((await leader.get(place)).body)
    assert.match(list, /Không Ai Trông/)
    assert.doesNotMatch(list, new RegExp(`value="${personId}"`))
    const nothing = await sent(leader, place, { act: 'preview' })
    assert.equal(nothing.statusCode, 422)
    assertAnchorsExist(nothing.body)
    const giving = { dossier: id, to: String(colleague.actor.personId), reason: 'Đi công tác' }
    const looked = await sent(leader, place, { ...giving, act: 'preview' })
    assert.match(mainOf(looked.body), /Sẽ giao 1 hồ sơ/)
    assert.equal(await holderOf(id), away.actor.personId)
    const done = await sent(leader, place, { ...giving, act: 'do' })
    assert.match(mainOf(done.body), /Đã giao 1 trong 1 hồ sơ cho Đỗ Thị Thay/)
    assert.equal(await holderOf(id), colleague.actor.personId)
  })
})

describe('the office today', () => {
  it('shows the leader who holds how much, what nobody holds, and names the duty officer', async () => {
    await world.dossier('accepted', { ownerName: 'Trong Hàng Đợi' })
    const leader = await world.at(world.people.leader)
    const page = mainOf((await leader.get(ASSIGN_PATH)).body)
    assert.match(page, /Hàng đợi, chưa ai nhận/)
    assert.match(page, /Nguyễn Văn Thịnh, Phó Chủ tịch \(chưa chỉ định ai/)
    const named = await sent(leader, `${ASSIGN_PATH}/truc`, {
      duty: String(colleague.actor.personId),
    })
    assert.equal(named.headers.location, `${ASSIGN_PATH}?xong=truc`)
    const after = mainOf((await leader.get(ASSIGN_PATH)).body)
    assert.match(after, /Đỗ Thị Thay, Công chức tư pháp, hộ tịch\./)
    for (const list of ['hang-doi', 'qua-han', 'hom-nay', 'tat-ca'])
      assert.equal((await leader.get(`${ASSIGN_PATH}/${list}`)).statusCode, 200)
    assert.match(mainOf((await leader.get(`${ASSIGN_PATH}/hang-doi`)).body), /Trong Hàng Đợi/)
    for (const nobody of ['khac', '0', '99999999999', '1899999'])
      assert.equal((await leader.get(`${ASSIGN_PATH}/${nobody}`)).statusCode, 404)
  })

  it('alarms about whoever no longer works there but still holds dossiers', async () => {
    const gone = await world.hire('officer', WARD, 'Trịnh Văn Đi')
    const { id } = await world.dossier('accepted')
    await world.act(id, gone.actor, { type: 'claim' })
    await world.database.owner
      .updateTable('assignment')
      .set({ valid_to: day(-1) })
      .where('person_id', '=', gone.actor.personId)
      .execute()
    const leader = await world.at(world.people.leader)
    const page = mainOf((await leader.get(ASSIGN_PATH)).body)
    assert.match(page, /Trịnh Văn Đi không còn được phân công thụ lý ở cơ quan này mà còn giữ/)
  })

  it('is for leaders alone', async () => {
    const officer = await world.at(world.people.officer)
    assert.equal((await officer.get(ASSIGN_PATH)).statusCode, 403)
    assert.equal((await sent(officer, `${ASSIGN_PATH}/truc`, { duty: '1' })).statusCode, 403)
    assert.equal((await officer.get(SIGNING_PATH)).statusCode, 403)
  })
})

describe('giving many away', () => {
  it('reaches no dossier of another office, though the form names it', async () => {
    const elsewhere = await world.hire('leader', OTHER_WARD)
    const theirs = await world.hire('officer', OTHER_WARD)
    const { id } = await world.dossier('claimed')
    const leader = await world.at(elsewhere)
    const done = await sent(leader, `${ASSIGN_PATH}/tat-ca`, {
      act: 'do',
      dossier: id,
      to: String(theirs.actor.personId),
      reason: 'x',
    })
    const main = mainOf(done.body)
    assert.match(main, /Đã giao 0 trong 1 hồ sơ/)
    assert.match(main, /Không có hồ sơ này, hoặc ngoài quyền xem\./)
    assert.equal(await holderOf(id), world.people.officer.actor.personId)
  })
})
