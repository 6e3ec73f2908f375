/** The SQL of the import: every table is brought to what the files say; only rows that differ are written. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'
import type { ImportReport, TableCount } from './import-report.ts'

type Column = { name: string; type: string }
export type Target = { table: string; key: string[]; columns: Column[] }

const column = (text: string): Column => {
  const [name = '', type = 'text'] = text.split(' ')
  return { name, type }
}
const target = (table: string, key: string, columns: string): Target => ({
  table,
  key: key.split(', '),
  columns: columns.split(', ').map(column),
})

export const targets = {
  unit: target(
    'unit',
    'id',
    'id int, level, kind, name, parent_id int, valid_from date, valid_to date',
  ),
  unitNumber: target(
    'unit_number',
    'unit_id, number',
    'unit_id int, number, valid_from date, valid_to date',
  ),
  unitSuccessor: target('unit_successor', 'unit_id, successor_id', 'unit_id int, successor_id int'),
  office: target(
    'office',
    'id',
    'id int, kind, name, short_name, parent_id int, address, latitude float8, longitude float8, agency_code, agency_code_is_stand_in boolean, valid_from date',
  ),
  number: target(
    'office_number',
    'number, office_id, valid_from',
    'number, office_id int, valid_from date',
  ),
  point: target('service_point', 'id', 'id int, office_id int, name, address'),
  codeList: target('code_list', 'list, code', 'list, code, position int, vi, en'),
  calendarDay: target(
    'calendar_day',
    'day',
    'day date, kind, name, legal_basis, swapped_with date',
  ),
  procedure: target(
    'procedure',
    'portal_id',
    'code, name, field, performed_by text[], issued_by, subjects text[], portal_state, portal_kind, portal_id, received_by text[], not_received, source, taken_on date, gone_on date',
  ),
  procedureSource: target(
    'procedure_source',
    'code, source',
    'code, source, sha256, body jsonb, taken_on date, name, field, issued_by, levels text[], decision_number, is_limit_known boolean, is_fee_known boolean, is_online boolean',
  ),
  procedureSourcePast: target(
    'procedure_source_past',
    'code, source, sha256',
    'code, source, sha256, taken_on date, decision_number, body jsonb',
  ),
  snapshot: target(
    'catalogue_snapshot',
    'sha256',
    'sha256, kind, name, taken_on date, rows int, is_extract boolean',
  ),
} as const satisfies Record<string, Target>

/** Brings a table to the rows; answers how many were read, written, and stand in the table but no longer in the source. */
export async function bringTo(tx: Tx, to: Target, rows: readonly object[]): Promise<TableCount> {
  const changed = await writeRows(tx, to, rows)
  const shape = shapeOf(to)
  const same = sql.join(
    to.key.map((name) => sql`r.${sql.ref(name)} = t.${sql.ref(name)}`),
    sql` and `,
  )
  const gone = await sql<{ n: number }>`
    select count(*)::int as n from ${sql.table(to.table)} t
     where not exists (select 1 from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(${shape}) where ${same})`.execute(
    tx,
  )
  return { table: to.table, read: rows.length, changed, gone: gone.rows[0]?.n ?? 0 }
}

function shapeOf({ columns }: Target) {
  return sql.join(columns.map(({ name, type }) => sql`${sql.ref(name)} ${sql.raw(type)}`))
}

/** Writes the rows that are new or differ; answers how many. */
export function writeRows(tx: Tx, to: Target, rows: readonly object[]): Promise<number> {
  return writeJson(tx, to, JSON.stringify(rows))
}

/** The same for rows that are JSON text already: an array of objects. */
export async function writeJson(tx: Tx, to: Target, json: string): Promise<number> {
  const { table, key, columns } = to
  const names = sql.join(columns.map(({ name }) => sql.ref(name)))
  const rest = columns.filter(({ name }) => !key.includes(name)).map(({ name }) => name)
  const set = sql.join(rest.map((name) => sql`${sql.ref(name)} = excluded.${sql.ref(name)}`))
  const old = sql.join(rest.map((name) => sql`t.${sql.ref(name)}`))
  const fresh = sql.join(rest.map((name) => sql`excluded.${sql.ref(name)}`))
  const keys = sql.join(key.map((name) => sql.ref(name)))
  const conflict =
    rest.length === 0
      ? sql`do nothing`
      : sql`do update set ${set} where (${old}) is distinct from (${fresh})`
  const written = await sql<{ n: number }>`
    with written as (
      insert into ${sql.table(table)} as t (${names})
      select ${names} from jsonb_to_recordset(${json}::jsonb) as r(${shapeOf(to)})
      on conflict (${keys}) ${conflict}
      returning 1)
    select count(*)::int as n from written`.execute(tx)
  return written.rows[0]?.n ?? 0
}

/**
 * While the whole list is written for the first time, the indexes of the search gather what is new and sort it in at the end: a
 * twentieth of the time. Later changes are few, and searches must never wait for what was gathered.
 */
export async function gatheredForSearch<T>(tx: Tx, write: () => Promise<T>): Promise<T> {
  const each = async (act: (index: string) => ReturnType<typeof sql>): Promise<void> => {
    for (const index of ['search_entry_words', 'search_entry_bare']) await act(index).execute(tx)
  }
  await each((index) => sql`alter index ${sql.ref(index)} set (fastupdate = on)`)
  const written = await write()
  await each((index) => sql`select gin_clean_pending_list(${index}::regclass)`)
  await each((index) => sql`alter index ${sql.ref(index)} set (fastupdate = off)`)
  return written
}

export async function storeReport(tx: Tx, report: ImportReport): Promise<void> {
  await tx
    .insertInto('import_report')
    .values({
      fingerprint: report.fingerprint,
      changed_rows: report.changedRows,
      body: JSON.stringify(report),
    })
    .execute()
}

/** The newest report; undefined before the first import has finished. */
export async function latestReport(db: Db | Tx): Promise<ImportReport | undefined> {
  const row = await db
    .selectFrom('import_report')
    .select('body')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? (row.body as unknown as ImportReport) : undefined
}

/** One import at a time, whatever starts it; released when the transaction ends. */
export async function lockImport(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('motcua import'))`.execute(tx)
}
