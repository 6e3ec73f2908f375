/** The import of the whole national catalogue against the raw files, which are counted here by other means. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { withImportedDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { checkout } from '../../checkout.ts'
import type { ImportReport } from '../import-report.ts'
import { importAll } from '../import.ts'
import { latestReport } from '../import-store.ts'
import type { FoundKind } from './finding-kinds.ts'

const dataDir = join(checkout, 'data')
const file = (name: string) => readFileSync(join(dataDir, 'procedures', name))
const unpacked = (name: string) => gunzipSync(file(name)).toString('utf8')

const crawlText = unpacked('chi_tiet_2642.jsonl.gz')
const apiText = unpacked('chi_tiet_api_502.jsonl.gz')
const listText = unpacked('danh_muc_2026-07-18.csv.gz')

let database: TestDatabase
let report: ImportReport
before(async () => {
  database = await withImportedDatabase()
  report = (await latestReport(database.owner))!
})
after(() => database.close())

/** Counted with regular expressions over the text: neither the CSV reader nor the JSON reader takes part. */
const times = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].length
const codesIn = (text: string, key: string) =>
  new Set(
    [...text.matchAll(new RegExp(`^\\{"${key}":"\\s*([^"]+?)\\s*"`, 'gm'))].map(([, c]) => c!),
  )

async function rowsOf<T>(query: ReturnType<typeof sql<T>>): Promise<T[]> {
  return (await query.execute(database.app)).rows
}
async function numberOf(query: ReturnType<typeof sql<{ n: number }>>): Promise<number> {
  return (await rowsOf(query))[0]!.n
}

