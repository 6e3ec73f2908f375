/** The register through its pages: who may speak for an office, what is refused, what others see, and that nothing is done twice. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import {
  openRegister,
  OTHER_POINT,
  POINT,
  type Register,
} from '../../test/support/interruptions.ts'
import { CITY, OTHER_WARD, WARD } from '../../test/support/office.ts'
import {
  assertAnchorsExist,
  summaryOf,
  vietnameseIn,
  mainOf,
} from '../../test/support/page-checks.ts'
import type { Fields, Visitor } from '../../test/support/visitor.ts'
import type { StaffActor } from '../office/actor.ts'
import { receiptAt } from './in-force.ts'
import { DECLARE_PATH, PUBLIC_PATH, REGISTER_PATH } from './wording.ts'

let register: Register
let head: StaffActor
let other: StaffActor
let operator: StaffActor
before(async () => {
  register = await openRegister()
  head = await register.hire('leader', WARD)
  other = await register.hire('leader', OTHER_WARD)
  operator = await register.hire('supervisor', CITY)
})
after(() => register.close())

const at = (day: string, time: string, name: string) => ({
  [`${name}.day`]: day,
  [`${name}.month`]: '11',
  [`${name}.year`]: '2026',
  [`${name}.time`]: time,
})
const outage: Fields = {
  office: String(WARD),
  reason: 'powerOrNetwork',
  words: 'Mất điện toàn phường, điện lực báo có lại trước 17 giờ.',
  ...at('16', '08:30', 'from'),
  ...at('16', '17:00', 'to'),
  stops: ['receiving', 'returning'],
  substitute: String(OTHER_POINT),
}
async function declares(who: Visitor, over: Fields = {}, hidden?: Record<string, string>) {
  return who.post(DECLARE_PATH, {
    ...(hidden ?? (await who.formOn(DECLARE_PATH, DECLARE_PATH))),
    ...outage,
    ...over,
  })
}
async function changes(who: Visitor, id: string, fields: Fields) {
  const page = `${REGISTER_PATH}/${id}`
  return who.post(page, {
    ...(await who.formOn(page, page)),
    why: 'Điện đã có lại sớm hơn dự kiến',
    ...fields,
  })
}
const rows = async () =>
  (
    await sql<{
      kind: string
    }>`select kind from interruption_change order by interruption_id, nth`.execute(
      register.database.owner,
    )
  ).rows.map(({ kind }) => kind)

test('nobody but the head of the office or an operator above it may declare, and nothing is written', async () => {
  const stranger = await register.hire('receptionist', WARD)
  assert.equal((await register.at(stranger).get(DECLARE_PATH)).statusCode, 403)
  const refused = await declares(register.at(other))
  assert.equal(refused.statusCode, 403)
  const dismissed = { ...(await register.hire('leader', WARD)) }
  await sql`update assignment set valid_to = '2026-11-15' where person_id = ${dismissed.personId}`.execute(
    register.database.owner,
  )
  assert.equal((await declares(register.at(dismissed))).statusCode, 403)
  assert.equal(
    (await register.at({ kind: 'public', scopes: [] }).get(REGISTER_PATH)).statusCode,
    303,
  )
  assert.deepEqual(await rows(), [])
})

test('everything that has to be mended is said at once, each beside its field, and what was typed stays', async () => {
  const who = register.at(head)
  const empty = await declares(who, {
    office: '',
    reason: '',
    words: 'ngắn',
    stops: [],
    ...at('', '', 'from'),
    ...at('', '', 'to'),
  })
  assert.equal(empty.statusCode, 422)
  assert.equal(summaryOf(empty.body).length, 6)
  assertAnchorsExist(empty.body)
  assert.match(empty.body, />\s*ngắn<\/textarea>/)
  const wrong: [Fields, RegExp][] = [
    [at('16', '08:00', 'to'), /Giờ kết thúc phải sau giờ bắt đầu/],
    [at('14', '08:00', 'from'), /bắt đầu trong 24 giờ gần đây/],
    [{ reason: 'plannedMaintenance' }, /ít nhất 7 ngày làm việc .*sớm nhất là 26\/11\/2026/],
    [{ substitute: String(POINT) }, /một điểm khác/],
    [{ point: String(OTHER_POINT) }, /một điểm của chính cơ quan/],
    [
      {
        reason: 'plannedMove',
        substitute: '',
        ...at('26', '08:00', 'from'),
        ...at('27', '08:00', 'to'),
      },
      /Hãy chọn nơi người dân đến thay/,
    ],
  ]
  for (const [fields, said] of wrong) {
    const answer = await declares(who, fields)
    assert.deepEqual([answer.statusCode, summaryOf(answer.body).length], [422, 1], String(said))
    assert.match(summaryOf(answer.body).join(), said)
  }
  assert.deepEqual(await rows(), [])
})

test('a declaration sent twice is one; the city, the public and the filing of that minute know it at once', async () => {
  const who = register.at(head)
  const hidden = await who.formOn(DECLARE_PATH, DECLARE_PATH)
  const answers = [await declares(who, {}, hidden), await declares(who, {}, hidden)]
  const [first, second] = answers.map(({ headers }) => headers.location)
  assert.ok(first && first === second)
  assert.deepEqual(await rows(), ['declared'])
  const seen = await register.at(operator).get(REGISTER_PATH)
  assert.match(seen.body, /Phường Một[^]*Mất điện hoặc mất mạng[^]*Đang gián đoạn/)
  const visitor = register.at({ kind: 'public', scopes: [] })
  assert.match(
    (await visitor.get(PUBLIC_PATH)).body,
    /Tạm dừng tiếp nhận hồ sơ, trả kết quả đến 17:00 ngày 16\/11\/2026.*Điểm phục vụ phường Hai, 2 phố Hai/,
  )
  const english = await visitor.get(`${PUBLIC_PATH}?lang=en`)
  assert.deepEqual(
    vietnameseIn(mainOf(english.body)).filter((word) => !/Điểm|phục|vụ|phường|phố/.test(word)),
    [],
  )
  assert.deepEqual(
    await receiptAt(register.deps, WARD).then(({ officeId }) => officeId),
    OTHER_WARD,
  )
  assert.deepEqual(
    await receiptAt(register.deps, OTHER_WARD).then(({ officeId }) => officeId),
    OTHER_WARD,
  )
  const again = await declares(who)
  assert.deepEqual(
    [again.statusCode, summaryOf(again.body).length],
    [422, 1],
    'the same time again',
  )
})

test('it is extended and ended early with a reason, every change stays, and filings come home', async () => {
  const id = await lastId()
  const who = register.at(operator)
  const short = await changes(who, id, { act: 'extended', ...at('16', '16:00', 'to') })
  assert.match(summaryOf(short.body).join(), /Giờ mới phải sau giờ đang ghi/)
  assertAnchorsExist(short.body)
  const silent = await changes(who, id, { act: 'endedEarly', why: '' })
  assert.deepEqual([silent.statusCode, summaryOf(silent.body).length], [422, 1])
  assert.equal(
    (
      await changes(register.at(other), id, { act: 'endedEarly' }).catch(() => ({
        statusCode: 403,
      }))
    ).statusCode,
    403,
  )
  assert.equal(
    (await changes(who, id, { act: 'extended', ...at('17', '11:00', 'to') })).statusCode,
    303,
  )
  assert.equal((await changes(who, id, { act: 'withdrawn' })).statusCode, 409)
  register.clock.now = new Date('2026-11-16T15:00+07:00')
  assert.equal((await changes(who, id, { act: 'endedEarly' })).statusCode, 303)
  const page = await who.get(`${REGISTER_PATH}/${id}`)
  assert.match(page.body, /Đã kết thúc/)
  assert.deepEqual(await rows(), ['declared', 'extended', 'endedEarly'])
  assert.equal((await receiptAt(register.deps, WARD)).officeId, WARD)
  await assert.rejects(
    sql`update interruption_change set why = 'khác'`.execute(register.database.app),
    /permission denied/,
  )
})

test('what is planned is announced to the public before, and may be withdrawn until it begins', async () => {
  const who = register.at(head)
  const planned = {
    reason: 'plannedMaintenance',
    ...at('26', '08:00', 'from'),
    ...at('26', '17:00', 'to'),
  }
  assert.equal((await declares(who, planned)).statusCode, 303)
  const id = await lastId()
  const visitor = register.at({ kind: 'public', scopes: [] })
  assert.match(
    (await visitor.get(PUBLIC_PATH)).body,
    /Sẽ tạm dừng .* từ 08:00 ngày 26\/11\/2026 đến 17:00/,
  )
  const page = await who.get(`${REGISTER_PATH}/${id}`)
  assert.match(page.body, /7 ngày làm việc[^]*vẫn tính, không dừng/)
  assert.equal((await changes(who, id, { act: 'endedEarly' })).statusCode, 409)
  assert.equal(
    (await changes(who, id, { act: 'substituteNamed', substitute: String(OTHER_POINT) }))
      .statusCode,
    303,
  )
  assert.equal(
    (await changes(who, id, { act: 'withdrawn', why: 'Hoãn việc bảo trì sang tháng sau' }))
      .statusCode,
    303,
  )
  assert.match((await visitor.get(PUBLIC_PATH)).body, /không có nơi nào tạm dừng/)
  assert.equal((await who.get(`${REGISTER_PATH}/999999`)).statusCode, 404)
})

async function lastId(): Promise<string> {
  const { rows: found } = await sql<{ id: number }>`select max(id) as id from interruption`.execute(
    register.database.owner,
  )
  return String(found[0]!.id)
}
