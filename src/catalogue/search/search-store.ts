/** The SQL of the search. Read only: triggers keep the rows (migration 0022). */
import { sql, type RawBuilder } from 'kysely'
import type { Db, Tx } from '../../db/connect.ts'
import type { Candidate, Receiver, Scope } from './candidate.ts'
import type { Lexicon } from './spelling.ts'
import type { Meaning, Reading } from './understand.ts'
import { wordsOf } from './words.ts'

type Reads = Db | Tx

export type Known = {
  occurrences: ReadonlyMap<string, number>
  meanings: Meaning[]
  follows: (first: string, second: string) => number
}

/** Which of these words the catalogue knows and how often, which follow one another, and the meanings of these phrases. */
export async function lookUp(
  db: Reads,
  words: readonly string[],
  phrases: readonly string[],
): Promise<Known> {
  type Row = { kind: 'word' | 'pair' | 'meaning'; a: string; b: string; c: string; n: number }
  const { rows } = await sql<Row>`
    select 'word' as kind, word as a, '' as b, '' as c, occurrences as n
      from search_word where word = any (${[...words]}::text[])
    union all
    select 'pair', p.first, p.second, '', p.occurrences
      from unnest(${words.slice(0, -1)}::text[], ${words.slice(1)}::text[]) as typed(first, second)
      join search_pair p on p.first = typed.first and p.second = typed.second
    union all
    select 'meaning', folded, phrase, means, position from synonym where folded = any (${[...phrases]}::text[])`.execute(
    db,
  )
  const of = (kind: Row['kind']) => rows.filter((row) => row.kind === kind)
  return {
    occurrences: new Map(of('word').map(({ a, n }) => [a, n])),
    follows: pairCounter(
      of('pair').map(({ a, b, n }) => ({ first: a, second: b, occurrences: n })),
    ),
    meanings: of('meaning')
      .toSorted((one, other) => one.n - other.n)
      .map(({ a, b, c }) => ({ folded: a, phrase: b, means: c })),
  }
}

type Pair = { first: string; second: string; occurrences: number }

function pairCounter(pairs: readonly Pair[]): (first: string, second: string) => number {
  const counts = new Map(pairs.map((pair) => [`${pair.first} ${pair.second}`, pair.occurrences]))
  return (first, second) => counts.get(`${first} ${second}`) ?? 0
}

export async function occurrencesOf(
  db: Reads,
  words: readonly string[],
): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('search_word')
    .select(['word', 'occurrences'])
    .where(sql<boolean>`word = any (${[...words]}::text[])`)
    .execute()
  return new Map(rows.map(({ word, occurrences }) => [word, occurrences]))
}

/** Every known word, and the pairs in which these words stand. Read only when something typed is unknown. */
export async function lexiconAround(db: Reads, words: readonly string[]): Promise<Lexicon> {
  const { rows: known } = await sql<{ all: string | null }>`
    select string_agg(word || ' ' || occurrences, ',') as all from search_word`.execute(db)
  const { rows: pairs } = await sql<Pair>`
    select first, second, occurrences from search_pair where first = any (${[...words]}::text[])
    union select first, second, occurrences from search_pair where second = any (${[...words]}::text[])`.execute(
    db,
  )
  return {
    words: new Map(
      (known[0]?.all ?? '').split(',').map((entry) => {
        const [word = '', occurrences] = entry.split(' ')
        return [word, Number(occurrences)]
      }),
    ),
    follows: pairCounter(pairs),
  }
}

/** The first rows by closeness of the words, and how many match at all. */
export async function matching(
  db: Reads,
  readings: readonly Reading[],
  { scope, missing, limit }: { scope: Scope; missing: boolean; limit: number },
): Promise<{ total: number; candidates: Candidate[] }> {
  const query = sql`to_tsquery('simple', ${queryOf(readings, missing)})`
  const words = sql`to_tsquery('simple', ${anyOf(readings)})`
  return rowsOf(db, scope, {
    where: sql<boolean>`e.words @@ ${query}`,
    order: sql`ts_rank('{0.05, 0.2, 0.8, 1}', e.words, ${words}, 2) desc, length(e.name), e.key`,
    limit,
  })
}

/** Names with similar letters, for what nothing else understands. */
export async function similar(
  db: Reads,
  text: string,
  { scope, limit }: { scope: Scope; limit: number },
): Promise<{ total: number; candidates: Candidate[] }> {
  return rowsOf(db, scope, {
    where: sql<boolean>`${text} <% e.bare and word_similarity(${text}, e.bare) >= 0.6`,
    order: sql`word_similarity(${text}, e.bare) desc, length(e.name), e.key`,
    limit,
  })
}

