/** The state's lists of places in `data/units`, as the index and the import take them (sources: docs/data-sources.md). */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cleanLine } from '../../lib/text.ts'
import { readTable, type TableRow } from '../table.ts'
import type { FormerUnit, MergedProvince, PlaceRows } from './place.ts'
import { partsSaid } from './part-said.ts'

export type ProvinceUntil2025 = { number: string; name: string; fullName: string; becomes: string }
export type DistrictUntil2025 = { number: string; name: string; provinceNumber: string }

/** Our ids: the edition of the list, then the number it had there; never reused, and nothing reads the number back. */
export const FIRST_EDITION = 1_000_000
export const SECOND_EDITION = 2_000_000
/** Districts and provinces have numbers of their own, which communes have too. */
const OF_DISTRICTS = 200_000
const OF_PROVINCES = 300_000

export function communeId(edition: number, number: string): number {
  return edition + Number(number)
}
export function districtId(number: string): number {
  return FIRST_EDITION + OF_DISTRICTS + Number(number)
}
export function provinceId(edition: number, number: string): number {
  return edition + OF_PROVINCES + Number(number)
}

/** What the index needs besides the communes in force, which stand in the code lists. */
export function readFormerPlaces(dataDir: string): Omit<PlaceRows, 'current'> {
  const changed = changes(dataDir)
  const former = readFormer(dataDir, changed)
  const texts = new Map(
    table(dataDir, 'hanoi_126.csv.gz').map((row) => [
      text(row, 'ma_xa'),
      (row['truoc_sap_xep'] ?? '').normalize('NFC'),
    ]),
  )
  return {
    former,
    provinces: readProvinces(dataDir, changed),
    merged: readMerged(dataDir),
    said: partsSaid(
      former.filter(({ provinceNumber }) => provinceNumber === '01'),
      texts,
    ),
  }
}

export function readProvinces(
  dataDir: string,
  changed: readonly TableRow[] = changes(dataDir),
): ProvinceUntil2025[] {
  const becomes = new Map(changed.map((row) => [text(row, 'ma_tinh_cu'), text(row, 'ma_tinh_moi')]))
  return table(dataDir, 'cu_tinh_63.csv.gz').map((row) => {
    const number = text(row, 'ma_tinh')
    const next = becomes.get(number)
    if (next === undefined) throw new Error(`province ${number} went nowhere`)
    return { number, name: text(row, 'ten'), fullName: text(row, 'ten_day_du'), becomes: next }
  })
}

export function readDistricts(dataDir: string): DistrictUntil2025[] {
  return table(dataDir, 'cu_huyen_truoc_2025-07.csv.gz').map((row) => ({
    number: text(row, 'ma_huyen'),
    name: text(row, 'ten_day_du'),
    provinceNumber: text(row, 'ma_tinh'),
  }))
}

/** The 10,035 communes and the five island districts that had none. */
export function readFormer(
  dataDir: string,
  changed: readonly TableRow[] = changes(dataDir),
): FormerUnit[] {
  const becomes = successors(changed)
  const provinces = new Map(
    table(dataDir, 'cu_tinh_63.csv.gz').map((row) => [
      text(row, 'ma_tinh'),
      text(row, 'ten_day_du'),
    ]),
  )
  const city = cityNames(dataDir)
  const communes = table(dataDir, 'cu_xa_truoc_2025-07.csv.gz').map((row): FormerUnit => {
    const number = text(row, 'ma_xa')
    return {
      id: communeId(FIRST_EDITION, number),
      number,
      name: city.get(number) ?? text(row, 'ten_day_du'),
      district: text(row, 'ten_huyen'),
      province: provinces.get(text(row, 'ma_tinh')) ?? text(row, 'ten_tinh'),
      provinceNumber: text(row, 'ma_tinh'),
      becomes: becomes.get(number) ?? [],
    }
  })
  const withCommunes = new Set(
    communes.map(({ provinceNumber, district }) => `${provinceNumber}/${district}`),
  )
  const islands = readDistricts(dataDir)
    .filter(({ provinceNumber, name }) => !withCommunes.has(`${provinceNumber}/${name}`))
    .map(({ number, name, provinceNumber }): FormerUnit => ({
      id: districtId(number),
      number,
      name,
      district: '',
      province: provinces.get(provinceNumber) ?? '',
      provinceNumber,
      becomes: becomes.get(number) ?? [],
    }))
  return [...communes, ...islands]
}

/** Old number → new numbers; the number of the district where an island district had no communes. */
function successors(changed: readonly TableRow[]): Map<string, string[]> {
  const becomes = new Map<string, string[]>()
  for (const row of changed) {
    const number = text(row, 'ma_xa_cu') || text(row, 'ma_huyen_cu')
    becomes.set(number, [...(becomes.get(number) ?? []), text(row, 'ma_xa_moi')])
  }
  return becomes
}

/** The city's own spelling ('Yên Hòa'), which its list of changes has. */
function cityNames(dataDir: string): Map<string, string> {
  return new Map(
    table(dataDir, 'hanoi_chuyen_doi_cu_moi.csv.gz').map((row) => [
      text(row, 'ma_xa_cu'),
      text(row, 'xa_cu'),
    ]),
  )
}

function readMerged(dataDir: string): MergedProvince[] {
  const file = join(dataDir, 'units', 'merged-provinces.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { provinces: MergedProvince[] }).provinces
}

function changes(dataDir: string): TableRow[] {
  return table(dataDir, 'chuyen_doi_cu_moi.csv.gz')
}

function table(dataDir: string, name: string): TableRow[] {
  return readTable(join(dataDir, 'units', name))
}

function text(row: TableRow, column: string): string {
  const value = row[column]
  if (value === undefined) throw new Error(`a row has no column ${column}`)
  return cleanLine(value)
}
