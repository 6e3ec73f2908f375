// The SQL of how a person wants to be told.
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'
import type { Choices } from './moments.ts'
import type { NoticeLang } from './notice.ts'

export type KeptChoice = {
  choices: Choices
  /** '84912345678', proved by a code; null: the number of each dossier. */
  phone: string | null
  /** Of messages; null: of the page on which each dossier was filed. */
  language: NoticeLang | null
}

const NONE: KeptChoice = { choices: {}, phone: null, language: null }

/** What the person chose; every channel for whoever chose nothing. */
export async function choiceOf(tx: Db | Tx, personId: number): Promise<KeptChoice> {
  const { rows } = await sql<KeptChoice>`
    select choices, phone, language from notice_choice where person_id = ${personId}`.execute(tx)
  return rows[0] ?? NONE
}

export type KeptFor = KeptChoice & { dossierId: string }

/**
 * By dossier, how its people want to be told: as the owner chose when the matter is somebody else's than the account's that filed it, and
 * that owner has an account by number and name; else as the applicant chose. A dossier for which nobody chose is not among them.
 */
export async function choicesFor(
  tx: Db | Tx,
  dossierIds: readonly string[],
): Promise<ReadonlyMap<string, KeptChoice>> {
  // The owner's party is a scope of the dossier (0071); the row of the owner stands before that of the applicant.
  const { rows } = await sql<KeptFor>`
    select distinct on (told.id) told.id as "dossierId", n.choices, n.phone, n.language
      from (select d.id, o.id as person_id, 1 as place
              from dossier d
              join party t on t.id = any(d.scopes) and t.kind = 'person'
              join person o on o.kind = 'citizen' and o.personal_number = t.number and fold(o.full_name) = t.name_key
             where d.id = any(${[...dossierIds]}::uuid[])
             union all
            select d.id, d.applicant_person_id, 2 from dossier d where d.id = any(${[...dossierIds]}::uuid[])) told
      join notice_choice n on n.person_id = told.person_id
     order by told.id, told.place, told.person_id`.execute(tx)
  return new Map(rows.map(({ dossierId, ...choice }) => [dossierId, choice]))
}

/** How those of one dossier want to be told; every channel when nobody chose. */
export async function choiceFor(tx: Db | Tx, dossierId: string): Promise<KeptChoice> {
  return (await choicesFor(tx, [dossierId])).get(dossierId) ?? NONE
}

export async function keepChoices(
  tx: Tx,
  kept: { personId: number; choices: Choices; language: NoticeLang; now: Date },
): Promise<void> {
  await sql`
    insert into notice_choice (person_id, choices, language, changed_at)
    values (${kept.personId}, ${JSON.stringify(kept.choices)}::jsonb, ${kept.language}, ${kept.now})
        on conflict (person_id) do update
           set choices = excluded.choices, language = excluded.language, changed_at = excluded.changed_at`.execute(
    tx,
  )
}

/** Notices go to this phone from now on; null: to the number of each dossier again. */
export async function keepPhone(
  tx: Tx,
  { personId, phone, now }: { personId: number; phone: string | null; now: Date },
): Promise<void> {
  const confirmedAt = phone === null ? null : now
  await sql`
    insert into notice_choice (person_id, choices, phone, phone_confirmed_at, changed_at)
    values (${personId}, '{}', ${phone}, ${confirmedAt}::timestamptz, ${now})
        on conflict (person_id) do update
           set phone = excluded.phone, phone_confirmed_at = excluded.phone_confirmed_at, changed_at = excluded.changed_at`.execute(
    tx,
  )
}

export type ToldMessage = {
  dossierId: string
  code: string
  kind: string
  channel: 'sms' | 'mail' | 'page'
  recipient: string
  body: string
  state: string
  at: Date
}

/** What was told to the applicant, the newest first: of one dossier, or of all whom one of these scopes concerns. */
export async function toldTo(
  tx: Tx,
  of: { kinds: readonly string[]; limit: number } & (
    { dossierId: string } | { scopes: readonly number[] }
  ),
): Promise<ToldMessage[]> {
  const whose =
    'dossierId' in of
      ? sql`n.dossier_id = ${of.dossierId}::uuid`
      : sql`d.id in (
          select id from dossier where applicant_person_id = any(${[...of.scopes]}::int[])
          union select dossier_id from dossier_access where scope = any(${[...of.scopes]}::int[]) and scope >= 2000000000)`
  const { rows } = await sql<ToldMessage>`
    select n.dossier_id as "dossierId", d.code, n.kind, n.channel, n.recipient, n.body, n.state, n.created_at as at
      from notice_delivery n join dossier d on d.id = n.dossier_id
     where ${whose} and n.kind = any(${[...of.kinds]}::text[])
     order by n.created_at desc, n.id desc limit ${of.limit}`.execute(tx)
  return rows
}
