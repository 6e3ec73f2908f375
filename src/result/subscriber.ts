/** From the history to what lists and the public page read: documents, tokens, the clerk's book. Idempotent: it may be replayed. */
import { sql } from 'kysely'
import type { Tx } from '../db/connect.ts'
import type { DossierEvent } from '../dossier/events.ts'
import type { DossierRow } from '../dossier/rows.ts'
import type { Subscriber } from '../dossier/subscriber.ts'
import { toInstant } from '../lib/time.ts'
import { idFrom } from './document-id.ts'
import { projectChange } from './subscriber-changes.ts'

/** `kindOf`: which kind of result a procedure gives; null where the house sets none. */
export function resultProjections(kindOf: (dossier: DossierRow) => string | null): Subscriber {
  return {
    name: 'result-projections',
    effects: 'inside',
    async onEvents(tx, dossier, events) {
      const kind = kindOf(dossier)
      for (const event of events) await project(tx, { dossier, event, kind })
    },
  }
}

export type Projecting = { dossier: DossierRow; event: DossierEvent; kind: string | null }

async function project(tx: Tx, { dossier, event, kind }: Projecting): Promise<void> {
  switch (event.kind) {
    case 'draftSent':
      return keepDocument(tx, {
        dossier,
        kind,
        event,
        silentFrom: toInstant(event.body.answerBy),
      })
    case 'draftConfirmed':
    case 'draftReturned':
      return endSilence(tx, dossier.id)
    case 'submittedForSigning':
      return keepDocument(tx, { dossier, kind, event, silentFrom: null })
    case 'resultSigned':
      return signDocument(tx, dossier.id, event.body)
    case 'resultSealed':
      await issueDocument(tx, dossier.id, event.body)
      await keepToken(tx, { dossier, kind, sealed: event.body })
      return settleNumber(tx, dossier.id, null)
    case 'refused':
    case 'withdrawalConfirmed':
    case 'stopped':
      await endSilence(tx, dossier.id)
      return settleNumber(tx, dossier.id, event.kind)
    case 'filed':
    case 'accepted':
    case 'supplementRequested':
    case 'supplemented':
    case 'claimed':
    case 'examined':
    case 'registerEntryRecorded':
    case 'signingDeclined':
    case 'delivered':
    case 'withdrawalRequested':
    case 'emergencyOpened':
    case 'emergencyEnded':
    case 'stepCompleted':
    case 'clockReprojected':
    case 'clockSuspended':
    case 'clockResumed':
    case 'feeRequested':
    case 'feeRecorded':
    case 'feePaid':
    case 'apologised':
    case 'holderChanged':
    case 'legHolderChanged':
    case 'stoodIn':
    case 'legOpened':
    case 'legAcknowledged':
    case 'legReported':
    case 'legAsked':
    case 'legAnswered':
    case 'legEnded':
    case 'legResultReturned':
    case 'legClockChanged':
    case 'officesResolved':
    case 'wholeClockChanged':
    case 'legsFinished':
    case 'receivedForAnother':
    case 'handedToCompetent':
    case 'arrivedAtCompetent':
    case 'receiptDated':
    case 'returnPlaceChanged':
    case 'originalsTaken':
    case 'originalsMoved':
    case 'originalsMissing':
    case 'originalsFound':
    case 'originalsReturned':
    case 'movedToLaw':
    case 'officesChanged':
    case 'otherOfficesChanged':
    case 'officesUndecided':
    case 'officesDecided':
    case 'linked':
    case 'ownerNamed':
    case 'duplicateSuspected':
    case 'duplicateCleared':
      return
    case 'correctionPrepared':
    case 'correctionDropped':
    case 'correctionSigned':
    case 'resultCorrected':
    case 'revocationDecided':
    case 'resultRevoked':
      return projectChange(tx, { dossier, event, kind })
  }
}

type Made = {
  dossier: DossierRow
  kind: string | null
  event: DossierEvent & { kind: 'draftSent' | 'submittedForSigning' | 'correctionPrepared' }
  silentFrom: Date | null
}

export async function keepDocument(
  tx: Tx,
  { dossier, kind, event, silentFrom }: Made,
): Promise<void> {
  const { documentId, sha256 } = event.body
  await sql`
    insert into result_document (dossier_id, id, kind, template_version, state, sha256, token, office_id, created_at,
                                 silent_from, scopes)
    values (${dossier.id}::uuid, ${documentId}::uuid, ${kind ?? 'other'},
            coalesce((select s.template_version from result_submission s
                       where s.dossier_id = ${dossier.id}::uuid and s.document_id = ${documentId}::uuid), 'draft'),
            'draft', decode(${sha256}, 'hex'), ${documentId}, ${dossier.competent_office_id}, ${event.occurredAt},
            ${silentFrom}, ${dossier.scopes}::int[])
    on conflict (dossier_id, id) do update
       set state = 'draft', sha256 = excluded.sha256, previous_sha256 = null, number = null, issued_on = null,
           silent_from = excluded.silent_from`.execute(tx)
}

