/** Where a draft begins: with the newest published version, or with what the national record knows. */
import type { Result } from '../../lib/result.ts'
import { refuse } from '../../lib/result.ts'
import { createDraft, type Order, type PublicationDeps } from './acts.ts'
import type { Draft } from './draft.ts'
import type { DocumentKind } from './publication.ts'
import { draftOfVersion, storedTests, storedVersions } from './store.ts'
import { fromStored, isObject } from './stored.ts'

/** The next version as a draft, a copy of the newest published one with its examples. */
export async function draftNextVersion(
  deps: PublicationDeps,
  order: Order & { readonly kind: DocumentKind; readonly code: string },
): Promise<Result<Draft>> {
  const { kind, code } = order
  const newest = (await storedVersions(deps.db, kind, code)).at(-1)
  if (!newest) return refuse('notPublished', 'Chưa có phiên bản nào được công bố để soạn tiếp.')
  const version = newest.version + 1
  const body = { ...objectOf(fromStored(kind, newest.body)), version }
  const kept = await storedTests(deps.db, { kind, code, version: newest.version })
  const tests = isObject(kept) ? { ...kept, version } : undefined
  const origin = { from: 'published', version: newest.version } as const
  return createDraft(deps, { ...order, body, tests, origin })
}

/** The first version as a draft: a body that says what the national record says and leaves the rest to the editor. */
export async function draftFromNational(
  deps: PublicationDeps,
  order: Order & {
    readonly code: string
    readonly source: string
    /** What is known, in the members of a procedure. */
    readonly known: Readonly<Record<string, unknown>>
  },
): Promise<Result<Draft>> {
  const { code, source, known } = order
  const newest = (await storedVersions(deps.db, 'procedure', code)).at(-1)
  const version = (newest?.version ?? 0) + 1
  const body = { ...known, code, version }
  const origin = { from: 'national', source } as const
  return createDraft(deps, { ...order, kind: 'procedure', body, origin })
}

/** The open draft of the version after the newest published one, when somebody is writing it. */
export async function openDraftOf(
  deps: PublicationDeps,
  kind: DocumentKind,
  code: string,
): Promise<Draft | undefined> {
  const newest = (await storedVersions(deps.db, kind, code)).at(-1)
  const draft = await draftOfVersion(deps.db, { kind, code, version: (newest?.version ?? 0) + 1 })
  return draft?.state === 'draft' || draft?.state === 'checked' ? draft : undefined
}

function objectOf(body: unknown): Readonly<Record<string, unknown>> {
  return isObject(body) ? body : {}
}
