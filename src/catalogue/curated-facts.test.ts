/** What a curated procedure takes from the national catalogue equals the raw files, so that a slip of the pen is found. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { checkout } from '../checkout.ts'
import { openLaw } from './law.ts'
import {
  DETAIL_SOURCES,
  normalised,
  type DetailSource,
  type NationalDetail,
} from './national/detail.ts'
import type { Fee } from './procedure.ts'
import { sourceLimitsOf } from './source-limits.ts'

const dataDir = join(checkout, 'data')
const law = openLaw(dataDir)
const procedures = law.procedures()
const codes = new Set(procedures.map(({ code }) => code))

type Record_ = { from: DetailSource; raw: string; detail: NationalDetail }
const records = new Map<string, Record_[]>()
for (const from of DETAIL_SOURCES)
  for (const raw of textOf(`${from}.jsonl.gz`).split('\n')) {
    if (raw === '') continue
    const detail = normalised(JSON.parse(raw), from)
    if (codes.has(detail.code))
      records.set(detail.code, [...(records.get(detail.code) ?? []), { from, raw, detail }])
  }
const list = new Map(
  textOf('danh_muc_2026-07-18.csv.gz')
    .split('\n')
    .map((row) => [row.slice(0, 8), row] as const),
)

function textOf(name: string): string {
  return gunzipSync(readFileSync(join(dataDir, 'procedures', name))).toString('utf8')
}

/** Runs of spaces and the portal's no-break spaces are not part of a name. */
function spaced(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim()
}

test('every curated procedure has a record in the catalogue', () => {
  for (const code of codes) assert.ok((records.get(code) ?? []).length > 0, code)
})

for (const procedure of procedures) {
  const { code } = procedure
  const known = records.get(code) ?? []
  const api = known.find(({ from }) => from === 'chi_tiet_api_502')?.detail
  const crawl = known.find(({ from }) => from === 'chi_tiet_2642')?.detail

  test(`${code}: name, field, decision and day are those of the catalogue`, () => {
    const row = list.get(code)!.replaceAll('""', '"')
    assert.ok(spaced(row).includes(spaced(procedure.name.vi)), procedure.name.vi)
    for (const { detail } of known) {
      assert.equal(spaced(detail.name), spaced(procedure.name.vi))
      assert.equal(spaced(detail.field), spaced(procedure.category.name.vi))
    }
    if (crawl) assert.equal(crawl.decisionNumber, procedure.decision.value)
    if (api) assert.ok(known.some(({ raw }) => raw.includes(`"${procedure.category.code}"`)))
    if (api) assert.equal(procedure.sourceUpdatedOn, api.updatedOn)
  })

  test(`${code}: results are those of the catalogue, code and name`, () => {
    const given = known.flatMap(({ detail }) => detail.results)
    for (const { code: result, name } of [procedure.result, ...(procedure.otherResults ?? [])]) {
      if (result === null) continue
      const found = given.find((each) => each.code === result)
      assert.equal(spaced(found?.name ?? ''), spaced(name.vi), result)
    }
  })

  test(`${code}: paper codes stand in the record, as papers or as notes`, () => {
    const used = [...procedure.papers, ...procedure.shownPapers].flatMap(
      ({ catalogueCode }) => catalogueCode ?? [],
    )
    for (const each of used)
      assert.ok(
        known.some(({ raw }) => raw.includes(`"${each}"`)),
        each,
      )
  })

  test(`${code}: the sources’ limits are kept exactly, and a national case keeps its own`, () => {
    assert.deepEqual(
      procedure.sourceLimits,
      known.flatMap(({ detail, from }) => sourceLimitsOf(detail, from)),
    )
    for (const { code: number, limit } of api?.cases ?? []) {
      const own = procedure.cases.find((each) => each.code === number)
      assert.deepEqual(own?.limit.value, limit, number)
    }
  })

  test(`${code}: a fee that is called verified stands in the record`, () => {
    for (const fee of procedure.fees)
      if (fee.amount?.mark === 'verified' && fee.amount.value !== null)
        assert.ok(isGiven(fee, known), `${fee.id}: ${fee.amount.value}`)
  })

  test(`${code}: the legal basis and the subjects are named in the record`, () => {
    const numbers = known.flatMap(({ detail }) => detail.legalBasis.map((each) => each.code))
    const subjects = known.flatMap(({ detail }) => detail.subjects.map(spaced))
    for (const { number } of procedure.legalBasis) assert.ok(numbers.includes(number), number)
    for (const { vi } of procedure.subjects) assert.ok(subjects.includes(spaced(vi)), vi)
  })

  test(`${code}: a link to the portal is the record’s own`, () => {
    const url = procedure.deepLink?.url
    if (url?.startsWith('https://dichvucong.gov.vn/thu-tuc-hanh-chinh/'))
      assert.ok(
        known.some(({ detail }) => detail.portalUrl === url),
        url,
      )
  })
}

/** The amount as a number of the record, or written out in its words; nothing to pay is said in words. */
function isGiven({ amount }: Fee, known: readonly Record_[]): boolean {
  const value = amount!.value!
  const fees = known.flatMap(({ detail }) => detail.channels.flatMap((each) => each.fees))
  if (value === 0) return fees.some(({ text }) => /miễn/i.test(text))
  const written = value.toLocaleString('vi-VN')
  return fees.some(({ rawAmount, text }) => rawAmount === value || text.includes(`${written} đồng`))
}
