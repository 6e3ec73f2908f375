/** Emergency access through the pages: two persons in two roles, one dossier, read only, over by itself, every look alarmed. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { openDesks, type DeskWorld, type Filed, type Official } from '../../../test/support/desk.ts'
import { CITY, OTHER_WARD, WARD } from '../../../test/support/office.ts'
import { assertAnchorsExist, summaryOf } from '../../../test/support/page-checks.ts'
import type { Visitor } from '../../../test/support/visitor.ts'
import { checkout } from '../../checkout.ts'
import { inContext, inOneDossier } from '../../db/context.ts'
import { filesOfDossier, historyOf, readingsOf } from '../../dossier/store.ts'
import { tellOfEmergencies } from '../../notice/emergency-alarm.ts'
import { loadNoticeTemplates } from '../../notice/load.ts'
import { timelineOf } from '../../tracking/timeline.ts'
import { recordEmergencies } from './jobs.ts'

let world: DeskWorld
let filed: Filed
let admin: Official
let supervisor: Official
const REASON = 'Người dân cần giấy để cấp cứu, cả phường đang mất điện.'
const GROUND = 'Luật 91/2025/QH15, điều khoản về tình huống khẩn cấp'

before(async () => {
  world = await openDesks()
  filed = await world.dossier('claimed')
  admin = await world.hire('admin', CITY, 'Đỗ Văn Quản')
  supervisor = await world.hire('supervisor', CITY, 'Hồ Thị Giám')
})
after(() => world.close())

async function asks(who: Visitor, over: Record<string, string> = {}) {
  const form = await who.formOn('/khan-cap/xin', '/khan-cap/xin')
  const typed = { code: filed.code, reason: REASON, legalGround: GROUND, ...over }
  return who.post('/khan-cap/xin', { ...form, ...typed })
}

/** The request that was made last. */
async function lastRequest(): Promise<string> {
  const { rows } = await sql<{
    id: string
  }>`select id from emergency_access order by asked_at desc, id desc limit 1`.execute(
    world.database.owner,
  )
  return rows[0]!.id
}

/** The next code of the telephone: each is good once. */
function nextCode(who: Official): Promise<string> {
  world.clock.aheadMinutes += 1
  return world.code(who)
}

async function grants(who: Official, id: string, code?: string) {
  const browser = await world.at(who)
  const form = await browser.formOn(`/khan-cap/${id}`, `/khan-cap/${id}/dong-y`)
  return browser.post(`/khan-cap/${id}/dong-y`, { ...form, code: code ?? (await nextCode(who)) })
}

async function opened(who: Official, granter: Official): Promise<{ id: string; browser: Visitor }> {
  const browser = await world.at(who)
  assert.equal((await asks(browser)).statusCode, 303)
  const id = await lastRequest()
  assert.equal((await grants(granter, id)).statusCode, 303)
  return { id, browser }
}

const alarms = async (id: string) => {
  const { rows } = await sql<{ kind: string }>`
    select kind from emergency_alarm where access_id = ${id}::uuid order by nth`.execute(
    world.database.owner,
  )
  return rows.map(({ kind }) => kind)
}

async function endAll(): Promise<void> {
  await sql`update emergency_access set ended_at = clock_timestamp() where outcome = 'approved' and ended_at is null`.execute(
    world.database.owner,
  )
}

