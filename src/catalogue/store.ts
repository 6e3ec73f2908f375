/** Questions about procedures. Read only; the tables are written by the import. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'
import { fold } from '../lib/text.ts'
import type { NotReceived, ReceivingKind } from './received-by.ts'
import { searchWords, type SearchWords } from './search.ts'
import type { Synonym } from './synonyms.ts'

type Reads = Db | Tx

export type FoundProcedure = {
  code: string
  name: string
  field: string
  performedBy: string[]
  issuedBy: string
  receivedBy: ReceivingKind[]
  notReceived: NotReceived | null
  /** We have a curated, published document for it. */
  isPublished: boolean
}
export type SearchOptions = {
  /** Only what this office receives. */
  officeId?: number
  /** Editors also see other provinces', internal and withdrawn procedures. */
  audience?: 'public' | 'editor'
  limit?: number
  offset?: number
}
export type SearchResult = { total: number; procedures: FoundProcedure[] }

/**
 * Procedures for what somebody typed: without diacritics, in everyday words, with abbreviations or a slip of the finger.
 * All words first; then similar letters; then any of the words. What can be filed here comes first.
 */
export async function searchProcedures(
  db: Reads,
  typed: string,
  options: SearchOptions = {},
): Promise<SearchResult> {
  const words = searchWords(typed, await synonymsFor(db, typed))
  if (words.kind === 'nothing') return { total: 0, procedures: [] }
  for (const way of waysOf(words)) {
    const found = await search(db, way, options)
    if (found.total > 0) return found
  }
  return { total: 0, procedures: [] }
}

type Way = { match: ReturnType<typeof sql<boolean>>; score: ReturnType<typeof sql<number>> }

function waysOf(words: Exclude<SearchWords, { kind: 'nothing' }>): Way[] {
  if (words.kind === 'code')
    return [{ match: sql<boolean>`p.code like ${`${words.prefix}%`}`, score: sql<number>`1` }]
  const text = words.words.join(' ')
  const byText = (query: string): Way => ({
    match: sql<boolean>`p.words @@ to_tsquery('simple', ${query})`,
    score: sql<number>`ts_rank_cd(p.words, to_tsquery('simple', ${query}), 2)`,
  })
  const similar: Way = {
    match: sql<boolean>`word_similarity(${text}, p.folded) >= 0.5`,
    score: sql<number>`word_similarity(${text}, p.folded) + similarity(${text}, p.folded)`,
  }
  return [byText(words.all), similar, byText(words.any)]
}

async function search(
  db: Reads,
  { match, score }: Way,
  options: SearchOptions,
): Promise<SearchResult> {
  const hidden = options.audience === 'editor' ? [''] : ['otherProvince', 'internal', 'withdrawn']
  const { rows } = await sql<FoundProcedure & { total: number }>`
    select p.code, p.name, p.field, p.performed_by as "performedBy", p.issued_by as "issuedBy",
           p.received_by as "receivedBy", p.not_received as "notReceived", d.code is not null as "isPublished",
           count(*) over ()::int as total
      from procedure p
      left join (select distinct code from procedure_document where kind = 'procedure') d on d.code = p.code
     where ${match} and coalesce(p.not_received, '-') <> all (${hidden}::text[])
       and (${options.officeId ?? null}::int is null
            or (select kind from office where id = ${options.officeId ?? null}::int) = any (p.received_by))
     order by p.not_received is not null, ${score} * (case when d.code is null then 1 else 1.5 end) desc, length(p.name), p.code
     limit ${options.limit ?? 20} offset ${options.offset ?? 0}`.execute(db)
  const procedures = rows.map(({ total: _total, ...procedure }) => procedure)
  return { total: rows[0]?.total ?? 0, procedures }
}

/** Only the phrases that occur in what was typed. */
async function synonymsFor(db: Reads, typed: string): Promise<Synonym[]> {
  const spaced = ` ${fold(typed)
    .slice(0, 300)
    .replace(/[^\p{L}\p{N}.]+/gu, ' ')} `
  const { rows } = await sql<Synonym>`
    select phrase, means from synonym where position(' ' || folded || ' ' in ${spaced}) > 0`.execute(
    db,
  )
  return rows
}

export async function procedureByCode(
  db: Reads,
  code: string,
): Promise<FoundProcedure | undefined> {
  const found = await search(
    db,
    { match: sql<boolean>`p.code = ${code}`, score: sql<number>`1` },
    { audience: 'editor', limit: 1 },
  )
  return found.procedures[0]
}

/** The id under which the National Portal shows a procedure. */
export async function portalIdOf(db: Reads, code: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('procedure')
    .select('portal_id')
    .where('code', '=', code)
    .orderBy('portal_id')
    .limit(1)
    .executeTakeFirst()
  return row?.portal_id
}
