// Where the people of many dossiers can be reached, and how they want it: two statements for all of a batch.
import { sql } from 'kysely'
import type { Tx } from '../db/connect.ts'
import { choicesFor, type KeptChoice } from './choice-store.ts'
import type { Choices } from './moments.ts'
import type { NoticeLang } from './notice.ts'

export type Applicant = {
  phone: string | null
  email: string | null
  language: NoticeLang
  provedPhone: string | null
  choices: Choices
}

export async function applicantsOf(
  tx: Tx,
  dossierIds: readonly string[],
): Promise<ReadonlyMap<string, Applicant>> {
  const { rows } = await sql<Contact & { id: string }>`
    select d.id, c.phone, c.email, c.language
      from dossier d left join dossier_contact c on c.dossier_id = d.id
     where d.id = any(${[...dossierIds]}::uuid[])`.execute(tx)
  const chosen = await choicesFor(tx, dossierIds)
  return new Map(rows.map(({ id, ...contact }) => [id, asChosen(contact, chosen.get(id))]))
}

type Contact = { phone: string | null; email: string | null; language: NoticeLang | null }

function asChosen({ phone, email, language }: Contact, chosen: KeptChoice | undefined): Applicant {
  return {
    phone,
    email,
    language: chosen?.language ?? language ?? 'vi',
    provedPhone: chosen?.phone ?? null,
    choices: chosen?.choices ?? {},
  }
}