test('an administrator reads no dossier; with the consent of the supervisor one, and every look is alarmed', async () => {
  const browser = await world.at(admin)
  assert.equal((await browser.get(`/viec/${filed.id}`)).statusCode, 404)
  assert.equal((await asks(browser)).statusCode, 303)
  const id = await lastRequest()
  assert.equal((await browser.get(`/khan-cap/${id}/ho-so`)).statusCode, 404, 'not granted yet')

  assert.equal((await grants(supervisor, id)).statusCode, 303)
  const page = await browser.get(`/khan-cap/${id}/ho-so`)
  assert.equal(page.statusCode, 200)
  assert.match(page.body, /Nguyễn Hoàng Minh Anh/)
  assert.match(page.body, /Ông\/bà đang xem trong tình huống khẩn cấp/)
  const file = /\/khan-cap\/[^"]+\/tep\/[^"]+/.exec(page.body)?.[0] ?? ''
  assert.equal((await browser.get(file)).statusCode, 200)
  assert.deepEqual(await alarms(id), ['asked', 'approved', 'read', 'read'])

  const list = await (await world.at(supervisor)).get('/khan-cap')
  assert.match(list.body, /Có 1 hồ sơ đang được mở khẩn cấp/)
  assert.match(list.body, /Xem giấy tờ trong hồ sơ/)
  const mother = { scopes: [filed.mother.personId] }
  const readings = await inContext(world.database.app, mother, (tx) => readingsOf(tx, filed.id))
  assert.deepEqual(
    readings.slice(0, 2).map(({ what, purpose }) => [what, purpose]),
    [
      ['giấy tờ trong hồ sơ', 'truy cập khẩn cấp'],
      ['hồ sơ', 'truy cập khẩn cấp'],
    ],
  )
  await endAll()
})

test('it opens nothing else: no other page, no other dossier, no act, for nobody else', async () => {
  const { id, browser } = await opened(admin, supervisor)
  for (const path of [`/viec/${filed.id}`, `/viec/${filed.id}?xem=lich-su`])
    assert.equal((await browser.get(path)).statusCode, 404, path)
  const form = await browser.formOn(`/khan-cap/${id}`, `/khan-cap/${id}/ket-thuc`)
  const act = await browser.post(`/viec/${filed.id}/nhan`, { ...form, _key: randomUUID() })
  assert.equal(act.statusCode, 403)
  for (const other of [supervisor, world.people.leader, await world.hire('admin', CITY)]) {
    const stranger = await world.at(other)
    assert.equal((await stranger.get(`/khan-cap/${id}/ho-so`)).statusCode, 404)
  }
  const second = await world.dossier('submitted')
  const file = await inContext(world.database.worker, { scopes: [] }, (tx) =>
    filesOfDossier(tx, second.id),
  )
  assert.equal((await browser.get(`/khan-cap/${id}/tep/${file[0]!.id}`)).statusCode, 404)
  await endAll()
})

test('the transaction of an emergency sees one dossier and can write nothing', async () => {
  const second = await world.dossier('submitted')
  const { app } = world.database
  for (const table of [
    'dossier',
    'dossier_state',
    'dossier_event',
    'dossier_private',
    'dossier_file',
  ]) {
    const column = sql.ref(table === 'dossier' ? 'id' : 'dossier_id')
    const seen = await inOneDossier(app, filed.id, async (tx) => {
      const { rows } = await sql<{
        id: string
      }>`select distinct ${column} as id from ${sql.table(table)}`.execute(tx)
      return rows.map((row) => row.id)
    })
    assert.deepEqual(seen, [filed.id], table)
    assert.notEqual(filed.id, second.id)
  }
  await assert.rejects(
    inOneDossier(app, filed.id, (tx) =>
      sql`update dossier set owner_name = 'x' where id = ${filed.id}::uuid`.execute(tx),
    ),
    /read-only transaction/,
  )
  // Without the mode of the transaction the policy alone still lets nothing be written.
  const changed = await app
    .scoped(`set local motcua.dossier = '${filed.id}'`)
    .transaction()
    .execute((tx) =>
      sql`update dossier set owner_name = 'x' where id = ${filed.id}::uuid`.execute(tx),
    )
  assert.equal(changed.numAffectedRows, 0n)
})

