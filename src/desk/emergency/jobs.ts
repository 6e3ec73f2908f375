/** What the worker does about emergency access: the history of the dossier is told of every one that opened and ended. */
import { sql } from 'kysely'
import type { Command } from '../../dossier/commands.ts'
import { handle, type DossierDeps } from '../../dossier/handle.ts'
import { toLocalMinute } from '../../lib/time.ts'
import type { SystemActor } from '../../office/actor.ts'
import { idFrom } from '../../result/document-id.ts'

const CLOCK: SystemActor = { kind: 'system', name: 'clock', scopes: [] }
const BATCH = 20

type Unrecorded = {
  id: string
  dossierId: string
  reason: string
  askedBy: number
  askedRole: string
  grantedBy: number
  grantedRole: string
  legalGround: string
  expiresAt: Date
  endedAt: Date | null
  isOpenedTold: boolean
  isOver: boolean
}

/**
 * Records what the histories do not tell yet; `dossier.db` is the worker role's. Every record has its key, so that a worker that
 * dies in between says nothing twice. Returns how many were recorded.
 */
export async function recordEmergencies(dossier: DossierDeps): Promise<number> {
  const { rows } = await sql<Unrecorded>`
    select id, dossier_id as "dossierId", reason, asked_by as "askedBy", asked_role as "askedRole",
           decided_by as "grantedBy", decided_role as "grantedRole", legal_ground as "legalGround",
           expires_at as "expiresAt", ended_at as "endedAt", opened_seq is not null as "isOpenedTold",
           ended_at is not null or expires_at <= clock_timestamp() as "isOver"
      from emergency_access
     where outcome = 'approved' and ended_seq is null
       and (opened_seq is null or ended_at is not null or expires_at <= clock_timestamp())
     order by asked_at limit ${BATCH}`.execute(dossier.db)
  for (const row of rows) {
    if (!row.isOpenedTold) await recordOpened(dossier, row)
    if (row.isOver) await recordEnded(dossier, row)
  }
  return rows.length
}

async function recordOpened(dossier: DossierDeps, row: Unrecorded): Promise<void> {
  const { reason, askedBy, askedRole, grantedBy, grantedRole, legalGround } = row
  const seq = await record(dossier, row, {
    type: 'recordEmergencyOpened',
    access: row.id,
    reason,
    askedBy,
    askedRole,
    grantedBy,
    grantedRole,
    legalGround,
    until: toLocalMinute(row.expiresAt),
  })
  await sql`update emergency_access set opened_seq = ${seq} where id = ${row.id}::uuid`.execute(
    dossier.db,
  )
}

async function recordEnded(dossier: DossierDeps, row: Unrecorded): Promise<void> {
  const early = row.endedAt !== null && row.endedAt < row.expiresAt
  const seq = await record(dossier, row, { type: 'recordEmergencyEnded', access: row.id, early })
  await dossier.db.transaction().execute(async (tx) => {
    const { numAffectedRows } = await sql`
      update emergency_access set ended_seq = ${seq}, ended_at = coalesce(ended_at, expires_at)
       where id = ${row.id}::uuid and ended_seq is null`.execute(tx)
    if (numAffectedRows === 1n && !early)
      await sql`select raise_emergency_alarm(${row.id}::uuid, 'ended', null)`.execute(tx)
  })
}

async function record(dossier: DossierDeps, row: Unrecorded, command: Command): Promise<number> {
  const key = idFrom('emergency', command.type, row.id)
  const outcome = await handle(dossier, { id: row.dossierId, by: CLOCK, key, command })
  if (!outcome.ok) throw new Error(`emergency access ${row.id}: ${outcome.refusal.code}`)
  return outcome.value.seq
}
