/** Rating without an account: by code and four digits, once, after the result was handed over, and telling nothing else. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { fileIt, fillIn } from '../../test/support/birth-filing.ts'
import {
  openCitizenDoors,
  type Citizen,
  type CitizenDoors,
} from '../../test/support/citizen-doors.ts'
import {
  assertAnchorsExist,
  mainOf,
  summaryOf,
  vietnameseIn,
} from '../../test/support/page-checks.ts'
import { visitor, type Visitor } from '../../test/support/visitor.ts'
import { ANSWER_MS, MOST_TRIES } from './look-up.ts'

let doors: CitizenDoors
let people = 0
before(async () => {
  doors = await openCitizenDoors()
})
after(() => doors.close())

type Filed = { mother: Citizen; id: string; code: string }

/** A dossier in that status; the telephone in it ends in 0001. */
async function filed(status: number): Promise<Filed> {
  const mother = await doors.citizen(`Người Không Vào ${'ABCDEFGH'[people++]}`)
  await fillIn(mother)
  const id = await fileIt(mother)
  const { rows } = await sql<{ code: string }>`
    update dossier set status = ${status} where id = ${id}::uuid returning code`.execute(
    doors.database.owner,
  )
  return { mother, id, code: rows[0]!.code }
}

async function send(neighbour: Visitor, fields: Record<string, string>) {
  return neighbour.post('/danh-gia', {
    ...(await neighbour.formOn('/danh-gia', '/danh-gia')),
    overall: '1',
    note: '',
    ...fields,
  })
}

async function kept(id: string) {
  const { rows } = await sql<{ overall: number; note: string | null; person_id: number | null }>`
    select overall, note, person_id from rating where dossier_id = ${id}::uuid`.execute(
    doors.database.owner,
  )
  return rows
}

test('whoever has the code and the digits rates once, is nobody, and reads nothing of the dossier', async () => {
  const { mother, id, code } = await filed(10)
  const neighbour = visitor(doors.app)
  const sent = await send(neighbour, {
    ma: ` ${code.toLowerCase()} `,
    so: '0001',
    overall: '4',
    note: 'Nhanh.',
  })
  assert.deepEqual([sent.statusCode, sent.headers.location], [303, '/danh-gia?xong=1'])
  const thanks = await neighbour.get('/danh-gia?xong=1')
  assert.match(thanks.body, /Cảm ơn bạn/)
  assert.deepEqual(await kept(id), [{ overall: 4, note: 'Nhanh.', person_id: null }])
  const again = await send(neighbour, { ma: code, so: '0001', overall: '1' })
  assert.equal(again.statusCode, 409)
  assert.match(again.body, /đã có đánh giá/)
  assert.doesNotMatch(again.body + thanks.body, /Minh Anh|Thu Hà|Nhanh\.|phường Một|khai sinh/)
  assert.equal((await kept(id))[0]?.overall, 4)
  const own = await mother.get(`/ho-so/${id}/danh-gia`)
  assert.equal(own.headers.location, `/ho-so/${id}`, 'one rating a dossier, also for its owner')
})

test('a wrong code and wrong digits get the same answer in the same time, and wrong tries are counted with those of the look-up', async () => {
  const { id, code } = await filed(10)
  const neighbour = visitor(doors.app)
  const bodies: string[] = []
  for (const [ma, so] of [
    [code, '9999'],
    ['H26.101-20200101-0001', '0001'],
  ] as const) {
    const before = performance.now()
    const { body, statusCode } = await send(neighbour, { ma, so })
    assert.equal(statusCode, 404)
    assert.ok(performance.now() - before >= ANSWER_MS - 2)
    bodies.push(mainOf(body).replace(/value="[^"]*"/g, ''))
  }
  assert.equal(bodies[0], bodies[1])
  const form = await neighbour.formOn('/tra-cuu', '/tra-cuu')
  for (let n = 1; n < MOST_TRIES; n++)
    await neighbour.post('/tra-cuu', { ...form, ma: code, so: `80${10 + n}` })
  const right = await send(neighbour, { ma: code, so: '0001' })
  assert.equal(right.statusCode, 429)
  assert.deepEqual(await kept(id), [])
  await sql`delete from tracking_try`.execute(doors.database.owner)
})

test('before the result was handed over nothing is kept; what is missing is said at once', async () => {
  const { id, code } = await filed(9)
  const neighbour = visitor(doors.app)
  const early = await send(neighbour, { ma: code, so: '0001' })
  assert.equal(early.statusCode, 409)
  assert.match(early.body, /chưa trả kết quả/)
  assert.deepEqual(await kept(id), [])
  const empty = await send(neighbour, { ma: '', so: '12a', overall: '7', note: 'x'.repeat(2001) })
  assert.equal(empty.statusCode, 422)
  assert.equal(summaryOf(empty.body).length, 4)
  assertAnchorsExist(empty.body)
  const forged = await neighbour.post('/danh-gia', { ma: code, so: '0001', overall: '1' })
  assert.equal(forged.statusCode, 403)
})

test('whoever has just looked up a dossier that was handed over rates it there', async () => {
  const { id, code } = await filed(10)
  const neighbour = visitor(doors.app)
  const form = await neighbour.formOn('/tra-cuu', '/tra-cuu')
  const found = await neighbour.post('/tra-cuu', { ...form, ma: code, so: '0001' })
  const hidden = /<form[^>]*action="\/danh-gia"[^]*?<\/form>/.exec(found.body)?.[0] ?? ''
  const fields = Object.fromEntries(
    [...hidden.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name!,
      value!,
    ]),
  )
  assert.equal(
    (await neighbour.post('/danh-gia', { ...fields, overall: '2', note: '' })).statusCode,
    303,
  )
  assert.equal((await kept(id))[0]?.overall, 2)
  const open = await filed(5)
  const running = await neighbour.post('/tra-cuu', { ...form, ma: open.code, so: '0001' })
  assert.doesNotMatch(running.body, /action="\/danh-gia"/)
})

test('the English page is English', async () => {
  const foreigner = visitor(doors.app)
  const { body } = await foreigner.get('/danh-gia?lang=en')
  assert.match(body, /Rate without signing in/)
  assert.deepEqual(vietnameseIn(mainOf(body)), [])
})
