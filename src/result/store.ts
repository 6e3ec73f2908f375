/** The SQL of results. `result_document` and `result_token` are written by the subscriber alone. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'
import type { Private } from '../dossier/events.ts'
import { readPrivate } from '../dossier/packing.ts'
import type { Day } from '../lib/time.ts'
import type { RegisterFound } from './register.ts'

export async function officeNameOf(tx: Tx, officeId: number): Promise<string> {
  const { rows } = await sql<{
    name: string
  }>`select name from office where id = ${officeId}`.execute(tx)
  if (!rows[0]) throw new Error(`there is no office ${officeId}`)
  return rows[0].name
}

/** A child's number, and what a look-up found: personal, so both stand in the private part of the register's event. */
export type RegisterGiven = { personalNumber: string | null; found: RegisterFound | null }

export async function givenByRegister(tx: Tx, dossierId: string): Promise<RegisterGiven> {
  const { rows } = await sql<{ bytes: Buffer }>`
    select p.bytes
      from dossier_event e join dossier_private p on p.dossier_id = e.dossier_id and p.seq = e.seq
     where e.dossier_id = ${dossierId}::uuid and e.kind = 'registerEntryRecorded' and p.bytes is not null
     order by e.seq desc limit 1`.execute(tx)
  return givenIn(rows[0] && readPrivate(rows[0].bytes))
}

/** From the private part of `registerEntryRecorded`; erased, or not yet there, it is nothing. */
export function givenIn(kept: Private | undefined): RegisterGiven {
  const found = (kept?.registerFound ?? null) as RegisterFound | null
  return { personalNumber: kept?.personalNumber ?? null, found }
}

// ── who signs ──────────────────────────────────────────────────────────────

export type Leader = {
  personId: number
  name: string
  title: string
  /** The delegation under which they sign for another; null: in their own right. */
  delegationId: string | null
}

/**
 * Who may sign for the office on that day: leaders at work, those assigned longest first; then whoever signs for another under a
 * written delegation that covers the procedure, with the title that papers then carry (NĐ 30/2020: "TUQ.").
 */
export async function leadersOn(
  tx: Tx | Db,
  { officeId, day, procedure }: { officeId: number; day: Day; procedure: string },
): Promise<Leader[]> {
  const { rows } = await sql<Leader>`
    with leader as (
      select p.id, p.full_name, a.title, a.valid_from, a.id as assignment_id,
             exists (select from absence b where b.person_id = p.id and b.office_id = a.office_id and b.ended_at is null
                        and ${day}::date between b.from_on and b.to_on) as is_away
        from assignment a join person p on p.id = a.person_id
       where a.office_id = ${officeId} and a.role = 'leader' and p.is_active
         and ${day}::date between a.valid_from and coalesce(a.valid_to, 'infinity'))
    select id as "personId", full_name as name, title, null as "delegationId", 1 as place, valid_from, assignment_id
      from leader where not is_away
    union all
    select d.id, d.full_name, 'TUQ. ' || l.title || ', ' || d.title, g.id, 2, d.valid_from, d.assignment_id
      from signing_delegation g join leader l on l.id = g.person_id join leader d on d.id = g.delegate_id and not d.is_away
     where g.office_id = ${officeId} and g.ended_at is null and ${day}::date between g.from_on and g.to_on
       and (g.procedures is null or ${procedure} = any(g.procedures))
     order by place, valid_from, assignment_id`.execute(tx)
  return rows.map(({ personId, name, title, delegationId }) => ({
    personId,
    name,
    title,
    delegationId,
  }))
}

export type Submission = {
  documentId: string
  signerPersonId: number
  signerName: string
  signerTitle: string
  officeName: string
  template: string
  templateVersion: string
  delegationId: string | null
}

/** Keeps under whose name the paper is set; a repeated act finds the first one's choice. */
export async function keepSubmission(
  tx: Tx,
  dossierId: string,
  submission: Submission,
): Promise<Submission> {
  const s = submission
  await sql`
    insert into result_submission (dossier_id, document_id, signer_person_id, signer_name, signer_title, office_name,
                                   template, template_version, delegation_id, scopes)
    select d.id, ${s.documentId}::uuid, ${s.signerPersonId}, ${s.signerName}, ${s.signerTitle}, ${s.officeName},
           ${s.template}, ${s.templateVersion}, ${s.delegationId}::uuid, d.scopes
      from dossier d where d.id = ${dossierId}::uuid
    on conflict do nothing`.execute(tx)
  const kept = await submissionOf(tx, dossierId, s.documentId)
  if (!kept) throw new Error(`dossier ${dossierId} could not keep who signs`)
  return kept
}

