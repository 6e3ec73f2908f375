/** How a published version stands on a day: in force or coming, replaced, or withdrawn. */
import type { Tx } from '../../db/connect.ts'
import type { Day } from '../../lib/time.ts'
import { spansOf } from './in-force.ts'
import type { DocumentKind, DocumentState } from './publication.ts'
import { storedVersions } from './store.ts'
import type { StoredDocument } from './stored.ts'

export type Key = { readonly kind: DocumentKind; readonly code: string; readonly version: number }

export async function standingOf(tx: Tx, key: Key, today: Day): Promise<DocumentState> {
  return standing(await storedVersions(tx, key.kind, key.code), key, today)
}

/** Forms and workflows live as long as a procedure names them: only a procedure is replaced by the next version. */
export function standing(
  versions: readonly StoredDocument[],
  { kind, version }: Key,
  today: Day,
): DocumentState {
  const own = versions.find((each) => each.version === version)
  if (!own) return { state: 'absent' }
  const { validFrom, withdrawnOn } = own
  if (withdrawnOn !== null) return { state: 'withdrawn', on: withdrawnOn, validFrom }
  if (kind !== 'procedure') return { state: 'published', validFrom }
  const spans = spansOf(versions)
  const next = spans[spans.findIndex(({ of }) => of === own) + 1]
  if (next && next.from <= today) return { state: 'replaced', since: next.from, validFrom }
  return { state: 'published', validFrom }
}
