/** The editors' list: every procedure of the list, with details or published here, with what is not known of it and what waits. */
import { sql } from 'kysely'
import type { Db, Tx } from '../../db/connect.ts'
import { fold } from '../../lib/text.ts'
import type { NotReceived, ReceivingKind } from '../received-by.ts'
import { ROWS_A_PAGE, STANDINGS, type ListFilter, type Standing } from './list-filter.ts'

export type EditorRow = {
  code: string
  name: string
  field: string
  issuedBy: string
  receivedBy: ReceivingKind[]
  notReceived: NotReceived | null
  isListed: boolean
  details: number
  decisionNumber: string | null
  isLimitKnown: boolean
  isFeeKnown: boolean
  findings: number
  changes: number
  isCurated: boolean
}

/**
 * One row a code. Codes of the list first; codes that only a detail source has, or only we published, stand beside them. `work`: an accepted change that
 * no published version of a later day has taken up. Materialised: the planner of a prepared statement takes the filters for narrow ones,
 * and would read one part once for every row of the other.
 */
const procedures = (curated: readonly CuratedEntry[]) => sql`
  curated as materialized (
    select * from unnest(${curated.map(({ code }) => code)}::text[], ${curated.map(({ name }) => name)}::text[],
                         ${curated.map(({ field }) => field)}::text[]) as c (code, name, field)),
  detail as materialized (
    select code, count(*)::int as details, bool_or(is_limit_known) as is_limit_known, bool_or(is_fee_known) as is_fee_known,
           max(decision_number) as decision_number, max(name) as name, max(field) as field, max(issued_by) as issued_by
      from procedure_source group by code),
  finding as materialized (
    select code, count(*)::int as findings from catalogue_finding where cleared_at is null and gone_at is null group by code),
  change as materialized (
    select c.code, (count(*) filter (where c.decision is null))::int as changes,
           bool_or(c.decision = 'accepted' and not exists (
             select 1 from procedure_document d where d.kind = 'procedure' and d.code = c.code and d.published_at > c.decided_at)) as has_work
      from catalogue_change c where c.decision is distinct from 'dismissed' group by c.code),
  listed as (
    select distinct on (code) code, name, field, issued_by, received_by, not_received, folded, true as is_listed
      from procedure order by code, gone_on desc nulls first, not_received nulls first
  ),
  unlisted as materialized (
    select d.* from detail d where not exists (select 1 from procedure p where p.code = d.code)),
  unsourced as materialized (
    select c.* from curated c where not exists (select 1 from procedure p where p.code = c.code)
                                and not exists (select 1 from detail d where d.code = c.code)),
  known as (
    select * from listed
    union all
    select code, name, field, issued_by, '{}', 'unknown', fold(name), false from unlisted
    union all
    select code, name, field, '', '{}', 'unknown', fold(name), false from unsourced),
  standing as materialized (
    select k.code, k.name, k.field, k.issued_by, k.received_by, k.not_received, k.folded, k.is_listed,
           coalesce(d.details, 0) as details, d.decision_number, coalesce(d.is_limit_known, false) as is_limit_known,
           coalesce(d.is_fee_known, false) as is_fee_known, coalesce(f.findings, 0) as findings, coalesce(c.changes, 0) as changes,
           coalesce(c.has_work, false) as has_work, k.code in (select code from curated) as is_curated
      from known k left join detail d using (code) left join finding f using (code) left join change c using (code))`

const holds: Readonly<Record<Standing, ReturnType<typeof sql<boolean>>>> = {
  all: sql`true`,
  limitUnknown: sql`not is_limit_known`,
  feeUnknown: sql`not is_fee_known`,
  anomaly: sql`findings > 0`,
  changed: sql`changes > 0`,
  work: sql`has_work`,
  curated: sql`is_curated`,
  notCurated: sql`not is_curated`,
  noDetail: sql`details = 0`,
}

/** Field, receiver and words narrow the list; the counts of the standings are counted inside them. */
function narrowed({ field, receiver, words }: ListFilter) {
  const folded = fold(words)
  const pattern = `%${folded.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  return sql<boolean>`
    (${field} = '' or field = ${field})
    and (${receiver} = '' or (${receiver} = 'nobody' and cardinality(received_by) = 0) or ${receiver} = any(received_by))
    and (${folded} = '' or folded like ${pattern} or code like ${pattern})`
}

export type CuratedEntry = { code: string; name: string; field: string }
export type ListScope = { filter: ListFilter; curated: readonly CuratedEntry[] }

export async function editorRows(
  db: Db | Tx,
  { filter, curated }: ListScope,
): Promise<EditorRow[]> {
  const { rows } = await sql<EditorRow>`
    with ${procedures(curated)}
    select code, name, field, issued_by as "issuedBy", received_by as "receivedBy", not_received as "notReceived",
           is_listed as "isListed", details, decision_number as "decisionNumber", is_limit_known as "isLimitKnown",
           is_fee_known as "isFeeKnown", findings, changes, is_curated as "isCurated"
      from standing where ${narrowed(filter)} and ${holds[filter.standing]}
     order by not_received is not null, code
     limit ${ROWS_A_PAGE} offset ${(filter.page - 1) * ROWS_A_PAGE}`.execute(db)
  return rows
}

export async function countStandings(
  db: Db | Tx,
  { filter, curated }: ListScope,
): Promise<Record<Standing, number>> {
  const counts = sql.join(
    STANDINGS.map((each) => sql`(count(*) filter (where ${holds[each]}))::int as ${sql.ref(each)}`),
  )
  const { rows } = await sql<Record<Standing, number>>`
    with ${procedures(curated)} select ${counts} from standing where ${narrowed(filter)}`.execute(
    db,
  )
  return rows[0]!
}

export async function fieldsOfList(db: Db | Tx): Promise<string[]> {
  const { rows } = await sql<{ field: string }>`
    select field from (select distinct field from procedure where field <> '') f order by field collate "vi-x-icu"`.execute(
    db,
  )
  return rows.map(({ field }) => field)
}

export type ListedRow = {
  portalId: string
  name: string
  field: string
  performedBy: string[]
  issuedBy: string
  subjects: string[]
  portalState: string
  portalKind: string
  receivedBy: ReceivingKind[]
  notReceived: NotReceived | null
  takenOn: string
  goneOn: string | null
}

/** Every row of the list under a code: two procedures may share one. */
export async function listedRows(db: Db | Tx, code: string): Promise<ListedRow[]> {
  const { rows } = await sql<ListedRow>`
    select portal_id as "portalId", name, field, performed_by as "performedBy", issued_by as "issuedBy", subjects,
           portal_state as "portalState", portal_kind as "portalKind", received_by as "receivedBy", not_received as "notReceived",
           taken_on::text as "takenOn", gone_on::text as "goneOn"
      from procedure where code = ${code} order by gone_on desc nulls first, portal_id`.execute(db)
  return rows
}

export type PastVersion = { source: string; takenOn: string; decisionNumber: string | null }

export async function pastVersions(db: Db | Tx, code: string): Promise<PastVersion[]> {
  const { rows } = await sql<PastVersion>`
    select source, taken_on::text as "takenOn", decision_number as "decisionNumber" from procedure_source_past
     where code = ${code} order by taken_on desc, source`.execute(db)
  return rows
}
