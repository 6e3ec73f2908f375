/**
 * Issued results that are corrected or revoked: the public page says so as soon as the history is told, the office sees what waits for
 * whom, and how often it happens is counted. Idempotent: it may be replayed. A paper is never altered, only replaced.
 */
import { sql } from 'kysely'
import type { Tx } from '../db/connect.ts'
import type { DossierEvent } from '../dossier/events.ts'
import type { CorrectionBodies } from '../dossier/corrections/events.ts'
import type { DossierRow } from '../dossier/rows.ts'
import { issueDocument, keepDocument, keepToken, signDocument } from './subscriber.ts'

type Changed = Extract<DossierEvent, { kind: keyof CorrectionBodies }>
type Projecting = { dossier: DossierRow; event: Changed; kind: string | null }

export async function projectChange(tx: Tx, { dossier, event, kind }: Projecting): Promise<void> {
  switch (event.kind) {
    case 'correctionPrepared':
      await keepDocument(tx, { dossier, kind, event, silentFrom: null })
      return begin(tx, dossier, {
        ...event.body,
        seq: event.seq,
        at: event.occurredAt,
        what: 'correction',
        state: 'prepared',
      })
    case 'correctionDropped':
      await dropDocument(tx, dossier.id, event.body.documentId)
      return go(tx, { dossier, event, state: 'dropped' })
    case 'correctionSigned':
      await signDocument(tx, dossier.id, event.body)
      return go(tx, { dossier, event, state: 'decided' })
    case 'resultCorrected': {
      const { former, why, on } = event.body
      await issueDocument(tx, dossier.id, event.body)
      await keepToken(tx, { dossier, kind, sealed: event.body })
      await sql`
        update result_token set replaced_on = ${on}::date, replaced_why = ${why}
         where token = ${former} and replaced_on is null`.execute(tx)
      return go(tx, { dossier, event, state: 'done' })
    }
    case 'revocationDecided':
      return begin(tx, dossier, {
        ...event.body,
        seq: event.seq,
        at: event.occurredAt,
        what: 'revocation',
        state: 'decided',
      })
    case 'resultRevoked': {
      const { documentId, why, on, decision } = event.body
      await sql`
        update result_token set revoked_on = ${on}::date, revoked_why = ${why}, revoked_reason = ${decision.number}
         where token = ${documentId} and revoked_on is null`.execute(tx)
      await sql`
        update result_document set state = 'revoked'
         where dossier_id = ${dossier.id}::uuid and id = ${documentId}::uuid`.execute(tx)
      return go(tx, { dossier, event, state: 'done' })
    }
  }
}

type Beginning = {
  seq: number
  at: Date
  what: 'correction' | 'revocation'
  state: 'prepared' | 'decided'
  documentId: string
  why: string
}

async function begin(
  tx: Tx,
  { id, code, competent_office_id: officeId, scopes }: DossierRow,
  { seq, at, what, state, documentId, why }: Beginning,
): Promise<void> {
  await sql`
    insert into result_change (dossier_id, seq, what, state, document_id, why, code, office_id, begun_at, scopes)
    values (${id}::uuid, ${seq}, ${what}, ${state}, ${documentId}::uuid, ${why}, ${code}, ${officeId}, ${at},
            ${scopes}::int[])
    on conflict (dossier_id, seq) do update set state = excluded.state, ended_at = null`.execute(tx)
}

type Going = { dossier: DossierRow; event: Changed; state: 'decided' | 'dropped' | 'done' }

async function go(tx: Tx, { dossier, event, state }: Going): Promise<void> {
  const ended = state === 'decided' ? null : event.occurredAt
  await sql`
    update result_change set state = ${state}, ended_at = ${ended}
     where dossier_id = ${dossier.id}::uuid and document_id = ${event.body.documentId}::uuid and ended_at is null`.execute(
    tx,
  )
}

/** It was never issued: nobody outside has it. */
async function dropDocument(tx: Tx, dossierId: string, documentId: string): Promise<void> {
  await sql`
    delete from result_document
     where dossier_id = ${dossierId}::uuid and id = ${documentId}::uuid and state in ('draft', 'signed')`.execute(
    tx,
  )
}
