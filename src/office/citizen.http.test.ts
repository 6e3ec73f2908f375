import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { openDoors, PUBLIC_URL, type Doors } from '../../test/support/doors.ts'
import { CookieJar, answerOfProvider, visit } from '../../test/support/identity.ts'
import type { Actor } from './actor.ts'
import { IdentityRefused } from './identity.ts'

const MOTHER = 'thu-nghiem-01'
let doors: Doors
before(async () => {
  doors = await openDoors()
})
after(() => doors.close())

const go = (jar: CookieJar, path: string) => visit(doors.app, jar, `${PUBLIC_URL}${path}`)
const who = async (jar: CookieJar) => JSON.parse((await go(jar, '/who')).body) as Actor
const wait = (minutes: number) => {
  doors.clock.now = new Date(doors.clock.now.getTime() + minutes * 60_000)
}

/** As far as the address with which the provider sends the browser back. */
async function returned(jar: CookieJar, options: { subject?: string; next?: string } = {}) {
  const query = options.next === undefined ? '' : `?next=${encodeURIComponent(options.next)}`
  const { location } = await go(jar, `/dang-nhap/bat-dau${query}`)
  const { pathname, search } = await answerOfProvider(doors.app, location, options.subject)
  return `${pathname}${search}`
}

async function enter(subject = MOTHER): Promise<CookieJar> {
  const jar = new CookieJar()
  await go(jar, await returned(jar, { subject }))
  return jar
}

test('the mother signs in with her national identity and acts as herself', async () => {
  const jar = new CookieJar()
  const answer = await go(jar, await returned(jar, { subject: MOTHER }))
  assert.deepEqual([answer.status, answer.location], [303, '/ho-so'])
  const actor = await who(jar)
  assert.equal(actor.kind, 'citizen')
  if (actor.kind !== 'citizen') return
  assert.deepEqual(actor, {
    kind: 'citizen',
    personId: actor.personId,
    name: 'Trần Thị Thu Hà',
    phone: '0990000001',
    email: 'cong.dan.01@thu-nghiem.example',
    personalNumber: '001196999000',
    birthOn: '1996-03-14',
    scopes: [actor.personId],
  })
})

test('coming back she is the same person; her neighbour is another', async () => {
  const [first, again, neighbour] = [await enter(), await enter(), await enter('thu-nghiem-02')]
  const ids = await Promise.all(
    [first, again, neighbour].map(async (jar) => (await who(jar)).scopes),
  )
  assert.deepEqual(ids[0], ids[1])
  assert.notDeepEqual(ids[0], ids[2])
})

test('whoever was filing comes back to the very question', async () => {
  const jar = new CookieJar()
  const sent = await go(jar, '/nop/1.001193?buoc=2')
  assert.equal(sent.location, '/dang-nhap?next=%2Fnop%2F1.001193%3Fbuoc%3D2')
  const door = await go(jar, sent.location)
  assert.match(door.body, /href="\/dang-nhap\/bat-dau\?next=%2Fnop%2F1\.001193%3Fbuoc%3D2"/)
  assert.match(door.body, /Bản nháp đã lưu không mất\. Đăng nhập xong, bạn về đúng chỗ đang làm dở/)
  const back = await returned(jar, { subject: MOTHER, next: '/nop/1.001193?buoc=2' })
  assert.equal((await go(jar, back)).location, '/nop/1.001193?buoc=2')
})

test('a citizen is no official, and an official no citizen', async () => {
  const jar = await enter()
  assert.equal((await go(jar, '/viec')).location, '/can-bo/dang-nhap?next=%2Fviec')
  const { jar: staff } = await doors.signIn(await doors.hire('officer'))
  assert.match((await go(staff, '/nop/1.001193')).location, /^\/dang-nhap\?/)
})