async function endSilence(tx: Tx, dossierId: string): Promise<void> {
  await sql`
    update result_document set silent_from = null
     where dossier_id = ${dossierId}::uuid and silent_from is not null`.execute(tx)
}

export async function signDocument(
  tx: Tx,
  dossierId: string,
  {
    documentId,
    documentHash,
    signedHash,
  }: { documentId: string; documentHash: string; signedHash: string },
): Promise<void> {
  await sql`
    update result_document
       set state = 'signed', sha256 = decode(${signedHash}, 'hex'), previous_sha256 = decode(${documentHash}, 'hex')
     where dossier_id = ${dossierId}::uuid and id = ${documentId}::uuid`.execute(tx)
}

type SealedBody = Pick<
  (DossierEvent & { kind: 'resultSealed' })['body'],
  'documentId' | 'sealedHash' | 'signedHash' | 'number' | 'on'
>

export async function issueDocument(tx: Tx, dossierId: string, body: SealedBody): Promise<void> {
  const { documentId, sealedHash, signedHash, number, on } = body
  await sql`
    update result_document
       set state = 'issued', sha256 = decode(${sealedHash}, 'hex'), previous_sha256 = decode(${signedHash}, 'hex'),
           number = ${number}, issued_on = ${on}::date
     where dossier_id = ${dossierId}::uuid and id = ${documentId}::uuid`.execute(tx)
}

/** What anyone may check stays what it was when issued: a replay adds nothing and takes no revocation back. */
export async function keepToken(
  tx: Tx,
  { dossier, kind, sealed }: { dossier: DossierRow; kind: string | null; sealed: SealedBody },
): Promise<void> {
  await sql`
    insert into result_token (token, dossier_id, document_id, kind, office_id, number, issued_on, sha256, origin)
    values (${sealed.documentId}, ${dossier.id}::uuid, ${sealed.documentId}::uuid, ${kind ?? 'other'},
            ${dossier.competent_office_id}, ${sealed.number}, ${sealed.on}::date, decode(${sealed.sealedHash}, 'hex'),
            ${dossier.origin})
    on conflict (token) do nothing`.execute(tx)
}

/** The dossier's number is used, or voided with the reason: the book has no hole that nobody can explain. */
async function settleNumber(tx: Tx, dossierId: string, voidReason: string | null): Promise<void> {
  await sql`
    update result_number set state = ${voidReason === null ? 'issued' : 'voided'}, void_reason = ${voidReason}
     where dossier_id = ${dossierId}::uuid and state = 'reserved'`.execute(tx)
}

/**
 * Asks the civil register when it is its turn: one row per dossier, which the job takes up. Leaves the house, so only live
 * events count. After a supplement the question is asked anew, under a new key, since it is another one; what was entered is past
 * supplements (`isPastExamination`), what was only looked up is looked up again.
 */
export const registerRequests: Subscriber = {
  name: 'register-requests',
  effects: 'outside',
  async onEvents(tx, dossier, events) {
    if (!dossier.is_open) return dropRequest(tx, dossier.id)
    if (dossier.waits_for !== 'civilRegister') return
    // After a supplement the workflow begins again, so what was examined or confirmed anew is another question.
    const isAnew = events.some(({ kind }) => kind === 'draftConfirmed' || kind === 'examined')
    const before = await roundOf(tx, dossier.id)
    if (before === undefined) await askRegister(tx, dossier, 1)
    else if (isAnew) await askRegister(tx, dossier, before + 1)
  },
}

async function roundOf(tx: Tx, dossierId: string): Promise<number | undefined> {
  const { rows } = await sql<{ round: number }>`
    select round from register_request where dossier_id = ${dossierId}::uuid`.execute(tx)
  return rows[0]?.round
}

async function askRegister(tx: Tx, dossier: DossierRow, round: number): Promise<void> {
  const key = idFrom('register', dossier.id, round)
  await sql`
    insert into register_request (dossier_id, round, idempotency_key, next_try_at, scopes)
    values (${dossier.id}::uuid, ${round}, ${key}::uuid, now(), ${dossier.scopes}::int[])
    on conflict (dossier_id) do update
       set round = excluded.round, idempotency_key = excluded.idempotency_key, state = 'waiting', attempts = 0,
           next_try_at = now(), last_error = null, requested_at = now(), answered_at = null`.execute(
    tx,
  )
}

/** Only what was never sent may be forgotten; after a try the register may hold an entry, and somebody must look. */
async function dropRequest(tx: Tx, dossierId: string): Promise<void> {
  await sql`
    update register_request
       set state = case when attempts = 0 or is_look_up then 'dropped' else 'stuck' end, next_try_at = null,
           last_error = case when attempts = 0 or is_look_up then null else 'entryWithoutDossier' end
     where dossier_id = ${dossierId}::uuid and state in ('waiting', 'stuck')`.execute(tx)
}
