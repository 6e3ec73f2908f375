/** SQL of the officer's list: one statement for a page, one for all counts (plans are looked at in work-list.db.test.ts). */
import { sql, type RawBuilder } from 'kysely'
import type { Clock } from '../calendar/clock.ts'
import type { Tx } from '../db/connect.ts'
import { readState, type KeptState } from '../dossier/packing.ts'
import { toDay, toInstant, type LocalMinute } from '../lib/time.ts'
import { searchWordsOf, type WorkFilter, type WorkSource, type WorkTab } from './work-list.ts'

export type WorkRow = {
  id: string
  code: string
  procedure_code: string
  procedure_name: string
  procedure_version: number
  case_code: string
  owner_name: string
  source: WorkSource
  status: number
  step: string | null
  waits_for: string | null
  due_at: Date
  clock: Clock | null
  /** When the present holder took it. */
  claimed_at: Date | null
}

export type WhoseWork = {
  personId: number
  /** Offices at which the person is an officer. */
  offices: readonly number[]
  /** Whoever is away today and in whose place the person works. */
  insteadOf?: readonly number[]
  now: Date
}

export const PAGE_ROWS = 30

/** One page and whether more follows in the direction that was asked for. Rows stand nearest due first. */
export async function workPage(
  tx: Tx,
  whose: WhoseWork,
  filter: WorkFilter,
): Promise<{ rows: WorkRow[]; hasMore: boolean }> {
  const isBack = filter.before !== null
  const found = await workQuery(whose, filter).execute(tx)
  const rows = found.rows.map(({ packed, state, ...row }) => ({
    ...row,
    clock: readState({ packed, state }).clock,
  }))
  const hasMore = rows.length > PAGE_ROWS
  if (!hasMore) return { rows, hasMore }
  return { rows: isBack ? rows.slice(1) : rows.slice(0, PAGE_ROWS), hasMore }
}

/** The page's one statement, with one row more than a page; apart, so that its plan can be looked at. */
export function workQuery(
  whose: WhoseWork,
  filter: WorkFilter,
): RawBuilder<Omit<WorkRow, 'clock'> & KeptState> {
  return sql`
    with page as (${listed(whose, filter)})
    select p.id, p.code, p.procedure_code, p.procedure_name, p.procedure_version, p.case_code, p.owner_name, p.source,
           p.status, p.step, p.waits_for, p.due_at, s.packed, s.state,
           (select e.occurred_at from dossier_event e where e.dossier_id = p.id and e.kind in ('claimed', 'holderChanged')
             order by e.seq desc limit 1) as claimed_at
      from page p join dossier_state s on s.dossier_id = p.id
     order by p.due_at, p.id`
}

function listed(whose: WhoseWork, filter: WorkFilter): RawBuilder<unknown> {
  switch (filter.tab) {
    case 'chua-giu':
      return unheld(whose, filter)
    case 'lam-thay':
      return heldInstead(whose, filter)
    case 'dang-giu':
    case 'qua-han':
    case 'hom-nay':
    case 'cho-nguoi-dan':
      return held(whose, filter)
  }
}

/** Of each who is away the dossiers in their own order, at the offices where somebody stands in. */
function heldInstead(
  { insteadOf = [], offices }: WhoseWork,
  filter: WorkFilter,
): RawBuilder<unknown> {
  return sql`
    select d.* from unnest(${[...insteadOf]}::int[]) h cross join lateral (
      select d.* from dossier d
       where d.holder_person_id = h and d.is_open and d.finished_at is null
             and d.competent_office_id = any(${[...offices]}::int[]) ${narrowing(filter)} ${fromPlace(filter)}
       order by ${order(filter)} limit ${PAGE_ROWS + 1}) d
     order by ${order(filter)} limit ${PAGE_ROWS + 1}`
}

function held({ personId, now }: WhoseWork, filter: WorkFilter): RawBuilder<unknown> {
  return sql`
    select d.* from dossier d
     where d.holder_person_id = ${personId} and d.is_open and d.finished_at is null
           ${tabCondition(filter.tab, now)} ${narrowing(filter)} ${fromPlace(filter)}
     order by ${order(filter)} limit ${PAGE_ROWS + 1}`
}

/** Each office's queue is read in its own order, so that the index gives the page and nothing is sorted whole. */
function unheld({ offices }: WhoseWork, filter: WorkFilter): RawBuilder<unknown> {
  return sql`
    select d.* from unnest(${[...offices]}::int[]) o cross join lateral (
      select d.* from dossier_access a join dossier d on d.id = a.dossier_id
       where a.scope = o and a.is_open and a.waits_for = 'officer' and d.competent_office_id = o
             and d.holder_person_id is null ${narrowing(filter)} ${fromPlace(filter, 'a')}
       order by ${order(filter, 'a')} limit ${PAGE_ROWS + 1}) d
     order by ${order(filter)} limit ${PAGE_ROWS + 1}`
}

