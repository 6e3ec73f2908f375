/** SQL of one's own data: requests, consents, and what stands about a person outside of dossiers. */
import { sql, type Kysely } from 'kysely'
import type { DB } from '../../db/types.ts'
import type { Day } from '../../lib/time.ts'
import type { RequestKind } from './law.ts'

/** A pool or a transaction. */
type Access = Kysely<DB>

export type DataRequestRow = {
  readonly id: string
  readonly personId: number
  readonly personName: string
  readonly kind: RequestKind
  readonly about: string
  readonly words: string
  readonly askedAt: Date
  readonly answerBy: Date
  readonly doneBy: Date
  readonly holder: number | null
  readonly holderName: string | null
  readonly seenAt: Date | null
  readonly extendedFor: string | null
  readonly state: 'open' | 'granted' | 'refused' | 'taken back'
  readonly answeredAt: Date | null
  readonly answer: string | null
}

const requests = sql`
  select q.id, q.person_id as "personId", p.full_name as "personName", q.kind, q.about, q.words, q.asked_at as "askedAt",
         q.answer_by as "answerBy", q.done_by as "doneBy", q.holder_person_id as holder, w.full_name as "holderName",
         q.seen_at as "seenAt", q.extended_for as "extendedFor", q.state, q.answered_at as "answeredAt", q.answer
    from data_request q join person p on p.id = q.person_id left join person w on w.id = q.holder_person_id`

/** What this person asked, newest first. */
export async function requestsBy(db: Access, personId: number): Promise<DataRequestRow[]> {
  const { rows } = await sql<DataRequestRow>`
    ${requests} where q.person_id = ${personId} order by q.asked_at desc, q.id limit 200`.execute(
    db,
  )
  return rows
}

/** What waits for an answer, by its day; then the newest answers. */
export async function requestsToAnswer(db: Access): Promise<DataRequestRow[]> {
  const { rows } = await sql<DataRequestRow>`
    ${requests} order by q.state = 'open' desc, case when q.state = 'open' then q.done_by end, q.asked_at desc
    limit 200`.execute(db)
  return rows
}

/** Held until commit when it is going to be answered. */
export async function requestById(
  db: Access,
  id: string,
  { lock = false } = {},
): Promise<DataRequestRow | undefined> {
  if (lock) await sql`select from data_request where id = ${id}::uuid for update`.execute(db)
  const { rows } = await sql<DataRequestRow>`${requests} where q.id = ${id}::uuid`.execute(db)
  return rows[0]
}

export type NewDataRequest = Pick<
  DataRequestRow,
  'id' | 'personId' | 'kind' | 'about' | 'words' | 'askedAt' | 'answerBy' | 'doneBy'
>

/** Arrives at the supervisor of the city who has the fewest to answer; the same key twice is one request. */
export async function insertRequest(db: Access, asked: NewDataRequest, on: Day): Promise<void> {
  await sql`
    insert into data_request (id, person_id, kind, about, words, asked_at, answer_by, done_by, holder_person_id)
    values (${asked.id}::uuid, ${asked.personId}, ${asked.kind}, ${asked.about}, ${asked.words}, ${asked.askedAt},
            ${asked.answerBy}, ${asked.doneBy},
            (select a.person_id from assignment a join office o on o.id = a.office_id and o.kind = 'city'
                    join person p on p.id = a.person_id and p.is_active
              where a.role = 'supervisor' and a.valid_from <= ${on}::date
                and (a.valid_to is null or a.valid_to >= ${on}::date) and a.person_id <> ${asked.personId}
              order by (select count(*) from data_request r where r.holder_person_id = a.person_id and r.state = 'open'),
                       a.person_id limit 1))
    on conflict (id) do nothing`.execute(db)
}

export async function markSeen(db: Access, id: string, at: Date): Promise<void> {
  await sql`update data_request set seen_at = coalesce(seen_at, ${at}) where id = ${id}::uuid`.execute(
    db,
  )
}

export async function takeOver(db: Access, id: string, personId: number): Promise<void> {
  await sql`
    update data_request set holder_person_id = ${personId} where id = ${id}::uuid and state = 'open'`.execute(
    db,
  )
}

export async function extend(
  db: Access,
  later: { id: string; doneBy: Date; why: string },
): Promise<void> {
  await sql`
    update data_request set done_by = ${later.doneBy}, extended_for = ${later.why}
     where id = ${later.id}::uuid and state = 'open' and extended_for is null`.execute(db)
}

export async function closeRequest(
  db: Access,
  closed: {
    id: string
    state: 'granted' | 'refused' | 'taken back'
    by: number
    at: Date
    answer: string | null
  },
): Promise<void> {
  await sql`
    update data_request set state = ${closed.state}, answered_at = ${closed.at}, answered_by = ${closed.by},
           answer = ${closed.answer}, seen_at = coalesce(seen_at, ${closed.at})
     where id = ${closed.id}::uuid and state = 'open'`.execute(db)
}

