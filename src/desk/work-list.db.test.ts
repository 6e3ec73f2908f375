import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { openDesks, type DeskWorld, type Filed } from '../../test/support/desk.ts'
import { OTHER_WARD, WARD } from '../../test/support/office.ts'
import { inContext } from '../db/context.ts'
import type { Tx } from '../db/connect.ts'
import { readFilter } from './work-list.ts'
import { mostUrgent, PAGE_ROWS, workCounts, workPage, workQuery } from './work-list-store.ts'

let world: DeskWorld
const NOW = new Date('2026-11-24T03:00:00Z') // Tuesday, 10:00

before(async () => {
  world = await openDesks()
})
after(() => world.close())

const me = () => world.people.officer.actor
const whose = () => ({ personId: me().personId, offices: [WARD], now: NOW })
function inWard<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return inContext(world.database.app, me(), work)
}

/** Sets what lists read; the rows themselves were made through the one door. */
async function set(id: string, row: { due_at?: string; paused_at?: string; waits_for?: string }) {
  const { owner } = world.database
  await owner.updateTable('dossier').set(row).where('id', '=', id).execute()
  const { paused_at: _paused, ...access } = row
  if (Object.keys(access).length > 0)
    await owner.updateTable('dossier_access').set(access).where('dossier_id', '=', id).execute()
}

async function owners(query: Record<string, string>): Promise<string[]> {
  const { rows } = await inWard((tx) => workPage(tx, whose(), readFilter(query)))
  return rows.map(({ owner_name }) => owner_name)
}

test('an officer sees their own nearest due first, each tab says exactly its dossiers, and counts agree with lists', async () => {
  const held = async (name: string, row: Parameters<typeof set>[1]): Promise<Filed> => {
    const filed = await world.dossier('claimed', { ownerName: name })
    await set(filed.id, row)
    return filed
  }
  await held('Quá Hạn', { due_at: '2026-11-23T10:00:00Z' })
  await held('Hôm Nay', { due_at: '2026-11-24T10:00:00Z' })
  await held('Đúng Phút', { due_at: '2026-11-24T03:00:00Z' })
  await held('Ngày Mai', { due_at: '2026-11-25T10:00:00Z' })
  await held('Đang Dừng', { due_at: '2026-11-20T10:00:00Z', paused_at: '2026-11-20T03:00:00Z' })
  await held('Chờ Dân', { due_at: '2026-11-26T10:00:00Z', waits_for: 'applicant' })
  await world.dossier('sealed', { ownerName: 'Đã Xong' })
  const free = await world.dossier('accepted', { ownerName: 'Chưa Ai Giữ' })
  await set(free.id, { due_at: '2026-11-24T10:00:00Z' })
  await world.dossier('submitted', { ownerName: 'Chưa Tiếp Nhận' })

  assert.deepEqual(await owners({}), [
    'Đang Dừng',
    'Quá Hạn',
    'Đúng Phút',
    'Hôm Nay',
    'Ngày Mai',
    'Chờ Dân',
  ])
  assert.deepEqual(await owners({ muc: 'qua-han' }), ['Quá Hạn'])
  assert.deepEqual(await owners({ muc: 'hom-nay' }), ['Đúng Phút', 'Hôm Nay'])
  assert.deepEqual(await owners({ muc: 'cho-nguoi-dan' }), ['Chờ Dân'])
  assert.deepEqual(await owners({ muc: 'chua-giu' }), ['Chưa Ai Giữ'])
  assert.deepEqual(await inWard((tx) => workCounts(tx, whose())), {
    'dang-giu': 6,
    'qua-han': 1,
    'hom-nay': 2,
    'cho-nguoi-dan': 1,
    'chua-giu': 1,
    'lam-thay': 0,
  })
  const next = await inWard((tx) => mostUrgent(tx, me().personId, null))
  assert.equal(next?.owner_name, 'Đang Dừng')
  const after = await inWard((tx) => mostUrgent(tx, me().personId, next.id))
  assert.equal(after?.owner_name, 'Quá Hạn')
})

test('filters find without tones and by the beginning of the code; what is typed is never a query', async () => {
  assert.deepEqual(await owners({ tim: 'qua han' }), ['Quá Hạn'])
  assert.deepEqual(await owners({ tim: 'HÔM na' }), ['Hôm Nay'])
  const { rows } = await inWard((tx) => workPage(tx, whose(), readFilter({})))
  const code = rows[0]!.code
  assert.deepEqual(await owners({ tim: code }), ['Đang Dừng'])
  for (const odd of ["' | !x:*", "a'); drop table dossier; --", '\\', '& | ! ( ) :*', '<script>'])
    assert.deepEqual(await owners({ tim: odd }), [])
  assert.deepEqual(await owners({ 'thu-tuc': '1.000001' }), [])
  assert.equal((await owners({ kenh: 'ownPortal', 'trang-thai': '4' })).length, 6)
  assert.deepEqual(await owners({ kenh: 'post' }), [])
})

