/** Files as the tables know them, for the dossiers of one page, by primary key. */
import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'

export type FileRow = {
  dossierId: string
  id: string
  seq: number
  paper: string
  sha256: string
  size: number
  mediaType: string
}

export async function filesOf(tx: Tx, ids: readonly string[]): Promise<FileRow[]> {
  const { rows } = await sql<FileRow>`
    select dossier_id as "dossierId", id, seq, paper, encode(sha256, 'hex') as sha256, size, media_type as "mediaType"
      from dossier_file where dossier_id = any(${[...ids]}::uuid[]) order by dossier_id, id`.execute(
    tx,
  )
  return rows
}

export type Kept = { dossierId: string; sha256: string; size: number | null; isWatched: boolean }

/**
 * Everything of these dossiers that must lie in the store: papers handed in, and results with the papers they grew from.
 * `isWatched`: a finding about it is open, so it is read whatever the window says.
 */
export async function keptFiles(tx: Tx, ids: readonly string[]): Promise<Kept[]> {
  const { rows } = await sql<Kept>`
    with kept as (
      select dossier_id, sha256, size from dossier_file where dossier_id = any(${[...ids]}::uuid[])
      union
      select dossier_id, sha256, null from result_document where dossier_id = any(${[...ids]}::uuid[])
      union
      select dossier_id, previous_sha256, null from result_document
       where dossier_id = any(${[...ids]}::uuid[]) and previous_sha256 is not null)
    select k.dossier_id as "dossierId", encode(k.sha256, 'hex') as sha256, max(k.size) as size,
           exists (select from invariant_finding f where f.dossier_id = k.dossier_id and f.state <> 'mended'
                      and f.invariant = 'files-in-store') as "isWatched"
      from kept k group by k.dossier_id, k.sha256 order by k.dossier_id, k.sha256`.execute(tx)
  return rows
}