/** The three names that look most like it, however little. */
export async function alike(db: Reads, typed: string): Promise<Candidate[]> {
  const text = wordsOf(typed).join(' ').slice(0, 120)
  if (text.length < 3) return []
  const { candidates } = await rowsOf(
    db,
    {},
    {
      where: sql<boolean>`${text} <% e.bare and word_similarity(${text}, e.bare) >= 0.35`,
      order: sql`word_similarity(${text}, e.bare) desc, length(e.name), e.key`,
      limit: 3,
    },
  )
  return candidates
}

export async function withCode(
  db: Reads,
  prefix: string,
  { scope, limit, offset = 0 }: { scope: Scope; limit: number; offset?: number },
): Promise<{ total: number; candidates: Candidate[] }> {
  return rowsOf(db, scope, {
    where: sql<boolean>`e.code like ${`${prefix}%`}`,
    order: sql`e.code, e.key`,
    limit,
    offset,
  })
}

type Rows = {
  where: RawBuilder<boolean>
  order: RawBuilder<unknown>
  limit: number
  offset?: number
}

async function rowsOf(db: Reads, scope: Scope, { where, order, limit, offset }: Rows) {
  const hidden = scope.audience === 'editor' ? [''] : ['otherProvince', 'internal', 'withdrawn']
  const codes = scope.codes === undefined ? null : [...scope.codes]
  const { rows } = await sql<Candidate & { total: number }>`
    select e.key, e.code, e.name, e.other_names as "otherNames", e.titles, e.bare_field as "bareField", e.field, e.performed_by as "performedBy",
           e.issued_by as "issuedBy", e.received_by as "receivedBy", e.not_received_today as "notReceived", e.special,
           e.is_published as "isPublished",
           count(*) over ()::int as total
      from searched_entry e
     where ${where} and coalesce(e.not_received_today, '-') <> all (${hidden}::text[])
       and (${scope.field ?? null}::text is null or e.field = ${scope.field ?? null}::text)
       and ${receivedBy(scope.receiver)} and (${codes}::text[] is null or e.code = any (${codes}::text[]))
       and (${scope.officeId ?? null}::int is null
            or (select kind from office where id = ${scope.officeId ?? null}::int) = any (e.received_by))
     order by ${order}
     limit ${limit} offset ${offset ?? 0}`.execute(db)
  return {
    total: rows[0]?.total ?? 0,
    candidates: rows.map(({ total: _total, ...candidate }) => candidate),
  }
}

function receivedBy(receiver: Receiver | undefined): RawBuilder<boolean> {
  if (receiver === 'commune') return sql<boolean>`'commune' = any (e.received_by)`
  if (receiver === 'city') return sql<boolean>`e.received_by && '{city,department,centre}'`
  return receiver === 'national'
    ? sql<boolean>`e.not_received_today = 'national'`
    : sql<boolean>`true`
}

/** These procedures in this order; what is neither listed nor published is missing. */
export async function inOrder(db: Reads, codes: readonly string[]): Promise<Candidate[]> {
  const order = sql`array_position(${[...codes]}::text[], e.code), e.key`
  const { candidates } = await rowsOf(
    db,
    { codes },
    { where: sql<boolean>`true`, order, limit: 100 },
  )
  return candidates
}

/** The newest detail record of the national catalogue for each of these codes, as it was taken in. */
export async function detailBodies(
  db: Reads,
  codes: readonly string[],
): Promise<{ code: string; source: string; body: unknown }[]> {
  return db
    .selectFrom('procedure_source')
    .select(['code', 'source', 'body'])
    .where(sql<boolean>`code = any (${[...codes]}::text[])`)
    .orderBy('source', 'desc')
    .execute()
}

/** A tsquery of words that are letters and digits only: all of a reading, or with `missing` most of them. */
export function queryOf(readings: readonly Reading[], missing: boolean): string {
  const ways = readings.flatMap(({ words, soft, open }) => {
    const needed = missing ? words.filter((word) => !soft.has(word)) : words
    const lexemes = needed.map((word, i) =>
      open && i === needed.length - 1 && word.length > 1 ? `'${word}':*` : `'${word}'`,
    )
    const distinct = [...new Set(lexemes)]
    return missing ? mostOf(distinct) : [distinct]
  })
  return ways.map((lexemes) => `(${lexemes.join(' & ')})`).join(' | ')
}

/** Any of the words: for a first, cheap order of what matches. */
function anyOf(readings: readonly Reading[]): string {
  const words = new Set(readings.flatMap((reading) => reading.words))
  return [...words].map((word) => `'${word}'`).join(' | ')
}

/** Two words: either; up to four: all but one; more: all but two, of the first eight. */
function mostOf(lexemes: readonly string[]): string[][] {
  const kept = lexemes.slice(0, 8)
  if (kept.length < 3) return kept.map((lexeme) => [lexeme])
  const without = (some: readonly string[]) =>
    some.map((_, i) => some.filter((_each, k) => k !== i))
  return kept.length < 5 ? without(kept) : without(kept).flatMap(without)
}
