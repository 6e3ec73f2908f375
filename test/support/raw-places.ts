/** The state's lists of places read by other means than the program's: bytes, lines, commas. For comparison only. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { checkout } from '../../src/checkout.ts'

export type RawCommune = {
  number: string
  name: string
  district: string
  provinceNumber: string
  province: string
  becomes: string[]
}

function lines(name: string): string[][] {
  const text = gunzipSync(readFileSync(join(checkout, 'data/units', name))).toString('utf8')
  return text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(','))
}

const changes = lines('chuyen_doi_cu_moi.csv.gz')

/** Every commune until 30/6/2025 with the numbers of what it went into, in the order of the list of changes. */
export const rawCommunes: RawCommune[] = lines('cu_xa_truoc_2025-07.csv.gz').map(
  ([number = '', name = '', , district = '', provinceNumber = '', province = '']) => ({
    number,
    name,
    district,
    provinceNumber,
    province,
    becomes: [],
  }),
)
const byNumber = new Map(rawCommunes.map((commune) => [commune.number, commune]))
for (const change of changes) byNumber.get(change[2] ?? '')?.becomes.push(change[4] ?? '')

export const changesOfCountry = changes.length
/** Former number, new number, as the city's own list has them. */
export const changesOfCity: [string, string, string][] = lines(
  'hanoi_chuyen_doi_cu_moi.csv.gz',
).map((row) => [row[2] ?? '', row[4] ?? '', row[6] ?? ''])
