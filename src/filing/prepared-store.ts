/** SQL of prepared declarations. Written and read by their person; opened at a counter by whoever is shown the code. */
import { sql, type RawBuilder } from 'kysely'
import type { Answers } from '../catalogue/form.ts'
import type { Tx } from '../db/connect.ts'
import type { Day } from '../lib/time.ts'

export type PreparedRow = {
  code: string
  preparedAt: Date
  expiresAt: Date
  openedAt: Date | null
  /** Of the code: a counter took it in; null before. */
  used: OwnUse | null
  /** As they were when it was finished. */
  answers: Answers
  form: { id: string; version: number }
}

/** What its owner is told: where and when, and the dossier when it is theirs to read. */
export type OwnUse = { officeName: string; at: Date; dossier: { id: string; code: string } | null }

export type NewPreparation = {
  draftId: string
  personId: number
  /** Codes of chance to try: one that is in use is left for the next. */
  codes: readonly string[]
  procedure: { code: string; version: number }
  form: { id: string; version: number }
  answers: Answers
  now: Date
  day: Day
  expiresAt: Date
}

/**
 * Keeps the answers under the draft's one code. Prepared again: the code stays, the answers are the new ones; only after a counter took
 * it in is there another code, because each is used once.
 */
export async function keepPreparation(tx: Tx, made: NewPreparation): Promise<void> {
  const { draftId, codes, procedure, form, now } = made
  await dropUsed(tx, draftId)
  const { rowCount } = await renew(tx, made)
  if (rowCount > 0) return
  for (const code of codes) {
    const { rows } = await sql`
      insert into prepared_declaration (draft_id, person_id, code, procedure_code, procedure_version, form_id,
                                        form_version, answers, prepared_at, expires_at)
      values (${draftId}::uuid, ${made.personId}, ${code}, ${procedure.code}, ${procedure.version}, ${form.id},
              ${form.version}, ${JSON.stringify(made.answers)}::jsonb, ${now}, ${made.expiresAt})
      on conflict do nothing returning 1`.execute(tx)
    if (rows.length > 0) return count(tx, made)
    // The other click of a double one came first.
    if ((await renew(tx, made)).rowCount > 0) return
  }
  throw new Error('every code that was tried is in use')
}

async function dropUsed(tx: Tx, draftId: string): Promise<void> {
  await sql`
    delete from prepared_declaration p using prepared_use u
     where p.draft_id = ${draftId}::uuid and u.code = p.code`.execute(tx)
}

async function renew(tx: Tx, made: NewPreparation): Promise<{ rowCount: number }> {
  const { rows } = await sql`
    update prepared_declaration
       set procedure_version = ${made.procedure.version}, form_version = ${made.form.version},
           answers = ${JSON.stringify(made.answers)}::jsonb, prepared_at = ${made.now}, expires_at = ${made.expiresAt}
     where draft_id = ${made.draftId}::uuid returning 1`.execute(tx)
  return { rowCount: rows.length }
}

async function count(tx: Tx, { procedure, day }: NewPreparation): Promise<void> {
  await sql`
    insert into preparation_count as c (procedure_code, day, prepared) values (${procedure.code}, ${day}::date, 1)
    on conflict (procedure_code, day) do update set prepared = c.prepared + 1`.execute(tx)
}

/** What was prepared from that draft; undefined before, and once it has expired. */
export async function preparationOf(
  tx: Tx,
  { draftId, now }: { draftId: string; now: Date },
): Promise<PreparedRow | undefined> {
  type Row = Omit<PreparedRow, 'used'> & { usedAt: Date | null; officeName: string | null } & {
    dossierId: string | null
    dossierCode: string | null
  }
  const { rows } = await sql<Row>`
    select p.code, p.prepared_at as "preparedAt", p.expires_at as "expiresAt", p.opened_at as "openedAt", p.answers,
           jsonb_build_object('id', p.form_id, 'version', p.form_version) as form,
           u.used_at as "usedAt", o.name as "officeName", d.id as "dossierId", d.code as "dossierCode"
      from prepared_declaration p
      left join prepared_use u on u.code = p.code
      left join office o on o.id = u.office_id
      left join dossier d on d.id = u.dossier_id
     where p.draft_id = ${draftId}::uuid and p.expires_at > ${now}`.execute(tx)
  const [row] = rows
  if (row === undefined) return undefined
  const { usedAt, officeName, dossierId, dossierCode, ...prepared } = row
  const dossier = dossierId && dossierCode ? { id: dossierId, code: dossierCode } : null
  const used = usedAt && { officeName: officeName ?? '', at: usedAt, dossier }
  return { ...prepared, used }
}

