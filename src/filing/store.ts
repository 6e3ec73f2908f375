/** SQL of drafts. Every statement runs in the context of the person: nobody else's draft is there. */
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../db/connect.ts'
import type { Day } from '../lib/time.ts'
import type { OfficeOfCommune } from './competence.ts'
import type { PopulationKept } from './held.ts'
import {
  expiryOf,
  MOST_BYTES,
  MOST_BYTES_A_PERSON,
  MOST_FILES,
  type Draft,
  type DraftFile,
} from './draft.ts'

type DraftRow = Omit<Draft, 'files' | 'isSubmitted'> & {
  submittedAt: Date | null
  files: (Omit<DraftFile, 'uploadedAt'> & { uploadedAt: string })[]
}

/**
 * A draft with its files. The submission key tells whether it was sent, even when the program died before the draft
 * itself heard of it.
 */
const drafts = sql`
  select d.id, d.kind, d.person_id as "personId", d.procedure_code as "procedureCode",
         d.representation_id as representation,
         d.procedure_version as "procedureVersion", d.form_version as "formVersion",
         d.earlier_procedure_version as "earlierProcedureVersion",
         coalesce(d.dossier_id, k.dossier_id) as "dossierId", d.round, d.raw, d.disputed, d.population, d.office_id as "officeId",
         d.saved_at as "savedAt", d.expires_at as "expiresAt", coalesce(d.submitted_at, k.at) as "submittedAt",
         coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'paper', f.paper, 'name', f.name,
                            'sha256', encode(f.sha256, 'hex'), 'size', f.size, 'mediaType', f.media_type,
                            'uploadedAt', f.uploaded_at, 'scan', f.scan, 'turned', f.turned, 'remark', f.remark,
                            'keptAnyway', f.kept_anyway, 'reusedFrom', case when f.reuse_level is not null
                              then jsonb_build_object('level', f.reuse_level, 'dossier', f.reused_from) end) order by f.uploaded_at, f.id)
                     from filing_draft_file f where f.draft_id = d.id), '[]') as files
    from filing_draft d left join submission_key k on k.key = d.id`

function toDraft({ submittedAt, files, ...row }: DraftRow): Draft {
  return {
    ...row,
    isSubmitted: submittedAt !== null,
    files: files.map((file) => ({ ...file, uploadedAt: new Date(file.uploadedAt) })),
  }
}

/** The draft by its id, sent or not; undefined when it expired, was erased or is somebody else's. */
export async function draftById(tx: Tx, id: string, now: Date): Promise<Draft | undefined> {
  const { rows } = await sql<DraftRow>`
    ${drafts} where d.id = ${id}::uuid and d.expires_at > ${now}`.execute(tx)
  return rows[0] && toDraft(rows[0])
}

/** The one draft of that procedure, for oneself or for that represented party, that the person is working on. */
export async function openDraft(
  tx: Tx,
  of: { personId: number; procedureCode: string; representation: number | null; now: Date },
): Promise<Draft | undefined> {
  const { rows } = await sql<DraftRow>`
    ${drafts} where d.kind = 'filing' and d.person_id = ${of.personId} and d.procedure_code = ${of.procedureCode}
       and d.representation_id is not distinct from ${of.representation}::int
       and d.submitted_at is null and k.key is null and d.expires_at > ${of.now}`.execute(tx)
  return rows[0] && toDraft(rows[0])
}

/** What the person is working on, newest first. */
export async function openDrafts(tx: Tx, personId: number, now: Date): Promise<Draft[]> {
  const { rows } = await sql<DraftRow>`
    ${drafts} where d.kind = 'filing' and d.person_id = ${personId} and d.submitted_at is null and k.key is null
       and d.expires_at > ${now} order by d.saved_at desc`.execute(tx)
  return rows.map(toDraft)
}

export async function supplementDraft(
  tx: Tx,
  of: { dossierId: string; round: number },
): Promise<Draft | undefined> {
  const { rows } = await sql<DraftRow>`
    ${drafts} where d.kind = 'supplement' and d.dossier_id = ${of.dossierId}::uuid and d.round = ${of.round}`.execute(
    tx,
  )
  return rows[0] && toDraft(rows[0])
}

