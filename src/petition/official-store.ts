/** SQL of whether an official may answer at this moment: looked at inside the transaction that answers. */
import { sql } from 'kysely'
import type { Tx } from '../db/connect.ts'
import type { Day } from '../lib/time.ts'
import type { Role } from '../office/actor.ts'

export type Asked = {
  personId: number
  roles: readonly Role[]
  offices: readonly number[]
  on: Day
}

export async function watchesNow(
  tx: Tx,
  { personId, roles, offices, on }: Asked,
): Promise<boolean> {
  const { rows } = await sql`
    select from assignment a join person p on p.id = a.person_id and p.is_active
     where a.person_id = ${personId} and a.role = any(${[...roles]}::text[]) and a.office_id = any(${[...offices]}::int[])
       and a.valid_from <= ${on}::date and (a.valid_to is null or a.valid_to >= ${on}::date) limit 1`.execute(
    tx,
  )
  return rows.length === 1
}
