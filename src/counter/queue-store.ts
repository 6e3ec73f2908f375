/** The counter's lists. Each is one statement over the access index of the office; plans are looked at in queue.db.test.ts. */
import { sql } from 'kysely'
import type { Tx } from '../db/connect.ts'
import { fold } from '../lib/text.ts'
import { PAGE_ROWS, type Cursor, type QueueCounts, type QueueName, type QueueRow } from './queue.ts'

const columns = sql`
  d.id, d.code, d.procedure_name as "procedureName", d.owner_name as "ownerName", d.applicant_name as "applicantName",
  d.status, d.source, d.kind_of_filing as "kindOfFiling", d.submitted_at as "submittedAt", d.due_at as "dueAt",
  d.finished_at as "finishedAt", d.supplement_rounds as "supplementRounds",
  d.receiving_office_id as "receivingOfficeId", d.competent_office_id as "competentOfficeId"`

/** Before acceptance the row says it; later a dossier that waits for the counter waits because of a withdrawal. */
const isWithdrawalAsked = sql`
  case d.status when 1 then coalesce(d.is_withdrawal_asked, false)
                when 9 then false else true end`

const receives = (officeId: number) =>
  sql`(d.receiving_office_id = ${officeId} or d.competent_office_id = ${officeId})`

/** How many dossiers stand in each queue of the office. */
export async function queueCounts(tx: Tx, officeId: number): Promise<QueueCounts> {
  const { rows } = await sql<{ moi: number; rut: number; choDan: number; tra: number }>`
    with waiting as (
      select d.status, ${isWithdrawalAsked} as asked, ${receives(officeId)} as receives,
             d.returning_office_id = ${officeId} as returns
        from dossier_access a join dossier d on d.id = a.dossier_id
       where a.scope = ${officeId} and a.is_open and a.waits_for = 'receptionist')
    select count(*) filter (where status = 1 and not asked and receives)::int as moi,
           count(*) filter (where asked and receives)::int as rut,
           count(*) filter (where status = 9 and returns)::int as tra,
           (select count(*)::int from dossier_access a join dossier d on d.id = a.dossier_id
             where a.scope = ${officeId} and a.is_open and a.waits_for = 'applicant' and ${receives(officeId)}) as "choDan"
      from waiting`.execute(tx)
  const { moi, rut, choDan, tra } = rows[0]!
  return { moi, rut, 'cho-dan': choDan, tra }
}

/** One page and the row after it, nearest deadline first; without a deadline, oldest first. */
export async function queuePage(
  tx: Tx,
  queue: QueueName,
  { officeId, after }: { officeId: number; after: Cursor | undefined },
): Promise<QueueRow[]> {
  const { rows } = await queueStatement(queue, { officeId, after }).execute(tx)
  return rows
}

/** The statement of `queuePage`; its plan is looked at in the tests. */
export function queueStatement(
  queue: QueueName,
  { officeId, after }: { officeId: number; after: Cursor | undefined },
) {
  return sql<QueueRow>`
    select ${columns}
      from dossier_access a join dossier d on d.id = a.dossier_id
     where a.scope = ${officeId} and a.is_open and ${ofQueue(queue, officeId)} and ${beyond(queue, after)}
     order by ${orderOf(queue)} limit ${PAGE_ROWS + 1}`
}

function ofQueue(queue: QueueName, officeId: number) {
  switch (queue) {
    case 'moi':
      return sql`a.waits_for = 'receptionist' and a.due_at is null and d.status = 1
                 and not (${isWithdrawalAsked}) and ${receives(officeId)}`
    case 'rut':
      return sql`a.waits_for = 'receptionist' and d.status <> 9 and ${isWithdrawalAsked} and ${receives(officeId)}`
    case 'cho-dan':
      return sql`a.waits_for = 'applicant' and ${receives(officeId)}`
    case 'tra':
      return sql`a.waits_for = 'receptionist' and a.due_at is not null and d.status = 9
                 and d.returning_office_id = ${officeId}`
  }
}

const undated = sql`coalesce(a.due_at, 'infinity'::timestamptz)`

function beyond(queue: QueueName, after: Cursor | undefined) {
  if (after === undefined) return sql`true`
  const id = sql`${after.id}::uuid`
  switch (queue) {
    case 'moi':
      return sql`a.dossier_id > ${id}`
    case 'tra':
      return sql`(a.due_at, a.dossier_id) > (${after.dueAt}::timestamptz, ${id})`
    case 'rut':
    case 'cho-dan':
      return sql`(${undated}, a.dossier_id) > (coalesce(${after.dueAt}::timestamptz, 'infinity'), ${id})`
  }
}

function orderOf(queue: QueueName) {
  switch (queue) {
    case 'moi':
      return sql`a.dossier_id`
    case 'tra':
      return sql`a.due_at, a.dossier_id`
    case 'rut':
    case 'cho-dan':
      return sql`${undated}, a.dossier_id`
  }
}

const MOST_FOUND = 50

/** Dossiers of the office by words of the code or of names, newest first; the last word may be its beginning only. */
export async function findDossiers(tx: Tx, officeId: number, typed: string): Promise<QueueRow[]> {
  const statement = searchStatement(officeId, typed)
  return statement === null ? [] : (await statement.execute(tx)).rows
}

/** The statement of `findDossiers`; null when nothing is searched for. */
export function searchStatement(officeId: number, typed: string) {
  const words = fold(typed)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .slice(0, 12)
  if (words.length === 0) return null
  const lexemes = words.map((word, i) => `'${word}'${i === words.length - 1 ? ':*' : ''}`)
  return sql<QueueRow>`
    select ${columns}
      from dossier_search t join dossier d on d.id = t.dossier_id
     where t.words @@ ${[`'s${officeId}'`, ...lexemes].join(' & ')}::tsquery
     order by t.dossier_id desc limit ${MOST_FOUND}`
}

export type Twin = { id: string; code: string; submittedAt: Date; status: number }

/** Dossiers of the office about somebody of that name, filed since, newest first: they may be the same matter. */
export async function dossiersAbout(
  tx: Tx,
  officeId: number,
  { ownerName, since, except }: { ownerName: string; since: Date; except: string | null },
): Promise<Twin[]> {
  const name = fold(ownerName).replaceAll('\\', '\\\\').replaceAll("'", "''")
  if (name === '') return []
  const { rows } = await sql<Twin>`
    select d.id, d.code, d.submitted_at as "submittedAt", d.status
      from dossier_search t join dossier d on d.id = t.dossier_id
     where t.words @@ ${`'s${officeId}' & '${name}'`}::tsquery and d.submitted_at >= ${since}
       and d.status not in (3, 7, 8) and d.id is distinct from ${except}::uuid
     order by d.id desc limit 10`.execute(tx)
  return rows
}

export type CitizenFound = { personId: number; fullName: string }

/** The citizen's account with that personal number, so that they find the dossier among their own. */
export async function citizenByNumber(tx: Tx, number: string): Promise<CitizenFound | undefined> {
  const { rows } = await sql<CitizenFound>`
    select id as "personId", full_name as "fullName" from person
     where kind = 'citizen' and is_active and personal_number = ${number}`.execute(tx)
  return rows.length === 1 ? rows[0] : undefined
}

/** The dossier that a submission key has already filed, or null. */
export async function dossierOfKey(tx: Tx, key: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select dossier_id as id from submission_key where key = ${key}::uuid`.execute(tx)
  return rows[0]?.id ?? null
}
