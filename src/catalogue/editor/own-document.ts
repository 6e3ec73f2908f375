/** A new version of the form or workflow that a draft names, so that both are edited and released together. */
import type { StaffActor } from '../../office/actor.ts'
import { createDraft, editDraft } from '../publication/acts.ts'
import { draftsOf, storedTests, storedVersions } from '../publication/store.ts'
import type { EditorDeps } from './deps.ts'
import { answered } from './door.ts'
import { keyFor } from './key.ts'
import { emptyForm, formIdFor } from './new-draft.ts'
import { draftOf, nameOfProcedure, type Package } from './package.ts'
import { isObject, type Json, type JsonObject } from './schema-kind.ts'

type Order = { me: StaffActor; key: string; document: 'form' | 'workflow' }

export async function draftOwnDocument(
  deps: EditorDeps,
  pack: Package,
  { me, key, document }: Order,
): Promise<void> {
  if (draftOf(pack, document)) return
  const begun = beginning(pack, document)
  const { id } = begun
  if (typeof id !== 'string') throw new Error(`a ${document} without an id`)
  const version = (await newestVersion(deps, document, id)) + 1
  const days = document === 'form' ? { validFrom: '', validTo: null } : {}
  const body: JsonObject = { ...begun, version, ...days }
  const origin = { from: 'published', version: version - 1 } as const
  const by = { personId: me.personId }
  answered(
    await createDraft(deps, {
      ...by,
      key: keyFor(key, document),
      kind: document,
      body,
      tests: await examplesFor(deps, { kind: document, code: id, used: begun['version'], version }),
      origin: version === 1 ? { from: 'form' } : origin,
    }),
  )
  const { procedure } = pack
  answered(
    await editDraft(deps, {
      ...by,
      key,
      id: procedure.id,
      revision: procedure.revision,
      tests: procedure.tests,
      body: { ...procedure.body, [document]: { id, version } },
    }),
  )
}

/** The examples of the version that is copied, as those of the new one. */
async function examplesFor(
  { db }: EditorDeps,
  of: { kind: 'form' | 'workflow'; code: string; used: Json | undefined; version: number },
): Promise<JsonObject | undefined> {
  if (typeof of.used !== 'number') return undefined
  const kept = (await storedTests(db, { ...of, version: of.used })) as Json
  return isObject(kept) ? { ...kept, version: of.version } : undefined
}

/** The document in use; an empty one where there is none. */
function beginning(pack: Package, document: 'form' | 'workflow'): JsonObject {
  const used = pack.documents[document]
  if (typeof used['id'] === 'string') return used
  return document === 'form'
    ? emptyForm(formIdFor(pack.code), nameOfProcedure(pack))
    : {
        id: `quy-trinh-${pack.code.replaceAll('.', '-')}`,
        decision: { number: '', mark: 'toBeConfirmed' },
        start: '',
        steps: [],
      }
}

async function newestVersion(
  { db }: EditorDeps,
  kind: 'form' | 'workflow',
  code: string,
): Promise<number> {
  const stored = await storedVersions(db, kind, code)
  const drafts = (await draftsOf(db, { code })).filter(
    (draft) => draft.kind === kind && draft.state !== 'discarded',
  )
  return Math.max(0, ...[...stored, ...drafts].map(({ version }) => version))
}
