/** The counter is told what stops here, and for whom this place stands in. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { openCounter, OTHER_WARD, WARD, type Counter } from '../../test/support/counter.ts'
import { staff } from '../../test/support/office.ts'
import { forgetLasting } from '../interruption/in-force.ts'

let counter: Counter
before(async () => {
  counter = await openCounter()
})
after(() => counter.close())

const queueOf = async (office: number): Promise<string> =>
  (await counter.at(staff('receptionist', office)).get('/quay')).body

test('a banner at the stopped counter and at the one that stands in, and none when it is over', async () => {
  const { owner, app } = counter.database
  await sql`
    insert into service_point (id, office_id, name) values (2, ${OTHER_WARD}, 'Điểm phục vụ phường Hai')`.execute(
    owner,
  )
  await sql`
    insert into interruption (office_id, reason, words, legal_basis, is_planned, stops, from_at, to_at, substitute_point_id)
    values (${WARD}, 'powerOrNetwork', 'Mất điện toàn phường', 'thử', false, '{receiving}', '2026-11-25T08:00+07',
            '2026-11-25T17:00+07', 2)`.execute(owner)
  forgetLasting(app)
  assert.match(
    await queueOf(WARD),
    /Tạm dừng tiếp nhận hồ sơ đến 17:00 ngày 25\/11\/2026.*Điểm phục vụ phường Hai/,
  )
  assert.match(await queueOf(OTHER_WARD), /đang nhận thay cho <b>Phường Một<\/b> đến/)
  counter.clock.now = new Date('2026-11-25T17:00+07:00')
  forgetLasting(app)
  for (const office of [WARD, OTHER_WARD])
    assert.doesNotMatch(await queueOf(office), /Tạm dừng|nhận thay/)
})
