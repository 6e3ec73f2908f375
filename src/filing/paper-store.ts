/** SQL of the files of drafts: turned, kept as they are, waiting for the scanner. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'
import type { StoredFile } from '../paper/files.ts'
import { changeDraft } from './store.ts'

type OfFile = { draftId: string; id: string; now: Date }

/** A quarter to the right; the bytes stay as they came. */
export async function turnFile(tx: Tx, of: OfFile): Promise<void> {
  await sql`
    update filing_draft_file f set turned = (turned + 90) % 360 from filing_draft d
     where f.draft_id = ${of.draftId}::uuid and f.id = ${of.id}::uuid and d.id = f.draft_id
       and d.submitted_at is null`.execute(tx)
  await changeDraft(tx, of.draftId, { now: of.now })
}

/** The applicant has seen the remark and sends the picture all the same. */
export async function keepAnyway(tx: Tx, of: OfFile): Promise<void> {
  await sql`
    update filing_draft_file f set kept_anyway = true from filing_draft d
     where f.draft_id = ${of.draftId}::uuid and f.id = ${of.id}::uuid and d.id = f.draft_id
       and d.submitted_at is null`.execute(tx)
  await changeDraft(tx, of.draftId, { now: of.now })
}

export type WaitingFile = { draftId: string; id: string; file: StoredFile }

/** Those that wait for the scanner: the fewest tries first, so that one bad file holds up nobody. */
export async function waitingFiles(db: Db, most: number): Promise<WaitingFile[]> {
  const { rows } = await sql<WaitingFile>`
    select draft_id as "draftId", id,
           jsonb_build_object('sha256', encode(sha256, 'hex'), 'size', size, 'mediaType', media_type) as file
      from filing_draft_file where scan = 'waiting' order by scan_tries, uploaded_at limit ${most}`.execute(
    db,
  )
  return rows
}

/** null: nobody has looked yet. */
export async function noteScan(
  db: Db,
  { draftId, id }: WaitingFile,
  scan: 'clean' | 'refused' | null,
): Promise<void> {
  await sql`
    update filing_draft_file set scan = coalesce(${scan}, scan), scan_tries = scan_tries + 1
     where draft_id = ${draftId}::uuid and id = ${id}::uuid and scan = 'waiting'`.execute(db)
}
