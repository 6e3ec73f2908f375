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
const anyRecord = textOf('chi_tiet_2642.jsonl.gz')
const list = new Map(
  textOf('danh_muc_2026-07-18.csv.gz')
    .split('\n')
    .map((row) => [row.slice(0, 8), row] as const),
)

function textOf(name: string): string {
  return gunzipSync(readFileSync(join(dataDir, 'procedures', name))).toString('utf8')
}

/** Codes that are named as what was before; the list of July 2026 has them no more. */
const FORMER = new Set(['2.000488'])

/** Runs of spaces and the portal's no-break spaces are not part of a name. */
function spaced(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim()
}

/** The joint procedures of NĐ 301/2026 are younger than the snapshot: their code is known at second hand only. */
const YOUNGER = new Set(['2.002621', '2.002622'])

test('every curated procedure has a record in the catalogue, or is younger and says that nothing is verified by it', () => {
  for (const { code, decision, result, otherResults = [] } of procedures) {
    if (!YOUNGER.has(code)) {
      assert.ok((records.get(code) ?? []).length > 0, code)
      continue
    }
    assert.ok(!records.has(code) && !list.has(code), code)
    assert.equal(decision.mark, 'toBeConfirmed')
    const named = [result, ...otherResults].flatMap((each) => each.code ?? [])
    for (const each of named) assert.ok(anyRecord.includes(`"${each}"`), each)
  }
})

for (const procedure of procedures.filter(({ code }) => !YOUNGER.has(code))) {
  const { code } = procedure
  const known = records.get(code) ?? []
  const api = known.find(({ from }) => from === 'chi_tiet_api_502')?.detail
  const crawl = known.find(({ from }) => from === 'chi_tiet_2642')?.detail

  test(`${code}: name, field, decision and day are those of the catalogue`, () => {
    const row = list.get(code)!.replaceAll('""', '"')
    assert.ok(spaced(row).includes(spaced(procedure.name.vi)), procedure.name.vi)
    for (const { detail } of known) {
      assert.equal(spaced(detail.name), spaced(procedure.name.vi))
      if (detail.field !== '')
        assert.equal(spaced(detail.field), spaced(procedure.category.name.vi))
    }
    if (crawl) assert.equal(crawl.decisionNumber, procedure.decision.value)
    if (api && api.field !== '')
      assert.ok(known.some(({ raw }) => raw.includes(`"${procedure.category.code}"`)))
    if (api) assert.equal(procedure.sourceUpdatedOn, api.updatedOn)
  })

  test(`${code}: results are those of the catalogue, code and name`, () => {
    const given = known.flatMap(({ detail }) => detail.results)
    for (const { code: result, name } of [procedure.result, ...(procedure.otherResults ?? [])]) {
      if (result === null) continue
      const found = given.find((each) => each.code === result)
      const [whole, ours] = [(found?.name ?? '').replace(/^- /, ''), name.vi].map((each) =>
        spaced(each).toLowerCase(),
      )
      assert.ok(whole!.startsWith(ours!), `${result}: ${name.vi}`)
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
    const own = known.flatMap(({ detail, from }) => sourceLimitsOf(detail, from))
    const { true: rows = [], false: quoted = [] } = Object.groupBy(
      procedure.sourceLimits,
      ({ where }) => String(/^(kenh|channels|processing_cases) /.test(where)),
    )
    assert.deepEqual(rows, own)
    for (const { source, text } of quoted)
      assert.ok(
        known.some(
          ({ from, raw }) => source.startsWith(from) && spaced(raw).includes(spaced(text)),
        ),
        text,
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
    for (const { number, source } of procedure.legalBasis)
      assert.equal(numbers.includes(number), source === undefined, number)
    for (const { vi } of procedure.subjects) assert.ok(subjects.includes(spaced(vi)), vi)
  })

  test(`${code}: every procedure that its texts name exists`, () => {
    const named = JSON.stringify(procedure).match(/(?<![\d.])[1-3]\.\d{6}(?!\d)/g) ?? []
    for (const each of named) assert.ok(list.has(each) || codes.has(each) || FORMER.has(each), each)
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
