/** SQL of the log of inquiries. */
import { sql } from 'kysely'
import type { Tx } from '../db/connect.ts'
import type { Inquiry, InquiryOutcome, Relation } from './inquiry.ts'

export async function insertInquiry(
  tx: Tx,
  inquiry: Inquiry & { id: string; askedAt: Date },
): Promise<void> {
  const { id, askedAt, question, relation, askedBy, matter } = inquiry
  await sql`
    insert into population_inquiry (id, personal_number, asked_at, relation, asked_by, procedure_code, ground, matter)
    values (${id}::uuid, ${question.personalNumber}, ${askedAt}, ${relation}, ${askedBy ?? null},
            ${question.purpose.procedure}, ${question.purpose.ground}, ${matter}::uuid)`.execute(tx)
}

export async function settleInquiry(
  tx: Tx,
  { id, outcome, at }: { id: string; outcome: InquiryOutcome; at: Date },
): Promise<void> {
  await sql`
    update population_inquiry set outcome = ${outcome}, answered_at = ${at}
     where id = ${id}::uuid`.execute(tx)
}

export type InquiryRow = {
  askedAt: Date
  relation: Relation
  /** Whether the person asked for themselves. */
  isOwn: boolean
  procedureCode: string
  ground: string
  outcome: InquiryOutcome
  matter: string
}

const MOST = 100

/** What was asked about this person, the latest first. */
export async function inquiriesAbout(
  tx: Tx,
  { personalNumber, personId }: { personalNumber: string; personId: number },
): Promise<InquiryRow[]> {
  const { rows } = await sql<InquiryRow>`
    select asked_at as "askedAt", relation, coalesce(asked_by = ${personId}, false) as "isOwn",
           procedure_code as "procedureCode", ground, outcome, matter
      from population_inquiry
     where personal_number = ${personalNumber}
     order by asked_at desc, id desc limit ${MOST}`.execute(tx)
  return rows
}
