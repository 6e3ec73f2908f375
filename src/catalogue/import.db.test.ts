import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { checkout } from '../checkout.ts'
import { citizen, depsFor, fileFor } from '../../test/support/office.ts'
import { withDatabase, type TestDatabase } from '../../test/support/database.ts'
import type { ImportReport } from './import-report.ts'
import { importAll } from './import.ts'
import { latestReport } from './import-store.ts'
import { officeById, officeByNumber, officesOfKind, servicePoints } from './places-store.ts'
import { publishFiles } from './publication/publish-files.ts'
import { procedureByCode, searchProcedures } from './store.ts'

const dataDir = join(checkout, 'data')
let database: TestDatabase
let report: ImportReport
const steps: string[] = []

before(async () => {
  database = await withDatabase()
  report = await importAll(database.owner, { dataDir, progress: (step) => steps.push(step.name) })
})
after(() => database.close())

const codes = async (typed: string, options = {}) =>
  (await searchProcedures(database.app, typed, options)).procedures.map(
    (procedure) => procedure.code,
  )

const count = (table: string) => report.tables.find((each) => each.table === table)?.read

test('the first import brings the whole country and the national list, step by step', () => {
  assert.equal(count('unit'), 63 + 696 + 10_035 + 34 + 3321)
  assert.equal(count('unit_number'), 63 + 696 + 10_035 + 34 + 3321)
  assert.equal(count('unit_successor'), 10_602 + 63)
  assert.equal(count('procedure'), 5670)
  assert.equal(count('calendar_day'), 60)
  assert.equal(steps.length, report.tables.length)
  assert.ok(report.changedRows > 10_000)
})

test('after the first import the search keeps nothing back that would have to be sorted in later', async () => {
  const { rows } = await sql<{ index: string; options: string[] }>`
    select relname as index, reloptions as options from pg_class
     where relname in ('search_entry_bare', 'search_entry_words') order by relname`.execute(
    database.app,
  )
  assert.deepEqual(rows, [
    { index: 'search_entry_bare', options: ['fastupdate=off'] },
    { index: 'search_entry_words', options: ['fastupdate=off'] },
  ])
})

test('the same files again change nothing and say so without looking at a row', async () => {
  const again = await importAll(database.owner, { dataDir })
  assert.equal(again.isUnchanged, true)
  assert.equal(again.changedRows, 0)
})

test('compared row by row, the one that somebody altered is brought back, and only that one', async () => {
  await database.owner
    .updateTable('procedure')
    .set({ name: 'sai' })
    .where('code', '=', '1.001193')
    .execute()
  const repaired = await importAll(database.owner, { dataDir, force: true })
  assert.equal(repaired.changedRows, 1)
  assert.equal((await procedureByCode(database.app, '1.001193'))?.name, 'Thủ tục đăng ký khai sinh')
})

test('the report is kept and shows both catalogue values of the limit beside the decided one', async () => {
  const kept = await latestReport(database.app)
  const limits = kept?.limits.find((limit) => limit.code === '1.001193')
  assert.deepEqual(
    limits?.sources.map((source) => source.text),
    ['so = 1, don_vi = null', 'qty = 1, unit = OTHER', 'qty = 1, unit = WORKING_DAY'],
  )
  assert.match(limits?.decided[0]?.text ?? '', /Trong ngày làm việc/)
})

test('what the report says of the sources stands in the detail records themselves', async () => {
  const rows = await database.app
    .selectFrom('procedure_source')
    .selectAll()
    .where('code', '=', '1.001193')
    .execute()
  const body = (source: string) =>
    rows.find((row) => row.source === source)?.body as unknown as Record<string, unknown>
  assert.deepEqual(rows.map((row) => row.source).sort(), ['chi_tiet_2642', 'chi_tiet_api_502'])
  const channels = body('chi_tiet_2642')['kenh'] as { so: number; don_vi: string | null }[]
  assert.ok(channels.every(({ so, don_vi }) => so === 1 && don_vi === null))
  const cases = body('chi_tiet_api_502')['processing_cases'] as { qty: number; unit: string }[]
  assert.ok(cases.every(({ qty, unit }) => qty === 1 && unit === 'WORKING_DAY'))
})