/** The code of what the person prepared last for that procedure in their own name; undefined when nothing is kept. */
export async function latestCode(
  tx: Tx,
  { personId, procedureCode, now }: { personId: number; procedureCode: string; now: Date },
): Promise<string | undefined> {
  const { rows } = await sql<{ code: string }>`
    select p.code from prepared_declaration p join filing_draft d on d.id = p.draft_id
     where p.person_id = ${personId} and p.procedure_code = ${procedureCode} and p.expires_at > ${now}
       and d.representation_id is null and not exists (select 1 from prepared_use u where u.code = p.code)
     order by p.prepared_at desc limit 1`.execute(tx)
  return rows[0]?.code
}

export type OpenedPreparation = {
  procedureCode: string
  procedureVersion: number
  formId: string
  formVersion: number
  answers: Answers
  preparedAt: Date
  expiresAt: Date
}

/** Opens what stands under the code for that official, and keeps who opened it; undefined when there is nothing. */
export async function openPreparation(
  tx: Tx,
  { code, personId, now, day }: { code: string; personId: number; now: Date; day: Day },
): Promise<OpenedPreparation | undefined> {
  const { rows } = await sql<OpenedPreparation>`
    select procedure_code as "procedureCode", procedure_version as "procedureVersion", form_id as "formId",
           form_version as "formVersion", answers, prepared_at as "preparedAt", expires_at as "expiresAt"
      from open_prepared(${code}, ${personId}, ${now}, ${day}::date)`.execute(tx)
  return rows[0]
}

export type NewUse = {
  code: string
  procedureCode: string
  dossierId: string
  officeId: number
  by: number
  now: Date
}

/**
 * Beside the filing, so that both stand or fall together: a second use of the code breaks the key `prepared_use_pkey`. What its owner has
 * removed meanwhile is used by nobody any more.
 */
export function usingPreparation(use: NewUse): RawBuilder<unknown> {
  return sql`
    insert into prepared_use (code, person_id, procedure_code, dossier_id, office_id, used_by, used_at, expires_at)
    select ${use.code}, p.person_id, p.procedure_code, ${use.dossierId}::uuid, ${use.officeId}::int, ${use.by}::int,
           ${use.now}::timestamptz, p.expires_at
      from prepared_for_use(${use.code}, ${use.now}) p where p.procedure_code = ${use.procedureCode}`
}

export type PreparationUse = { dossierId: string; officeId: number; by: string; at: Date }

/** Which counter took it in, for an official to whom the code is shown; undefined while nobody has. */
export async function useOfPreparation(tx: Tx, code: string): Promise<PreparationUse | undefined> {
  const { rows } = await sql<PreparationUse>`
    select u.dossier_id as "dossierId", u.office_id as "officeId", coalesce(s.full_name, '…') as by, u.used_at as at
      from prepared_use_of(${code}) u left join person s on s.id = u.used_by`.execute(tx)
  return rows[0]
}

export type PreparationCount = { procedureCode: string; prepared: number; opened: number }

/** Declarations prepared, and opened at a counter, on these days; apart from dossiers. */
export async function preparationsOn(
  tx: Tx,
  { from, to }: { from: Day; to: Day },
): Promise<PreparationCount[]> {
  const { rows } = await sql<PreparationCount>`
    select procedure_code as "procedureCode", sum(prepared)::int as prepared, sum(opened)::int as opened
      from preparation_count where day between ${from}::date and ${to}::date
     group by procedure_code order by procedure_code`.execute(tx)
  return rows
}
