import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { sql } from 'kysely'
import type { Command } from '../dossier/commands.ts'
import { fileIt, fillIn } from '../../test/support/birth-filing.ts'
import { accept, receptionist } from '../../test/support/birth-life.ts'
import { openCitizenDoors, type CitizenDoors } from '../../test/support/citizen-doors.ts'
import { accepted, act } from '../../test/support/office.ts'
import {
  assertAnchorsExist,
  mainOf,
  summaryOf,
  vietnameseIn,
} from '../../test/support/page-checks.ts'
import { visitor, type Visitor } from '../../test/support/visitor.ts'
import { eraseOldTries } from './jobs.ts'
import { ANSWER_MS, MOST_TRIES } from './look-up.ts'

/** An office of its own, since tries from one address are counted: one dossier, filed a moment ago. */
async function office(t: TestContext): Promise<{ doors: CitizenDoors; id: string; code: string }> {
  const doors = await openCitizenDoors()
  t.after(() => doors.close())
  const mother = await doors.citizen()
  await fillIn(mother)
  const id = await fileIt(mother)
  const { rows } = await sql<{ code: string }>`select code from dossier where id = ${id}`.execute(
    doors.database.owner,
  )
  return { doors, id, code: rows[0]!.code }
}

async function ask(neighbour: Visitor, ma: string, so: string) {
  return neighbour.post('/tra-cuu', { ...(await neighbour.formOn('/tra-cuu', '/tra-cuu')), ma, so })
}

test('code and four digits show progress on a neighbour’s telephone, and nobody’s name', async (t) => {
  const { doors, code } = await office(t)
  const found = await ask(visitor(doors.app), ` ${code.toLowerCase()} `, '0001')
  assert.equal(found.statusCode, 200)
  assert.match(found.body, /Mới đăng ký/)
  assert.match(found.body, /aria-current="step">Tiếp nhận/)
  assert.match(found.body, /UBND phường Một/)
  assert.doesNotMatch(found.body, /Minh Anh|Thu Hà|099|001196|Minh Đức/)
  assert.equal(found.headers['cache-control'], 'no-store')
})

test('a wrong code and wrong digits get the same answer in the same time', async (t) => {
  const { doors, code } = await office(t)
  const neighbour = visitor(doors.app)
  const bodies: string[] = []
  for (const [ma, so] of [
    [code, '9999'],
    ['H26.101-20200101-0001', '0001'],
  ] as const) {
    const before = performance.now()
    const { body, statusCode } = await ask(neighbour, ma, so)
    assert.equal(statusCode, 404)
    assert.ok(performance.now() - before >= ANSWER_MS - 2)
    bodies.push(mainOf(body).replace(/value="[^"]*"/g, ''))
  }
  assert.equal(bodies[0], bodies[1])
  assert.match(bodies[0]!, /Không tìm thấy hồ sơ với mã và bốn số này/)
})

test('boxes left empty or filled wrongly are listed at once; the code stays, the digits do not', async (t) => {
  const { doors } = await office(t)
  const { body, statusCode } = await ask(visitor(doors.app), 'x'.repeat(61), '12a')
  assert.equal(statusCode, 422)
  assert.equal(summaryOf(body).length, 2)
  assertAnchorsExist(body)
  const empty = await ask(visitor(doors.app), '', '')
  assert.equal(summaryOf(empty.body).length, 2)
  const hostile = await ask(visitor(doors.app), "'; drop table dossier; --", '0001')
  assert.equal(hostile.statusCode, 404)
})

test('the QR code of a paper fills in the code; nothing it brings is trusted', async (t) => {
  const { doors, code } = await office(t)
  const { body } = await visitor(doors.app).get(`/tra-cuu?ma=${encodeURIComponent(code)}`)
  assert.match(body, new RegExp(`name="ma"[^>]*value="${code}"`))
  const forged = await visitor(doors.app).get(`/tra-cuu?ma=${encodeURIComponent('"><script>')}`)
  assert.doesNotMatch(forged.body, /"><SCRIPT>/)
  assert.equal((await visitor(doors.app).get('/tra-cuu?ma=1&ma=2')).statusCode, 200)
})

test('after ten wrong tries at a code the right digits are refused too, whether the code exists or not', async (t) => {
  const { doors, code } = await office(t)
  for (const tried of [code, 'H26.999-20260101-0001']) {
    await sql`delete from tracking_try`.execute(doors.database.owner)
    const neighbour = visitor(doors.app)
    const answers: number[] = []
    const form = await neighbour.formOn('/tra-cuu', '/tra-cuu')
    for (let n = 0; n < MOST_TRIES; n++) {
      const { statusCode } = await neighbour.post('/tra-cuu', {
        ...form,
        ma: tried,
        so: `90${10 + n}`,
      })
      answers.push(statusCode)
    }
    assert.deepEqual(new Set(answers), new Set([404]))
    const right = await neighbour.post('/tra-cuu', { ...form, ma: tried, so: '0001' })
    assert.equal(right.statusCode, 429)
    assert.match(right.body, /thử sai nhiều lần/)
  }
  await sql`delete from tracking_try`.execute(doors.database.owner)
})

test('right look-ups do not count, and yesterday’s tries are forgotten', async (t) => {
  const { doors, code } = await office(t)
  const neighbour = visitor(doors.app)
  for (let n = 0; n < MOST_TRIES + 2; n++) {
    assert.equal((await ask(neighbour, code, '0001')).statusCode, 200)
  }
  const tomorrow = new Date(Date.now() + 2 * 86_400_000)
  assert.ok((await eraseOldTries(doors.database.worker, tomorrow)) >= 1)
})

test('one address that asks all the time is told to wait', async (t) => {
  const { doors } = await office(t)
  const robot = visitor(doors.app)
  const form = await robot.formOn('/tra-cuu', '/tra-cuu')
  const sent = await Promise.all(
    Array.from({ length: 60 }, (_, n) =>
      robot.post('/tra-cuu', { ...form, ma: `X${n}`, so: '1234' }),
    ),
  )
  assert.ok(sent.some(({ statusCode }) => statusCode === 429))
})

test('a form without its token looks nothing up', async (t) => {
  const { doors, code } = await office(t)
  const { statusCode } = await visitor(doors.app).post('/tra-cuu', { ma: code, so: '0001' })
  assert.equal(statusCode, 403)
})

test('the page says when the result is due, when the clock is stopped, and nothing of the reasons', async (t) => {
  const { doors, id, code } = await office(t)
  await accept(doors, id)
  const running = await ask(visitor(doors.app), code, '0001')
  assert.match(running.body, /Hẹn trả kết quả[^]*trước 17:00/)
  const asked: Command = {
    type: 'requestSupplement',
    faults: [{ paper: 'birth-notice', fault: 'Mờ.' }],
    reason: 'Mờ.',
    legalBasis: 'x',
  }
  accepted(await act(doors.deps.dossier, id, receptionist, asked))
  const paused = await ask(visitor(doors.app), code, '0001')
  assert.match(paused.body, /thời hạn đang tạm dừng/)
  assert.doesNotMatch(paused.body, /Mờ\./)
})

test('the English page is English', async (t) => {
  const { doors, code } = await office(t)
  const foreigner = visitor(doors.app)
  await foreigner.get('/tra-cuu?lang=en')
  for (const digits of ['0001', '9999']) {
    const { body } = await ask(foreigner, code, digits)
    const words = vietnameseIn(mainOf(body)).filter((word) => !/UBND|phường|Một/.test(word))
    assert.deepEqual(words, [])
  }
})
