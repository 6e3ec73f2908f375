/** `motcua import catalogue`: newer, older and partial snapshots on a small catalogue of our own making. */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import { withDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { checkout } from '../../checkout.ts'
import { catalogueArgs, importCatalogue } from './cli.ts'

const dataDir = join(checkout, 'data')
const dir = mkdtempSync(join(tmpdir(), 'motcua-cli-'))
const opened: TestDatabase[] = []
let database: TestDatabase
beforeEach(async () => {
  database = await withDatabase()
  opened.push(database)
})
after(async () => {
  rmSync(dir, { recursive: true, force: true })
  for (const each of opened) await each.close()
})

const HEADER =
  'ma,ten,linh_vuc,co_quan_thuc_hien,co_quan_ban_hanh,doi_tuong,trang_thai,loai,id_cong'
type Row = { n: number; name?: string; performer?: string; state?: string; id?: number }
const listRow = ({
  n,
  name,
  performer = 'Ủy ban nhân dân cấp xã',
  state = 'ACTIVE',
  id = n,
}: Row) =>
  `1.00000${n},${name ?? `Thủ tục số ${n}`},Hộ tịch,${performer},Bộ Tư pháp,Công dân,${state},STANDARD,00000000-0000-4000-8000-00000000000${id}`
const list = (...rows: Row[]) => `${[HEADER, ...rows.map(listRow)].join('\n')}\n`

type Detail = { n: number; days?: number; unit?: string | null; decision?: string; name?: string }
const record = ({ n, days = 5, unit = 'Ngày', decision = '1/QĐ-BTP', name }: Detail) =>
  JSON.stringify({
    ma: `1.00000${n}`,
    ten: name ?? `Thủ tục số ${n}`,
    so_quyet_dinh: decision,
    kenh: [{ kenh: 'truc_tiep', so: days, don_vi: unit, phi_vnd: 0, ghi_chu: '' }],
  })
const details = (...all: Detail[]) => `${all.map(record).join('\n')}\n`

const ALL: Row[] = [1, 2, 3, 4, 5].map((n) => ({ n }))

let files = 0
async function run(content: string, takenOn: string, more: { report?: string } = {}) {
  const file = join(dir, `tep-${++files}.txt`)
  writeFileSync(file, content)
  return runFiles([file], takenOn, more)
}

async function runFiles(paths: string[], takenOn?: string, more: { report?: string } = {}) {
  const lines: string[] = []
  const code = await importCatalogue(
    { files: paths, takenOn, report: more.report },
    {
      db: database.owner,
      dataDir,
      now: () => new Date('2026-11-28T03:00:00Z'),
      out: (line) => lines.push(line),
    },
  )
  return { code, text: lines.join('\n') }
}

async function changes(): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`
    select what || ' ' || code || ' ' || case when what in ('new', 'gone') then '' else place || ': ' end || before || ' → ' || after
           || ' (' || older_on || ' ' || newer_on || ')' as line
      from catalogue_change order by id`.execute(database.app)
  return rows.map(({ line }) => line.replace(/\s+/g, ' ')).sort()
}

/** Exactly these differences stand proposed, in whatever order they were found. */
async function proposed(...expected: string[]): Promise<void> {
  assert.deepEqual(await changes(), expected.sort())
}

async function facts() {
  const { rows } = await sql`
    select code, name, portal_state, received_by, not_received, taken_on::text, gone_on::text, portal_id
      from procedure order by portal_id`.execute(database.app)
  const sources = await sql`
    select code, source, sha256, taken_on::text, decision_number from procedure_source order by 1, 2`.execute(
    database.app,
  )
  return { list: rows, details: sources.rows }
}

test('the first list proposes nothing; the same again changes nothing', async () => {
  const content = list(...ALL)
  const first = await run(content, '2026-07-18')
  assert.equal(first.code, 0)
  assert.match(first.text, /5 dòng, chụp ngày 2026-07-18/)
  await proposed()
  const before = await facts()
  const again = await run(content, '2026-09-01')
  assert.match(again.text, /đã được đọc trước đây\. \[knownFile\]/)
  assert.match(again.text, /Không dòng nào thay đổi/)
  assert.deepEqual(await facts(), before)
})