export type NewDraft = Pick<
  Draft,
  | 'id'
  | 'kind'
  | 'personId'
  | 'procedureCode'
  | 'procedureVersion'
  | 'formVersion'
  | 'dossierId'
  | 'round'
  | 'raw'
> & { representation?: number | null; now: Date }

/** Begins a draft, unless one is open already (of the procedure; of the request for supplements): then that one stays. */
export async function insertDraft(tx: Tx, draft: NewDraft): Promise<void> {
  await closeForgotten(tx, draft)
  await sql`
    insert into filing_draft (id, kind, person_id, procedure_code, procedure_version, form_version, dossier_id, round, raw,
                              representation_id, created_at, saved_at, expires_at)
    values (${draft.id}::uuid, ${draft.kind}, ${draft.personId}, ${draft.procedureCode}, ${draft.procedureVersion},
            ${draft.formVersion}, ${draft.dossierId}::uuid, ${draft.round}, ${JSON.stringify(draft.raw)}::jsonb,
            ${draft.representation ?? null}, ${draft.now}, ${draft.now}, ${expiryOf(draft.now)})
    on conflict do nothing`.execute(tx)
}

/** A draft that expired, or was sent without hearing of it, must not stand in the way of a new one. */
async function closeForgotten(tx: Tx, draft: NewDraft): Promise<void> {
  await sql`
    delete from filing_draft d
     where d.kind = 'filing' and d.person_id = ${draft.personId} and d.procedure_code = ${draft.procedureCode}
       and d.submitted_at is null and d.expires_at <= ${draft.now}`.execute(tx)
  await sql`
    update filing_draft d set submitted_at = k.at, dossier_id = k.dossier_id, raw = '{}', population = null
      from submission_key k
     where k.key = d.id and d.kind = 'filing' and d.person_id = ${draft.personId} and d.submitted_at is null`.execute(
    tx,
  )
}

/** What the register answered is kept beside what was typed; a draft that was sent meanwhile keeps nothing. */
export async function keepPopulation(tx: Tx, id: string, kept: PopulationKept): Promise<void> {
  await sql`
    update filing_draft set population = ${JSON.stringify(kept)}::jsonb
     where id = ${id}::uuid and submitted_at is null`.execute(tx)
}

export type Change = {
  set?: Readonly<Record<string, string>>
  drop?: readonly string[]
  disputed?: readonly string[]
  officeId?: number | null
}

/** Keeps what was typed; one statement, so that two tabs never undo each other's pages. False when it was sent meanwhile. */
export async function changeDraft(tx: Tx, id: string, change: Change & { now: Date }) {
  const { set = {}, drop = [], disputed, officeId, now } = change
  const { rows } = await sql<{ raw: Record<string, string> }>`
    update filing_draft
       set raw = (raw - ${drop}::text[]) || ${JSON.stringify(set)}::jsonb,
           disputed = coalesce(${disputed ?? null}::text[], disputed),
           office_id = case when ${officeId !== undefined} then ${officeId ?? null}::int else office_id end,
           saved_at = ${now}, expires_at = ${expiryOf(now)}
     where id = ${id}::uuid and submitted_at is null
    returning raw`.execute(tx)
  return rows[0]?.raw
}

/** Another version of the form is in force: the answers go over, by their stable ids. */
export async function moveToVersion(
  tx: Tx,
  id: string,
  to: Pick<Draft, 'procedureVersion' | 'formVersion' | 'earlierProcedureVersion' | 'raw'>,
): Promise<void> {
  await sql`
    update filing_draft set procedure_version = ${to.procedureVersion}, form_version = ${to.formVersion},
           earlier_procedure_version = ${to.earlierProcedureVersion},
           raw = ${JSON.stringify(to.raw)}::jsonb
     where id = ${id}::uuid and submitted_at is null`.execute(tx)
}

export type AddedFile = Omit<DraftFile, 'uploadedAt' | Measured> &
  Partial<Pick<DraftFile, Measured>> & {
    personId: number
    now: Date
    most: number
  }
type Measured = 'scan' | 'turned' | 'remark' | 'keptAnyway' | 'reusedFrom'