test('stopping at the provider is no error', async () => {
  const jar = new CookieJar()
  const answer = await go(jar, await returned(jar, { next: '/nop/1.001193' }))
  assert.equal(answer.status, 200)
  assert.match(answer.body, /Bạn đã dừng đăng nhập/)
  assert.match(answer.body, /bat-dau\?next=%2Fnop%2F1\.001193/)
  assert.equal((await who(jar)).kind, 'public')
})

test('an answer brought to another browser signs nobody in (login CSRF)', async () => {
  const thief = new CookieJar()
  const back = await returned(thief, { subject: 'thu-nghiem-02' })
  const victim = new CookieJar()
  assert.equal((await go(victim, back)).status, 400)
  await go(victim, '/dang-nhap/bat-dau')
  const answer = await go(victim, back)
  assert.equal(answer.status, 403)
  assert.match(answer.body, /Không xác nhận được kết quả đăng nhập/)
  assert.equal((await who(victim)).kind, 'public')
})

test('an answer works once', async () => {
  const jar = new CookieJar()
  const back = await returned(jar, { subject: MOTHER })
  const cookie = jar.get('signin') ?? ''
  assert.equal((await go(jar, back)).status, 303)
  assert.equal(jar.get('signin'), undefined)
  assert.equal((await go(jar, back)).status, 400)
  const kept = new CookieJar()
  kept.set('signin', cookie)
  assert.equal((await go(kept, back)).status, 403)
})

test('after ten minutes at the provider the sign-in is over', async () => {
  const jar = new CookieJar()
  const back = await returned(jar, { subject: MOTHER })
  wait(10)
  const answer = await go(jar, back)
  assert.equal(answer.status, 400)
  assert.match(answer.body, /đã hết hạn/)
})

test('a cookie that was tampered with is as if there were none', async () => {
  const jar = new CookieJar()
  const back = await returned(jar, { subject: MOTHER })
  const [body = '', mark = ''] = (jar.get('signin') ?? '').split('.')
  const opened = JSON.parse(Buffer.from(body, 'base64url').toString()) as object
  const altered = Buffer.from(JSON.stringify({ ...opened, next: '/x' })).toString('base64url')
  jar.set('signin', `${altered}.${mark}`)
  assert.equal((await go(jar, back)).status, 400)
})

test('a closed account stays outside, and its open pages close', async () => {
  const jar = await enter('thu-nghiem-03')
  const { scopes } = await who(jar)
  await sql`update person set is_active = false where id = ${scopes[0]}`.execute(
    doors.database.owner,
  )
  assert.equal((await who(jar)).kind, 'public')
  const again = new CookieJar()
  const answer = await go(again, await returned(again, { subject: 'thu-nghiem-03' }))
  assert.equal(answer.status, 403)
  assert.match(answer.body, /Tài khoản này đã bị khóa/)
})

test('a citizen has half an hour of rest', async () => {
  const jar = await enter()
  wait(29)
  assert.equal((await who(jar)).kind, 'citizen')
  wait(30.1)
  assert.equal((await who(jar)).kind, 'public')
})

test('the sign-in begins at the public address, and is not sent round in circles', async () => {
  const other = await doors.app.inject({
    url: '/dang-nhap/bat-dau?next=%2Fnop%2F1.001193',
    headers: { host: '127.0.0.1:8080' },
  })
  const there = `${PUBLIC_URL}/dang-nhap/bat-dau?next=%2Fnop%2F1.001193&moved=1`
  assert.equal(other.headers.location, there)
  const moved = await doors.app.inject({
    url: new URL(there).pathname + new URL(there).search,
    headers: { host: 'inside-the-proxy:3000' },
  })
  assert.match(String(moved.headers.location), /\/dinh-danh-thu\/auth\?/)
})

test('the door says when a stand-in is behind it', async () => {
  const { body } = await go(new CookieJar(), '/dang-nhap')
  assert.match(body, /Bản này chưa nối với VNeID/)
})

test('the door speaks whole English to those who ask for it', async () => {
  const { body } = await go(new CookieJar(), '/dang-nhap?lang=en')
  assert.match(body, /<html lang="en"/)
  assert.match(body, /Continue with VNeID/)
  assert.doesNotMatch(
    /<main[^]*<\/main>/.exec(body)?.[0] ?? '',
    /[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđ]/i,
  )
})

