import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import {
  openDoors,
  PASSWORD,
  PUBLIC_URL,
  type Doors,
  type Official,
} from '../../test/support/doors.ts'
import { CookieJar, visit } from '../../test/support/identity.ts'
import { OTHER_WARD, WARD } from '../../test/support/office.ts'
import { setPassword } from './accounts.ts'
import type { Actor } from './actor.ts'
import { addAssignment, endAssignment, setActive } from './store.ts'
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

const wait = (minutes: number) => {
  doors.clock.now = new Date(doors.clock.now.getTime() + minutes * 60_000)
}
const go = (jar: CookieJar, path: string) => visit(doors.app, jar, `${PUBLIC_URL}${path}`)
const who = async (jar: CookieJar) => JSON.parse((await go(jar, '/who')).body) as Actor

/** Signs in again and again within one test: each time half a minute later, with a fresh code. */
async function enter(official = an): Promise<CookieJar> {
  wait(1)
  const { jar, answer } = await doors.signIn(official)
  assert.equal(answer.status, 303)
  return jar
}

test('the session says who acts, where and in which role', async () => {
  const actor = await who(await enter())
  assert.deepEqual(actor, {
    kind: 'staff',
    personId: an.id,
    name: actor.kind === 'staff' ? actor.name : '',
    title: 'Công chức',
    officeId: WARD,
    officeName: 'UBND phường Một',
    assignmentId: actor.kind === 'staff' ? actor.assignmentId : 0,
    role: 'officer',
    roles: [{ role: 'officer', officeId: WARD }],
    scopes: [WARD],
  })
})

test('nobody and strange cookies are the public', async () => {
  for (const cookie of [undefined, '', 'x', 'x'.repeat(43), 'x'.repeat(5000)]) {
    const jar = new CookieJar()
    if (cookie !== undefined) jar.set('session', cookie)
    assert.deepEqual(await who(jar), { kind: 'public', scopes: [] })
  }
})

test('signing in gives a new session and ends the one the browser had, planted or not', async () => {
  const jar = await enter()
  const before = new CookieJar()
  before.set('session', jar.get('session') ?? '')
  assert.equal((await who(before)).kind, 'staff')
  const clerk = await doors.hire('clerk')
  const code = await totpCode(clerk.totpSecret, doors.clock.now)
  const typed = { email: clerk.email, password: PASSWORD, code }
  const answer = await doors.send(jar, '/can-bo/doi-vai', typed, '/can-bo/dang-nhap')
  assert.equal(answer.location, '/van-thu')
  assert.notEqual(jar.get('session'), before.get('session'))
  assert.deepEqual(await who(before), { kind: 'public', scopes: [] })
})

test('only the digest of the token is stored', async () => {
  const token = (await enter()).get('session') ?? ''
  assert.equal(Buffer.from(token, 'base64url').length, 32)
  const { rows } = await sql<{ n: number }>`
    select count(*)::int n from session where token_hash = sha256(${token}::bytea)`.execute(
    doors.database.owner,
  )
  assert.equal(rows[0]?.n, 1)
})

test('the cookie is out of reach of scripts and other sites', async () => {
  const line = (await enter()).lines.find((one) => one.startsWith('session=')) ?? ''
  assert.match(line, /HttpOnly/)
  assert.match(line, /SameSite=Lax/)
  assert.doesNotMatch(line, /Max-Age|Expires|Domain/)
})

test('disabling an account ends every open tab in the next request', async () => {
  const jar = await enter()
  await setActive(doors.database.app, an.id, false)
  assert.equal((await who(jar)).kind, 'public')
  await setActive(doors.database.app, an.id, true)
  assert.equal((await who(jar)).kind, 'staff')
})

test('the end of an assignment ends its access in the next request', async () => {
  const jar = await enter()
  const actor = await who(jar)
  assert.equal(actor.kind, 'staff')
  if (actor.kind !== 'staff') return
  await endAssignment(doors.database.app, actor.assignmentId, '2026-11-23')
  assert.equal((await who(jar)).kind, 'public')
  assert.equal((await go(jar, '/viec')).location, '/can-bo/dang-nhap?next=%2Fviec')
})

test('a secondment ends with the Hà Nội day on which it ends', async () => {
  const guest = await doors.hire('officer', WARD, { validTo: '2026-11-24' })
  doors.clock.now = new Date('2026-11-24T16:50:00Z')
  const jar = await enter(guest)
  wait(8)
  assert.equal((await who(jar)).kind, 'staff', '23:59')
  wait(2)
  assert.equal((await who(jar)).kind, 'public', '00:01')
})

test('losing a second role takes its scope away at once, and keeps the first', async () => {
  const second = await addAssignment(doors.database.app, an.id, {
    officeId: OTHER_WARD,
    role: 'clerk',
    title: 'Văn thư',
    validFrom: '2026-01-01',
  })
  const jar = await enter()
  assert.deepEqual((await who(jar)).scopes, [WARD, OTHER_WARD])
  await endAssignment(doors.database.app, second, '2026-11-23')
  assert.deepEqual((await who(jar)).scopes, [WARD])
})

