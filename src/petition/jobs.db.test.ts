import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { withDatabase, type TestDatabase } from '../../test/support/database.ts'
import { CITY, furnish, OTHER_WARD, THIRD_WARD, WARD } from '../../test/support/office.ts'
import { hanoiCalendar } from '../calendar/published.ts'
import { checkout } from '../checkout.ts'
import { inContext } from '../db/context.ts'
import { loadNoticeTemplates } from '../notice/load.ts'
import { openDirectory } from '../office/directory.ts'
import { codeFor } from './code.ts'
import {
  closeSilent,
  eraseOldPetitions,
  followOffices,
  passUpLate,
  remindOfLastWord,
  tellNews,
  type PetitionJobs,
} from './jobs.ts'
import { readPetitionTerms } from './load.ts'
import { dueOf } from './petition.ts'
import { eventsOf, insertEvent, insertPetition, petitionById, settle } from './store.ts'

const DAY = 86_400_000
const start = new Date('2026-11-02T02:00:00Z')
const clock = { now: start }
const terms = readPetitionTerms(join(checkout, 'data'))

let database: TestDatabase
let jobs: PetitionJobs
let person: number
before(async () => {
  database = await withDatabase()
  await furnish(database.owner)
  const { rows } = await sql<{ id: number }>`
    insert into person (kind, full_name, phone) values ('citizen', 'Người Gửi', '0912345678') returning id`.execute(
    database.owner,
  )
  person = rows[0]!.id
  jobs = {
    db: database.worker,
    terms,
    calendar: hanoiCalendar,
    directory: await openDirectory(database.app),
    templates: await loadNoticeTemplates(join(checkout, 'data/templates/notices')),
    ownUrl: 'https://motcua.example/phan-anh/cua-toi',
    now: () => clock.now,
  }
})
after(() => database.close())

type Sent = { handlerId?: number; personId?: number | null }

async function sent({ handlerId = WARD, personId = person }: Sent = {}): Promise<string> {
  const id = randomUUID()
  const scopes = handlerId === CITY ? [CITY] : [handlerId, CITY]
  const context = { scopes: [...scopes, person] }
  await inContext(database.app, context, (tx) =>
    insertPetition(tx, {
      id,
      topic: 'late',
      officeId: handlerId,
      handlerId,
      isAboutHead: false,
      procedureCode: null,
      language: 'vi',
      words: 'Chờ lâu.',
      photos: [{ sha256: 'ab'.repeat(32), mediaType: 'image/png' }],
      code: codeFor('secret', id),
      now: clock.now,
      scopes,
      personId,
      dossier: null,
      sender: { fullName: 'Người Gửi', address: 'số 5', contact: '0912345678' },
    }),
  )
  return id
}

async function answered(id: string): Promise<void> {
  await inContext(database.app, { scopes: [WARD, CITY] }, async (tx) => {
    const at = clock.now
    await insertEvent(
      tx,
      { id, scopes: [WARD, CITY] },
      { at, kind: 'answered', by: 'office', words: 'Đã xin lỗi.' },
    )
    await settle(tx, { id, state: 'answered', at })
  })
}

const now = (id: string) => database.worker.transaction().execute((tx) => petitionById(tx, id))
const happened = async (id: string) =>
  (await database.worker.transaction().execute((tx) => eventsOf(tx, id))).map(
    ({ kind, by }) => `${kind} ${by}`,
  )

async function toldOf(id: string): Promise<string[]> {
  const { rows } = await sql<{ body: string }>`
    select body from duty_notice where key like ${`petition%${id}%`} order by created_at, key`.execute(
    database.owner,
  )
  return rows.map(({ body }) => body)
}

test('what is late goes to the office above with a time of its own, once, and not a minute early', async () => {
  clock.now = start
  const [id, atTop] = [await sent(), await sent({ handlerId: CITY })]
  const due = dueOf(hanoiCalendar(), start, terms)
  clock.now = due
  assert.equal(await passUpLate(jobs), 0)
  clock.now = new Date(due.getTime() + 60_000)
  const both = await Promise.all([passUpLate(jobs), passUpLate(jobs)])
  assert.equal(both[0] + both[1], 1)
  const row = await now(id)
  assert.deepEqual([row?.handlerId, row?.level, row?.openSince], [CITY, 1, clock.now])
  assert.deepEqual(await happened(id), ['sent sender', 'passedUp clock'])
  const inWard = await inContext(database.app, { scopes: [WARD] }, (tx) => petitionById(tx, id))
  assert.equal(inWard, undefined)
  assert.deepEqual(await happened(atTop), ['sent sender'], 'nobody is above')
  assert.equal(await passUpLate(jobs), 0)
})