test('paging forwards and back shows every dossier once, also where many are due in the same minute', async () => {
  const officer = await world.hire('officer', OTHER_WARD)
  const { personId } = officer.actor
  await generate({ rows: 95, office: OTHER_WARD, holder: personId, sameMinute: true })
  const there = { personId, offices: [OTHER_WARD], now: NOW }
  const read = (query: Record<string, string>) =>
    inContext(world.database.app, officer.actor, (tx) => workPage(tx, there, readFilter(query)))
  const seen: string[] = []
  const pages: string[][] = []
  let query: Record<string, string> = {}
  for (let hasMore = true; hasMore;) {
    const page = await read(query)
    const last = page.rows.at(-1)!
    pages.push(page.rows.map(({ id }) => id))
    seen.push(...page.rows.map(({ id }) => id))
    hasMore = page.hasMore
    query = { sau: `${last.due_at.getTime()}.${last.id}` }
  }
  assert.equal(seen.length, 95)
  assert.equal(new Set(seen).size, 95)
  assert.equal(pages[0]!.length, PAGE_ROWS)
  const first = (await read({ sau: '0.00000000-0000-7000-8000-000000000000' })).rows[0]!
  assert.equal(first.id, seen[0])
  const third = pages[2]![0]!
  const at = await read({})
  const back = await read({ truoc: `${at.rows[0]!.due_at.getTime()}.${third}` })
  assert.deepEqual(
    back.rows.map(({ id }) => id),
    pages[1],
  )
})

test('another ward sees none of it, whatever it asks for', async () => {
  const stranger = await world.hire('officer', OTHER_WARD)
  const rows = await inContext(world.database.app, stranger.actor, async (tx) => [
    ...(await workPage(tx, whose(), readFilter({}))).rows,
    ...(await workPage(tx, whose(), readFilter({ muc: 'chua-giu' }))).rows,
  ])
  assert.deepEqual(rows, [])
})

test('on many rows the pages are read from their indexes, in order, and nothing is sorted whole', async () => {
  const { personId } = (await world.hire('officer', WARD)).actor
  await generate({ rows: 20_000, office: WARD, holder: null })
  await generate({ rows: 5_000, office: OTHER_WARD, holder: null })
  await generate({ rows: 1_000, office: WARD, holder: personId })
  await sql`analyze dossier`.execute(world.database.owner)
  await sql`analyze dossier_access`.execute(world.database.owner)
  await sql`analyze dossier_state`.execute(world.database.owner)
  const held = await planOf({ personId, query: {} })
  assert.match(held, /Index Scan using dossier_holder on dossier/)
  const free = await planOf({ personId, query: { muc: 'chua-giu' } })
  assert.match(free, /Index (Only )?Scan using dossier_access_(queue|due) on dossier_access/)
  const paged = await planOf({
    personId,
    query: { muc: 'chua-giu', sau: `${NOW.getTime()}.${randomUUID()}` },
  })
  for (const plan of [held, free, paged]) {
    assert.doesNotMatch(plan, /Seq Scan on (dossier|dossier_access|dossier_state|dossier_event)\b/)
    assert.doesNotMatch(plan, /rows=\d{4,}[.\d]* loops/, 'no step reads a thousand rows')
  }
})

/** The plan of the page's own statement, as the application's role sees it. */
async function planOf(asked: { personId: number; query: Record<string, string> }): Promise<string> {
  const there = { personId: asked.personId, offices: [WARD], now: NOW }
  const query = workQuery(there, readFilter(asked.query))
  const { rows } = await inWard((tx) =>
    sql<{ 'QUERY PLAN': string }>`explain (analyze, costs off) ${query}`.execute(tx),
  )
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}

/** Rows as lists read them, made by the owner: thousands through the door would take minutes. */
async function generate(wanted: {
  rows: number
  office: number
  holder: number | null
  sameMinute?: boolean
}): Promise<void> {
  const { rows, office, holder, sameMinute = false } = wanted
  await sql`
    with made as (
      insert into dossier (id, seq, code, procedure_code, procedure_version, procedure_name, case_code, source,
                           kind_of_filing, receiving_office_id, competent_office_id, returning_office_id, owner_name,
                           applicant_name, status, step, waits_for, holder_person_id, submitted_at, accepted_at, due_at,
                           first_due_at, is_open, origin, scopes)
      select gen_random_uuid(), 3, 'G-' || gen_random_uuid(), '1.001193', 1, 'Đăng ký khai sinh', '1.001193', 'ownPortal',
             'selfOnline', ${office}, ${office}, ${office}, 'Người Thử ' || n, 'Người Nộp ' || n,
             case when ${holder}::int is null then 2 else 4 end, 'examine',
             case when n % 4 = 0 then 'officer' else 'leader' end, ${holder}::int,
             '2026-11-01', '2026-11-02',
             '2026-12-01'::timestamptz + make_interval(mins => case when ${sameMinute} then 0 else n end),
             '2026-12-01', true, 'demo', array[1, ${office}::int]
        from generate_series(1, ${rows}::int) n
      returning id, due_at, waits_for, competent_office_id),
    access as (
      insert into dossier_access (dossier_id, scope, is_open, waits_for, due_at)
      select id, s, true, waits_for, due_at from made, unnest(array[1, competent_office_id]) s)
    insert into dossier_state (dossier_id, seq, head_hash, state, scopes)
    select id, 3, '\\x00', '{"clock": null}', array[1, competent_office_id] from made`.execute(
    world.database.owner,
  )
}
