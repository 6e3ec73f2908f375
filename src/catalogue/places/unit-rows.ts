/** Places of both editions as rows: ids of our own, numbers valid from–to, what became of each. */
import { join } from 'node:path'
import { communeName } from '../code-list-files.ts'
import { readTable } from '../table.ts'
import {
  communeId,
  districtId,
  FIRST_EDITION,
  provinceId,
  readDistricts,
  readFormer,
  readProvinces,
  SECOND_EDITION,
} from './place-files.ts'
import { NEW_UNITS_FROM, OLD_UNITS_TO } from './place.ts'

type UnitRow = {
  id: number
  level: 'province' | 'district' | 'commune'
  kind: string
  name: string
  parent_id: number | null
  valid_from: string | null
  valid_to: string | null
}
type Unit = UnitRow & { number: string; becomes: readonly number[] }
export type UnitRows = {
  units: UnitRow[]
  numbers: { unit_id: number; number: string; valid_from: string | null; valid_to: string | null }[]
  successors: { unit_id: number; successor_id: number }[]
}

export function readUnits(dataDir: string): UnitRows {
  const all = [...unitsUntil2025(dataDir), ...unitsNow(dataDir)]
  return {
    units: all.map(({ number: _number, becomes: _becomes, ...row }) => row),
    numbers: all.map(({ id, number, valid_from, valid_to }) => ({
      unit_id: id,
      number,
      valid_from,
      valid_to,
    })),
    successors: all.flatMap(({ id, becomes }) =>
      becomes.map((successor_id) => ({ unit_id: id, successor_id })),
    ),
  }
}

const UNTIL = { valid_from: null, valid_to: OLD_UNITS_TO }
const SINCE = { valid_from: NEW_UNITS_FROM, valid_to: null, becomes: [] }

function unitsUntil2025(dataDir: string): Unit[] {
  const provinces = readProvinces(dataDir).map(({ number, fullName, becomes }): Unit => ({
    id: provinceId(FIRST_EDITION, number),
    level: 'province',
    kind: kindOf(fullName),
    name: fullName,
    parent_id: null,
    number,
    becomes: [provinceId(SECOND_EDITION, becomes)],
    ...UNTIL,
  }))
  const former = readFormer(dataDir)
  const islands = new Map(former.filter(isIsland).map((unit) => [unit.number, unit.becomes]))
  const districts = readDistricts(dataDir)
  const ids = new Map(
    districts.map(({ number, name, provinceNumber }) => [
      `${provinceNumber}/${name}`,
      districtId(number),
    ]),
  )
  return [
    ...provinces,
    ...districts.map(({ number, name, provinceNumber }): Unit => ({
      id: districtId(number),
      level: 'district',
      kind: kindOf(name),
      name,
      parent_id: provinceId(FIRST_EDITION, provinceNumber),
      number,
      becomes: (islands.get(number) ?? []).map((code) => communeId(SECOND_EDITION, code)),
      ...UNTIL,
    })),
    ...former
      .filter((unit) => !isIsland(unit))
      .map(({ id, number, name, district, provinceNumber, becomes }): Unit => ({
        id,
        level: 'commune',
        kind: kindOf(name),
        name,
        parent_id: ids.get(`${provinceNumber}/${district}`) ?? null,
        number,
        becomes: becomes.map((code) => communeId(SECOND_EDITION, code)),
        ...UNTIL,
      })),
  ]
}

function isIsland({ district }: { district: string }): boolean {
  return district === ''
}

function unitsNow(dataDir: string): Unit[] {
  const table = (name: string) => readTable(join(dataDir, 'units', name))
  return [
    ...table('tinh_34.csv').map((row): Unit => ({
      id: provinceId(SECOND_EDITION, row['ma_tinh'] ?? ''),
      level: 'province',
      kind: kindOf(row['ten_day_du'] ?? ''),
      name: row['ten_day_du'] ?? '',
      parent_id: null,
      number: row['ma_tinh'] ?? '',
      ...SINCE,
    })),
    ...table('xa_3321.csv.gz').map((row): Unit => ({
      id: communeId(SECOND_EDITION, row['ma_xa'] ?? ''),
      level: 'commune',
      kind: row['loai'] ?? '',
      name: communeName(row),
      parent_id: provinceId(SECOND_EDITION, row['ma_tinh'] ?? ''),
      number: row['ma_xa'] ?? '',
      ...SINCE,
    })),
  ]
}

/** 'Thị trấn Trâu Quỳ' → 'Thị trấn' */
function kindOf(name: string): string {
  const kind = /^(Phường|Xã|Thị trấn|Đặc khu|Quận|Huyện|Thị xã|Thành phố|Tỉnh) /iu.exec(name)?.[1]
  if (kind === undefined) throw new Error(`${name} does not say what kind of place it is`)
  return kind
}