test('whoever has an account is told once of what happened, and nobody who has none', async () => {
  clock.now = new Date('2026-12-01T02:00:00Z')
  await tellNews(jobs)
  const [known, unknown] = [await sent(), await sent({ personId: null })]
  for (const id of [known, unknown]) await answered(id)
  const both = await Promise.all([tellNews(jobs), tellNews(jobs)])
  assert.equal(both[0] + both[1], 2)
  const [told, ...more] = await toldOf(known)
  assert.match(told!, /đã được trả lời.*phan-anh\/cua-toi/)
  assert.doesNotMatch(told!, new RegExp(codeFor('secret', known)))
  assert.deepEqual([more, await toldOf(unknown)], [[], []])
})

test('whoever has the last word is reminded once; silent, it ends, and words stay', async () => {
  clock.now = new Date('2026-12-02T02:00:00Z')
  const id = await sent()
  await answered(id)
  await tellNews(jobs)
  const settledAt = clock.now
  clock.now = new Date(settledAt.getTime() + terms.lastWord.remindAfterDays * DAY)
  await remindOfLastWord(jobs)
  await remindOfLastWord(jobs)
  assert.equal((await toldOf(id)).filter((body) => /Bạn có đồng ý/.test(body)).length, 1)
  assert.equal((await now(id))?.state, 'answered')
  clock.now = new Date(settledAt.getTime() + terms.lastWord.closeAfterDays * DAY)
  await closeSilent(jobs)
  const row = await now(id)
  assert.deepEqual([row?.state, row?.isContent, row?.words], ['closed', null, 'Chờ lâu.'])
  assert.deepEqual((await happened(id)).at(-1), 'closed clock')
})

test('years after its end nothing of it tells of anybody, and its code opens nothing', async () => {
  clock.now = new Date('2026-12-03T02:00:00Z')
  const [id, open] = [await sent(), await sent()]
  await answered(id)
  clock.now = new Date(clock.now.getTime() + terms.lastWord.closeAfterDays * DAY)
  await closeSilent(jobs)
  clock.now = new Date(clock.now.getTime() + terms.keep.days * DAY - 1)
  await eraseOldPetitions(jobs)
  assert.equal((await now(id))?.words, 'Chờ lâu.')
  clock.now = new Date(clock.now.getTime() + 1)
  await eraseOldPetitions(jobs)
  const { rows } = await sql<{ kept: string }>`
    select words as kept from petition where id = ${id}::uuid and words is not null
    union all select coalesce(words, photos::text) from petition_event
     where petition_id = ${id}::uuid and (words is not null or photos <> '[]')
    union all select full_name from petition_sender where petition_id = ${id}::uuid
    union all select code from petition_key where petition_id = ${id}::uuid`.execute(database.owner)
  assert.deepEqual(rows, [])
  assert.equal((await now(open))?.words, 'Chờ lâu.', 'what is open is kept')
})

test('the petitions of an office that has ended go where its work went, with the time that they had', async () => {
  clock.now = new Date('2026-12-10T02:00:00Z')
  const id = await sent({ handlerId: THIRD_WARD })
  const sentAt = clock.now
  const closed = { lastDay: '2026-12-14', successorId: OTHER_WARD, isDivided: false } as const
  const { directory } = jobs
  const ended: PetitionJobs = {
    ...jobs,
    directory: {
      ...directory,
      get: (office) => ({ ...directory.get(office), ...(office === THIRD_WARD && { closed }) }),
      closedOn: (office, day) =>
        office === THIRD_WARD && day > closed.lastDay
          ? { name: 'Phường Ba', successor: 'Phường Hai' }
          : null,
    },
  }
  assert.equal(await followOffices(ended), 0, 'its last day is not over')
  clock.now = new Date('2026-12-15T02:00:00Z')
  assert.equal(await followOffices(ended), 1)
  const row = await inContext(database.app, { scopes: [OTHER_WARD] }, (tx) => petitionById(tx, id))
  assert.deepEqual(
    [row?.handlerId, row?.officeId, row?.openSince],
    [OTHER_WARD, THIRD_WARD, sentAt],
  )
  assert.equal(await followOffices(ended), 0)
})

test('nobody moves a petition that they cannot see', async () => {
  clock.now = new Date('2026-12-20T02:00:00Z')
  const id = await sent()
  const stolen = inContext(database.app, { scopes: [OTHER_WARD] }, (tx) =>
    sql`select rescope_petition(${id}::uuid, ${OTHER_WARD}, ${OTHER_WARD}, ${[OTHER_WARD]}::int[])`.execute(
      tx,
    ),
  )
  await assert.rejects(stolen, /not in the scopes/)
  assert.equal((await now(id))?.handlerId, WARD)
})
