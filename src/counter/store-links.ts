/** What the pages read of dossiers that belong together. */
import { sql } from 'kysely'
import type { Tx } from '../db/connect.ts'
import type { Link } from '../dossier/linked/events.ts'

export type LinkRow = {
  side: 'follows' | 'isFollowed'
  otherId: string
  code: string
  why: Link
  reusedFiles: number
  at: Date
}

export async function linksOf(tx: Tx, dossierId: string): Promise<LinkRow[]> {
  const { rows } = await sql<LinkRow>`
    select side, other_id as "otherId", other_code as code, why, reused_files as "reusedFiles", at from dossier_link
     where dossier_id = ${dossierId}::uuid order by side, at`.execute(tx)
  return rows
}
