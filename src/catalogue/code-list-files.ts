/** Official code lists and communes from the state's own tables in `data/` (sources: docs/data-sources.md). */
import { join } from 'node:path'
import { makeCodeLists, type CodeEntry, type CodeLists } from './code-lists.ts'
import { readFormerPlaces } from './places/place-files.ts'
import { readTable } from './table.ts'

const SEXES: CodeEntry[] = [
  { code: 'male', label: { vi: 'Nam', en: 'Male' } },
  { code: 'female', label: { vi: 'Nữ', en: 'Female' } },
]
/** Not in the ISO list, but on papers. */
const STATELESS: CodeEntry = { code: 'XX', label: { vi: 'Không quốc tịch', en: 'Stateless' } }
/** "Khác" is allowed: the list is for statistics, the person decides (screens.md A3). */
const OTHER_ETHNICITY: CodeEntry = { code: '99', label: { vi: 'Khác', en: 'Other' } }

export function readCodeLists(dataDir: string): CodeLists {
  const table = (...path: string[]) => readTable(join(dataDir, ...path))
  const countries = table('codelists', 'quoc_gia_iso.csv').map((row) =>
    entry(row['alpha2'], row['ten_vi'], row['ten_en']),
  )
  const ethnicities = table('codelists', 'dan_toc_54.csv').map((row) =>
    entry(row['ma'], row['ten_trong_nguon']),
  )
  const banks = table('codelists', 'ngan_hang.csv').map((row) =>
    entry(row['ma'], `${row['ten']} (${row['ten_ngan']})`, row['ten_ngan']),
  )
  const provinces = table('codelists', 'cccd_ma_tinh_63.csv').map((row) =>
    entry(row['ma_3_so'], row['tinh_cu']),
  )
  const full = new Map(
    table('units', 'tinh_34.csv').map((row) => [row['ma_tinh'], row['ten_day_du'] ?? '']),
  )
  const communes = table('units', 'xa_3321.csv.gz').map((row) => ({
    code: row['ma_xa'] ?? '',
    name: communeName(row),
    provinceCode: row['ma_tinh'] ?? '',
    provinceName: full.get(row['ma_tinh']) ?? '',
  }))
  const lists = {
    sex: SEXES,
    ethnicity: [...ethnicities, OTHER_ETHNICITY],
    country: countries,
    nationality: [...countries, STATELESS],
    identityProvince: provinces,
    // A renamed bank stands there twice; its later name counts.
    bank: [...new Map(banks.map((bank) => [bank.code, bank])).values()],
  }
  return makeCodeLists(lists, communes, () => readFormerPlaces(dataDir))
}

/**
 * 'Yên Hòa', as the city writes it, not 'Yên Hoà': the other source is followed when it differs only in where the tone
 * mark stands (and not in letters: nine of its names hold stray characters).
 */
export function communeName(row: Readonly<Record<string, string>>): string {
  const [one = '', other = ''] = [row['ten_day_du'], row['ten_theo_sapnhap_bando']]
  if (one === other) return one
  const letters = (name: string) => [...name.normalize('NFD').toLowerCase()].sort().join('')
  return letters(one) === letters(other) ? other : one
}

function entry(code = '', vi = '', en = vi): CodeEntry {
  return { code, label: { vi, en } }
}
