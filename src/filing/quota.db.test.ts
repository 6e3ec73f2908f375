import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { withDatabase, type TestDatabase } from '../../test/support/database.ts'
import { citizen } from '../../test/support/office.ts'
import { inContext } from '../db/context.ts'
import { MOST_BYTES, MOST_BYTES_A_PERSON, MOST_FILES } from './draft.ts'
import { addFile, type FileAdded } from './store.ts'

let database: TestDatabase
before(async () => {
  database = await withDatabase()
})
after(() => database.close())

const mother = citizen()
const now = new Date('2026-11-28T03:00:00Z')

async function draft(procedure: string, of = mother): Promise<string> {
  const id = randomUUID()
  await sql`
    insert into filing_draft (id, kind, person_id, procedure_code, procedure_version, form_version,
                              created_at, saved_at, expires_at)
    values (${id}::uuid, 'filing', ${of.personId}, ${procedure}, 1, 1, ${now}, ${now}, ${now}::timestamptz + interval '30 days')`.execute(
    database.owner,
  )
  return id
}

function add(draftId: string, size: number, by = mother): Promise<FileAdded> {
  const sha256 = randomUUID().replaceAll('-', '').repeat(2)
  const file = { id: randomUUID(), paper: 'p', name: 'x.pdf', sha256, size }
  return inContext(database.app, by, (tx) =>
    addFile(tx, draftId, {
      ...file,
      mediaType: 'application/pdf',
      personId: by.personId,
      now,
      most: 100,
    }),
  )
}

const counted = (outcomes: readonly FileAdded[], which: FileAdded): number =>
  outcomes.filter((each) => each === which).length

test('files sent at the same moment stay within the quota of the draft', async () => {
  const id = await draft('1.000001')
  const small = await Promise.all(Array.from({ length: MOST_FILES + 8 }, () => add(id, 10)))
  assert.deepEqual([counted(small, 'added'), counted(small, 'draftFull')], [MOST_FILES, 8])
  const other = await draft('1.000002')
  const large = await Promise.all(Array.from({ length: 6 }, () => add(other, MOST_BYTES / 4)))
  assert.deepEqual([counted(large, 'added'), counted(large, 'draftFull')], [4, 2])
})

test('and within the quota of the person, into however many drafts', async () => {
  const father = citizen()
  const drafts = await Promise.all(
    ['1', '2', '3', '4', '5', '6'].map((n) => draft(`2.00000${n}`, father)),
  )
  const outcomes = await Promise.all(drafts.map((id) => add(id, MOST_BYTES, father)))
  const most = Math.floor(MOST_BYTES_A_PERSON / MOST_BYTES)
  assert.deepEqual([counted(outcomes, 'added'), counted(outcomes, 'personFull')], [most, 6 - most])
  assert.equal(await add(await draft('1.000009'), 10), 'added', 'nobody else is kept out by it')
})

test('a draft of somebody else takes nothing', async () => {
  const id = await draft('3.000001')
  assert.equal(await add(id, 10, citizen()), 'draftGone')
})
