import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  openActingDoors,
  type Acting,
  type ActingDoors,
} from '../../../test/support/acting-doors.ts'
import {
  assertAnchorsExist,
  mainOf,
  summaryOf,
  vietnameseIn,
} from '../../../test/support/page-checks.ts'
import type { Fields } from '../../../test/support/visitor.ts'

let doors: ActingDoors
before(async () => {
  doors = await openActingDoors()
})
after(() => doors.close())

const ASK = '/toi/dai-dien/moi'
const UNTIL = { 'until.day': '31', 'until.month': '12', 'until.year': '2099' }

async function ask(who: Acting, whom: { name: string; number: string }, over: Fields = {}) {
  const form = await who.formOn(ASK, ASK)
  const asked = { kind: 'authorisedFamily', may: 'file', name: whom.name, number: whom.number }
  return who.post(ASK, { ...form, ...asked, ...UNTIL, ...over })
}

async function askedId(who: Acting, whom: { name: string; number: string }, over: Fields = {}) {
  const sent = await ask(who, whom, over)
  const id = /^\/toi\/dai-dien\/(\d+)\?xong=asked$/.exec(String(sent.headers.location))?.[1]
  assert.ok(id, `${sent.statusCode} ${summaryOf(sent.body).join(' ')}`)
  return `/toi/dai-dien/${id}`
}

async function press(who: Acting, page: string, act: string, fields: Fields = {}) {
  const action = `${page}/${act}`
  return who.post(action, { ...(await who.formOn(page, action)), ...fields })
}

async function represents(who: Acting): Promise<string[]> {
  const actor = await who.actor()
  return actor.kind === 'citizen' ? (actor.represents ?? []).map(({ name }) => name) : []
}