test('it ends by itself, and early by hand, in the next request', async () => {
  const one = await opened(admin, supervisor)
  assert.equal((await one.browser.get(`/khan-cap/${one.id}/ho-so`)).statusCode, 200)
  await sql`update emergency_access set expires_at = clock_timestamp() where id = ${one.id}::uuid`.execute(
    world.database.owner,
  )
  assert.equal((await one.browser.get(`/khan-cap/${one.id}/ho-so`)).statusCode, 404)

  const two = await opened(admin, supervisor)
  const leader = await world.at(world.people.leader)
  const form = await leader.formOn(`/khan-cap/${two.id}`, `/khan-cap/${two.id}/ket-thuc`)
  assert.equal((await leader.post(`/khan-cap/${two.id}/ket-thuc`, form)).statusCode, 303)
  assert.equal((await two.browser.get(`/khan-cap/${two.id}/ho-so`)).statusCode, 404)
  const again = await leader.post(`/khan-cap/${two.id}/ket-thuc`, form)
  assert.equal(again.statusCode, 409)
})

test('nobody grants their own request, nor one in the role of who asked, nor at another office', async () => {
  const asking = await world.hire('leader', OTHER_WARD, 'Lê Văn Xin')
  const browser = await world.at(asking)
  assert.equal((await asks(browser)).statusCode, 303)
  const id = await lastRequest()
  const own = await browser.get(`/khan-cap/${id}`)
  assert.match(own.body, /đang chờ một người khác, ở vai trò khác/)
  const token = await browser.formOn('/khan-cap/xin', '/khan-cap/xin')
  const code = await nextCode(asking)
  assert.equal((await browser.post(`/khan-cap/${id}/dong-y`, { ...token, code })).statusCode, 403)

  // The leader of the ward holds the role of who asked; a leader elsewhere does not even see it.
  const sameRole = await world.at(world.people.leader)
  const hidden = await sameRole.formOn('/khan-cap/xin', '/khan-cap/xin')
  const theirs = await nextCode(world.people.leader)
  const refused = await sameRole.post(`/khan-cap/${id}/dong-y`, { ...hidden, code: theirs })
  assert.equal(refused.statusCode, 403)
  const elsewhere = await world.at(await world.hire('supervisor', OTHER_WARD))
  assert.equal((await elsewhere.get(`/khan-cap/${id}`)).statusCode, 404)
  assert.deepEqual(await alarms(id), ['asked'])

  for (const set of [
    sql`outcome = 'approved', decided_by = asked_by, decided_role = 'supervisor'`,
    sql`outcome = 'approved', decided_by = ${supervisor.actor.personId}, decided_role = asked_role`,
  ])
    await assert.rejects(
      sql`update emergency_access set ${set}, decided_at = now(), expires_at = now() where id = ${id}::uuid`.execute(
        world.database.owner,
      ),
      /two_persons|two_roles/,
    )
  assert.equal((await grants(supervisor, id)).statusCode, 303)
  await endAll()
})

test('the second person needs the code of this moment, and the role at this moment', async () => {
  const browser = await world.at(admin)
  await asks(browser)
  const id = await lastRequest()
  const wrong = await grants(supervisor, id, '000000')
  assert.equal(wrong.statusCode, 422)
  assert.match(summaryOf(wrong.body).join(), /Mã xác thực không đúng hoặc đã dùng/)
  assertAnchorsExist(wrong.body)
  // After a wrong code the account rests for a moment, as after a wrong sign-in.
  world.clock.aheadMinutes += 30
  const none = await grants(supervisor, id, '')
  assert.match(summaryOf(none.body).join(), /Hãy nhập mã xác thực/)

  const leader = await world.hire('leader', WARD)
  const tab = await world.at(leader)
  const form = await tab.formOn(`/khan-cap/${id}`, `/khan-cap/${id}/dong-y`)
  await sql`update assignment set valid_to = valid_from where person_id = ${leader.actor.personId}`.execute(
    world.database.owner,
  )
  const late = await tab.post(`/khan-cap/${id}/dong-y`, { ...form, code: await nextCode(leader) })
  assert.equal(late.statusCode, 303)
  assert.match(String(late.headers.location), /^\/can-bo\/dang-nhap/)
  assert.deepEqual(await alarms(id), ['asked'])

  const no = await world.at(supervisor)
  const refusal = await no.formOn(`/khan-cap/${id}`, `/khan-cap/${id}/tu-choi`)
  assert.equal((await no.post(`/khan-cap/${id}/tu-choi`, refusal)).statusCode, 303)
  const asked = await world.at(admin)
  assert.equal((await asked.get(`/khan-cap/${id}/ho-so`)).statusCode, 404)
  assert.deepEqual(await alarms(id), ['asked', 'refused'])
})