test('a code with a stray space is cleaned and reported', async () => {
  assert.deepEqual(report.corrections[0], {
    rule: 'straySpace',
    rows: 1,
    examples: [' 1.014325'],
  })
})

test('two procedures that share a code once the space is gone are both kept, and neither is received', async () => {
  const rows = await database.app
    .selectFrom('procedure')
    .select(['name', 'not_received'])
    .where('code', '=', '1.014325')
    .execute()
  assert.deepEqual(
    new Set(rows.map((row) => row.not_received)),
    new Set(['internal', 'otherProvince']),
  )
  assert.equal(rows.length, 2)
  assert.equal(report.findings['sharedCode'], 2)
})

test('every office has an agency code of its own; those not published are marked as stand-ins', async () => {
  const offices = await database.app
    .selectFrom('office')
    .select(['id', 'agency_code', 'agency_code_is_stand_in'])
    .execute()
  assert.equal(new Set(offices.map((office) => office.agency_code)).size, offices.length)
  const real = offices
    .filter((office) => !office.agency_code_is_stand_in)
    .map((office) => office.agency_code)
  assert.deepEqual(real.sort(), ['H26', 'H26.103.25', 'H26.16'])
})

test('126 communes with place and address; the centre and the city have their own ids', async () => {
  const communes = await officesOfKind(database.app, 'commune')
  assert.equal(communes.length, 126)
  assert.ok(
    communes.every(
      ({ address, latitude, longitude }) => address && latitude! > 20 && longitude! > 105,
    ),
  )
  assert.equal((await officeById(database.app, 1))?.kind, 'city')
  assert.equal((await officeById(database.app, 2))?.kind, 'centre')
  assert.equal((await servicePoints(database.app)).length, 127)
  assert.equal((await servicePoints(database.app, 'truc bach'))[0]?.officeName, 'Phường Ba Đình')
})

test('an office is found by a number only together with the day', async () => {
  assert.equal(
    (await officeByNumber(database.app, '00004', '2025-07-01'))?.shortName,
    'Phường Ba Đình',
  )
  assert.equal(await officeByNumber(database.app, '00004', '2025-06-30'), undefined)
})

for (const typed of [
  'lam giay khai sinh cho con',
  'làm giấy khai sinh cho con',
  'đăng ký khai sinh',
  'KHAI SINH',
  'khai sin',
  'khai sih',
  'dang ky khai sanh',
  'dkks',
  'giấy khai sinh cho cháu',
  'dang ki khai sinh',
  '1.001193',
  '1001193',
]) {
  test(`“${typed}” finds the birth registration first`, async () => {
    assert.equal((await codes(typed))[0], '1.001193')
  })
}

test('everyday words find what the catalogue calls otherwise', async () => {
  assert.ok((await codes('bằng lái')).includes('3.000347'))
  const redBook = await searchProcedures(database.app, 'so do', { limit: 5 })
  assert.match(redBook.procedures[0]?.name ?? '', /quyền sử dụng đất/)
  assert.equal((await codes('giay doc than'))[0], '1.004873')
})

test('nothing typed and nonsense find nothing', async () => {
  for (const typed of ['', '   ', '!!! & | :* ()', 'zzzzqqqq', '\u0000', '%%%', "' --", "';--"])
    assert.equal((await searchProcedures(database.app, typed)).total, 0, typed)
})

test('hostile text is words: it finds what they find, and breaks nothing', async () => {
  const rowsOfList = async () => {
    const { fn } = database.owner
    const query = database.owner.selectFrom('procedure').select(fn.countAll().as('n'))
    return Number((await query.executeTakeFirstOrThrow()).n)
  }
  const before = await rowsOfList()
  const found = async (typed: string) => {
    const { total, procedures } = await searchProcedures(database.app, typed)
    return { total, codes: procedures.map(({ code }) => code) }
  }
  for (const [hostile, words] of [
    ["'; drop table procedure; --", 'drop table procedure'],
    ["khai sinh'; delete from procedure; --", 'khai sinh delete from procedure'],
    ["khai sinh' or '1'='1", 'khai sinh or 1 1'],
    ['khai sinh%', 'khai sinh'],
    ['khai & !sinh | :*', 'khai sinh'],
  ] as const)
    assert.deepEqual(await found(hostile), await found(words), hostile)
  assert.equal(await rowsOfList(), before)
  assert.ok((await found("' or true --")).total < before / 10)
})