test('when the provider is down the citizen hears what stays and what else to do', async () => {
  const unreachable = async () => {
    throw new IdentityRefused('unreachable')
  }
  const identity = { origin: 'https://id.example', begin: unreachable, finish: unreachable }
  const down = await openDoors({ identity })
  const answer = await down.app.inject({
    url: '/dang-nhap/bat-dau?next=%2Fnop%2F1.001193',
    headers: { host: 'mot-cua.example' },
  })
  assert.equal(answer.statusCode, 503)
  assert.match(answer.body, /VNeID đang không trả lời/)
  assert.match(answer.body, /Bản nháp của bạn vẫn còn/)
  assert.match(answer.body, /href="\/diem-phuc-vu"/)
  await down.close()
})

test('while the provider is down whoever is signed in works on; only a new sign-in has to wait', async () => {
  let isUp = true
  const orSilence = <T>(answer: T) => {
    if (!isUp) return Promise.reject(new IdentityRefused('unreachable'))
    return Promise.resolve(answer)
  }
  const secrets = { state: 's'.repeat(43), nonce: 'n'.repeat(43), verifier: 'v'.repeat(43) }
  const mother = { issuer: 'https://id.example', subject: 'a1', fullName: 'Trần Thị Thu Hà' }
  const known = { ...mother, personalNumber: null, birthOn: null, phone: null, email: null }
  const begun = { address: 'https://id.example/auth', secrets }
  const there = await openDoors({
    identity: {
      origin: 'https://id.example',
      begin: () => orSilence(begun),
      finish: () => orSilence(known),
    },
  })
  const open = (jar: CookieJar, path: string) => visit(there.app, jar, `${PUBLIC_URL}${path}`)
  const kindOf = async (jar: CookieJar) =>
    (JSON.parse((await open(jar, '/who')).body) as Actor).kind
  const jar = new CookieJar()
  await open(jar, '/dang-nhap/bat-dau')
  const back = `/dang-nhap/xong?code=c&state=${secrets.state}`
  assert.equal((await open(jar, back)).status, 303)
  isUp = false
  for (let turn = 0; turn < 6; turn++) {
    there.clock.now = new Date(there.clock.now.getTime() + 20 * 60_000)
    assert.equal(await kindOf(jar), 'citizen', `${turn}`)
  }
  assert.equal((await open(new CookieJar(), '/dang-nhap/bat-dau')).status, 503)
  isUp = true
  const again = new CookieJar()
  await open(again, '/dang-nhap/bat-dau')
  assert.equal((await open(again, back)).status, 303)
  await there.close()
})

test('under https every cookie is bound to the host and never travels in the clear', async () => {
  const publicUrl = 'https://mot-cua.example'
  const secure = await openDoors({ publicUrl })
  const jar = new CookieJar()
  const sent = await visit(secure.app, jar, `${publicUrl}/dang-nhap/bat-dau`)
  const back = await answerOfProvider(secure.app, sent.location, MOTHER)
  assert.equal(back.protocol, 'https:')
  const answer = await visit(secure.app, jar, back.href)
  assert.equal(answer.location, '/ho-so')
  const set = jar.lines.filter((line) => !/expires=thu, 01 jan 1970/i.test(line))
  assert.deepEqual(
    set.map((line) => line.split('=')[0]),
    ['__Host-signin', '__Host-session'],
  )
  for (const line of set) assert.match(line, /Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  await secure.close()
})

test('what citizens typed or the provider said is in no sign-in log', async () => {
  await enter()
  const { rows } = await sql<{ row: string }>`
    select sign_in_log::text as row from sign_in_log`.execute(doors.database.owner)
  assert.ok(rows.length > 5)
  for (const { row } of rows) assert.doesNotMatch(row, /0990000001|001196999000|Thu Hà/)
})
