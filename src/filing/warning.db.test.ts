import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { join } from 'node:path'
import { sql } from 'kysely'
import { withDatabase, type TestDatabase } from '../../test/support/database.ts'
import { checkout } from '../checkout.ts'
import { newId } from '../lib/ids.ts'
import { loadNoticeTemplates } from '../notice/load.ts'
import type { NoticeTemplates } from '../notice/template.ts'
import { upsertCitizen } from '../office/store.ts'
import { eraseExpiredDrafts } from './jobs.ts'
import { warnExpiringDrafts } from './jobs-warning.ts'

let database: TestDatabase
let templates: NoticeTemplates
before(async () => {
  database = await withDatabase()
  templates = await loadNoticeTemplates(join(checkout, 'data/templates/notices'))
})
after(() => database.close())

const SAVED = new Date('2026-11-28T07:05:00Z')
const daysLater = (days: number) => new Date(SAVED.getTime() + days * 86_400_000)
const warn = (at: Date) =>
  warnExpiringDrafts({
    db: database.worker,
    templates,
    draftsUrl: 'https://motcua.example/ho-so',
    procedureName: (_, lang) => (lang === 'en' ? 'Birth registration' : 'Đăng ký khai sinh'),
    now: () => at,
  })

let accounts = 0
async function personWith(over: { phone?: string; email?: string }): Promise<number> {
  const subject = `${++accounts}`
  const identity = {
    issuer: 'https://dinh-danh.example',
    subject,
    fullName: 'Người Để Quên',
    personalNumber: '001196999000',
    birthOn: '1996-03-14' as const,
    phone: '',
    email: '',
  }
  const id = await upsertCitizen(database.app, { ...identity, ...over })
  assert.ok(id)
  return id
}

/** A draft that was saved last at this moment. */
async function draftOf(personId: number, savedAt: Date): Promise<string> {
  const id = newId(savedAt)
  const expiresAt = new Date(savedAt.getTime() + 30 * 86_400_000)
  await sql`
    insert into filing_draft (id, kind, person_id, procedure_code, procedure_version, form_version, raw, created_at, saved_at, expires_at)
    values (${id}::uuid, 'filing', ${personId}, '1.001193', 1, 1, '{}', ${savedAt}, ${savedAt}, ${expiresAt})`.execute(
    database.owner,
  )
  return id
}

const messages = async (personId: number) => {
  const { rows } = await sql<{ channel: string; recipient: string; body: string; state: string }>`
    select channel, recipient, body, state from duty_notice where person_id = ${personId} order by channel`.execute(
    database.owner,
  )
  return rows
}

test('three days before a draft is erased its owner is told by text and mail, once, whoever looks how often', async () => {
  const person = await personWith({ phone: '0912345678', email: 'quen@thu.example' })
  await draftOf(person, SAVED)
  assert.equal(await warn(daysLater(26.9)), 0, 'not yet')
  const warned = await Promise.all([warn(daysLater(27)), warn(daysLater(27))])
  assert.equal(warned[0] + warned[1], 1)
  assert.equal(await warn(daysLater(28)), 0)
  assert.equal(await warn(daysLater(29.9)), 0)
  const [mail, sms, ...more] = await messages(person)
  assert.deepEqual(more, [])
  assert.equal(sms?.recipient, '84912345678')
  assert.equal(
    sms?.body,
    'Bản nháp hồ sơ của bạn chỉ được giữ đến 14:05 ngày 28/12/2026, sau đó bị xóa. Làm tiếp tại https://motcua.example/ho-so',
  )
  assert.match(mail?.body ?? '', /Bản nháp Đăng ký khai sinh của bạn/)
})

test('whoever goes on after the warning is warned anew of the new day, and of no day that has passed', async () => {
  const person = await personWith({ phone: '0912345678' })
  const id = await draftOf(person, SAVED)
  assert.equal(await warn(daysLater(28)), 1)
  const savedAgain = daysLater(29)
  await sql`update filing_draft set saved_at = ${savedAgain}, expires_at = ${daysLater(59)} where id = ${id}::uuid`.execute(
    database.owner,
  )
  assert.equal(await warn(daysLater(40)), 0)
  assert.equal(await warn(daysLater(56.5)), 1)
  assert.equal((await messages(person)).length, 2)
  assert.equal(await warn(daysLater(59)), 0)
  assert.ok((await eraseExpiredDrafts(database.worker, daysLater(59))) >= 1)
})

test('whoever cannot be reached is on the list of messages that went nowhere; sent drafts warn nobody', async () => {
  const silent = await personWith({})
  await draftOf(silent, SAVED)
  const done = await personWith({ phone: '0912345678' })
  const sent = await draftOf(done, SAVED)
  await sql`update filing_draft set submitted_at = ${SAVED} where id = ${sent}::uuid`.execute(
    database.owner,
  )
  assert.equal(await warn(daysLater(28)), 1)
  assert.deepEqual(
    (await messages(silent)).map(({ state }) => state),
    ['suppressed'],
  )
  assert.deepEqual(await messages(done), [])
})

test('whoever chose English messages is warned in English', async () => {
  const person = await personWith({ email: 'english@thu.example' })
  await sql`
    insert into notice_choice (person_id, choices, language, changed_at)
    values (${person}, '{}', 'en', ${SAVED})`.execute(database.owner)
  await draftOf(person, SAVED)
  await warn(daysLater(27))
  const { rows } = await sql<{ body: string }>`
    select body from duty_notice where person_id = ${person}`.execute(database.worker)
  assert.equal(rows.length, 1)
  assert.match(rows[0]!.body, /Birth registration[^]* on \d\d\/12\/2026/)
})