export async function submissionOf(
  tx: Tx,
  dossierId: string,
  documentId: string,
): Promise<Submission | undefined> {
  const { rows } = await sql<Submission>`
    select document_id as "documentId", signer_person_id as "signerPersonId", signer_name as "signerName",
           signer_title as "signerTitle", office_name as "officeName", template, template_version as "templateVersion",
           delegation_id as "delegationId"
      from result_submission where dossier_id = ${dossierId}::uuid and document_id = ${documentId}::uuid`.execute(
    tx,
  )
  return rows[0]
}

// ── the clerk's books ──────────────────────────────────────────────────────

export type BookNumber = { book: string; year: number; number: number; reservedOn: Day }

/**
 * The dossier's number in the office's book of that year: the one it already has, or the next. The book's row stays locked
 * until commit, so there is neither a gap nor a double; call it last in its transaction.
 */
export async function reserveNumber(
  tx: Tx,
  wanted: { officeId: number; book: string; dossierId: string; on: Day },
): Promise<BookNumber> {
  const { officeId, book, dossierId, on } = wanted
  const year = Number(on.slice(0, 4))
  await sql`
    insert into result_book (office_id, book, year, last) values (${officeId}, ${book}, ${year}, 0)
    on conflict do nothing`.execute(tx)
  await sql`
    select 1 from result_book where office_id = ${officeId} and book = ${book} and year = ${year} for update`.execute(
    tx,
  )
  const held = await numberOf(tx, dossierId)
  if (held) return held
  await sql`
    with b as (update result_book set last = last + 1
                where office_id = ${officeId} and book = ${book} and year = ${year} returning last)
    insert into result_number (office_id, book, year, number, dossier_id, reserved_on)
    select ${officeId}, ${book}, ${year}, b.last, ${dossierId}::uuid, ${on}::date from b`.execute(
    tx,
  )
  return (await numberOf(tx, dossierId))!
}

export async function numberOf(tx: Tx, dossierId: string): Promise<BookNumber | undefined> {
  const { rows } = await sql<BookNumber>`
    select book, year, number, reserved_on as "reservedOn"
      from result_number where dossier_id = ${dossierId}::uuid`.execute(tx)
  return rows[0]
}

// ── public verification ────────────────────────────────────────────────────

/** What anyone may know of an issued paper. */
export type Issued = {
  token: string
  kind: string
  officeName: string
  number: string
  issuedOn: Day
  sha256: string
  revokedOn: Day | null
  revokedWhy: string | null
  /** A corrected paper has taken its place since then, for an error of that kind. */
  replacedOn: Day | null
  replacedWhy: string | null
  origin: string
}

type IssuedBy = { token: string; sha256?: never } | { sha256: string; token?: never }

/** An issued paper by its token or by the hash of its file. */
export async function issuedPaper(db: Db, by: IssuedBy): Promise<Issued | undefined> {
  const { rows } = await sql<Issued>`
    select t.token, t.kind, o.name as "officeName", t.number, t.issued_on as "issuedOn",
           encode(t.sha256, 'hex') as sha256, t.revoked_on as "revokedOn",
           t.revoked_why as "revokedWhy", t.replaced_on as "replacedOn", t.replaced_why as "replacedWhy", t.origin
      from result_token t join office o on o.id = t.office_id
     where t.token = ${by.token ?? null}::text or t.sha256 = decode(${by.sha256 ?? null}::text, 'hex')`.execute(
    db,
  )
  return rows[0]
}

export type Standing = { state: string; kind: string; officeName: string }

/** A paper that is drafted or signed but not issued; outside of any scope, so that it says no more than this. */
export async function standingOf(
  db: Db,
  by: { documentId: string } | { sha256: string },
): Promise<Standing | undefined> {
  const id = 'documentId' in by ? by.documentId : null
  const hash = 'sha256' in by ? by.sha256 : null
  const { rows } = await sql<Standing>`
    select state, kind, office_name as "officeName"
      from result_standing(${id}::uuid, decode(${hash}::text, 'hex'))`.execute(db)
  return rows[0]
}

// ── the civil register ─────────────────────────────────────────────────────

export type RegisterStanding = {
  state: 'waiting' | 'stuck' | 'entered' | 'refused' | 'dropped'
  attempts: number
  nextTryAt: Date | null
  lastError: string | null
  requestedAt: Date
}

/** How far the register is with a dossier, for its page; undefined before it was asked. */
export async function registerStanding(
  tx: Tx,
  dossierId: string,
): Promise<RegisterStanding | undefined> {
  const { rows } = await sql<RegisterStanding>`
    select state, attempts, next_try_at as "nextTryAt", last_error as "lastError", requested_at as "requestedAt"
      from register_request where dossier_id = ${dossierId}::uuid`.execute(tx)
  return rows[0]
}