test('what is asked opens nothing; who is represented agrees, sees it, and ends it at once', async () => {
  const grandmother = await doors.person()
  const son = await doors.person()
  const page = await askedId(son, grandmother)
  assert.deepEqual(await represents(son), [])
  assert.match((await grandmother.get('/toi/dai-dien')).body, new RegExp(son.name))
  assert.equal((await press(grandmother, page, 'dong-y')).headers.location, `${page}?xong=confirm`)
  assert.deepEqual(await represents(son), [grandmother.name])
  assert.match((await grandmother.get(page)).body, /Thu hồi quyền này/)
  await press(grandmother, page, 'thu-hoi', { reason: 'Tôi tự làm' })
  assert.deepEqual(await represents(son), [])
  const after = await son.get(page)
  assert.match(after.body, /Đã thu hồi[^]*Tôi tự làm/)
  assert.doesNotMatch(after.body, /thu-hoi"/)
})

test('neither the one who asks nor a stranger, nor a namesake, says yes', async () => {
  const owner = await doors.person()
  const asking = await doors.person()
  const stranger = await doors.person({ number: owner.number, name: 'Tên Khác' })
  const page = await askedId(asking, owner)
  assert.doesNotMatch((await asking.get(page)).body, /dong-y"/)
  const form = await asking.formOn(page, `${page}/thu-hoi`)
  await asking.post(`${page}/dong-y`, form)
  assert.deepEqual(await represents(asking), [])
  assert.equal((await stranger.get(page)).statusCode, 404)
  const token = await stranger.formOn(ASK, ASK)
  assert.equal((await stranger.post(`${page}/dong-y`, token)).statusCode, 404)
  assert.deepEqual(await represents(asking), [])
})

test('a child’s parent is confirmed at a counter by the paper, until the day before the child is of age', async () => {
  const parent = await doors.person()
  const child = { name: 'Bé Thử', number: '001215000777' }
  const born = {
    kind: 'parentOfMinor',
    'birthOn.day': '2',
    'birthOn.month': '9',
    'birthOn.year': '2015',
  }
  const late = await ask(parent, child, {
    ...born,
    'until.year': '2033',
    'until.month': '9',
    'until.day': '2',
  })
  assert.equal(late.statusCode, 422)
  assert.match(summaryOf(late.body).join(), /không sau 01\/09\/2033/)
  assertAnchorsExist(late.body)
  const page = await askedId(parent, child, {
    ...born,
    'until.year': '2033',
    'until.month': '9',
    'until.day': '1',
  })
  const code = /<b class="num">([A-Z0-9]{8})<\/b>/.exec((await parent.get(page)).body)?.[1] ?? ''
  const official = await doors.official()
  const counter = `/quay/dai-dien/${code}`
  assert.equal(
    (await official.get(`/quay/dai-dien?ma=${code.toLowerCase()}`)).headers.location,
    counter,
  )
  const form = await official.formOn(counter, `${counter}/xac-nhan`)
  const without = await official.post(`${counter}/xac-nhan`, { ...form, paper: '' })
  assert.equal(without.statusCode, 422)
  assert.deepEqual(await represents(parent), [])
  await official.post(`${counter}/xac-nhan`, { ...form, paper: 'Giấy khai sinh số 12/2015' })
  assert.deepEqual(await represents(parent), [child.name])
  doors.clock.now = new Date('2033-09-02T01:00:00Z')
  await parent.get(`/vao/${parent.personId}/0`)
  assert.deepEqual(await represents(parent), [], 'over on the eighteenth birthday')
  doors.clock.now = new Date()
})

test('an official does not confirm what is theirs in private life', async () => {
  const owner = await doors.person()
  const asking = await doors.person()
  const page = await askedId(asking, owner)
  const code = /<b class="num">([A-Z0-9]{8})<\/b>/.exec((await asking.get(page)).body)?.[1] ?? ''
  const own = await doors.official(owner.number)
  const counter = `/quay/dai-dien/${code}`
  const shown = await own.get(counter)
  assert.doesNotMatch(shown.body, /xac-nhan"/)
  const form = await own.formOn('/quay/dai-dien', '/dang-xuat')
  await own.post(`${counter}/xac-nhan`, { ...form, paper: 'Giấy ủy quyền' })
  assert.deepEqual(await represents(asking), [])
})

test('staff of an organisation are let act by its legal representative, and no longer once that has ended', async () => {
  const director = await doors.person()
  const clerk = await doors.person()
  const firm = { name: 'Công ty Thử', number: '0101234567' }
  const first = await askedId(director, firm, { kind: 'legalRepresentative' })
  const code = /<b class="num">([A-Z0-9]{8})<\/b>/.exec((await director.get(first)).body)?.[1] ?? ''
  const official = await doors.official()
  const counter = `/quay/dai-dien/${code}`
  const look = await official.formOn(counter, `${counter}/xac-nhan`)
  await official.post(`${counter}/xac-nhan`, { ...look, paper: 'Giấy chứng nhận đăng ký' })
  const staff = await askedId(clerk, firm, { kind: 'authorisedStaff' })
  assert.match((await director.get('/toi/dai-dien')).body, /Người làm thay Công ty Thử/)
  await press(director, staff, 'dong-y')
  assert.deepEqual(await represents(clerk), [firm.name])
  const second = await askedId(await doors.person(), firm, { kind: 'authorisedStaff' })
  const open = await director.formOn(second, `${second}/dong-y`)
  const end = await official.formOn(counter, `${counter}/cham-dut`)
  await official.post(`${counter}/cham-dut`, { ...end, reason: 'Đổi người đại diện' })
  assert.equal((await director.post(`${second}/dong-y`, open)).statusCode, 404)
})

test('everything wrong is said at once, and one’s own number or a procedure that nobody is authorised for is refused', async () => {
  const someone = await doors.person()
  const form = await someone.formOn(ASK, ASK)
  const empty = await someone.post(ASK, { ...form, kind: 'spouse' })
  assert.equal(empty.statusCode, 422)
  assert.equal(summaryOf(empty.body).length, 4)
  assertAnchorsExist(empty.body)
  assert.equal((await someone.post(ASK, form)).statusCode, 422)
  const own = await ask(someone, someone)
  assert.match(summaryOf(own.body).join(), /số của chính bạn/)
  const marriage = await ask(someone, await doors.person(), { procedure: '1.000894', scope: 'one' })
  assert.match(summaryOf(marriage.body).join(), /không được ủy quyền/)
})

test('the same asked twice is asked once', async () => {
  const [someone, other] = [await doors.person(), await doors.person()]
  await askedId(someone, other)
  const again = await ask(someone, other)
  assert.equal(again.statusCode, 409)
  assert.match(again.body, /đang chờ trả lời/)
})

test('English pages are English', async () => {
  const [someone, other] = [await doors.person(), await doors.person()]
  const page = await askedId(someone, other)
  for (const path of ['/toi/dai-dien', ASK, page, '/toi/dai-ly/moi']) {
    const { body } = await someone.get(`${path}?lang=en`)
    const own = mainOf(body).replaceAll(someone.name, '').replaceAll(other.name, '')
    assert.deepEqual(vietnameseIn(own), [], path)
  }
})
