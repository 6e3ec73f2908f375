/** The SQL of taking a snapshot in: what is known, and what is written. Runs as the owner, inside the import's transaction. */
import { sql } from 'kysely'
import type { Db, Tx } from '../../db/connect.ts'
import { targets, writeRows } from '../import-store.ts'
import type { KnownRow, ListChange } from './apply-list.ts'
import type { FoundKind } from './finding-kinds.ts'
import type { DetailSource } from './detail.ts'
import type { ListAnomaly, ReceivedRow } from './list-receivers.ts'

export async function knownList(tx: Tx): Promise<KnownRow[]> {
  const { rows } = await sql<KnownRow>`
    select portal_id as "portalId", code, name, field, performed_by as "performedBy", issued_by as "issuedBy", subjects,
           portal_state as "portalState", portal_kind as "portalKind", taken_on::text as "takenOn", gone_on::text as "goneOn", source
      from procedure order by portal_id`.execute(tx)
  return rows
}

export async function writeList(tx: Tx, rows: readonly ReceivedRow[]): Promise<number> {
  const written = rows.map((row) => ({
    portal_id: row.portalId,
    code: row.code,
    name: row.name,
    field: row.field,
    performed_by: row.performedBy,
    issued_by: row.issuedBy,
    subjects: row.subjects,
    portal_state: row.portalState,
    portal_kind: row.portalKind,
    received_by: row.receivedBy,
    not_received: row.notReceived,
    source: row.source,
    taken_on: row.takenOn,
    gone_on: row.goneOn,
  }))
  return writeRows(tx, targets.procedure, written)
}

export type KnownDetail = { code: string; sha256: string; takenOn: string }

export async function knownDetails(
  tx: Tx,
  source: DetailSource,
): Promise<Map<string, KnownDetail>> {
  const { rows } = await sql<KnownDetail>`
    select code, sha256, taken_on::text as "takenOn" from procedure_source where source = ${source}`.execute(
    tx,
  )
  return new Map(rows.map((row) => [row.code, row]))
}

export type KeptBody = { code: string; source: string; takenOn: string; body: unknown }

/** The present records of these codes, of every source. */
export async function bodiesOf(tx: Tx | Db, codes: readonly string[]): Promise<KeptBody[]> {
  const { rows } = await sql<KeptBody>`
    select code, source, taken_on::text as "takenOn", body from procedure_source where code = any(${[...codes]}) order by code, source`.execute(
    tx,
  )
  return rows
}

/** Keeps the present version of these records before a newer one replaces it. */
export async function keepPast(tx: Tx, source: DetailSource, codes: readonly string[]) {
  await sql`
    insert into procedure_source_past (code, source, sha256, taken_on, decision_number, body)
    select code, source, sha256, taken_on, decision_number, body from procedure_source
     where source = ${source} and code = any(${[...codes]})
    on conflict do nothing`.execute(tx)
}

export async function levelsOfAll(tx: Tx): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ code: string; levels: string[] }>`
    select code, levels from procedure_source where cardinality(levels) > 0`.execute(tx)
  return new Map(rows.map((row) => [row.code, row.levels]))
}

export async function detailNames(tx: Tx) {
  const { rows } = await sql<{ code: string; source: string; name: string }>`
    select code, source, name from procedure_source order by code, source`.execute(tx)
  return rows
}

export type SnapshotRow = { sha256: string; takenOn: string; importedAt: Date; isExtract: boolean }

export async function knownSnapshots(tx: Tx | Db): Promise<(SnapshotRow & { kind: string })[]> {
  const { rows } = await sql<SnapshotRow & { kind: string }>`
    select sha256, kind, taken_on::text as "takenOn", imported_at as "importedAt", is_extract as "isExtract"
      from catalogue_snapshot order by taken_on`.execute(tx)
  return rows
}

export type FoundChange = ListChange & {
  olderSource: string
  newerSource: string
  updatedOn: string | null
}

/**
 * Proposes each difference once; answers how many were not known yet. The same difference seen over days that overlap is the
 * same change; the same values changing again later is another one.
 */
export async function proposeChanges(tx: Tx, changes: readonly FoundChange[]): Promise<number> {
  const keyOf = ({ code, what, place, before, after }: FoundChange) =>
    JSON.stringify([code, what, place, before, after])
  const once = [...new Map(changes.map((each) => [keyOf(each), each])).values()]
  const { rows } = await sql<{ n: number }>`
    with written as (
      insert into catalogue_change (code, what, place, before, after, older_source, older_on, newer_source, newer_on, updated_on)
      select code, what, place, before, after, "olderSource", "olderOn", "newerSource",
             "newerOn", "updatedOn"
        from jsonb_to_recordset(${JSON.stringify(once)}::jsonb) as r(code text, what text, place text, before text, after text,
             "olderSource" text, "olderOn" date, "newerSource" text, "newerOn" date, "updatedOn" date)
       where not exists (
         select 1 from catalogue_change c
          where (c.code, c.what, c.place, c.before, c.after) = (r.code, r.what, r.place, r.before, r.after)
            and c.older_on <= r."newerOn" and c.newer_on >= r."olderOn")
      returning 1)
    select count(*)::int as n from written`.execute(tx)
  return rows[0]?.n ?? 0
}

export type FoundScope = {
  source: string
  kinds: readonly FoundKind[]
  /** the codes that were looked at; undefined means all */
  codes?: readonly string[] | undefined
}

/**
 * Brings the findings of the scope to what was found now. One whose words changed is open again; one that is no longer found is
 * gone. Answers how many rows changed.
 */
export async function bringFindings(
  tx: Tx,
  found: readonly ListAnomaly[],
  { source, kinds, codes }: FoundScope,
): Promise<number> {
  const given = sql`jsonb_to_recordset(${JSON.stringify(found)}::jsonb) as g(kind text, code text, place text, raw text)`
  const { rows } = await sql<{ n: number }>`
    with written as (
      insert into catalogue_finding as t (kind, code, source, place, raw)
      select kind, code, ${source}::text, place, raw from ${given}
      on conflict (kind, code, source, place) do update
         set raw = excluded.raw, gone_at = null, found_at = now(), cleared_by = null, cleared_at = null, note = null
       where t.raw <> excluded.raw or t.gone_at is not null
      returning 1),
    gone as (
      update catalogue_finding t set gone_at = now()
       where t.source = ${source} and t.kind = any(${[...kinds]}::text[]) and t.gone_at is null
         and (${codes === undefined} or t.code = any(${[...(codes ?? [])]}::text[]))
         and (t.kind, t.code, t.place) not in (select kind, code, place from ${given})
      returning 1)
    select ((select count(*) from written) + (select count(*) from gone))::int as n`.execute(tx)
  return rows[0]?.n ?? 0
}

export async function countOpenFindings(db: Db | Tx): Promise<Record<string, number>> {
  const { rows } = await sql<{ kind: string; n: number }>`
    select kind, count(*)::int as n from catalogue_finding where cleared_at is null and gone_at is null
     group by kind order by kind`.execute(db)
  return Object.fromEntries(rows.map(({ kind, n }) => [kind, n]))
}

/** The planner must know what was just written: without it the first lists after an import took two seconds. */
export async function learnSizes(tx: Tx): Promise<void> {
  await sql`analyze procedure, procedure_source, catalogue_finding, catalogue_change`.execute(tx)
}
