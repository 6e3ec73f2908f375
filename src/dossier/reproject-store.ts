/** Writes the projections of one dossier anew. The worker's role: no page can do it by itself. */
import { sql } from 'kysely'
import type { Tx } from '../db/connect.ts'
import type { DossierState } from './dossier.ts'
import { packState } from './packing.ts'

/** Locks the dossier as every command does; false when there is nothing of it left to lock. */
export async function lockForRepair(tx: Tx, id: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from dossier_state where dossier_id = ${id}::uuid for update`.execute(tx)
  return rows.length > 0
}

export type RepairedFile = {
  id: string
  seq: number
  paper: string
  name: string
  sha256: string
  size: number
  mediaType: string
}

export type Projection = {
  id: string
  state: DossierState
  scopes: readonly number[]
  /** Every column of `dossier` but its scopes. */
  row: Readonly<Record<string, unknown>>
  words: readonly string[]
  files: readonly RepairedFile[]
}

/** Everything that follows from the history, at once. The history itself is not touched, nor what has left the house. */
export async function writeProjection(tx: Tx, projection: Projection): Promise<void> {
  const { id, state, row, words } = projection
  const scopes = [...projection.scopes]
  await writeRow(tx, { id, row, scopes })
  await sql`
    update dossier_state set packed = ${packState(state)}, state = null, seq = ${state.seq}, scopes = ${scopes}::int[]
     where dossier_id = ${id}::uuid`.execute(tx)
  for (const table of ['dossier_event', 'dossier_private', 'dossier_file', 'dossier_contact'])
    await sql`
      update ${sql.table(table)} set scopes = ${scopes}::int[]
       where dossier_id = ${id}::uuid and scopes <> ${scopes}::int[]`.execute(tx)
  await writeAccess(tx, { id, scopes })
  await sql`
    insert into dossier_search (dossier_id, words) values (${id}::uuid, array_to_tsvector(${[...words]}::text[]))
    on conflict (dossier_id) do update set words = excluded.words`.execute(tx)
  await sql`
    insert into dossier_code (code, dossier_id, kind)
    values (${state.code}, ${id}::uuid, ${state.source === 'nationalPortal' ? 'portal' : 'own'})
    on conflict (code) do nothing`.execute(tx)
  await addFiles(tx, { id, scopes, files: projection.files })
}

async function writeRow(
  tx: Tx,
  { id, row, scopes }: { id: string; row: Projection['row']; scopes: number[] },
): Promise<void> {
  const columns = Object.keys(row).filter((column) => column !== 'id')
  const all = sql.join(columns.map((column) => sql.ref(column)))
  const values = sql.join(columns.map((column) => sql.ref(`r.${column}`)))
  await sql`
    update dossier set scopes = ${scopes}::int[], (${all}) =
           (select ${values} from jsonb_populate_record(null::dossier, ${JSON.stringify(row)}::jsonb) r)
     where id = ${id}::uuid`.execute(tx)
}

async function writeAccess(
  tx: Tx,
  { id, scopes }: { id: string; scopes: number[] },
): Promise<void> {
  await sql`
    delete from dossier_access where dossier_id = ${id}::uuid and scope <> all(${scopes}::int[])`.execute(
    tx,
  )
  await sql`
    insert into dossier_access (dossier_id, scope, is_open, waits_for, due_at)
    select d.id, s, d.is_open, d.waits_for, d.due_at from dossier d, unnest(${scopes}::int[]) s where d.id = ${id}::uuid
    on conflict (dossier_id, scope) do update
       set is_open = excluded.is_open, waits_for = excluded.waits_for, due_at = excluded.due_at`.execute(
    tx,
  )
}

/** Rows that are missing; a row that says something else is not ours to overwrite (rows of files are never changed). */
async function addFiles(
  tx: Tx,
  { id, scopes, files }: { id: string; scopes: number[]; files: Projection['files'] },
): Promise<void> {
  await sql`
    insert into dossier_file (dossier_id, id, seq, paper, name, sha256, size, media_type, scopes)
    select ${id}::uuid, f.id, f.seq, f.paper, f.name, decode(f.sha256, 'hex'), f.size, f."mediaType", ${scopes}::int[]
      from jsonb_to_recordset(${JSON.stringify(files)}::jsonb)
        as f (id uuid, seq int, paper text, name text, sha256 text, size int, "mediaType" text)
    on conflict (dossier_id, id) do nothing`.execute(tx)
}