test('a ward sees only what it receives, never another province’s procedure', async () => {
  const found = await searchProcedures(database.app, 'khai sinh', { officeId: 101, limit: 100 })
  assert.ok(found.procedures.length > 3)
  assert.ok(found.procedures.every((procedure) => procedure.receivedBy.includes('commune')))
  const all = await searchProcedures(database.app, 'đất', { limit: 1000 })
  assert.ok(
    all.procedures.every(
      ({ notReceived }) => notReceived !== 'otherProvince' && notReceived !== 'internal',
    ),
  )
})

test('none of the 872 procedures of other provinces is received here; the 32 of Hà Nội are', async () => {
  const rows = await database.app
    .selectFrom('procedure')
    .select(['code', 'issued_by', 'received_by', 'not_received'])
    .where('portal_kind', '=', 'SPECIFIC')
    .execute()
  const ours = rows.filter((row) => row.issued_by.includes('Hà Nội'))
  assert.equal(ours.length, 32)
  assert.deepEqual(
    ours.filter((row) => row.received_by.length === 0),
    [],
  )
  const theirs = rows.filter((row) => !row.issued_by.includes('Hà Nội'))
  assert.equal(theirs.length, 872)
  assert.ok(
    theirs.every((row) => row.not_received === 'otherProvince' && row.received_by.length === 0),
  )
})

test('pages of a search follow each other without gap or twin', async () => {
  const all = await codes('dat dai', { limit: 30 })
  const paged = [
    ...(await codes('dat dai', { limit: 15 })),
    ...(await codes('dat dai', { limit: 15, offset: 15 })),
  ]
  assert.deepEqual(paged, all)
})

/** A copy of the data folder with one file changed. */
async function withChanged(
  file: string,
  change: (text: string) => string,
  then: (dir: string) => Promise<void>,
) {
  const dir = mkdtempSync(join(tmpdir(), 'motcua-data-'))
  try {
    cpSync(dataDir, dir, { recursive: true })
    writeFileSync(join(dir, file), change(readFileSync(join(dir, file), 'utf8')))
    await then(dir)
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

test('a published version may not change once a dossier was filed; before that it may', async () => {
  const altered = (text: string) =>
    text.replace('Lãnh đạo ký, văn thư đóng dấu', 'Lãnh đạo ký rồi văn thư đóng dấu')
  /** The published documents alone: the national list beside them is the same each time. */
  const changedIn = (dir: string) =>
    database.owner.transaction().execute(async (tx) => (await publishFiles(tx, dir)).changed)
  await withChanged('curated/1.001193.json', altered, async (dir) => {
    assert.equal(await changedIn(dir), 1)
    assert.equal(await changedIn(dataDir), 1)
    await fileFor(depsFor(database.app), citizen(), { origin: 'demo' })
    assert.equal(await changedIn(dir), 1, 'made dossiers bind nobody')
    assert.equal(await changedIn(dataDir), 1)
    await fileFor(depsFor(database.app), citizen())
    await assert.rejects(
      importAll(database.owner, { dataDir: dir }),
      /procedure 1\.001193 v1 is already published/,
    )
    assert.equal(await changedIn(dataDir), 0, 'nothing of the refused import stays')
  })
})

test('a broken file stops the import and leaves the catalogue as it was', async () => {
  const before = await latestReport(database.app)
  await withChanged(
    'units/offices.json',
    (text) => text.replace('"H26.T102"', '"H26.T101"'),
    async (dir) => {
      await assert.rejects(
        importAll(database.owner, { dataDir: dir }),
        /two offices have the agency code H26\.T101/,
      )
    },
  )
  assert.deepEqual(await latestReport(database.app), before)
})

test('the application may read the catalogue and change nothing in it', async () => {
  await assert.rejects(
    database.app.updateTable('procedure').set({ name: 'x' }).execute(),
    /permission denied/,
  )
  await assert.rejects(database.app.deleteFrom('procedure_document').execute(), /permission denied/)
})
