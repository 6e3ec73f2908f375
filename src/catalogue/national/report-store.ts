/** Counts of the catalogue as it stands. */
import { sql } from 'kysely'
import type { Db, Tx } from '../../db/connect.ts'
import type { DetailCounts } from '../import-report.ts'

export async function detailCounts(db: Db | Tx): Promise<DetailCounts> {
  const { rows } = await sql<DetailCounts>`
    with detail as (
      select code, count(*) as sources, bool_or(is_limit_known) as limit_known, bool_or(is_fee_known) as fee_known
        from procedure_source group by code),
    listed as (select code from procedure where gone_on is null)
    select (select count(*) from listed)::int as listed,
           (select count(*) from detail)::int as detailed,
           (select count(*) from detail where sources > 1)::int as "inBothSources",
           count(*) filter (where d.code is null)::int as "withoutDetail",
           count(*) filter (where d.limit_known is not true)::int as "limitUnknown",
           count(*) filter (where d.fee_known is not true)::int as "feeUnknown"
      from listed l left join detail d using (code)`.execute(db)
  return rows[0]!
}
