/** SQL of parties: whose matter a dossier is. Their ids, and those of their procedures, are scopes. */
import { sql, type Kysely } from 'kysely'
import type { DB } from '../../db/types.ts'
import type { PartyIdentity } from './representation.ts'

/** A pool or a transaction. */
type Access = Kysely<DB>

/** The party of that number, made when it is new. A person of another name is another party. */
export async function partyOf(db: Access, { kind, number, name }: PartyIdentity): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into party (kind, number, name, name_key)
    values (${kind}, ${number}, ${name}, ${kind === 'person' ? sql`fold(${name})` : sql`''`})
    on conflict (kind, number, name_key) do update set name = party.name
    returning id`.execute(db)
  return rows[0]!.id
}

/** The scope of one procedure of that party, made when it is new. */
export async function procedureOfParty(
  db: Access,
  party: number,
  procedure: string,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into party_procedure (party_id, procedure_code) values (${party}, ${procedure})
    on conflict (party_id, procedure_code) do update set procedure_code = excluded.procedure_code
    returning id`.execute(db)
  return rows[0]!.id
}

export async function partyName(db: Access, id: number): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`select name from party where id = ${id}`.execute(db)
  return rows[0]?.name
}