test('a newer list says what is new, gone, renamed, and whose agency or state changed', async () => {
  await run(list(...ALL), '2026-07-18')
  const newer = list(
    { n: 1, name: 'Thủ tục số một' },
    { n: 2, performer: 'Sở Tư pháp' },
    { n: 3, state: 'UPDATED' },
    { n: 4 },
    { n: 6 },
  )
  const { text } = await run(newer, '2026-09-01')
  await proposed(
    'renamed 1.000001 name: Thủ tục số 1 → Thủ tục số một (2026-07-18 2026-09-01)',
    'agency 1.000002 performedBy: Ủy ban nhân dân cấp xã → Sở Tư pháp (2026-07-18 2026-09-01)',
    'state 1.000003 portalState: ACTIVE → UPDATED (2026-07-18 2026-09-01)',
    'new 1.000006 → Thủ tục số 6 (2026-07-18 2026-09-01)',
    'gone 1.000005 Thủ tục số 5 → (2026-07-18 2026-09-01)',
  )
  assert.match(
    text,
    /Đổi tên 1\.000001: Thủ tục số 1 → Thủ tục số một \(18\/07\/2026 → 01\/09\/2026\)/,
  )
  assert.match(text, /5 đề xuất mới ở \/bien-tap\/thay-doi/)
  const gone = (await facts()).list.at(-2) as Record<string, unknown>
  assert.equal(gone['gone_on'], '2026-09-01')
  assert.equal(gone['not_received'], 'withdrawn')
  assert.deepEqual(gone['received_by'], [])
})

test('an older list tells the same changes and replaces no newer fact', async () => {
  await run(
    list({ n: 1, name: 'Thủ tục số một' }, { n: 2 }, { n: 3 }, { n: 4 }, { n: 6 }),
    '2026-09-01',
  )
  const before = await facts()
  await run(list(...ALL), '2026-07-18')
  assert.deepEqual(await facts(), before)
  await proposed(
    'renamed 1.000001 name: Thủ tục số 1 → Thủ tục số một (2026-07-18 2026-09-01)',
    'gone 1.000005 Thủ tục số 5 → (2026-07-18 2026-09-01)',
    'new 1.000006 → Thủ tục số 6 (2026-07-18 2026-09-01)',
  )
})

test('a part of the list calls nothing gone, and a column that is missing erases nothing', async () => {
  await run(list(...ALL), '2026-07-18')
  const part = 'ma,ten,id_cong\n1.000002,Thủ tục số 2,00000000-0000-4000-8000-000000000002\n'
  const { text } = await run(part, '2026-09-01')
  assert.match(text, /Thiếu cột linh_vuc, .* giữ điều đã biết\. \[missingColumns\]/)
  assert.match(text, /\[extract\]/)
  await proposed()
  const { rows } = await sql<{ field: string; performed_by: string[] }>`
    select field, performed_by from procedure where code = '1.000002'`.execute(database.app)
  assert.deepEqual(rows, [{ field: 'Hộ tịch', performed_by: ['Ủy ban nhân dân cấp xã'] }])
})

test('a list that lost most of its rows is taken for a part, not for the end of the procedures', async () => {
  await run(list(...ALL), '2026-07-18')
  const { text } = await run(list({ n: 1 }, { n: 2 }), '2026-09-01')
  assert.match(text, /\[extract\]/)
  await proposed()
})

test('a procedure under a new id of the portal is the same procedure', async () => {
  await run(list(...ALL), '2026-07-18')
  await run(list({ n: 1, id: 9 }, { n: 2 }, { n: 3 }, { n: 4 }, { n: 5 }), '2026-09-01')
  await proposed()
  const { rows } = await sql<{ portal_id: string }>`
    select right(portal_id, 1) as portal_id from procedure where code = '1.000001' and gone_on is null`.execute(
    database.app,
  )
  assert.deepEqual(rows, [{ portal_id: '9' }])
})

test('a newer detail record replaces the fact, keeps the earlier version, and proposes the new limit', async () => {
  await run(details({ n: 1 }, { n: 2 }), '2026-06-10')
  await run(
    details({ n: 1, days: 3, unit: 'Ngày làm việc', decision: '2/QĐ-BTP' }, { n: 2 }),
    '2026-08-01',
  )
  await proposed(
    'limit 1.000001 counter: 5 ngày → 3 ngày làm việc (2026-06-10 2026-08-01)',
    'decision 1.000001 decision: 1/QĐ-BTP → 2/QĐ-BTP (2026-06-10 2026-08-01)',
  )
  const { rows } = await sql`
    select code, decision_number, taken_on::text from procedure_source_past`.execute(database.app)
  assert.deepEqual(rows, [
    { code: '1.000001', decision_number: '1/QĐ-BTP', taken_on: '2026-06-10' },
  ])
})

test('the same change seen from an earlier day is one proposal; the same values changing again later are another', async () => {
  await run(details({ n: 1 }), '2026-06-10')
  await run(details({ n: 1, days: 3 }), '2026-07-01')
  await run(details({ n: 1, decision: '1/QĐ-BTP', name: 'Thủ tục số 1 ' }), '2026-05-01')
  await proposed('limit 1.000001 counter: 5 ngày → 3 ngày (2026-06-10 2026-07-01)')
  await run(`${details({ n: 1 })}\n`, '2026-08-01')
  await run(`${details({ n: 1, days: 3 })}\n`, '2026-09-01')
  await proposed(
    'limit 1.000001 counter: 5 ngày → 3 ngày (2026-06-10 2026-07-01)',
    'limit 1.000001 counter: 3 ngày → 5 ngày (2026-07-01 2026-08-01)',
    'limit 1.000001 counter: 5 ngày → 3 ngày (2026-08-01 2026-09-01)',
  )
})

