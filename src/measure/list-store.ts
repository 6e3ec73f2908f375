/** The dossiers behind a figure: exactly those that the table counts, in keyset pages. */
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../db/connect.ts'
import { inPopulation, meets, type AsOf } from './conditions-store.ts'
import type { Counting, Part, Population, Value } from './figure.ts'
import type { Cursor } from './supervision.ts'

/** No name and no contact: supervision looks at the work, and opening a dossier is a reading of its own. */
export type CountedRow = {
  id: string
  code: string
  procedureName: string
  officeId: number
  status: number
  kindOfFiling: 'selfOnline' | 'assistedOnline' | 'counter' | 'post'
  acceptedAt: Date
  dueAt: Date
  firstDueAt: Date
  finishedAt: Date | null
  supplementRounds: number
  isPaused: boolean
  hasEResult: boolean
  /** The row's place in the order, in microseconds of the database's clock. */
  place: string
}

export type Listing = AsOf & {
  readonly offices: readonly number[]
  readonly counting: Counting
  /** Those counted, or the rest of the population. */
  readonly part: Part
  readonly after: Cursor | null
  readonly limit: number
}

/**
 * Open ones nearest due first, the others newest first. Each office is read in its own order from the index alone and the
 * heads are merged; only the rows of the page are fetched, so that a page costs the same however many dossiers there are.
 */
export async function countedDossiers(tx: Tx, listing: Listing): Promise<CountedRow[]> {
  const { counting, limit } = listing
  const column = sql.ref(`d.${placeOf[counting.population]}`)
  const way = direction(counting.population)
  const condition = meets(counting.condition, listing)
  const { rows } = await sql<CountedRow>`
    with page as (
      select head.id, head.at
        from unnest(${[...listing.offices]}::int[]) as office (id) cross join lateral (
             select d.id, ${column} as at from dossier d
              where d.competent_office_id = office.id and ${inPopulation(counting.population, listing)}
                    and ${listing.part === 'counted' ? condition : sql`not ${condition}`} ${beyond(listing, column)}
              order by ${column} ${way}, d.id ${way} limit ${limit}) head
       order by head.at ${way}, head.id ${way} limit ${limit})
    select d.id, d.code, d.procedure_name as "procedureName", d.competent_office_id as "officeId", d.status,
           d.kind_of_filing as "kindOfFiling", d.accepted_at as "acceptedAt", d.due_at as "dueAt",
           d.first_due_at as "firstDueAt", d.finished_at as "finishedAt", d.supplement_rounds as "supplementRounds",
           d.paused_at is not null as "isPaused", d.has_e_result as "hasEResult",
           (extract(epoch from page.at) * 1000000)::bigint::text as place
      from page join dossier d on d.id = page.id
     order by page.at ${way}, page.id ${way}`.execute(tx)
  return rows
}

const placeOf: Readonly<Record<Population, string>> = {
  open: 'due_at',
  accepted: 'accepted_at',
  finished: 'finished_at',
}

function direction(population: Population): RawBuilder<unknown> {
  return population === 'open' ? sql`asc` : sql`desc`
}

function beyond({ counting, after }: Listing, column: RawBuilder<unknown>): RawBuilder<unknown> {
  if (after === null) return sql``
  const place = sql`'epoch'::timestamptz + ${after.place}::bigint * interval '1 microsecond'`
  const sign = counting.population === 'open' ? sql`>` : sql`<`
  return sql`and (${column}, d.id) ${sign} (${place}, ${after.id}::uuid)`
}

/** How many the figure counts, and how many its population has. */
export async function countOf(
  tx: Tx,
  listing: Omit<Listing, 'after' | 'limit' | 'part'>,
): Promise<Value> {
  const { population, condition } = listing.counting
  const { rows } = await sql<Value>`
    select (count(*) filter (where ${meets(condition, listing)}))::int as counted, count(*)::int as "of"
      from dossier d
     where d.competent_office_id = any(${[...listing.offices]}::int[]) and ${inPopulation(population, listing)}`.execute(
    tx,
  )
  return rows[0]!
}
