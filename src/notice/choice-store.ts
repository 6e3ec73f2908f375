// The SQL of how a person wants to be told.
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'
import type { Choices } from './moments.ts'

export type KeptChoice = {
  choices: Choices
  /** '84912345678', proved by a code; null: the number of each dossier. */
  phone: string | null
}

const NONE: KeptChoice = { choices: {}, phone: null }

/** What the person chose; every channel for whoever chose nothing, and for nobody. */
export async function choiceOf(tx: Db | Tx, personId: number | null): Promise<KeptChoice> {
  if (personId === null) return NONE
  const { rows } = await sql<KeptChoice>`
    select choices, phone from notice_choice where person_id = ${personId}`.execute(tx)
  return rows[0] ?? NONE
}

export async function keepChoices(
  tx: Tx,
  { personId, choices, now }: { personId: number; choices: Choices; now: Date },
): Promise<void> {
  await sql`
    insert into notice_choice (person_id, choices, changed_at)
    values (${personId}, ${JSON.stringify(choices)}::jsonb, ${now})
        on conflict (person_id) do update set choices = excluded.choices, changed_at = excluded.changed_at`.execute(
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
