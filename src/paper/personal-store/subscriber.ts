/** From the history to the store of the applicant. Idempotent: it makes the rows of a dossier anew. */
import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'
import type { DossierRow } from '../../dossier/rows.ts'
import { historyOf } from '../../dossier/store.ts'
import type { Subscriber } from '../../dossier/subscriber.ts'
import {
  heldPapersOf,
  usesOf,
  type HeldPaper,
  type StoreTitles,
  type StoreUse,
} from './held-paper.ts'

/** Only these may change what a person holds. */
const TELLING: ReadonlySet<string> = new Set([
  'filed',
  'accepted',
  'supplemented',
  'resultSealed',
  'resultCorrected',
  'resultRevoked',
])

export type StoreLaw = {
  /** Undefined for a procedure that was never published here. */
  titlesOf(code: string, version: number): StoreTitles | undefined
}

export function personalStore({ titlesOf }: StoreLaw): Subscriber {
  return {
    name: 'personal-store',
    effects: 'inside',
    async onEvents(tx, dossier, events) {
      const personId = dossier.applicant_person_id
      if (personId === null || !events.some(({ kind }) => TELLING.has(kind))) return
      const titles = titlesOf(dossier.procedure_code, dossier.procedure_version)
      if (titles === undefined) return
      const history = await historyOf(tx, dossier.id, { withPrivate: true })
      const of = { id: dossier.id, code: dossier.code, procedureCode: dossier.procedure_code }
      const held = heldPapersOf(of, history, titles)
      await dropOthers(tx, dossier.id, held)
      for (const each of held) await keep(tx, { personId, dossier }, each)
      for (const use of usesOf(history)) await keepUse(tx, { personId, dossier }, use)
    },
  }
}

type Of = { personId: number; dossier: DossierRow }

/** A corrected or revoked result is no longer held. */
async function dropOthers(tx: Tx, id: string, held: readonly HeldPaper[]): Promise<void> {
  const files = held.map(({ fileId }) => fileId)
  await sql`
    delete from personal_store_paper
     where dossier_id = ${id}::uuid and file_id <> all(${files}::uuid[])`.execute(tx)
}

async function keep(tx: Tx, { personId, dossier }: Of, held: HeldPaper): Promise<void> {
  await sql`
    insert into personal_store_paper (person_id, dossier_id, file_id, level, dossier_code, procedure_code, procedure_name,
                                      paper, kind_code, title, title_en, name, sha256, size, media_type, turned, issued_on, number)
    values (${personId}, ${held.dossierId}::uuid, ${held.fileId}::uuid, ${held.level}, ${held.dossierCode},
            ${held.procedureCode}, ${dossier.procedure_name}, ${held.paper}, ${held.kindCode}, ${held.title.vi},
            ${held.title.en}, ${held.name}, decode(${held.sha256}, 'hex'), ${held.size}, ${held.mediaType}, ${held.turned},
            ${held.issuedOn}::date, ${held.number})
    on conflict (person_id, dossier_id, file_id) do update
       set dossier_code = excluded.dossier_code, kind_code = excluded.kind_code, title = excluded.title,
           title_en = excluded.title_en, sha256 = excluded.sha256, issued_on = excluded.issued_on,
           name = excluded.name, number = excluded.number
     where personal_store_paper.removed_at is null`.execute(tx)
}

async function keepUse(tx: Tx, { personId, dossier }: Of, use: StoreUse): Promise<void> {
  await sql`
    insert into personal_store_use (person_id, dossier_id, file_id, level, from_dossier_id, sha256, dossier_code,
                                    procedure_name, used_at)
    values (${personId}, ${dossier.id}::uuid, ${use.fileId}::uuid, ${use.level}, ${use.fromDossierId}::uuid,
            decode(${use.sha256}, 'hex'), ${dossier.code}, ${dossier.procedure_name}, ${use.usedAt})
    on conflict do nothing`.execute(tx)
}
