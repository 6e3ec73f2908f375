import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql, type RawBuilder } from 'kysely'
import { inContext } from '../db/context.ts'
import { openCounter, OTHER_WARD, WARD, type Counter } from '../../test/support/counter.ts'
import { staff } from '../../test/support/office.ts'
import { cursorText, PAGE_ROWS, QUEUES, readCursor, type QueueName } from './queue.ts'
import {
  findDossiers,
  queueCounts,
  queuePage,
  queueStatement,
  searchStatement,
} from './queue-store.ts'

let counter: Counter
const receptionist = staff('receptionist')

before(async () => {
  counter = await openCounter()
})
after(() => counter.close())

const page = (queue: QueueName, after?: string, officeId = WARD) =>
  inContext(counter.database.app, receptionist, (tx) =>
    queuePage(tx, queue, { officeId, after: readCursor(after) }),
  )
const counts = () => inContext(counter.database.app, receptionist, (tx) => queueCounts(tx, WARD))

test('each dossier waits in one queue, and the counts are those of the lists', async () => {
  const arrived = await counter.filed()
  const asked = await counter.filed()
  await counter.act(asked.id, receptionist, {
    type: 'requestSupplement',
    faults: [{ paper: 'birth-notice', fault: 'Mờ.' }],
    reason: 'Mờ.',
    legalBasis: 'NĐ 118',
  })
  const leaving = await counter.filed()
  await counter.act(leaving.id, receptionist, { type: 'requestWithdrawal', reason: 'Nộp nhầm.' })
  const underWay = await counter.filed()
  await counter.act(underWay.id, receptionist, { type: 'accept', originals: [] })
  const leavingLater = await counter.filed()
  await counter.act(leavingLater.id, receptionist, { type: 'accept', originals: [] })
  await counter.act(leavingLater.id, receptionist, { type: 'requestWithdrawal', reason: 'Thôi.' })
  const elsewhere = { receiving: OTHER_WARD, competent: OTHER_WARD, returning: WARD }
  await counter.filed({ offices: elsewhere })
  const ids = async (queue: QueueName) => (await page(queue)).map(({ id }) => id)
  assert.deepEqual(await ids('moi'), [arrived.id])
  assert.deepEqual(await ids('cho-dan'), [asked.id])
  assert.deepEqual((await ids('rut')).sort(), [leaving.id, leavingLater.id].sort())
  assert.deepEqual(await ids('tra'), [])
  assert.deepEqual(await counts(), { moi: 1, rut: 2, 'cho-dan': 1, tra: 0 })
})

test('a dossier is found by code, by names without marks and by their beginnings, in its own ward only', async () => {
  const { id, code } = await counter.filed({ ownerName: 'Đặng Thị Ỷ', applicantName: 'Vũ Văn Ấn' })
  const find = (typed: string, officeId = WARD) =>
    inContext(counter.database.app, receptionist, (tx) => findDossiers(tx, officeId, typed))
  for (const typed of [code, code.toLowerCase(), 'dang thi y', 'Đặng Thị Ỷ', 'vu van a', 'ấn vũ'])
    assert.deepEqual(
      (await find(typed)).map((row) => row.id),
      [id],
      typed,
    )
  for (const typed of ['', "'", "a' | 's102", '\\', 'không có ai', '!!! & |', 's102 dang'])
    assert.deepEqual(await find(typed), [], typed)
  assert.deepEqual(await find('dang thi y', OTHER_WARD), [])
})

test('pages follow each other without a gap or a repeat', async () => {
  await many(60 * 5 * (PAGE_ROWS * 2 + 3))
  for (const queue of ['moi', 'tra', 'cho-dan', 'rut'] as const) {
    const seen: string[] = []
    let cursor: string | undefined
    for (let turn = 0; turn < 10; turn++) {
      const rows = await page(queue, cursor)
      seen.push(...rows.slice(0, PAGE_ROWS).map(({ id }) => id))
      if (rows.length <= PAGE_ROWS) break
      cursor = cursorText(rows[PAGE_ROWS - 1]!)
    }
    assert.equal(new Set(seen).size, seen.length, queue)
    assert.equal(seen.length, (await counts())[queue], queue)
  }
})

