/** Our offices with ids of our own. GSO numbers are reused, so a number is only ever valid from–to. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Type } from 'typebox'
import { NEW_UNITS_FROM } from './places/place.ts'
import { DayText, DocumentFault, exact, list, shapeFaults, twins } from './shape.ts'
import { readTable } from './table.ts'

export type OfficeRow = {
  id: number
  kind: 'city' | 'centre' | 'department' | 'commune'
  name: string
  short_name: string
  parent_id: number | null
  address: string | null
  latitude: number | null
  longitude: number | null
  agency_code: string
  agency_code_is_stand_in: boolean
  valid_from: string
}
export type Offices = {
  offices: OfficeRow[]
  numbers: { number: string; office_id: number; valid_from: string }[]
  points: { id: number; office_id: number; name: string; address: string | null }[]
}

type Listed = {
  id: number
  kind: OfficeRow['kind']
  name: string
  shortName: string
  parent?: number
  number?: string
  agencyCode: string
  isStandIn: boolean
}
const ListedShape = exact({
  id: Type.Integer({ minimum: 1, maximum: 999_999 }),
  kind: Type.Enum(['city', 'centre', 'department', 'commune'] as const),
  name: Type.String({ minLength: 1 }),
  shortName: Type.String({ minLength: 1 }),
  parent: Type.Optional(Type.Integer()),
  number: Type.Optional(Type.String({ pattern: '^\\d{5}$' })),
  agencyCode: Type.String({ pattern: '^[0-9A-Z.]{1,35}$' }),
  isStandIn: Type.Boolean(),
})
const Document = exact({
  version: Type.Integer(),
  validFrom: DayText,
  note: Type.String(),
  offices: list(ListedShape, 1),
})
const FILE = 'data/units/offices.json'

/** Throws DocumentFault when two offices share an id, a number or an agency code (mã định danh must be unique). */
export function readOffices(dataDir: string): Offices {
  const document: unknown = JSON.parse(readFileSync(join(dataDir, 'units', 'offices.json'), 'utf8'))
  const shape = shapeFaults(Document, document)
  if (shape.length > 0) throw new DocumentFault(FILE, shape)
  const listed = (document as { offices: Listed[] }).offices
  const faults = officeFaults(listed)
  if (faults.length > 0) throw new DocumentFault(FILE, faults)
  const places = new Map(
    readTable(join(dataDir, 'units', 'hanoi_126.csv.gz')).map((row) => [row['ma_xa'], row]),
  )
  return {
    offices: listed.map((office) => officeRow(office, places.get(office.number))),
    numbers: listed.flatMap(({ id, number }) =>
      number ? [{ number, office_id: id, valid_from: NEW_UNITS_FROM }] : [],
    ),
    points: listed
      .filter((office) => office.kind === 'commune' || office.kind === 'centre')
      .map((office) => ({
        id: office.id,
        office_id: office.id,
        name: `Điểm phục vụ hành chính công ${inName(office.shortName)}`,
        address: places.get(office.number)?.['tru_so'] ?? null,
      })),
  }
}

function officeFaults(offices: readonly Listed[]): string[] {
  const ids = new Set(offices.map((office) => office.id))
  const numbers = offices.flatMap((office) => office.number ?? [])
  return [
    ...twins(offices.map((office) => String(office.id))).map(
      (id) => `two offices have the id ${id}`,
    ),
    ...twins(offices.map((office) => office.agencyCode)).map(
      (code) => `two offices have the agency code ${code}`,
    ),
    ...twins(numbers).map((number) => `two offices have the number ${number}`),
    ...offices
      .filter(({ parent }) => parent !== undefined && !ids.has(parent))
      .map(({ id }) => `the parent of ${id} does not exist`),
    ...offices
      .filter(({ kind, number }) => (kind === 'commune') !== (number !== undefined))
      .map(({ id }) => `office ${id}: communes have a number, others have none`),
  ]
}

function officeRow(office: Listed, place: Readonly<Record<string, string>> | undefined): OfficeRow {
  return {
    id: office.id,
    kind: office.kind,
    name: office.name,
    short_name: office.shortName,
    parent_id: office.parent ?? null,
    address: place?.['tru_so'] ?? null,
    latitude: place ? Number(place['vi_do']) : null,
    longitude: place ? Number(place['kinh_do']) : null,
    agency_code: office.agencyCode,
    agency_code_is_stand_in: office.isStandIn,
    valid_from: NEW_UNITS_FROM,
  }
}

function inName(shortName: string): string {
  return shortName.charAt(0).toLowerCase() + shortName.slice(1)
}