test('every row of the list is there: as many as there are ids of the portal at the end of lines', async () => {
  const inFile = times(listText, /,[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\r?$/gm)
  assert.equal(inFile, 5670)
  assert.equal(await numberOf(sql`select count(*)::int as n from procedure`), inFile)
})

test('every detail record of both sources is there, for 3,067 procedures', async () => {
  const [crawl, api] = [codesIn(crawlText, 'ma'), codesIn(apiText, 'code')]
  assert.deepEqual([crawl.size, api.size, crawl.union(api).size], [2642, 502, 3067])
  const kept = await rowsOf(
    sql<{ source: string; n: number }>`
      select source, count(*)::int as n from procedure_source group by source order by source`,
  )
  assert.deepEqual(kept, [
    { source: 'chi_tiet_2642', n: crawl.size },
    { source: 'chi_tiet_api_502', n: api.size },
  ])
  assert.equal(
    await numberOf(sql`select count(distinct code)::int as n from procedure_source`),
    crawl.union(api).size,
  )
  assert.equal(report.details.inBothSources, crawl.intersection(api).size)
  assert.equal(report.details.detailed, 3067)
})

test('channels, papers, results and legal texts of the records are all kept, none twice', async () => {
  const kept = (path: string, source: string) =>
    numberOf(
      sql`select coalesce(sum(jsonb_array_length(jsonb_path_query_array(body, ${path}::jsonpath))), 0)::int as n
            from procedure_source where source = ${source}`,
    )
  assert.equal(await kept('$.kenh[*]', 'chi_tiet_2642'), times(crawlText, /\{"kenh":"/g))
  assert.equal(
    await kept('$.thanh_phan[*].giay_to[*]', 'chi_tiet_2642'),
    times(crawlText, /"ban_chinh":/g),
  )
  assert.equal(await kept('$.channels[*]', 'chi_tiet_api_502'), times(apiText, /"method":"/g))
  assert.equal(
    await kept('$.checklist_raw[*].items[*]', 'chi_tiet_api_502'),
    times(apiText, /"original_qty":/g),
  )
})

test('a record stands in the database letter by letter as in its file', async () => {
  const line = crawlText.split('\n').find((each) => each.startsWith('{"ma":"1.013225"'))!
  const [row] = await rowsOf(
    sql<{ body: unknown; sha256: string }>`
      select body from procedure_source where code = '1.013225' and source = 'chi_tiet_2642'`,
  )
  assert.deepEqual(row!.body, JSON.parse(line))
})

test('decision numbers are kept with the day on which the record was taken', async () => {
  const [row] = await rowsOf(
    sql<{ decision: string; day: string }>`
      select decision_number as decision, taken_on::text as day from procedure_source
       where code = '1.001193' and source = 'chi_tiet_2642'`,
  )
  assert.deepEqual(row, { decision: '163/QĐ-BTP', day: '2026-06-10' })
})

test('a second run over the same files, row by row, changes nothing at all', async () => {
  const again = await importAll(database.owner, { dataDir, force: true })
  assert.equal(again.changedRows, 0)
  assert.deepEqual(
    again.tables.filter(({ changed }) => changed !== 0),
    [],
  )
})

/** The names of the known list of oddities, and ours. */
const KNOWN: Readonly<Record<string, FoundKind>> = {
  thoi_han_thieu_don_vi: 'limitWithoutUnit',
  ma_ket_qua_sai_dang: 'malformedResultCode',
  so_luong_nghi_van_do_noi_chu: 'suspiciousCount',
  phi_duoi_1000_dong: 'feeBelowThousand',
  thoi_han_bang_0: 'limitZero',
}

test('the 1,275 known oddities of the crawled records are found again: the same kind at the same code, as often', async () => {
  const lines = readFileSync(join(checkout, 'test/fixtures/national/bat_thuong_nguon.csv'), 'utf8')
  const known = [...lines.matchAll(/^([\d.]+),([a-z_0-9]+),/gm)].map(
    ([, code, kind]) => `${KNOWN[kind!]} ${code}`,
  )
  assert.equal(known.length, 1275)
  const found = await rowsOf(
    sql<{ kind: string; code: string }>`
      select kind, code from catalogue_finding where source = 'chi_tiet_2642' and kind = any(${Object.values(KNOWN)})`,
  )
  // No difference in either direction: neither one of the known missing, nor one of ours too many.
  assert.deepEqual(tally(found.map(({ kind, code }) => `${kind} ${code}`)), tally(known))
})

test('what the detectors find beyond the known list is counted by kind, so that a change of theirs is seen', async () => {
  const found = await rowsOf(
    sql<{ source: string; kind: string; n: number }>`
      select source, kind, count(*)::int as n from catalogue_finding
       where not (source = 'chi_tiet_2642' and kind = any(${Object.values(KNOWN)})) group by 1, 2 order by 1, 2`,
  )
  assert.deepEqual(
    found.map(({ source, kind, n }) => `${source} ${kind} ${n}`),
    [
      'chi_tiet_2642 channelsUnread 15',
      'chi_tiet_2642 notInList 69',
      'chi_tiet_2642 otherProcedure 17',
      'chi_tiet_2642 unreadableLegalCode 108',
      'chi_tiet_api_502 feeBelowThousand 38',
      'chi_tiet_api_502 limitInWords 186',
      'chi_tiet_api_502 limitWithoutUnit 100',
      'chi_tiet_api_502 limitZero 7',
      'chi_tiet_api_502 twinCase 8',
      'chi_tiet_api_502 unreadableLegalCode 69',
      'danh_muc malformedCode 3',
      'danh_muc noPerformer 323',
      'danh_muc sharedCode 2',
      'danh_muc unclearReceiver 337',
    ],
  )
})

test('the two snapshots of June and July propose exactly the 24 changed limits of 8 building permits', async () => {
  const lines = file('thay_doi_thoi_han_06-07_2026.csv').toString('utf8')
  const channels: Record<string, string> = {
    buu_chinh: 'post',
    truc_tiep: 'counter',
    truc_tuyen: 'online',
  }
  const row =
    /^(\d\.\d{6}),.*,(buu_chinh|truc_tiep|truc_tuyen),(\d+),([^,]+),(\d+),([^,]+),(\d{4}-\d{2}-\d{2})\r?$/gm
  const expected = [...lines.matchAll(row)].map(
    ([, code, channel, from, fromUnit, to, toUnit, day]) =>
      `${code} ${channels[channel!]}: ${from} ${fromUnit!.toLowerCase()} → ${to} ${toUnit!.toLowerCase()}, ${day}`,
  )
  assert.equal(expected.length, 24)
  const found = await rowsOf(
    sql<{ code: string; place: string; before: string; after: string; day: string; what: string }>`
      select code, place, before, after, updated_on::text as day, what from catalogue_change`,
  )
  assert.deepEqual(
    found
      .map((each) => `${each.code} ${each.place}: ${each.before} → ${each.after}, ${each.day}`)
      .sort(),
    expected.sort(),
  )
  assert.ok(found.every(({ what }) => what === 'limit'))
  assert.equal(new Set(found.map(({ code }) => code)).size, 8)
})

test('Hà Nội’s own 32 procedures stand in the whole list with the very same facts', async () => {
  const known = await rowsOf(
    sql<{ portal_id: string; source: string }>`
      select portal_id, source from procedure where portal_kind = 'SPECIFIC' and issued_by like '%Hà Nội%'`,
  )
  const ids = [
    ...file('hanoi_dac_thu_32.csv')
      .toString('utf8')
      .matchAll(/,([0-9a-f-]{36})\r?$/gm),
  ]
  assert.deepEqual(known.map((row) => row.portal_id).sort(), ids.map(([, id]) => id!).sort())
  assert.ok(known.every(({ source }) => source === 'danh_muc_2026-07-18'))
})

test('the report says of how many procedures something is not known', async () => {
  const listed = new Set([...listText.matchAll(/^(?:\s*)([\w.]+),/gm)].map(([, code]) => code!))
  const detailed = codesIn(crawlText, 'ma').union(codesIn(apiText, 'code'))
  const without = await numberOf(sql`
    select count(*)::int as n from procedure p where not exists (select 1 from procedure_source s where s.code = p.code)`)
  assert.equal(report.details.withoutDetail, without)
  assert.equal(report.details.listed - without, detailed.intersection(listed).size)
  assert.ok(report.details.limitUnknown > without)
  assert.ok(report.details.feeUnknown > without)
})

function tally(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const value of values.toSorted()) counts[value] = (counts[value] ?? 0) + 1
  return counts
}