/** Whether that official is a supervisor of the city at this moment: looked at inside the transaction that answers. */
export async function answersForCity(db: Access, personId: number, on: Day): Promise<boolean> {
  const { rows } = await sql`
    select from assignment a join office o on o.id = a.office_id and o.kind = 'city'
     where a.person_id = ${personId} and a.role = 'supervisor' and a.valid_from <= ${on}::date
       and (a.valid_to is null or a.valid_to >= ${on}::date) limit 1`.execute(db)
  return rows.length === 1
}

export type ConsentRow = {
  readonly purpose: string
  readonly version: number
  readonly givenAt: Date
  readonly withdrawnAt: Date | null
}

export async function consentsOf(db: Access, personId: number): Promise<ConsentRow[]> {
  const { rows } = await sql<ConsentRow>`
    select purpose, words_version as version, given_at as "givenAt", withdrawn_at as "withdrawnAt"
      from consent where person_id = ${personId} order by given_at desc, id desc limit 200`.execute(
    db,
  )
  return rows
}

export type ConsentOf = { personId: number; purpose: string; at: Date }

/** Given twice is given once. */
export async function giveConsent(
  db: Access,
  { personId, purpose, at, version }: ConsentOf & { version: number },
): Promise<void> {
  await sql`
    insert into consent (person_id, purpose, words_version, given_at)
    values (${personId}, ${purpose}, ${version}, ${at}) on conflict do nothing`.execute(db)
}

export async function withdrawConsent(
  db: Access,
  { personId, purpose, at }: ConsentOf,
): Promise<void> {
  await sql`
    update consent set withdrawn_at = ${at}
     where person_id = ${personId} and purpose = ${purpose} and withdrawn_at is null`.execute(db)
}

export type Counts = { dossiers: number; drafts: number; files: number }

/** In the context of the person: what row security lets through is theirs. */
export async function countsOf(tx: Access, personId: number): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select (select count(*)::int from dossier d where d.applicant_person_id = ${personId}) as dossiers,
           (select count(*)::int from filing_draft f where f.person_id = ${personId} and f.submitted_at is null) as drafts,
           (select count(*)::int from filing_draft_file f where f.person_id = ${personId}) as files`.execute(
    tx,
  )
  return rows[0]!
}

/** Open dossiers that others filed for these parties. */
export async function openDossiersOf(
  tx: Access,
  { parties, personId }: { parties: readonly number[]; personId: number },
): Promise<{ id: string; code: string; procedureName: string }[]> {
  const { rows } = await sql<{ id: string; code: string; procedureName: string }>`
    select d.id, d.code, d.procedure_name as "procedureName"
      from dossier_access a join dossier d on d.id = a.dossier_id
     where a.scope = any(${[...parties]}::int[]) and a.is_open and d.applicant_person_id is distinct from ${personId}
     order by d.submitted_at desc limit 200`.execute(tx)
  return rows
}

/** Ids of the dossiers that the person filed, the newest first. */
export async function dossierIdsOf(tx: Access, personId: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from dossier where applicant_person_id = ${personId} order by submitted_at desc limit 1000`.execute(
    tx,
  )
  return rows.map(({ id }) => id)
}

export type DraftKept = {
  readonly procedureCode: string
  readonly savedAt: Date
  readonly expiresAt: Date
  readonly raw: Readonly<Record<string, string>>
  readonly files: readonly { name: string; size: number; sha256: string }[]
}

/** One's own drafts with everything typed into them. Those in another's name are not data about oneself. */
export async function draftsKept(tx: Access, personId: number): Promise<DraftKept[]> {
  const { rows } = await sql<DraftKept>`
    select d.procedure_code as "procedureCode", d.saved_at as "savedAt", d.expires_at as "expiresAt", d.raw,
           coalesce((select json_agg(json_build_object('name', f.name, 'size', f.size, 'sha256', encode(f.sha256, 'hex'))
                                     order by f.id)
                       from filing_draft_file f where f.draft_id = d.id), '[]') as files
      from filing_draft d
     where d.person_id = ${personId} and d.submitted_at is null and d.representation_id is null
     order by d.saved_at desc`.execute(tx)
  return rows
}

export type PreparedCopy = {
  procedureCode: string
  answers: Record<string, unknown>
  preparedAt: Date
  expiresAt: Date
  openedAt: Date | null
}

/** What the person has prepared for procedures that are filed elsewhere, as long as it is kept. */
export async function preparedBy(db: Access, personId: number): Promise<PreparedCopy[]> {
  const { rows } = await sql<PreparedCopy>`
    select procedure_code as "procedureCode", answers, prepared_at as "preparedAt", expires_at as "expiresAt",
           opened_at as "openedAt"
      from prepared_declaration where person_id = ${personId} order by prepared_at desc limit 200`.execute(
    db,
  )
  return rows
}