test('a request that says too little comes back with everything to mend; a double click asks once', async () => {
  const browser = await world.at(admin)
  const empty = await asks(browser, { code: '', reason: 'gấp', legalGround: '' })
  assert.equal(empty.statusCode, 422)
  assert.equal(summaryOf(empty.body).length, 3)
  assertAnchorsExist(empty.body)
  const unknown = await asks(browser, { code: 'H26.101-20200101-0001' })
  assert.match(summaryOf(unknown.body).join(), /Không có hồ sơ nào mang mã này/)
  const own = await asks(await world.at(world.people.officer))
  assert.match(summaryOf(own.body).join(), /đã có quyền xem hồ sơ này/)

  const form = await browser.formOn('/khan-cap/xin', '/khan-cap/xin')
  const typed = { ...form, code: filed.code, reason: REASON, legalGround: GROUND }
  const answers = await Promise.all([1, 2, 3].map(() => browser.post('/khan-cap/xin', typed)))
  assert.deepEqual(new Set(answers.map(({ statusCode }) => statusCode)), new Set([303]))
  assert.deepEqual(await alarms(form['_key']!), ['asked'])
})

test('the history tells of it, the citizen reads it, the supervisors get a mail', async () => {
  const { id, browser } = await opened(admin, supervisor)
  await browser.get(`/khan-cap/${id}/ho-so`)
  const dossier = { ...world.deps.result.dossier, db: world.database.worker }
  await recordEmergencies(dossier)
  await endAll()
  await recordEmergencies(dossier)
  assert.equal(await recordEmergencies(dossier), 0, 'told once')
  const history = await inContext(world.database.app, filed.mother, (tx) =>
    historyOf(tx, filed.id, { withPrivate: true }),
  )
  const told = history.filter(({ kind }) => kind.startsWith('emergency'))
  const mine = told.filter((event) => 'access' in event.body && event.body.access === id)
  assert.deepEqual(
    mine.map(({ kind }) => kind),
    ['emergencyOpened', 'emergencyEnded'],
  )
  const timeline = timelineOf(history, { lang: 'vi', officeName: () => 'UBND', competentId: WARD })
  assert.equal(timeline[0]!.title, 'Đã hết quyền xem khẩn cấp')
  assert.match(
    timeline.map(({ title }) => title).join(),
    /mở cho một cán bộ xem trong tình huống khẩn cấp/,
  )
  assert.doesNotMatch(JSON.stringify(timeline), /Đỗ Văn Quản|Hồ Thị Giám/, 'offices, never people')

  const templates = await loadNoticeTemplates(join(checkout, 'data/templates/notices'))
  const deps = { db: world.database.worker, templates, url: 'https://mot.example/khan-cap' }
  await tellOfEmergencies({ ...deps, now: () => new Date() })
  assert.equal(await tellOfEmergencies({ ...deps, now: () => new Date() }), 0)
  const { rows } = await sql<{ recipient: string; body: string }>`
    select recipient, body from notice_delivery where key like ${`emergencyAlarm:${id}:%`}`.execute(
    world.database.owner,
  )
  assert.equal(rows.length, 1)
  const mail = await sql<{
    email: string
  }>`select email from person where id = ${supervisor.actor.personId}`.execute(world.database.owner)
  assert.equal(rows[0]!.recipient, mail.rows[0]!.email)
  assert.match(rows[0]!.body, /https:\/\/mot\.example\/khan-cap/)
})
