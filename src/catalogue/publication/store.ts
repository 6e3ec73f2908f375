/** SQL of publication: drafts, published documents, the log of acts, and the news that the law has changed. */
import { sql } from 'kysely'
import { listenTo } from '../../db/listen.ts'
import type { Db, Tx } from '../../db/connect.ts'
import type { Day } from '../../lib/time.ts'
import type { CheckResult, Draft, Origin } from './draft.ts'
import type { DocumentKind } from './publication.ts'
import type { StoredDocument, Withdrawal } from './stored.ts'

type Reads = Db | Tx

/** One act of publication at a time: they are few, and each must see what the one before it did. */
export async function lockPublication(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('motcua publication'))`.execute(tx)
}

/** Whether the person is assigned as controller on that day; asked inside the transaction that acts. */
export async function isController(tx: Tx, personId: number, day: Day): Promise<boolean> {
  const { rows } = await sql`
    select 1 from assignment a join person p on p.id = a.person_id
     where a.person_id = ${personId} and a.role = 'controller' and p.is_active and p.kind = 'staff'
       and ${day}::date between a.valid_from and coalesce(a.valid_to, 'infinity') limit 1`.execute(
    tx,
  )
  return rows.length > 0
}

const draftColumns = sql`
  d.id, d.kind, d.code, d.version, d.state, d.revision, d.body, d.tests, d.sha256, d.origin,
  d.created_by as "createdBy", c.full_name as "createdByName", d.created_at as "createdAt",
  d.edited_by as "editedBy", e.full_name as "editedByName", d.edited_at as "editedAt", d.check_result as "checkResult"`
const draftTables = sql`
  publication_draft d join person c on c.id = d.created_by join person e on e.id = d.edited_by`

export async function draftsByIds(db: Reads, ids: readonly string[]): Promise<Draft[]> {
  const { rows } = await sql<Draft>`
    select ${draftColumns} from ${draftTables}
     where d.id = any(${[...ids]}::uuid[]) order by d.kind desc, d.code`.execute(db)
  return rows
}

export type DraftFilter = { readonly code?: string; readonly isOpen?: boolean }

/** Newest edit first. */
export async function draftsOf(db: Reads, { code, isOpen }: DraftFilter = {}): Promise<Draft[]> {
  const { rows } = await sql<Draft>`
    select ${draftColumns} from ${draftTables}
     where (${code ?? null}::text is null or d.code = ${code ?? null})
       and (${isOpen ?? false} = false or d.state in ('draft', 'checked'))
     order by d.edited_at desc, d.id limit 500`.execute(db)
  return rows
}

/** The last draft of that version, open or not. */
export async function draftOfVersion(
  tx: Reads,
  { kind, code, version }: { kind: DocumentKind; code: string; version: number },
): Promise<Draft | undefined> {
  const { rows } = await sql<Draft>`
    select ${draftColumns} from ${draftTables}
     where d.kind = ${kind} and d.code = ${code} and d.version = ${version}
     order by d.state in ('draft', 'checked') desc, d.created_at desc limit 1`.execute(tx)
  return rows[0]
}

export type NewDraft = {
  readonly id: string
  readonly kind: DocumentKind
  readonly code: string
  readonly version: number
  readonly body: unknown
  readonly tests: unknown
  readonly sha256: string
  readonly origin: Origin
  readonly by: number
  readonly at: Date
}

export async function insertDraft(tx: Tx, draft: NewDraft): Promise<void> {
  const { id, kind, code, version, sha256, by, at } = draft
  await sql`
    insert into publication_draft
      (id, kind, code, version, state, revision, body, tests, sha256, origin, created_by, created_at, edited_by, edited_at)
    values (${id}, ${kind}, ${code}, ${version}, 'draft', 1, ${JSON.stringify(draft.body)}::jsonb, ${jsonOrNull(draft.tests)}::jsonb,
            ${sha256}, ${JSON.stringify(draft.origin)}::jsonb, ${by}, ${at}, ${by}, ${at})`.execute(
    tx,
  )
}

export type Edit = {
  readonly id: string
  readonly body: unknown
  readonly tests: unknown
  readonly sha256: string
  readonly by: number
  readonly at: Date
}

export async function updateDraft(tx: Tx, edit: Edit): Promise<void> {
  await sql`
    update publication_draft
       set body = ${JSON.stringify(edit.body)}::jsonb, tests = ${jsonOrNull(edit.tests)}::jsonb, sha256 = ${edit.sha256},
           state = 'draft', revision = revision + 1, edited_by = ${edit.by}, edited_at = ${edit.at}
     where id = ${edit.id}`.execute(tx)
}

export async function keepCheck(
  tx: Tx,
  { id, state, result }: { id: string; state: 'draft' | 'checked'; result: CheckResult },
): Promise<void> {
  await sql`
    update publication_draft set state = ${state}, check_result = ${JSON.stringify(result)}::jsonb
     where id = ${id}`.execute(tx)
}

export async function closeDraft(
  tx: Tx,
  id: string,
  state: 'released' | 'discarded',
): Promise<void> {
  await sql`update publication_draft set state = ${state} where id = ${id}`.execute(tx)
}

export type Publishing = {
  readonly kind: DocumentKind
  readonly code: string
  readonly version: number
  readonly validFrom: Day
  readonly validTo: Day | null
  readonly sha256: string
  readonly body: unknown
  readonly tests: unknown
  readonly draftedBy: number
  readonly releasedBy: number
  readonly at: Date
  readonly isShortened: boolean
}

export async function insertPublished(tx: Tx, document: Publishing): Promise<void> {
  const { kind, code, version, validFrom, validTo, sha256, draftedBy, releasedBy, at } = document
  await sql`
    insert into procedure_document
      (kind, code, version, valid_from, valid_to, sha256, body, tests, drafted_by, released_by, published_at, posted_at, is_shortened)
    values (${kind}, ${code}, ${version}, ${validFrom}, ${validTo}, ${sha256}, ${JSON.stringify(document.body)}::jsonb,
            ${jsonOrNull(document.tests)}::jsonb, ${draftedBy}, ${releasedBy}, ${at}, ${at}, ${document.isShortened})`.execute(
    tx,
  )
}

export async function markWithdrawn(
  tx: Tx,
  document: { kind: DocumentKind; code: string; version: number; on: Day; withdrawal: Withdrawal },
): Promise<void> {
  await sql`
    update procedure_document
       set withdrawn_on = ${document.on}, withdrawal = ${JSON.stringify(document.withdrawal)}::jsonb
     where kind = ${document.kind} and code = ${document.code} and version = ${document.version}`.execute(
    tx,
  )
}

const storedColumns = sql`
  kind, code, version, valid_from::text as "validFrom", valid_to::text as "validTo", sha256, body,
  posted_at as "postedAt", is_shortened as "isShortened", withdrawn_on::text as "withdrawnOn", withdrawal`

/** Every published procedure, form and workflow. */
export async function storedDocuments(db: Reads): Promise<StoredDocument[]> {
  const { rows } = await sql<StoredDocument>`
    select ${storedColumns} from procedure_document
     where kind in ('procedure', 'form', 'workflow') order by kind, code, version`.execute(db)
  return rows
}

export async function storedVersions(
  db: Reads,
  kind: DocumentKind,
  code: string,
): Promise<StoredDocument[]> {
  const { rows } = await sql<StoredDocument>`
    select ${storedColumns} from procedure_document
     where kind = ${kind} and code = ${code} order by version`.execute(db)
  return rows
}

/** The examples kept with a published document; null where it has none. */
export async function storedTests(
  db: Reads,
  { kind, code, version }: { kind: DocumentKind; code: string; version: number },
): Promise<unknown> {
  const { rows } = await sql<{ tests: unknown }>`
    select tests from procedure_document
     where kind = ${kind} and code = ${code} and version = ${version}`.execute(db)
  return rows[0]?.tests ?? null
}

export type ActName = 'create' | 'edit' | 'check' | 'release' | 'withdraw' | 'discard' | 'import'
export type PublicationEvent = {
  readonly key: string
  readonly act: ActName
  readonly kind: string
  readonly code: string
  readonly version: number
  readonly draftId: string | null
  readonly personId: number | null
  readonly at: Date
  readonly body: Readonly<Record<string, unknown>>
}
export type LoggedEvent = PublicationEvent & { readonly id: number; readonly who: string | null }

export async function logEvents(tx: Tx, events: readonly PublicationEvent[]): Promise<void> {
  for (const { key, act, kind, code, version, draftId, personId, at, body } of events)
    await sql`
      insert into publication_event (at, key, act, kind, code, version, draft_id, person_id, body)
      values (${at}, ${key}, ${act}, ${kind}, ${code}, ${version}, ${draftId}, ${personId}, ${JSON.stringify(body)}::jsonb)`.execute(
      tx,
    )
}

const eventColumns = sql`
  v.id, v.at, v.key, v.act, v.kind, v.code, v.version, v.draft_id as "draftId", v.person_id as "personId", v.body,
  p.full_name as who`

/** What an act with this key already did. */
export async function eventsByKey(tx: Reads, key: string): Promise<LoggedEvent[]> {
  const { rows } = await sql<LoggedEvent>`
    select ${eventColumns} from publication_event v left join person p on p.id = v.person_id
     where v.key = ${key} order by v.id`.execute(tx)
  return rows
}

/** Who did what to the documents of this code, newest first. */
export async function eventsOf(db: Reads, code: string): Promise<LoggedEvent[]> {
  const { rows } = await sql<LoggedEvent>`
    select ${eventColumns} from publication_event v left join person p on p.id = v.person_id
     where v.code = ${code} order by v.id desc limit 500`.execute(db)
  return rows
}

const CHANNEL = 'motcua_law'

/** Tells every process, when the transaction commits, that the law has changed. */
export async function announceLaw(tx: Tx): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, '')`.execute(tx)
}

/** Grows with every act that may change the law; acts are serial, so that a later act never has a smaller number. */
export async function lawNumber(db: Reads): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    select coalesce(max(id), 0)::text as id from publication_event
     where act in ('release', 'withdraw', 'import')`.execute(db)
  return Number(rows[0]?.id ?? 0)
}

/** Hears of it in every process. */
export const listenToLaw = (
  db: Db,
  told: { onNews: () => void; onEnd: () => void },
): Promise<() => void> => listenTo(db, CHANNEL, told)

function jsonOrNull(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value)
}