/** Adds a file within the quota of the paper, the draft and the person; the locks keep parallel uploads inside all three. */
export async function addFile(tx: Tx, draftId: string, file: AddedFile): Promise<FileAdded> {
  const { rows: open } = await sql<{ id: string }>`
    select id from filing_draft where person_id = ${file.personId} and submitted_at is null
     order by id for update`.execute(tx)
  if (!open.some(({ id }) => id === draftId)) return 'draftGone'
  const { rows } = await sql<Held>`
    select count(*) filter (where here)::int as files, coalesce(sum(size) filter (where here), 0)::int as bytes,
           coalesce(sum(size), 0)::float8 as "allBytes",
           count(*) filter (where here and paper = ${file.paper})::int as same,
           coalesce(bool_or(here and paper = ${file.paper} and sha256 = decode(${file.sha256}, 'hex')), false) as twin
      from (select *, draft_id = ${draftId}::uuid as here from filing_draft_file
             where person_id = ${file.personId}) f`.execute(tx)
  const held = rows[0]!
  if (held.twin) return 'added'
  if (held.same >= file.most) return 'paperFull'
  if (held.files >= MOST_FILES || held.bytes + file.size > MOST_BYTES) return 'draftFull'
  if (held.allBytes + file.size > MOST_BYTES_A_PERSON) return 'personFull'
  await sql`
    insert into filing_draft_file (draft_id, id, person_id, paper, name, sha256, size, media_type, uploaded_at,
                                   scan, turned, remark, kept_anyway, reuse_level, reused_from)
    values (${draftId}::uuid, ${file.id}::uuid, ${file.personId}, ${file.paper}, ${file.name},
            decode(${file.sha256}, 'hex'), ${file.size}, ${file.mediaType}, ${file.now}, ${file.scan ?? 'off'},
            ${file.turned ?? 0}, ${file.remark ?? null}, ${file.keptAnyway ?? false},
            ${file.reusedFrom?.level ?? null}, ${file.reusedFrom?.dossier ?? null}::uuid)`.execute(
    tx,
  )
  await changeDraft(tx, draftId, { now: file.now })
  return 'added'
}

type Held = { files: number; bytes: number; allBytes: number; same: number; twin: boolean }

export type FileAdded = 'added' | 'paperFull' | 'draftFull' | 'personFull' | 'draftGone'

export async function removeFile(
  tx: Tx,
  of: { draftId: string; id: string; now: Date },
): Promise<void> {
  await sql`
    delete from filing_draft_file f using filing_draft d
     where f.draft_id = ${of.draftId}::uuid and f.id = ${of.id}::uuid and d.id = f.draft_id
       and d.submitted_at is null`.execute(tx)
  await changeDraft(tx, of.draftId, { now: of.now })
}

export async function eraseDraft(tx: Tx, id: string): Promise<void> {
  await sql`delete from filing_draft where id = ${id}::uuid and submitted_at is null`.execute(tx)
}

/** The draft has become part of a dossier: its answers and files stand there, and no longer here. Repeatable. */
export async function closeDraft(tx: Tx, of: Sent): Promise<void> {
  for (const statement of closingDraft(of)) await statement.execute(tx)
}

export type Sent = { id: string; dossierId: string; now: Date }

/** The same, to be written with the dossier itself. */
export function closingDraft({ id, dossierId, now }: Sent): RawBuilder<unknown>[] {
  return [
    sql`delete from filing_draft_file where draft_id = ${id}::uuid`,
    sql`
      update filing_draft set submitted_at = coalesce(submitted_at, ${now}::timestamptz), dossier_id = ${dossierId}::uuid, raw = '{}', population = null
       where id = ${id}::uuid`,
  ]
}

/** Our offices in these communes on that day; a commune of another province has none. */
export async function officesOfCommunes(
  tx: Tx,
  communes: readonly string[],
  day: Day,
): Promise<OfficeOfCommune[]> {
  if (communes.length === 0) return []
  const { rows } = await sql<OfficeOfCommune>`
    select n.number as commune, o.id, o.name
      from office_number n join office o on o.id = n.office_id
     where n.number = any(${communes}::text[]) and n.valid_from <= ${day}::date and coalesce(n.valid_to, ${day}::date) >= ${day}::date
       and o.kind = 'commune' and coalesce(o.valid_to, ${day}::date) >= ${day}::date`.execute(tx)
  return rows
}
