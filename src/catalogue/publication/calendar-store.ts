/** SQL of published calendars: versions like those of every document, released by an operator's command. */
import { sql } from 'kysely'
import type { Db, Tx } from '../../db/connect.ts'
import type { CalendarDocument } from '../../calendar/document.ts'
import { canonical, sha256Hex } from '../../lib/canonical.ts'
import { derivedId } from '../../lib/ids.ts'
import { announceLaw, logEvents } from './store.ts'

export type StoredCalendar = { version: number; sha256: string; body: unknown }

/** Lowest version first. */
export async function storedCalendars(db: Db | Tx): Promise<StoredCalendar[]> {
  const { rows } = await sql<StoredCalendar>`
    select version, sha256, body from procedure_document where kind = 'calendar' order by code, version`.execute(
    db,
  )
  return rows
}

/** Of the document as `import` would store it, so that a later import of the same file changes nothing. */
export function calendarHash(document: CalendarDocument): string {
  return sha256Hex(canonical(bodyOf(document)))
}

/** The key of the act that releases this version and counts the open deadlines anew: the same file, the same act. */
export function calendarKey(document: CalendarDocument): string {
  return derivedId(`calendar ${document.calendar} v${document.version}`, calendarHash(document))
}

/** Publishes the version and tells every process. */
export async function insertCalendar(
  tx: Tx,
  document: CalendarDocument,
  { reason, at }: { reason: string; at: Date },
): Promise<void> {
  const { calendar: code, version, validFrom, validTo } = document
  const sha256 = calendarHash(document)
  await sql`
    insert into procedure_document (kind, code, version, valid_from, valid_to, sha256, body)
    values ('calendar', ${code}, ${version}, ${validFrom}, ${validTo}, ${sha256}, ${JSON.stringify(bodyOf(document))}::jsonb)`.execute(
    tx,
  )
  await logEvents(tx, [
    {
      key: calendarKey(document),
      act: 'import',
      kind: 'calendar',
      code,
      version,
      draftId: null,
      personId: null,
      at,
      body: { sha256, reason },
    },
  ])
  await announceLaw(tx)
}

function bodyOf(document: CalendarDocument): Readonly<Record<string, unknown>> {
  return { ...document, id: document.calendar }
}
