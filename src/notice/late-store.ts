// Where the applicants of many dossiers can be reached, and how they want it: one statement for all of a batch.
import { sql } from 'kysely'
import type { Tx } from '../db/connect.ts'
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
  const { rows } = await sql<Applicant & { id: string }>`
    select d.id, c.phone, c.email, coalesce(c.language, 'vi') as language, n.phone as "provedPhone",
           coalesce(n.choices, '{}') as choices
      from dossier d left join dossier_contact c on c.dossier_id = d.id
      left join notice_choice n on n.person_id = d.applicant_person_id
     where d.id = any(${[...dossierIds]}::uuid[])`.execute(tx)
  return new Map(rows.map(({ id, ...applicant }) => [id, applicant]))
}
