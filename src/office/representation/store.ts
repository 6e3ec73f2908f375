/** SQL of representations: asked, answered, ended; and what one of them allows at this moment. */
import { sql, type Kysely } from 'kysely'
import type { DB } from '../../db/types.ts'
import type { Day } from '../../lib/time.ts'
import type { Kind, PartyKind, Representation, Right, Source } from './representation.ts'

/** A pool or a transaction. */
type Access = Kysely<DB>

export type RepresentationRow = Representation & {
  readonly personId: number
  readonly personName: string
  readonly party: number
  readonly partyKind: PartyKind
  readonly partyNumber: string
  readonly partyName: string
  readonly source: Source | null
  /** What a counter looked at. */
  readonly paper: string | null
  readonly code: string
  readonly askedAt: Date
  readonly answeredAt: Date | null
  readonly endedAt: Date | null
  readonly reason: string | null
}

const rowsWhere = (which: ReturnType<typeof sql>) => sql<RepresentationRow>`
  select r.id, r.kind, r.state, r.procedures, r.may, r.valid_from::text as "validFrom", r.valid_to::text as "validTo",
         r.person_id as "personId", p.full_name as "personName", r.party_id as party, t.kind as "partyKind",
         t.number as "partyNumber", t.name as "partyName", r.source, r.paper, r.code, r.asked_at as "askedAt",
         r.answered_at as "answeredAt", r.ended_at as "endedAt", r.reason
    from representation r join party t on t.id = r.party_id join person p on p.id = r.person_id
   where ${which} order by r.asked_at desc, r.id desc`

/** Whom this person represents, or asked to represent. */
export async function representationsBy(
  db: Access,
  personId: number,
): Promise<RepresentationRow[]> {
  return (await rowsWhere(sql`r.person_id = ${personId}`).execute(db)).rows
}

/** Who represents these parties, or asked to. */
export async function representationsOf(
  db: Access,
  parties: readonly number[],
): Promise<RepresentationRow[]> {
  return (await rowsWhere(sql`r.party_id = any(${[...parties]}::int[])`).execute(db)).rows
}

export async function representationById(
  db: Access,
  id: number,
): Promise<RepresentationRow | undefined> {
  return (await rowsWhere(sql`r.id = ${id}`).execute(db)).rows[0]
}

/** The one that a representative shows at a counter by its code. */
export async function representationByCode(
  db: Access,
  code: string,
): Promise<RepresentationRow | undefined> {
  return (await rowsWhere(sql`r.code = ${code}`).execute(db)).rows[0]
}

export type NewRepresentation = Pick<
  RepresentationRow,
  'kind' | 'procedures' | 'may' | 'validFrom' | 'validTo' | 'personId' | 'party' | 'code'
> & { readonly at: Date }

/** Undefined when the same was asked before and waits for its answer. */
export async function insertRepresentation(
  db: Access,
  asked: NewRepresentation,
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into representation (person_id, party_id, kind, procedures, may, valid_from, valid_to, code, asked_at)
    values (${asked.personId}, ${asked.party}, ${asked.kind}, ${asked.procedures && [...asked.procedures]}::text[],
            ${[...asked.may]}::text[], ${asked.validFrom}, ${asked.validTo}, ${asked.code}, ${asked.at})
    on conflict do nothing returning id`.execute(db)
  return rows[0]?.id
}

export type Answer = {
  readonly id: number
  readonly at: Date
  /** The account that answered; null: a register. */
  readonly by: number | null
} & (
  | { readonly source: Exclude<Source, 'counter'> }
  | { readonly source: 'counter'; readonly paper: string }
  | { readonly refused: string | null }
)

/** Once: false when somebody answered before, or the term is over. */
export async function answerRepresentation(db: Access, answer: Answer): Promise<boolean> {
  const source = 'source' in answer ? answer.source : null
  const reason = 'refused' in answer ? answer.refused : null
  const paper = 'paper' in answer ? answer.paper : null
  const { numAffectedRows } = await sql`
    update representation
       set state = ${source === null ? 'refused' : 'confirmed'}, source = ${source}, reason = ${reason}, paper = ${paper},
           answered_at = ${answer.at}, answered_by = ${answer.by}
     where id = ${answer.id} and state = 'asked'`.execute(db)
  return numAffectedRows === 1n
}

/** Ends it in the next request; waits for whoever files under it just now. False when it had ended before. */
export async function endRepresentation(
  db: Access,
  ended: { id: number; by: number; at: Date; reason: string | null },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update representation
       set state = 'revoked', answered_at = coalesce(answered_at, ${ended.at}), ended_at = ${ended.at},
           ended_by = ${ended.by}, reason = ${ended.reason}
     where id = ${ended.id} and state in ('asked', 'confirmed')`.execute(db)
  return numAffectedRows === 1n
}

export type Use = {
  readonly id: number
  readonly personId: number
  readonly right: Right
  readonly procedure: string
  readonly on: Day
}

export type Used = { readonly party: number; readonly kind: Kind }

/**
 * The represented party, when this person may do that for it on that day; undefined otherwise. Holds the row until commit, so that
 * a revocation comes before or after, never between.
 */
export async function useRepresentation(tx: Access, use: Use): Promise<Used | undefined> {
  const { rows } = await sql<Used>`
    select party_id as party, kind from representation
     where id = ${use.id} and person_id = ${use.personId} and state = 'confirmed'
       and ${use.on}::date between valid_from and valid_to
       and (procedures is null or ${use.procedure} = any(procedures))
       and (${use.right} = 'follow' or ${use.right} = any(may))
       for share`.execute(tx)
  return rows[0]
}

/** How many questions of this person still wait for an answer. */
export async function openQuestions(db: Access, personId: number): Promise<number> {
  const { rows } = await sql<{ open: number }>`
    select count(*)::int as open from representation where person_id = ${personId} and state = 'asked'`.execute(
    db,
  )
  return rows[0]!.open
}

/** Whether the party is that person, by number and name, as the account says it now. */
export async function isParty(db: Access, personId: number, party: number): Promise<boolean> {
  const { rows } = await sql`
    select from person p join party t on t.kind = 'person' and t.number = p.personal_number
                                     and t.name_key = fold(p.full_name)
     where p.id = ${personId} and p.kind = 'citizen' and t.id = ${party}`.execute(db)
  return rows.length === 1
}
