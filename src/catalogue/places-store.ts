/** Questions about offices, communes and service points. Read only; the tables are written by the import. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'
import { fold } from '../lib/text.ts'
import type { Day } from '../lib/time.ts'
import type { ReceivingKind } from './received-by.ts'

type Reads = Db | Tx

export type OfficeView = {
  id: number
  kind: string
  name: string
  shortName: string
  parentId: number | null
  address: string | null
  latitude: number | null
  longitude: number | null
  agencyCode: string
  agencyCodeIsStandIn: boolean
}

const officeColumns = [
  'office.id',
  'office.kind',
  'office.name',
  'office.short_name as shortName',
  'office.parent_id as parentId',
  'office.address',
  'office.latitude',
  'office.longitude',
  'office.agency_code as agencyCode',
  'office.agency_code_is_stand_in as agencyCodeIsStandIn',
] as const

export async function officeById(db: Reads, id: number): Promise<OfficeView | undefined> {
  return db.selectFrom('office').select(officeColumns).where('id', '=', id).executeTakeFirst()
}

/** Offices in force, by kind, in the order of their names. */
export async function officesOfKind(db: Reads, kind: ReceivingKind): Promise<OfficeView[]> {
  return db
    .selectFrom('office')
    .select(officeColumns)
    .where('kind', '=', kind)
    .where('valid_to', 'is', null)
    .orderBy('folded')
    .execute()
}

/** The office that held a GSO number on that day; numbers are reused, so the day decides. */
export async function officeByNumber(
  db: Reads,
  number: string,
  day: Day,
): Promise<OfficeView | undefined> {
  return db
    .selectFrom('office')
    .innerJoin('office_number as n', 'n.office_id', 'office.id')
    .select(officeColumns)
    .where('n.number', '=', number)
    .where('n.valid_from', '<=', day)
    .where((where) => where.or([where('n.valid_to', 'is', null), where('n.valid_to', '>=', day)]))
    .executeTakeFirst()
}

export type UnitOfNumber = { name: string; district: string | null; isFormer: boolean }

/** What a GSO number meant on a day: until 30/6/2025 the old commune, after it the new one. */
export async function unitByNumber(
  db: Reads,
  number: string,
  day: Day,
): Promise<UnitOfNumber | undefined> {
  const { rows } = await sql<UnitOfNumber>`
    select name, null as district, false as "isFormer" from commune
     where code = ${number} and valid_from <= ${day}::date and (valid_to is null or valid_to >= ${day}::date)
    union all
    select name, district, true from former_commune where code = ${number} and valid_to >= ${day}::date
    limit 1`.execute(db)
  return rows[0]
}

export type CommuneView = { code: string; name: string; provinceCode: string; provinceName: string }

export async function communeById(db: Reads, code: string): Promise<CommuneView | undefined> {
  return communes(db).where('commune.code', '=', code).executeTakeFirst()
}

/** Communes in force of a province (01 is Hà Nội), by name. */
export async function listCommunes(db: Reads, provinceCode = '01'): Promise<CommuneView[]> {
  return communes(db)
    .where('commune.province_code', '=', provinceCode)
    .orderBy('commune.folded')
    .execute()
}

/** Communes in force whose name has these letters, Hà Nội first. */
export async function searchCommunes(db: Reads, typed: string, limit = 10): Promise<CommuneView[]> {
  const letters = fold(typed).slice(0, 100)
  return communes(db)
    .where(sql<boolean>`position(${letters} in commune.folded) > 0`)
    .orderBy(sql`commune.province_code <> '01'`)
    .orderBy(sql`length(commune.name)`)
    .orderBy('commune.code')
    .limit(limit)
    .execute()
}

function communes(db: Reads) {
  return db
    .selectFrom('commune')
    .innerJoin('province', 'province.code', 'commune.province_code')
    .select([
      'commune.code',
      'commune.name',
      'commune.province_code as provinceCode',
      'province.full_name as provinceName',
    ])
    .where('commune.valid_to', 'is', null)
}

export type FormerCommune = {
  code: string
  name: string
  district: string
  isSplit: boolean
  successors: string[]
}

/** Old communes of Hà Nội by name ('phường Hàng Bạc, quận Hoàn Kiếm'), with the numbers of what they became. */
export async function searchFormerCommunes(
  db: Reads,
  typed: string,
  limit = 10,
): Promise<FormerCommune[]> {
  const letters = fold(typed).slice(0, 100)
  const { rows } = await sql<FormerCommune>`
    select f.code, f.name, f.district, f.is_split as "isSplit",
           array(select s.code from former_commune_successor s where s.former_code = f.code order by s.code) as successors
      from former_commune f where position(${letters} in f.folded) > 0
     order by length(f.name), f.code limit ${limit}`.execute(db)
  return rows
}

export type ServicePoint = {
  id: number
  officeId: number
  name: string
  address: string | null
  officeName: string
  latitude: number | null
  longitude: number | null
}

/** Places that receive and return, in the order of their names; `typed` narrows them by name or address. */
export async function servicePoints(db: Reads, typed = ''): Promise<ServicePoint[]> {
  const letters = fold(typed).slice(0, 100)
  const { rows } = await sql<ServicePoint>`
    select p.id, p.office_id as "officeId", p.name, p.address, o.short_name as "officeName", o.latitude, o.longitude
      from service_point p join office o on o.id = p.office_id
     where o.valid_to is null and position(${letters} in fold(p.name || ' ' || coalesce(p.address, ''))) > 0
     order by o.kind <> 'centre', fold(o.short_name), p.id`.execute(db)
  return rows
}
