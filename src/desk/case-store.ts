/** SQL of the dossier page: one statement for the dossier, one for the names that it mentions. */
import { sql } from 'kysely'
import type { Tx } from '../db/connect.ts'
import type { DossierState } from '../dossier/dossier.ts'
import { readState, type KeptState } from '../dossier/packing.ts'
import type { DossierFile, DossierRow } from '../dossier/rows.ts'
import type { PopulationCheck } from './population/check.ts'
import type { RegisterStanding } from '../result/store.ts'

/** The signed-in applicant as the identity provider (VNeID) knows them. */
export type Identity = {
  full_name: string
  personal_number: string | null
  birth_on: string | null
}

export type CaseRow = DossierRow & {
  state: DossierState
  phone: string | null
  email: string | null
  files: DossierFile[]
  register: Pick<RegisterStanding, 'state' | 'attempts' | 'lastError'> | null
  identity: Identity | null
  /** The comparison with the population register; null when none was ever noted. */
  population: PopulationCheck | null
  /** Under whose name the paper that is up for signing was set. */
  signer: { personId: number; name: string; title: string } | null
}

/** The dossier with everything that belongs to it, or undefined outside the scopes of the transaction. */
export async function caseById(tx: Tx, id: string): Promise<CaseRow | undefined> {
  const { rows } = await sql<Omit<CaseRow, 'state' | 'signer'> & KeptState & { signers: Signers }>`
    select d.*, s.packed, s.state, k.phone, k.email,
           coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'seq', f.seq, 'paper', f.paper, 'name', f.name,
                       'sha256', encode(f.sha256, 'hex'), 'size', f.size, 'media_type', f.media_type) order by f.seq, f.id)
                       from dossier_file f where f.dossier_id = d.id), '[]') as files,
           (select jsonb_build_object('state', r.state, 'attempts', r.attempts, 'lastError', r.last_error)
              from register_request r where r.dossier_id = d.id) as register,
           (select jsonb_build_object('state', c.state, 'comparedAt', c.compared_at, 'people', c.people)
              from population_check c where c.dossier_id = d.id) as population,
           (select jsonb_build_object('full_name', p.full_name, 'personal_number', p.personal_number, 'birth_on', p.birth_on)
              from person p where p.id = d.applicant_person_id and p.issuer is not null) as identity,
           (select jsonb_object_agg(u.document_id, jsonb_build_object('personId', u.signer_person_id, 'name', u.signer_name,
                                                                      'title', u.signer_title))
              from result_submission u where u.dossier_id = d.id) as signers
      from dossier d join dossier_state s on s.dossier_id = d.id
           left join dossier_contact k on k.dossier_id = d.id
     where d.id = ${id}::uuid`.execute(tx)
  if (!rows[0]) return undefined
  const { packed, state: plain, signers, ...row } = rows[0]
  const state = readState({ packed, state: plain })
  return { ...row, state, signer: signers?.[state.result?.documentId ?? ''] ?? null }
}

/** By document; null when none was ever submitted for signing. */
type Signers = Record<string, NonNullable<CaseRow['signer']>> | null

/** Names of people and offices of the history. */
export async function namesOf(
  tx: Tx,
  { people, offices }: { people: readonly number[]; offices: readonly number[] },
): Promise<ReadonlyMap<number, string>> {
  const { rows } = await sql<{ id: number; name: string }>`
    select p.id, p.full_name as name from person p where p.id = any(${[...people]}::int[])
    union all
    select o.id, o.short_name from office o where o.id = any(${[...offices]}::int[])`.execute(tx)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Who holds the dossier now. */
export async function holderName(tx: Tx, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`
    select p.full_name as name from dossier d join person p on p.id = d.holder_person_id where d.id = ${id}::uuid`.execute(
    tx,
  )
  return rows[0]?.name
}