test('an older detail record is compared and kept, and the newer fact stays', async () => {
  await run(details({ n: 1, days: 3, decision: '2/QĐ-BTP' }), '2026-08-01')
  const before = await facts()
  const content = details({ n: 1 })
  await run(content, '2026-06-10')
  assert.deepEqual(await facts(), before)
  assert.ok(
    (await changes()).includes('limit 1.000001 counter: 5 ngày → 3 ngày (2026-06-10 2026-08-01)'),
  )
})

test('one refused file among several leaves everything as it was; all refusals are said in one run', async () => {
  await run(list(...ALL), '2026-07-18')
  const before = await facts()
  const good = join(dir, 'tot_2026-09-01.csv')
  writeFileSync(good, list({ n: 1, name: 'Đổi' }, { n: 2 }, { n: 3 }, { n: 4 }, { n: 5 }))
  const empty = join(dir, 'trong_2026-09-01.csv')
  writeFileSync(empty, '')
  const page = join(dir, 'trang_2026-09-01.csv')
  writeFileSync(page, '<html><body>lỗi</body></html>')
  const twin = join(dir, 'sao_2026-09-01.csv')
  writeFileSync(twin, readFileSync(good))
  const report = join(dir, 'refused.json')
  const { code, text } = await runFiles([good, empty, page, twin], undefined, { report })
  assert.equal(code, 1)
  assert.match(text, /\[emptyFile\]\n.*\[webPage\]\n.*\[twinFile\]\nDanh mục giữ nguyên như trước/)
  assert.deepEqual(await facts(), before)
  const written = JSON.parse(readFileSync(report, 'utf8')) as { refusals: { code: string }[] }
  assert.deepEqual(
    written.refusals.map((refusal) => refusal.code),
    ['emptyFile', 'webPage', 'twinFile'],
  )
})

test('the file of the report holds what was read, what differs and every finding', async () => {
  await run(details({ n: 1 }), '2026-06-10')
  const report = join(dir, 'report.json')
  await run(details({ n: 1, days: 7, unit: null }), '2026-08-01', { report })
  const written = JSON.parse(readFileSync(report, 'utf8')) as Record<string, unknown[]>
  assert.equal(written['snapshots']!.length, 1)
  assert.equal(written['differences']!.length, 1)
  const open = written['open'] as { kind: string; code: string; raw: string }[]
  assert.deepEqual(
    open.filter(({ kind }) => kind === 'limitWithoutUnit').map(({ raw }) => raw),
    ['so = 7, don_vi = null'],
  )
})

test('a cleared finding comes back when its source changes, and only then', async () => {
  const state = async () => {
    const { rows } = await sql<{ raw: string; cleared: boolean; gone: boolean }>`
      select raw, cleared_at is not null as cleared, gone_at is not null as gone from catalogue_finding
       where kind = 'limitWithoutUnit'`.execute(database.app)
    return rows
  }
  const person = await sql<{ id: number }>`
    insert into person (kind, full_name) values ('staff', 'Lương Khánh Chi') returning id`.execute(
    database.owner,
  )
  await run(details({ n: 1, unit: null }), '2026-06-10')
  await sql`update catalogue_finding set cleared_by = ${person.rows[0]!.id}, cleared_at = now(), note = 'đã xem'
             where kind = 'limitWithoutUnit'`.execute(database.owner)
  await run(details({ n: 1, unit: null, decision: '2/QĐ-BTP' }), '2026-07-01')
  assert.deepEqual(await state(), [{ raw: 'so = 5, don_vi = null', cleared: true, gone: false }])
  await run(details({ n: 1, days: 6, unit: null }), '2026-08-01')
  assert.deepEqual(await state(), [{ raw: 'so = 6, don_vi = null', cleared: false, gone: false }])
  await run(details({ n: 1, days: 6 }), '2026-09-01')
  assert.deepEqual(await state(), [{ raw: 'so = 6, don_vi = null', cleared: false, gone: true }])
})

test('a record of another procedure under a code is found by its name', async () => {
  await run(list(...ALL), '2026-07-18')
  await run(details({ n: 1, name: 'Hỗ trợ phát triển sản xuất cộng đồng' }, { n: 2 }), '2026-07-18')
  const { rows } = await sql<{ code: string }>`
    select code from catalogue_finding where kind = 'otherProcedure' and gone_at is null`.execute(
    database.app,
  )
  assert.deepEqual(rows, [{ code: '1.000001' }])
})

test('the command is written with at least one file and nothing that it does not know', () => {
  assert.equal(catalogueArgs([]), undefined)
  assert.equal(catalogueArgs(['a.csv', '--what']), undefined)
  assert.deepEqual(catalogueArgs(['a.csv', '--taken-on', '2026-07-18']), {
    files: ['a.csv'],
    takenOn: '2026-07-18',
    report: undefined,
  })
})
