/** SQL of files on their way in pieces. Every statement runs in the context of the person. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'
import type { NewUpload } from './pieces.ts'

/** On their way at once for one person; who begins another one gives up the oldest. */
const MOST_AT_ONCE = 4

type Begun = NewUpload & { id: string; draftId: string; personId: number; now: Date }

/** The same file of the same paper goes on where it stopped; a file of another size under the same mark begins anew. */
export async function beginUpload(tx: Tx, of: Begun): Promise<{ id: string; received: number }> {
  await sql`
    delete from filing_upload where draft_id = ${of.draftId}::uuid and paper = ${of.paper} and mark = ${of.mark}
       and size <> ${of.size}`.execute(tx)
  const { rows } = await sql<{ id: string; received: number }>`
    insert into filing_upload (id, person_id, draft_id, paper, name, size, mark, began_at)
    values (${of.id}::uuid, ${of.personId}, ${of.draftId}::uuid, ${of.paper}, ${of.name}, ${of.size}, ${of.mark}, ${of.now})
    on conflict (draft_id, paper, mark) do update set name = excluded.name
    returning id, received`.execute(tx)
  await sql`
    delete from filing_upload where id in (
      select id from filing_upload where person_id = ${of.personId} and id <> ${rows[0]!.id}::uuid
       order by began_at desc, id desc offset ${MOST_AT_ONCE - 1})`.execute(tx)
  return rows[0]!
}

export type Upload = {
  id: string
  draftId: string
  paper: string
  name: string
  size: number
  received: number
}

/** Locked: of two pieces sent at once the second finds that the first has come. */
export async function uploadById(tx: Tx, id: string): Promise<Upload | undefined> {
  const { rows } = await sql<Upload>`
    select id, draft_id as "draftId", paper, name, size, received from filing_upload
     where id = ${id}::uuid for update`.execute(tx)
  return rows[0]
}

export async function addPiece(
  tx: Tx,
  of: { id: string; personId: number; from: number; bytes: Buffer },
): Promise<void> {
  await sql`
    with kept as (insert into filing_upload_piece (upload_id, person_id, starts_at, bytes)
                  values (${of.id}::uuid, ${of.personId}, ${of.from}, ${of.bytes}) returning upload_id)
    update filing_upload set received = ${of.from + of.bytes.length}::int
     where id = (select upload_id from kept)`.execute(tx)
}

export async function wholeUpload(tx: Tx, id: string): Promise<Buffer> {
  const { rows } = await sql<{ bytes: Buffer }>`
    select bytes from filing_upload_piece where upload_id = ${id}::uuid order by starts_at`.execute(
    tx,
  )
  return Buffer.concat(rows.map(({ bytes }) => bytes))
}

export async function dropUpload(tx: Tx, id: string): Promise<void> {
  await sql`delete from filing_upload where id = ${id}::uuid`.execute(tx)
}

/** Files that nobody finished. Answers how many. */
export async function eraseOldUploads(db: Db, before: Date): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    delete from filing_upload where began_at < ${before} returning id`.execute(db)
  return rows.length
}
