/** Questions about offices and service points. Read only; the tables are written by the import. */
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

/** The service points of communes by their numbers on that day. */
export async function pointsOfCommunes(
  db: Reads,
  communes: readonly string[],
  day: Day,
): Promise<ServicePoint[]> {
  if (communes.length === 0) return []
  const { rows } = await sql<ServicePoint>`
    select p.id, p.office_id as "officeId", p.name, p.address, o.short_name as "officeName", o.latitude, o.longitude
      from office_number n join office o on o.id = n.office_id join service_point p on p.office_id = o.id
     where n.number = any(${[...communes]}::text[])
       and ${day}::date between n.valid_from and coalesce(n.valid_to, 'infinity')
     order by array_position(${[...communes]}::text[], n.number), p.id`.execute(db)
  return rows
}
