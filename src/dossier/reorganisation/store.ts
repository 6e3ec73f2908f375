/** SQL of finding the dossiers that a reorganisation concerns. */
import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'
import { readState, type KeptState } from '../packing.ts'
import type { DossierState } from '../dossier.ts'

/** Of these offices those that may read some open dossier. */
export async function withOpenDossiers(tx: Tx, offices: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ office: number }>`
    select office from unnest(${[...offices]}::int[]) with ordinality as o (office, nth)
     where exists (select from dossier_access a where a.scope = o.office and a.is_open)
     order by nth`.execute(tx)
  return rows.map(({ office }) => office)
}

/** Open dossiers that this office may read: its own, and those in which it has some other part. */
export async function openDossiersOf(tx: Tx, office: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select dossier_id as id from dossier_access where scope = ${office} and is_open order by 1`.execute(
    tx,
  )
  return rows.map(({ id }) => id)
}

export type Standing = { id: string; state: DossierState; submittedAt: Date }

export async function standings(tx: Tx, ids: readonly string[]): Promise<Standing[]> {
  const { rows } = await sql<KeptState & { id: string }>`
    select dossier_id as id, packed, state from dossier_state
     where dossier_id = any(${[...ids]}::uuid[]) order by dossier_id`.execute(tx)
  return rows.map((row) => {
    const state = readState(row)
    return { id: row.id, state, submittedAt: new Date(state.submittedAt) }
  })
}

/** Open dossiers that one of these offices still receives, decides or returns. */
export async function leftAt(tx: Tx, offices: readonly number[]): Promise<number> {
  const { rows } = await sql<{ many: number }>`
    select count(*)::int as many from dossier d
     where d.is_open and (d.receiving_office_id = any(${[...offices]}::int[]) or d.competent_office_id = any(${[...offices]}::int[])
                          or d.returning_office_id = any(${[...offices]}::int[]))`.execute(tx)
  return rows[0]!.many
}