test('with 100,000 dossiers in the city the lists read the access index and the search its words', async () => {
  await many(100_000)
  await sql`vacuum analyze dossier, dossier_access, dossier_search, dossier_state`.execute(
    counter.database.owner,
  )
  for (const queue of QUEUES) {
    const plan = await planOf(queueStatement(queue, { officeId: WARD, after: undefined }))
    assert.match(
      plan,
      /Index (?:Only )?Scan using dossier_access_|Bitmap Index Scan on dossier_access_/,
    )
    assert.doesNotMatch(plan, /Seq Scan/, `${queue}\n${plan}`)
  }
  const plan = await planOf(searchStatement(WARD, 'người số 60')!)
  assert.match(plan, /Bitmap Index Scan on dossier_search_words/)
  assert.doesNotMatch(plan, /Seq Scan/, plan)
})

async function planOf(statement: RawBuilder<unknown>): Promise<string> {
  return inContext(counter.database.app, receptionist, async (tx) => {
    const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${statement}`.execute(tx)
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  })
}

let made = 0

/** Dossiers by insert-select as the owner, spread over sixty wards, in every state that the counter lists. */
async function many(count: number): Promise<void> {
  const { owner } = counter.database
  await sql`
    insert into office (id, kind, name, short_name, parent_id, agency_code, agency_code_is_stand_in, valid_from)
    select 100 + n, 'commune', 'Phường ' || n, 'Phường ' || n, 1, 'H26.' || (100 + n), true, '2025-07-01'
      from generate_series(1, 60) n on conflict do nothing`.execute(owner)
  await sql`
    with made as (
      select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id, 101 + (n / 5) % 60 as office,
             n % 5 as kind, n
        from generate_series(${made + 1}::int, ${made + count}::int) n),
    d as (insert into dossier (id, seq, code, procedure_code, procedure_version, procedure_name, source, kind_of_filing,
             receiving_office_id, competent_office_id, returning_office_id, owner_name, applicant_name, status, waits_for,
             submitted_at, due_at, finished_at, is_open, origin, scopes)
          select id, 1, 'G00-' || n, '1.001193', 1, 'Đăng ký khai sinh', 'ownPortal', 'selfOnline', office, office, office,
                 'Người số ' || n, 'Người nộp ' || n, (array[1, 9, 5, 4, 10])[kind + 1],
                 (array['receptionist', 'receptionist', 'applicant', 'receptionist', null])[kind + 1],
                 timestamptz '2026-01-01 01:00Z' + n * interval '1 minute',
                 case when kind in (1, 2, 3) then timestamptz '2026-01-02 10:00Z' + (n % 977) * interval '1 hour' end,
                 case kind when 1 then timestamptz '2026-01-02 09:00Z' end, kind <> 4, 'live', array[1, office]
            from made),
    s as (insert into dossier_state (dossier_id, seq, head_hash, state, scopes)
          select id, 1, '\\x00', '{"isWithdrawalAsked": false}', array[1, office] from made),
    w as (insert into dossier_search (dossier_id, words)
          select id, array_to_tsvector(array['nguoi', 'so', n::text, 's1', 's' || office]) from made)
    insert into dossier_access (dossier_id, scope, is_open, waits_for, due_at)
    select id, scope, kind <> 4, (array['receptionist', 'receptionist', 'applicant', 'receptionist', null])[kind + 1],
           case when kind in (1, 2, 3) then timestamptz '2026-01-02 10:00Z' + (n % 977) * interval '1 hour' end
      from made, unnest(array[1, office]) scope`.execute(owner)
  made += count
}
