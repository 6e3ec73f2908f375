/** SQL of publishing what stands in files: the system's own act, at import. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'
import type { Day } from '../../lib/time.ts'
import type { TableCount } from '../import-report.ts'
import { bringTo, type Target } from '../import-store.ts'
import { announceLaw, logEvents } from './store.ts'

export type FileDocument = {
  readonly kind: 'procedure' | 'form' | 'workflow' | 'calendar'
  readonly code: string
  readonly version: number
  readonly valid_from: Day
  readonly valid_to: Day | null
  readonly sha256: string
  readonly body: unknown
  readonly tests: unknown
}

export type AlteredDocument = {
  readonly name: string
  /** A controller released it: it was never the system's to correct. */
  readonly isReleased: boolean
}

const target: Target = {
  table: 'procedure_document',
  key: ['kind', 'code', 'version'],
  columns: [
    { name: 'kind', type: 'text' },
    { name: 'code', type: 'text' },
    { name: 'version', type: 'int' },
    { name: 'valid_from', type: 'date' },
    { name: 'valid_to', type: 'date' },
    { name: 'sha256', type: 'text' },
    { name: 'body', type: 'jsonb' },
    { name: 'tests', type: 'jsonb' },
  ],
}

/** Documents whose version is published already with other content. */
export async function alteredDocuments(
  tx: Tx,
  documents: readonly FileDocument[],
): Promise<AlteredDocument[]> {
  const known = await publishedHashes(tx)
  return documents.flatMap((document) => {
    const name = nameOf(document)
    const row = known.get(name)
    if (row === undefined || row.sha256 === document.sha256) return []
    return [{ name, isReleased: row.isReleased }]
  })
}

type Known = ReadonlyMap<string, { readonly sha256: string; readonly isReleased: boolean }>

async function publishedHashes(tx: Tx): Promise<Known> {
  const rows = await tx
    .selectFrom('procedure_document')
    .select(['kind', 'code', 'version', 'sha256', 'released_by'])
    .execute()
  return new Map(
    rows.map((row) => [nameOf(row), { sha256: row.sha256, isReleased: row.released_by !== null }]),
  )
}

/** Versions of the database that begin on the same day as another version of a file: two would be in force at once. */
export async function sharedBeginnings(
  tx: Tx,
  documents: readonly FileDocument[],
): Promise<string[]> {
  const begins = documents
    .filter(({ kind }) => kind === 'procedure')
    .map(({ code, version, valid_from }) => ({ code, version, valid_from }))
  const { rows } = await sql<{ name: string }>`
    select d.code || ' v' || r.version || ' begins on ' || d.valid_from || ' like v' || d.version || ', which is published' as name
      from procedure_document d
      join jsonb_to_recordset(${JSON.stringify(begins)}::jsonb) as r(code text, version int, valid_from date)
        on r.code = d.code and r.valid_from = d.valid_from and r.version <> d.version
     where d.kind = 'procedure' and (d.withdrawn_on is null or d.withdrawn_on > d.valid_from)`.execute(
    tx,
  )
  return rows.map(({ name }) => name)
}

/**
 * Whether any dossier is pinned to published documents. Until the first one a file may still be corrected in place; dossiers of the
 * demo are made and bind nobody.
 */
export async function isAnythingPinned(tx: Tx): Promise<boolean> {
  const found = await tx
    .selectFrom('dossier')
    .select('id')
    .where('origin', '<>', 'demo')
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** Brings the files into the database and tells every process when the import commits. */
export async function publishAll(tx: Tx, documents: readonly FileDocument[]): Promise<TableCount> {
  const known = await publishedHashes(tx)
  const count = await bringTo(tx, target, documents)
  const fresh = documents.filter((each) => known.get(nameOf(each))?.sha256 !== each.sha256)
  if (fresh.length > 0) await logImported(tx, fresh)
  // What a controller released, or a calendar that an operator did, stands in no file and is not missing from one.
  const names = new Set(documents.map(nameOf))
  const released = [...known].filter(
    ([name, { isReleased }]) => (isReleased || name.startsWith('calendar ')) && !names.has(name),
  )
  return { ...count, gone: count.gone - released.length }
}

async function logImported(tx: Tx, documents: readonly FileDocument[]): Promise<void> {
  const key = randomUUID()
  const at = new Date()
  await logEvents(
    tx,
    documents.map(({ kind, code, version, sha256 }) => ({
      key,
      act: 'import' as const,
      kind,
      code,
      version,
      draftId: null,
      personId: null,
      at,
      body: { sha256 },
    })),
  )
  await announceLaw(tx)
}

function nameOf(document: { kind: string; code: string; version: number }): string {
  return `${document.kind} ${document.code} v${document.version}`
}
