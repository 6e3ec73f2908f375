/** What follows from results: documents, tokens and numbers, by primary key for the dossiers of one page or by token. */
import { sql } from 'kysely'
import type { Db, Tx } from '../../db/connect.ts'

export type DocumentRow = {
  dossierId: string
  id: string
  state: string
  sha256: string
  number: string | null
  issuedOn: string | null
  /** Of the public token of the document, when it has one. */
  token: { sha256: string; number: string; issuedOn: string } | null
}

export async function documentsOf(tx: Tx, ids: readonly string[]): Promise<DocumentRow[]> {
  const { rows } = await sql<DocumentRow>`
    select r.dossier_id as "dossierId", r.id, r.state, encode(r.sha256, 'hex') as sha256, r.number, r.issued_on::text as "issuedOn",
           (select jsonb_build_object('sha256', encode(t.sha256, 'hex'), 'number', t.number, 'issuedOn', t.issued_on)
              from result_token t where t.token = r.id::text) as token
      from result_document r where r.dossier_id = any(${[...ids]}::uuid[]) order by r.dossier_id, r.id`.execute(
    tx,
  )
  return rows
}

export type NumberRow = {
  dossierId: string
  book: string
  year: number
  number: number
  state: string
}

export async function numbersOf(tx: Tx, ids: readonly string[]): Promise<NumberRow[]> {
  const { rows } = await sql<NumberRow>`
    select dossier_id as "dossierId", book, year, number, state from result_number
     where dossier_id = any(${[...ids]}::uuid[])`.execute(tx)
  return rows
}

/** Dossiers of the page whose newest events this subscriber has not taken in: marked, or parked with it. */
export async function notToldYet(
  tx: Tx,
  ids: readonly string[],
  subscriber: string,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select dossier_id as id from dossier_pending where dossier_id = any(${[...ids]}::uuid[])
    union
    select dossier_id from subscriber_parked
     where subscriber = ${subscriber} and dossier_id = any(${[...ids]}::uuid[])`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

export type TokenRow = { token: string; dossierId: string; isKept: boolean }

/** Tokens in the order of their primary key; kept: the document behind it is there and is the same paper. */
export async function tokensAfter(db: Db, after: string, limit: number): Promise<TokenRow[]> {
  const { rows } = await sql<TokenRow>`
    select t.token, t.dossier_id as "dossierId", r.sha256 is not distinct from t.sha256 and r.state in ('issued', 'revoked') as "isKept"
      from (select * from result_token where token > ${after} order by token limit ${limit}) t
      left join result_document r on r.dossier_id = t.dossier_id and r.id = t.document_id
     order by t.token`.execute(db)
  return rows
}
