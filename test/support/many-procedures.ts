/** A list of procedures far longer than any state has: the real one, many times over, with codes of their own. */
import { sql } from 'kysely'
import type { Db } from '../../src/db/connect.ts'

/** Until both tables hold about this many rows. The triggers rest meanwhile: the words stay those of the real list. */
export async function multiplyList(owner: Db, rows: number): Promise<void> {
  const counted = await sql<{ n: number }>`select count(*)::int as n from search_entry`.execute(
    owner,
  )
  const times = Math.max(0, Math.ceil(rows / counted.rows[0]!.n) - 1)
  await sql`drop index search_entry_words, search_entry_bare, procedure_folded`.execute(owner)
  await sql`alter table procedure disable trigger user`.execute(owner)
  await sql`
    insert into procedure (portal_id, code, name, field, performed_by, issued_by, subjects, portal_state, portal_kind,
                           received_by, not_received, source, taken_on)
    select p.portal_id || '-' || copy, p.code || '-' || copy, p.name || ' ' || copy, p.field, p.performed_by, p.issued_by,
           p.subjects, p.portal_state, p.portal_kind, p.received_by, p.not_received, p.source, p.taken_on
      from procedure p cross join generate_series(1, ${times}::int) as copy`.execute(owner)
  await sql`alter table procedure enable trigger user`.execute(owner)
  await sql`
    insert into search_entry (key, code, name, other_names, field, performed_by, issued_by, received_by, not_received, bare,
                              titles, bare_field, special, words)
    select e.key || '-' || copy, e.code || '-' || copy, e.name || ' ' || copy, e.other_names, e.field, e.performed_by,
           e.issued_by, e.received_by, e.not_received, e.bare || ' ' || copy, e.titles,
           e.bare_field, e.special, e.words
      from search_entry e cross join generate_series(1, ${times}::int) as copy`.execute(owner)
  await sql`create index search_entry_words on search_entry using gin (words)`.execute(owner)
  await sql`create index search_entry_bare on search_entry using gin (bare gin_trgm_ops)`.execute(
    owner,
  )
}

const questions: [string, string][] = [
  [
    'known words and phrases',
    `select word, occurrences from search_word where word = any ('{dang,ki,khai,sinh}')`,
  ],
  ['phrases', `select means from synonym where folded = any ('{dkks,so do,giay khai sinh}')`],
  [
    'all words',
    `select key from search_entry e where e.words @@ to_tsquery('simple', '''dang'' & ''ki'' & ''khai'' & ''sinh''')
       and coalesce(e.not_received, '-') <> all ('{otherProvince,internal,withdrawn}')
     order by ts_rank('{0.05, 0.2, 0.8, 1}', e.words, to_tsquery('simple', '''dang'' & ''ki'' & ''khai'' & ''sinh'''), 2) desc,
              length(e.name), e.key limit 200`,
  ],
  [
    'most words',
    `select key from search_entry e
      where e.words @@ to_tsquery('simple', '(''khai'' & ''tu'') | (''khai'' & ''luu'') | (''tu'' & ''luu'')')
        and coalesce(e.not_received, '-') <> all ('{otherProvince,internal,withdrawn}')
      order by ts_rank('{0.05, 0.2, 0.8, 1}', e.words,
                       to_tsquery('simple', '(''khai'' & ''tu'') | (''khai'' & ''luu'') | (''tu'' & ''luu'')'), 2) desc,
               length(e.name), e.key limit 200`,
  ],
  [
    'similar letters',
    `select key from search_entry e where 'dang ki khai sinh' <% e.bare order by word_similarity('dang ki khai sinh', e.bare) desc limit 20`,
  ],
  ['code', `select key from search_entry e where e.code like '1.00119%' order by e.code limit 200`],
]

/** How the questions of a search are answered by the database, with what they cost. */
export async function searchPlans(owner: Db): Promise<string[]> {
  const plans: string[] = []
  for (const [name, question] of questions) {
    const { rows } = await sql<{
      'QUERY PLAN': string
    }>`${sql.raw(`explain (analyze, buffers, costs off) ${question}`)}`.execute(owner)
    plans.push([`── ${name}`, ...rows.map((row) => row['QUERY PLAN'])].join('\n'))
  }
  return plans
}
