/** Everyday phrases and special cases, written by the import. */
import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'
import type { TableCount } from '../import-report.ts'
import type { Phrases } from '../synonyms.ts'

/** Brings the phrases to what the file says. */
export async function bringPhrases(
  tx: Tx,
  { synonyms, specialCases }: Phrases,
): Promise<TableCount> {
  const rows = JSON.stringify(synonyms)
  const special = JSON.stringify(specialCases)
  const counted = await sql<{ changed: number; gone: number }>`
    with wanted as (
      select folded, position, phrase, means
        from jsonb_to_recordset(${rows}::jsonb) as r(folded text, position int, phrase text, means text)),
    special as (
      select folded, phrase from jsonb_to_recordset(${special}::jsonb) as r(folded text, phrase text))
    select (select count(*) from wanted w where not exists (
              select from synonym s where (w.folded, w.position, w.phrase, w.means) = (s.folded, s.position, s.phrase, s.means)))::int
         + (select count(*) from special w where not exists (select from special_case s where s.folded = w.folded))::int as changed,
           (select count(*) from synonym s where not exists (
              select from wanted w where (w.folded, w.position, w.phrase, w.means) = (s.folded, s.position, s.phrase, s.means)))::int
         + (select count(*) from special_case s where s.folded not in (select folded from special))::int as gone`.execute(
    tx,
  )
  const { changed, gone } = counted.rows[0]!
  // Each of these statements counts the words of the whole catalogue anew, even when it finds nothing to do.
  if (gone > 0) {
    await sql`
      delete from synonym s where not exists (
        select from jsonb_to_recordset(${rows}::jsonb) as w(folded text, position int, phrase text, means text)
         where (w.folded, w.position, w.phrase, w.means) = (s.folded, s.position, s.phrase, s.means))`.execute(
      tx,
    )
    await sql`
      delete from special_case s where s.folded not in (
        select folded from jsonb_to_recordset(${special}::jsonb) as r(folded text))`.execute(tx)
  }
  if (changed > 0) {
    await sql`
      insert into synonym (folded, position, phrase, means)
      select folded, position, phrase, means
        from jsonb_to_recordset(${rows}::jsonb) as r(folded text, position int, phrase text, means text)
      on conflict do nothing`.execute(tx)
    await sql`
      insert into special_case (folded, phrase)
      select folded, phrase from jsonb_to_recordset(${special}::jsonb) as r(folded text, phrase text)
      on conflict do nothing`.execute(tx)
  }
  return {
    table: 'synonym',
    read: synonyms.length + specialCases.length,
    changed: changed + gone,
    gone,
  }
}