test('a new password ends every session', async () => {
  const jar = await enter()
  await setPassword(doors.database.app, an.id, {
    password: 'mật khẩu mới 2026',
    now: doors.clock.now,
  })
  assert.equal((await who(jar)).kind, 'public')
})

test('a quarter of an hour without work locks the screen; work keeps it open', async () => {
  const jar = await enter()
  for (let n = 0; n < 5; n++) {
    wait(14)
    assert.equal((await who(jar)).kind, 'staff')
  }
  wait(15.1)
  const locked = await go(jar, '/viec?trang=2')
  assert.deepEqual(
    [locked.status, locked.location],
    [303, '/can-bo/dang-nhap?next=%2Fviec%3Ftrang%3D2'],
  )
})

test('after twelve hours even a busy session ends', async () => {
  const jar = await enter()
  for (let minutes = 0; minutes < 12 * 60 - 10; minutes += 10) {
    wait(10)
    assert.equal((await who(jar)).kind, 'staff')
  }
  wait(10)
  assert.equal((await who(jar)).kind, 'public')
})

test('signing out ends the session for whoever kept its cookie', async () => {
  const jar = await enter()
  const kept = new CookieJar()
  kept.set('session', jar.get('session') ?? '')
  const answer = await doors.send(jar, '/can-bo/doi-vai', {}, '/dang-xuat')
  assert.deepEqual([answer.status, answer.location], [303, '/can-bo/dang-nhap'])
  assert.equal(jar.get('session'), undefined)
  assert.equal((await who(kept)).kind, 'public')
})

test('a page of another role is refused, not hidden behind a sign-in', async () => {
  const clerk = await doors.hire('clerk')
  assert.equal((await go(await enter(clerk), '/viec')).status, 403)
})

test('a form sent after the lock leads to sign in and back to its page', async () => {
  const answer = await doors.app.inject({
    method: 'POST',
    url: '/viec',
    headers: { host: 'mot-cua.example', referer: `${PUBLIC_URL}/ho-so/7?x=1` },
  })
  assert.equal(answer.statusCode, 303)
  assert.equal(answer.headers.location, '/can-bo/dang-nhap?next=%2Fho-so%2F7%3Fx%3D1')
  const foreign = await doors.app.inject({
    method: 'POST',
    url: '/viec',
    headers: { host: 'mot-cua.example', referer: 'https://thief.example/x' },
  })
  assert.equal(foreign.headers.location, '/can-bo/dang-nhap')
})

test('a part of a page asked for after the lock makes the whole page move', async () => {
  const answer = await doors.app.inject({ url: '/viec', headers: { 'hx-request': 'true' } })
  assert.equal(answer.headers['hx-redirect'], '/can-bo/dang-nhap?next=%2Fviec')
  assert.equal(answer.body, '')
})

test('whoever has two roles chooses one, under a new token', async () => {
  const clerkId = await addAssignment(doors.database.app, an.id, {
    officeId: OTHER_WARD,
    role: 'clerk',
    title: 'Văn thư',
    validFrom: '2026-01-01',
  })
  wait(1)
  const { jar, answer } = await doors.signIn(an, { next: '/ho-so/7' })
  assert.equal(answer.location, '/can-bo/doi-vai?next=%2Fho-so%2F7')
  const old = new CookieJar()
  old.set('session', jar.get('session') ?? '')
  const chosen = await doors.send(jar, '/can-bo/doi-vai', { assignment: String(clerkId) })
  assert.equal(chosen.location, '/van-thu')
  const actor = await who(jar)
  assert.deepEqual(actor.kind === 'staff' && [actor.role, actor.officeId], ['clerk', OTHER_WARD])
  assert.equal((await who(old)).kind, 'public', 'the old token is worth nothing')
  assert.equal((await go(jar, '/can-bo')).location, '/van-thu')
})

test("nobody takes another person's role, nor one that has ended", async () => {
  const other = await who(await enter(await doors.hire('leader')))
  const jar = await enter()
  const ended = await addAssignment(doors.database.app, an.id, {
    officeId: OTHER_WARD,
    role: 'leader',
    title: 'Phó Chủ tịch',
    validFrom: '2026-01-01',
    validTo: '2026-11-23',
  })
  const foreign = other.kind === 'staff' ? other.assignmentId : 0
  for (const assignment of [String(foreign), String(ended), '0', 'x', '']) {
    assert.equal((await doors.send(jar, '/can-bo/doi-vai', { assignment })).status, 404)
  }
})

test('reading pages rarely writes: the time of use moves at most once a minute', async () => {
  const jar = await enter()
  const seen = async () => {
    const { rows } = await sql<{ at: Date }>`
      select max(last_seen_at) at from session where person_id = ${an.id}`.execute(
      doors.database.owner,
    )
    return rows[0]!.at.getTime()
  }
  const first = await seen()
  wait(0.5)
  await who(jar)
  assert.equal(await seen(), first)
  wait(1)
  await who(jar)
  assert.equal(await seen(), doors.clock.now.getTime())
})
