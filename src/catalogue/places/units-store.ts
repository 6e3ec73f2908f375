/** Questions about places of both editions by our own ids. Read only; the tables are written by the import. */
import { sql } from 'kysely'
import type { Db, Tx } from '../../db/connect.ts'
import type { Day } from '../../lib/time.ts'

type Reads = Db | Tx

export type UnitView = {
  id: number
  level: 'province' | 'district' | 'commune'
  name: string
  number: string
  /** 'Quận Hoàn Kiếm, Thành phố Hà Nội'; '' for a province. */
  within: string
  validFrom: Day | null
  validTo: Day | null
}
export type UnitWithFate = UnitView & { becomes: UnitView[] }
export type UnitPage = {
  unit: UnitView
  /** What it became, or what it came from. */
  becomes: UnitView[]
  cameFrom: UnitView[]
  /** The communes of a district, the districts of a province until 30/6/2025, the communes of one since. */
  parts: UnitWithFate[]
}

const columns = sql`
  u.id, u.level, u.name, n.number, u.valid_from as "validFrom", u.valid_to as "validTo",
  concat_ws(', ', p.name, pp.name) as within`
const joined = sql`
  join unit_number n on n.unit_id = u.id
  left join unit p on p.id = u.parent_id left join unit pp on pp.id = p.parent_id`

export async function unitById(db: Reads, id: number): Promise<UnitPage | undefined> {
  const [unit] = await units(db, sql`unit u ${joined} where u.id = ${id}`)
  if (!unit) return undefined
  const becomes = await units(
    db,
    sql`unit_successor s join unit u on u.id = s.successor_id ${joined} where s.unit_id = ${id} order by u.name collate "vi-x-icu", u.id`,
  )
  const cameFrom = await units(
    db,
    sql`unit_successor s join unit u on u.id = s.unit_id ${joined} where s.successor_id = ${id} order by p.name collate "vi-x-icu", u.name collate "vi-x-icu", u.id`,
  )
  return { unit, becomes, cameFrom, parts: await partsOf(db, id) }
}

/** What a GSO number meant, on that day or on any: until 30/6/2025 one place, after it another. */
export async function unitsOfNumber(db: Reads, number: string, day?: Day): Promise<UnitView[]> {
  const when = day ?? null
  return units(
    db,
    sql`unit_number n join unit u on u.id = n.unit_id
        left join unit p on p.id = u.parent_id left join unit pp on pp.id = p.parent_id
        where n.number = ${number}
          and (${when}::date is null
               or ${when}::date between coalesce(n.valid_from, '-infinity') and coalesce(n.valid_to, 'infinity'))
        order by u.id`,
  )
}

/** Districts and provinces of both editions by their name, with or without kind: 'quận Hoàn Kiếm', 'hoan kiem'. */
export async function wholeUnitsNamed(db: Reads, typed: string): Promise<UnitView[]> {
  const words = typed.split(',')[0] ?? ''
  return units(
    db,
    sql`unit u ${joined}
        where u.level <> 'commune'
          and (u.folded = fold(${words}) or regexp_replace(u.folded, '^(quan|huyen|thi xa|thanh pho|tinh) ', '') = fold(${words}))
        order by u.valid_to nulls last, u.id limit 20`,
  )
}

async function units(db: Reads, from: ReturnType<typeof sql>): Promise<UnitView[]> {
  const { rows } = await sql<UnitView>`select ${columns} from ${from}`.execute(db)
  return rows
}

async function partsOf(db: Reads, id: number): Promise<UnitWithFate[]> {
  const { rows } = await sql<UnitWithFate>`
    select ${columns},
           coalesce((select jsonb_agg(jsonb_build_object('id', b.id, 'level', b.level, 'name', b.name, 'number', bn.number,
                       'within', '', 'validFrom', b.valid_from, 'validTo', b.valid_to) order by b.name collate "vi-x-icu", b.id)
                       from unit_successor s join unit b on b.id = s.successor_id join unit_number bn on bn.unit_id = b.id
                      where s.unit_id = u.id), '[]') as becomes
      from unit u ${joined} where u.parent_id = ${id} order by u.name collate "vi-x-icu", u.id`.execute(
    db,
  )
  return rows
}
