/** Orders, lines and movements of money of a page of dossiers, held against each other. */
import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'

export type LedgerDifference = { dossierId: string; reference: string; what: LedgerFault }
export type LedgerFault = 'movements' | 'amount' | 'unsettled' | 'settledByUnpaid' | 'noOrder'

/** Differences of the dossiers after that one; `last`: where the next page begins, null at the end. */
export async function ledgerAfter(
  db: Db,
  after: string,
  limit: number,
): Promise<{ rows: LedgerDifference[]; last: string | null }> {
  const { rows } = await sql<LedgerDifference & { last: string | null }>`
    with page as (
      select dossier_id from (
        select dossier_id from payment_order where dossier_id > ${after}::uuid
        union select dossier_id from payment_movement where dossier_id > ${after}::uuid) both_kinds
       order by dossier_id limit ${limit}),
    counted as (
      select o.dossier_id, o.id, o.reference, o.state, o.amount, o.lines,
             count(m.id) filter (where m.kind = 'received') as received, count(m.id) filter (where m.kind = 'refunded') as refunded,
             bool_and(m.amount = o.amount) as is_same
        from page p join payment_order o on o.dossier_id = p.dossier_id
        left join payment_movement m on m.dossier_id = o.dossier_id and m.order_id = o.id
       group by o.dossier_id, o.id),
    found as (
      select dossier_id, reference, 'movements' as what from counted
       where received <> (state in ('paid', 'refundDue', 'refundAsked', 'refunded'))::int or refunded <> (state = 'refunded')::int
      union all
      select dossier_id, reference, 'amount' from counted where not is_same
      union all
      select c.dossier_id, c.reference, 'unsettled' from counted c
       where c.state = 'paid' and exists (select from fee_line l where l.id = any(c.lines) and l.settled_by is distinct from c.id)
      union all
      select c.dossier_id, c.reference, 'settledByUnpaid' from counted c join fee_line l on l.dossier_id = c.dossier_id and l.settled_by = c.id
       where c.state not in ('paid')
      union all
      select m.dossier_id, m.payment_id, 'noOrder' from page p join payment_movement m on m.dossier_id = p.dossier_id
       where not exists (select from payment_order o where o.id = m.order_id))
    select f.dossier_id as "dossierId", f.reference, f.what, null as last from found f
    union all
    select null, null, null, max(dossier_id::text) from page having count(*) = ${limit}`.execute(db)
  return {
    rows: rows.filter(({ dossierId }) => dossierId !== null),
    last: rows.find(({ dossierId }) => dossierId === null)?.last ?? null,
  }
}
