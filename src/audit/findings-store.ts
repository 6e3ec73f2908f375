/** Findings as people see and take them on. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'

export type Finding = {
  id: number
  invariant: string
  place: string
  dossierId: string | null
  /** null when there is no dossier, or the reader may not see it. */
  code: string | null
  what: string
  since: Date
  seenAt: Date
  nights: number
  state: 'open' | 'acknowledged' | 'mended'
  assignedTo: number | null
  owner: string | null
  acknowledgedBy: string | null
  acknowledgedAt: Date | null
  mendedAt: Date | null
  toldAt: Date | null
  escalatedAt: Date | null
}

const columns = sql`f.id, f.invariant, f.place, f.dossier_id as "dossierId", d.code, f.what, f.since, f.seen_at as "seenAt", f.nights,
  f.state, f.assigned_to as "assignedTo", p.full_name as owner, a.full_name as "acknowledgedBy",
  f.acknowledged_at as "acknowledgedAt", f.mended_at as "mendedAt", f.told_at as "toldAt", f.escalated_at as "escalatedAt"`
const joined = sql`invariant_finding f left join dossier d on d.id = f.dossier_id
  left join person p on p.id = f.assigned_to left join person a on a.id = f.acknowledged_by`

export async function findingById(db: Db | Tx, id: number): Promise<Finding | undefined> {
  const { rows } = await sql<Finding>`select ${columns} from ${joined} where f.id = ${id}`.execute(
    db,
  )
  return rows[0]
}

/** `seesAll`: also findings about dossiers outside the scopes, then without their code. */
export type Reader = { seesAll: boolean }
const visible = ({ seesAll }: Reader) =>
  sql`(f.dossier_id is null or d.id is not null or ${seesAll})`

/** Findings that are not mended, the oldest first, after that one. */
export async function openFindings(
  tx: Tx,
  reader: Reader,
  { after, most }: { after: number; most: number },
): Promise<Finding[]> {
  const { rows } = await sql<Finding>`
    select ${columns} from ${joined}
     where f.state <> 'mended' and f.id > ${after} and ${visible(reader)} order by f.id limit ${most}`.execute(
    tx,
  )
  return rows
}

/** One finding, for a reader who may see it. */
export async function findingSeen(
  tx: Tx,
  reader: Reader,
  id: number,
): Promise<Finding | undefined> {
  const { rows } = await sql<Finding>`
    select ${columns} from ${joined} where f.id = ${id} and ${visible(reader)}`.execute(tx)
  return rows[0]
}

export async function mendedFindings(tx: Tx, reader: Reader, most: number): Promise<Finding[]> {
  const { rows } = await sql<Finding>`
    select ${columns} from ${joined} where f.state = 'mended' and ${visible(reader)}
     order by f.mended_at desc limit ${most}`.execute(tx)
  return rows
}

export type FindingCount = { invariant: string; open: number; acknowledged: number; oldest: Date }

export async function findingCounts(tx: Tx, reader: Reader): Promise<FindingCount[]> {
  const { rows } = await sql<FindingCount>`
    select f.invariant, (count(*) filter (where f.state = 'open'))::int as open,
           (count(*) filter (where f.state = 'acknowledged'))::int as acknowledged, min(f.since) as oldest
      from ${joined} where f.state <> 'mended' and ${visible(reader)}
     group by f.invariant order by oldest`.execute(tx)
  return rows
}

/** Whether this reader may act on it; locks it for the act. */
export async function takeFinding(
  tx: Tx,
  reader: Reader,
  id: number,
): Promise<Finding['state'] | undefined> {
  const { rows } = await sql<{ state: Finding['state'] }>`
    select f.state from invariant_finding f left join dossier d on d.id = f.dossier_id
     where f.id = ${id} and ${visible(reader)} for update of f`.execute(tx)
  return rows[0]?.state
}

export async function acknowledge(tx: Tx, id: number, personId: number): Promise<void> {
  await sql`
    update invariant_finding
       set state = 'acknowledged', acknowledged_by = ${personId}, acknowledged_at = now(),
           assigned_to = coalesce(assigned_to, ${personId})
     where id = ${id} and state = 'open'`.execute(tx)
}

export async function assign(tx: Tx, id: number, personId: number): Promise<void> {
  await sql`update invariant_finding set assigned_to = ${personId} where id = ${id}`.execute(tx)
}

/** Asks the worker; false while there is no worker's queue. */
export async function askWorker(
  tx: Tx,
  task: 'recheckFinding' | 'reprojectDossier',
  asked: { findingId: number; personId: number; key: string },
): Promise<boolean> {
  const { rows } = await sql<{ isAsked: boolean }>`
    select ask_worker(${task}, ${JSON.stringify(asked)}::json, ${`${task}:${asked.findingId}`}) as "isAsked"`.execute(
    tx,
  )
  return rows[0]!.isAsked
}

/** Under which invariants something about this dossier is open. */
export async function openInvariantsOf(db: Db, dossierId: string): Promise<string[]> {
  const { rows } = await sql<{ invariant: string }>`
    select distinct invariant from invariant_finding
     where dossier_id = ${dossierId}::uuid and state <> 'mended' order by 1`.execute(db)
  return rows.map(({ invariant }) => invariant)
}
