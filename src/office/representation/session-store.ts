/** The parts of the session's one statement that say who one is to others. `l` is the living session with its person. */
import { sql, type RawBuilder } from 'kysely'
import type { Day } from '../../lib/time.ts'

/**
 * Parties of the person's number. For a citizen the name must be the same, too: a mistyped number opens nothing to a stranger. An
 * official is held back from a matter by the number alone.
 */
export function ownParties(): RawBuilder<unknown> {
  return sql`array(
    select t.id from party t
     where t.kind = 'person' and t.number = l.personal_number
       and (l.kind = 'staff' or t.name_key = fold(l.full_name)) order by t.id)`
}

/** Living representations with the scopes that they open. */
export function representedNow(day: Day): RawBuilder<unknown> {
  return sql`coalesce((
    select json_agg(json_build_object(
             'id', r.id, 'kind', r.kind, 'party', t.id, 'partyKind', t.kind, 'name', t.name, 'number', t.number,
             'may', r.may, 'procedures', r.procedures,
             'scopes', case when r.procedures is null then array[t.id]
                       else array(select o.id from party_procedure o
                                   where o.party_id = t.id and o.procedure_code = any(r.procedures)) end) order by r.id)
      from representation r join party t on t.id = r.party_id
     where r.state = 'confirmed' and ${day}::date between r.valid_from and r.valid_to
       and r.person_id = any(case l.kind when 'citizen' then array[l.id] else array(
             select c.id from person c where c.kind = 'citizen' and c.personal_number = l.personal_number) end)
    ), '[]')`
}
