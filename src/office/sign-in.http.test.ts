import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import { openDoors, PASSWORD, type Doors, type Official } from '../../test/support/doors.ts'
import { CookieJar } from '../../test/support/identity.ts'
import { totpCode } from './totp.ts'

let doors: Doors
let an: Official
before(async () => {
  doors = await openDoors()
})
after(() => doors.close())
beforeEach(async () => {
  doors.clock.now = new Date('2026-11-24T01:00:00Z')
  an = await doors.hire('officer')
})

const wait = (seconds: number) => {
  doors.clock.now = new Date(doors.clock.now.getTime() + seconds * 1000)
}
const typed = async (changed: Record<string, string> = {}) => {
  const code = await totpCode(an.totpSecret, doors.clock.now)
  return doors.signIn(an, { code, ...changed })
}
const outcomes = async () => {
  const { rows } = await sql<{ outcome: string; person_id: number | null }>`
    select outcome, person_id from sign_in_log order by id desc limit 1`.execute(
    doors.database.owner,
  )
  return rows[0]
}

test('an officer comes in with password and code and begins at the work list', async () => {
  const { answer } = await typed()
  assert.deepEqual([answer.status, answer.location], [303, '/viec'])
  assert.deepEqual(await outcomes(), { outcome: 'in', person_id: an.id })
})

test('the address may be typed in capitals', async () => {
  assert.equal((await typed({ email: ` ${an.email.toUpperCase()} ` })).answer.status, 303)
})

test('whatever is wrong, the answer is the same sentence', async () => {
  const closed = await doors.hire('officer')
  await sql`update person set is_active = false where id = ${closed.id}`.execute(
    doors.database.owner,
  )
  const tries = [
    { password: 'mùa xuân Hà Nội' },
    { password: '' },
    { code: '000000' },
    { code: '' },
    { email: 'khong.co@thu.example' },
    { email: closed.email },
    { email: "' or 1=1 --" },
    { email: '' },
  ]
  const tried = await Promise.all(tries.map((wrong) => typed(wrong)))
  const answers = tried.map(({ answer }) => {
    assert.equal(answer.status, 422)
    return /<div class="summary"[^]*?<\/ul>/.exec(answer.body)?.[0]
  })
  assert.equal(new Set(answers).size, 1)
  assert.match(answers[0] ?? '', /không đúng/)
})

test('the page never repeats the password or the code', async () => {
  const { answer } = await typed({ password: 'bí mật của tôi', code: '987654' })
  assert.match(answer.body, new RegExp(an.email))
  assert.doesNotMatch(answer.body, /bí mật của tôi|987654/)
})

test('a failed sign-in takes as long for a stranger as for a colleague', async () => {
  const times: number[] = []
  for (const email of [an.email, 'khong.co@thu.example', an.email, 'ai.do@thu.example']) {
    const start = performance.now()
    await typed({ email, password: 'sai mật khẩu rồi' })
    times.push(performance.now() - start)
  }
  assert.ok(Math.min(...times) >= 395, `fastest ${Math.min(...times)}`)
})

test('a code is used once, also by two requests at the same moment', async () => {
  const code = await totpCode(an.totpSecret, doors.clock.now)
  const both = await Promise.all([typed({ code }), typed({ code }), typed({ code })])
  const statuses = both.map(({ answer }) => answer.status)
  assert.deepEqual(
    statuses.toSorted((a, b) => a - b),
    [303, 422, 422],
  )
  wait(29)
  assert.equal((await typed({ code })).answer.status, 422)
  wait(30)
  assert.equal((await typed()).answer.status, 303)
})

test('a code together with a wrong password is not used up', async () => {
  const code = await totpCode(an.totpSecret, doors.clock.now)
  assert.equal((await typed({ code, password: 'sai mật khẩu rồi' })).answer.status, 422)
  assert.equal((await typed({ code })).answer.status, 303)
})

test('after five failures the account rests, also for the right password; then it opens again', async () => {
  const wrong = { password: 'sai mật khẩu rồi' }
  await Promise.all([typed(wrong), typed(wrong), typed(wrong), typed(wrong), typed(wrong)])
  assert.equal((await typed()).answer.status, 422)
  assert.deepEqual(await outcomes(), { outcome: 'noAccountOrResting', person_id: an.id })
  wait(29)
  assert.equal((await typed()).answer.status, 422)
  wait(1)
  assert.equal((await typed()).answer.status, 303)
  wait(30)
  assert.equal((await typed(wrong)).answer.status, 422)
  assert.equal((await typed()).answer.status, 303, 'a success has forgotten the failures')
})

test('twenty guesses at the same moment are five guesses', async () => {
  const guesses = Array.from({ length: 20 }, (_, n) => typed({ password: `mật khẩu đoán ${n}` }))
  await Promise.all(guesses)
  const { rows } = await sql<{ failed_attempts: number }>`
    select failed_attempts from credential where person_id = ${an.id}`.execute(doors.database.owner)
  assert.equal(rows[0]?.failed_attempts, 5)
})

test('who has no assignment today is told whom to ask', async () => {
  const former = await doors.hire('officer', undefined, { validTo: '2026-11-23' })
  const future = await doors.hire('officer', undefined, { validFrom: '2026-11-25' })
  for (const person of [former, future]) {
    const { answer } = await doors.signIn(person)
    assert.equal(answer.status, 422)
    assert.match(answer.body, /thời hạn phân công đã hết/)
  }
  const last = await doors.hire('officer', undefined, { validTo: '2026-11-24' })
  assert.equal((await doors.signIn(last)).answer.status, 303, 'the last day counts')
})

test('after signing in one is back at the page, and nowhere else', async () => {
  assert.equal((await typed({ next: '/ho-so/1?x=2' })).answer.location, '/ho-so/1?x=2')
  wait(60)
  assert.equal((await typed({ next: 'https://thief.example/' })).answer.location, '/viec')
  wait(60)
  assert.equal((await typed({ next: '//thief.example' })).answer.location, '/viec')
})

test('a form without its token signs nobody in', async () => {
  const code = await totpCode(an.totpSecret, doors.clock.now)
  const jar = new CookieJar()
  const form = { email: an.email, password: PASSWORD, code, _csrf: 'made up' }
  const answer = await doors.send(jar, '/can-bo/dang-nhap', form)
  assert.equal(answer.status, 403)
  assert.equal(jar.get('session'), undefined)
})