function order(filter: WorkFilter, table: 'd' | 'a' = 'd'): RawBuilder<unknown> {
  const id = table === 'a' ? sql`a.dossier_id` : sql`d.id`
  const due = sql.ref(`${table}.due_at`)
  return filter.before === null ? sql`${due}, ${id}` : sql`${due} desc, ${id} desc`
}

function fromPlace({ after, before }: WorkFilter, table: 'd' | 'a' = 'd'): RawBuilder<unknown> {
  const id = table === 'a' ? sql`a.dossier_id` : sql`d.id`
  const due = sql.ref(`${table}.due_at`)
  if (before) return sql`and (${due}, ${id}) < (${before.due}::timestamptz, ${before.id}::uuid)`
  if (after) return sql`and (${due}, ${id}) > (${after.due}::timestamptz, ${after.id}::uuid)`
  return sql``
}

function tabCondition(tab: WorkTab, now: Date): RawBuilder<unknown> {
  switch (tab) {
    case 'qua-han':
      return sql`and ${isOverdue(now)}`
    case 'hom-nay':
      return sql`and ${isDueToday(now)}`
    case 'cho-nguoi-dan':
      return sql`and d.waits_for = 'applicant'`
    case 'dang-giu':
    case 'chua-giu':
    case 'lam-thay':
      return sql``
  }
}

/** Computed, never stored: past its due minute with a running clock. The due minute itself is still on time. */
function isOverdue(now: Date): RawBuilder<unknown> {
  return sql`d.due_at < date_trunc('minute', ${now}::timestamptz) and d.paused_at is null`
}

function isDueToday(now: Date): RawBuilder<unknown> {
  const end = toInstant(`${toDay(now)}T23:59` as LocalMinute)
  return sql`d.due_at >= date_trunc('minute', ${now}::timestamptz) and d.due_at <= ${end}::timestamptz and d.paused_at is null`
}

function narrowing({ words, procedure, status, source }: WorkFilter): RawBuilder<unknown> {
  const parts = [
    procedure === '' ? sql`` : sql`and d.procedure_code = ${procedure}`,
    status === null ? sql`` : sql`and d.status = ${status}`,
    source === null ? sql`` : sql`and d.source = ${source}`,
  ]
  const query = searchWordsOf(words).map(lexeme).join(' & ')
  if (query !== '') {
    parts.push(sql`and exists (select from dossier_search f
                                where f.dossier_id = d.id and f.words @@ ${query}::tsquery)`)
  }
  return sql.join(parts, sql` `)
}

/** A prefix as a tsquery literal; quotes and backslashes are doubled inside it. */
function lexeme(word: string): string {
  return `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}':*`
}

export type WorkCounts = Record<WorkTab, number>

/** The numbers on the tabs, in one statement; filters do not change them. */
export async function workCounts(tx: Tx, { personId, offices, insteadOf = [], now }: WhoseWork) {
  const { rows } = await sql<WorkCounts>`
    select count(*)::int as "dang-giu",
           (count(*) filter (where ${isOverdue(now)}))::int as "qua-han",
           (count(*) filter (where ${isDueToday(now)}))::int as "hom-nay",
           (count(*) filter (where d.waits_for = 'applicant'))::int as "cho-nguoi-dan",
           (select count(*) from dossier_access a join dossier u on u.id = a.dossier_id
             where a.scope = any(${[...offices]}::int[]) and a.is_open and a.waits_for = 'officer'
               and u.competent_office_id = a.scope and u.holder_person_id is null)::int as "chua-giu",
           (select count(*) from dossier h
             where h.holder_person_id = any(${[...insteadOf]}::int[]) and h.is_open and h.finished_at is null
               and h.competent_office_id = any(${[...offices]}::int[]))::int as "lam-thay"
      from dossier d
     where d.holder_person_id = ${personId} and d.is_open and d.finished_at is null`.execute(tx)
  return rows[0]!
}

/** The dossier of mine that is due next and waits for me; `except` is the one that is open now. */
export async function mostUrgent(
  tx: Tx,
  personId: number,
  except: string | null,
): Promise<{ id: string; owner_name: string; due_at: Date } | undefined> {
  const { rows } = await sql<{ id: string; owner_name: string; due_at: Date }>`
    select d.id, d.owner_name, d.due_at from dossier d
     where d.holder_person_id = ${personId} and d.is_open and d.finished_at is null and d.waits_for = 'officer'
       and d.id is distinct from ${except}::uuid
     order by d.due_at, d.id limit 1`.execute(tx)
  return rows[0]
}
