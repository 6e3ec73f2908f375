/** SQL of the personal store. Read in the context of the person: nobody else's store is there. */
import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'
import type { HeldPaper } from './held-paper.ts'

export type KeptPaper = HeldPaper & {
  isOffered: boolean
  uses: number
  lastUsedAt: Date | null
  procedureName: string
  /** Whose matter that dossier was; null once it is no longer told. */
  ownerName: string | null
}

/** Everything that the person holds, newest first, with how often it was used again. */
export async function storeOf(tx: Tx, personId: number): Promise<KeptPaper[]> {
  const { rows } = await sql<KeptPaper>`
    select p.dossier_id as "dossierId", p.file_id as "fileId", p.level, p.dossier_code as "dossierCode",
           p.procedure_code as "procedureCode", p.procedure_name as "procedureName", d.owner_name as "ownerName", p.paper, p.kind_code as "kindCode",
           jsonb_build_object('vi', p.title, 'en', p.title_en) as title, p.name, encode(p.sha256, 'hex') as sha256, p.size,
           p.media_type as "mediaType", p.turned, p.issued_on::text as "issuedOn", p.number, p.is_offered as "isOffered",
           u.uses, u.last as "lastUsedAt"
      from personal_store_paper p
      left join dossier d on d.id = p.dossier_id
      cross join lateral (select count(*)::int as uses, max(used_at) as last from personal_store_use u
                           where u.person_id = p.person_id and u.from_dossier_id = p.dossier_id and u.sha256 = p.sha256) u
     where p.person_id = ${personId} and p.removed_at is null
     order by p.issued_on desc, p.dossier_id, p.level desc, p.file_id`.execute(tx)
  return rows
}

export type OfPaper = { personId: number; dossierId: string; fileId: string }

/** Whether the paper may be offered again: the person's consent, given or taken back. */
export async function offerAgain(tx: Tx, of: OfPaper & { isOffered: boolean }): Promise<void> {
  await sql`
    update personal_store_paper set is_offered = ${of.isOffered}
     where person_id = ${of.personId} and dossier_id = ${of.dossierId}::uuid and file_id = ${of.fileId}::uuid
       and removed_at is null`.execute(tx)
}

/** Out of the store for good. What the dossier keeps by law stays in the dossier. */
export async function removeFromStore(tx: Tx, of: OfPaper & { now: Date }): Promise<void> {
  await sql`
    update personal_store_paper set removed_at = ${of.now}, is_offered = false, name = '', number = null
     where person_id = ${of.personId} and dossier_id = ${of.dossierId}::uuid and file_id = ${of.fileId}::uuid
       and removed_at is null`.execute(tx)
}
