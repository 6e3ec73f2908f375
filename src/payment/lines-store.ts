/** SQL of what is owed. Lines are made once and keep what the law said on the day of filing. */
import { sql } from 'kysely'
import type { Answers } from '../catalogue/form.ts'
import type { Tx } from '../db/connect.ts'
import { channelOf } from '../dossier/channel.ts'
import type { DossierRow } from '../dossier/rows.ts'
import { answersOf, dossierById } from '../dossier/store.ts'
import { derivedId } from '../lib/ids.ts'
import { toDay } from '../lib/time.ts'
import type { FeeLaw } from './deps.ts'
import { askedLine, linesOf, type FeeLine } from './owed.ts'
import type { ClaimStanding, LineStanding, OrderStanding, Standing } from './standing.ts'

type Fees = {
  has_law_lines: boolean
  asked: { seq: number; amount: number; legalBasis: string; isRecorded: boolean }[]
}

/** Makes the lines that are not there yet; does nothing when they are. False when the dossier cannot be seen. */
export async function ensureLines(tx: Tx, law: FeeLaw, dossierId: string): Promise<boolean> {
  const row = await dossierById(tx, dossierId)
  if (!row) return false
  const { has_law_lines, asked } = await feesSoFar(tx, dossierId)
  if (!has_law_lines) await insertLines(tx, row, await lawLines(tx, law, row))
  if (asked.length > 0)
    await insertLines(
      tx,
      row,
      asked.map((one) => askedLine(one.seq, one)),
    )
  const recorded = asked.filter(({ isRecorded }) => isRecorded).map(({ seq }) => seq)
  if (recorded.length > 0) await settleRecorded(tx, dossierId, recorded)
  return true
}

/** Which lines are there, and what officials asked for that is not yet a settled line. */
async function feesSoFar(tx: Tx, dossierId: string): Promise<Fees> {
  const { rows } = await sql<Fees>`
    select exists (select from fee_line where dossier_id = ${dossierId}::uuid and moment <> 'processing') as has_law_lines,
           coalesce((
             select jsonb_agg(jsonb_build_object('seq', e.seq, 'amount', e.body::jsonb->'amount', 'legalBasis', e.body::jsonb->'legalBasis',
                      'isRecorded', exists (select from dossier_event r where r.dossier_id = e.dossier_id and r.seq > e.seq and r.kind = 'feeRecorded')
                    ) order by e.seq)
               from dossier_event e
              where e.dossier_id = ${dossierId}::uuid and e.kind = 'feeRequested'
                and not exists (select from fee_line l where l.dossier_id = e.dossier_id and l.key = 'asked:' || e.seq
                                   and l.settled_by is not null)), '[]') as asked`.execute(tx)
  return rows[0]!
}

async function lawLines(tx: Tx, law: FeeLaw, row: DossierRow): Promise<FeeLine[]> {
  const procedure = law.procedure(row.procedure_code, row.procedure_version)
  if (!procedure) return []
  const answers = (await answersOf(tx, row.id)) as Answers
  const moment = { channel: channelOf(row.kind_of_filing), today: toDay(row.submitted_at) }
  return linesOf(procedure, answers, moment)
}

async function insertLines(tx: Tx, row: DossierRow, lines: readonly FeeLine[]): Promise<void> {
  const made = lines.map((line) => ({
    id: derivedId(row.id, `fee ${line.key}`),
    key: line.key,
    moment: line.moment,
    name_vi: line.name.vi,
    name_en: line.name.en,
    amount: line.amount,
    copies: line.copies,
    ground: line.ground,
    mark: line.mark,
    never_refunded: line.neverRefunded,
  }))
  await sql`
    insert into fee_line (id, dossier_id, key, moment, name_vi, name_en, amount, copies, procedure_code, procedure_version, ground, mark,
                          never_refunded, scopes)
    select id, ${row.id}::uuid, key, moment, name_vi, name_en, amount, copies, ${row.procedure_code}, ${row.procedure_version}, ground, mark,
           never_refunded, ${row.scopes}::int[]
      from jsonb_to_recordset(${JSON.stringify(made)}::jsonb)
           as made (id uuid, key text, moment text, name_vi text, name_en text, amount bigint, copies int, ground text, mark text, never_refunded text)
    on conflict (dossier_id, key) do nothing`.execute(tx)
}

/** What the portal or a counter of before has recorded as paid needs no order of ours. */
async function settleRecorded(tx: Tx, dossierId: string, seqs: readonly number[]): Promise<void> {
  for (const seq of seqs)
    await sql`
      update fee_line set settled_by = ${derivedId(dossierId, `recorded ${seq}`)}::uuid
       where dossier_id = ${dossierId}::uuid and key = ${`asked:${seq}`} and settled_by is null and exempted_by is null
         and not exists (select from payment_order o where o.dossier_id = fee_line.dossier_id and fee_line.id = any(o.lines)
                            and o.state = 'paid')`.execute(tx)
}

/** Lines in the order of their moments, orders and claims in that of their making. */
export async function standingOf(tx: Tx, dossierId: string): Promise<Standing> {
  const lines = await linesById(tx, dossierId)
  const orders = await ordersOf(tx, dossierId)
  const { rows: claims } = await sql<ClaimStanding>`
    select id, line_id as "lineId", who, ground, proof, file_id as "fileId", claimed_by as "claimedBy", claimed_at as "claimedAt",
           outcome, reason
      from fee_exemption where dossier_id = ${dossierId}::uuid order by claimed_at, id`.execute(tx)
  return { lines, orders, claims }
}

export async function linesById(
  tx: Tx,
  dossierId: string,
  { locked = false }: { locked?: boolean } = {},
): Promise<LineStanding[]> {
  const { rows } = await sql<Omit<LineStanding, 'amount'> & { amount: string | null }>`
    select id, key, jsonb_build_object('vi', name_vi, 'en', name_en) as name, moment, amount::text, copies, ground, mark,
           never_refunded as "neverRefunded", settled_by as "settledBy", exempted_by as "exemptedBy"
      from fee_line where dossier_id = ${dossierId}::uuid
     order by array_position(array['reception','supplement','processing','return'], moment), assessed_at, key
     ${locked ? sql`for update` : sql``}`.execute(tx)
  return rows.map((row) => ({ ...row, amount: row.amount === null ? null : Number(row.amount) }))
}

const ORDER_COLUMNS = sql`
  id, dossier_id as "dossierId", reference, method, amount::float8 as amount, lines, state, created_at as "createdAt", expires_at as "expiresAt",
  pay_url as "payUrl", paid_at as "paidAt", payment_id as "paymentId", failed_why as "failedWhy", office_id as "officeId",
  refund_why as "refundWhy", refund_reason as "refundReason", refund_asked_by as "refundAskedBy", refunded_at as "refundedAt"`

export async function ordersOf(tx: Tx, dossierId: string): Promise<OrderStanding[]> {
  const { rows } = await sql<OrderStanding>`
    select ${ORDER_COLUMNS} from payment_order where dossier_id = ${dossierId}::uuid order by created_at, id`.execute(
    tx,
  )
  return rows
}

/** One order, locked until the end of the transaction; undefined outside the scopes. */
export async function lockOrder(tx: Tx, id: string): Promise<OrderStanding | undefined> {
  const { rows } = await sql<OrderStanding>`
    select ${ORDER_COLUMNS} from payment_order where id = ${id}::uuid for update`.execute(tx)
  return rows[0]
}
