/** A new draft: from the newest published version, from what the national catalogue says, or from nothing. */
import type { Problem } from '../../lib/problem.ts'
import type { StaffActor } from '../../office/actor.ts'
import { normalised } from '../national/detail.ts'
import { createDraft } from '../publication/acts.ts'
import type { Draft, Origin } from '../publication/draft.ts'
import { draftsOf, storedTests, storedVersions } from '../publication/store.ts'
import type { ProcedureExamples } from '../procedure-examples.ts'
import type { Procedure } from '../procedure.ts'
import { fromStored } from '../publication/stored.ts'
import { procedureByCode } from '../store.ts'
import type { EditorDeps } from './deps.ts'
import type { Beginning } from './drafts-page.tsx'
import { answered } from './door.ts'
import { keyFor } from './key.ts'
import {
  emptyForm,
  emptyProcedure,
  formIdFor,
  fromNational,
  nextVersion,
  testsFor,
  type SourceRecord,
} from './new-draft.ts'
import type { Json, JsonObject } from './schema-kind.ts'
import { sourceRecords } from './source-store.ts'

type Begun = { draft: Draft } | { problems: readonly Problem[] } | { open: Draft }

/** The draft; or what is wrong; or the open draft of that code that somebody is writing already. */
export async function beginDraft(
  deps: EditorDeps,
  order: { me: StaffActor; key: string; code: string; from: Beginning },
): Promise<Begun> {
  const { code, from } = order
  const known = await procedureByCode(deps.db, code)
  if (!known) return wrong('Không có thủ tục nào mang mã này trong danh mục.')
  const drafts = await draftsOf(deps.db, { code, isOpen: true })
  const open = drafts.find(({ kind }) => kind === 'procedure')
  if (open) return { open }
  const versions = await storedVersions(deps.db, 'procedure', code)
  const newest = versions.at(-1)
  if (from === 'published') {
    if (!newest) return wrong('Thủ tục này chưa có phiên bản nào được công bố.', 'from')
    const published = { kind: 'procedure', code, version: newest.version } as const
    const tests = (await storedTests(deps.db, published)) as ProcedureExamples | null
    const version = newest.version + 1
    const procedure = fromStored('procedure', newest.body) as Procedure
    const origin = { from: 'published', version: newest.version } as const
    return create(deps, order, {
      body: nextVersion(procedure, version),
      tests: testsFor(tests, version),
      origin,
    })
  }
  const version = (newest?.version ?? 0) + 1
  if (from === 'empty') {
    const body = emptyProcedure(code, await referencesFor(deps, order, known.name))
    return create(deps, order, {
      body: { ...body, version },
      tests: null,
      origin: { from: 'form' },
    })
  }
  const [first, ...others] = await recordsOf(deps, code)
  if (!first) return wrong('Danh mục quốc gia chưa có bản ghi chi tiết của mã này.', 'from')
  const body = fromNational(code, [first, ...others], await referencesFor(deps, order, known.name))
  const origin = { from: 'national', source: first.source } as const
  return create(deps, order, { body: { ...body, version }, tests: null, origin })
}

function wrong(message: string, field = 'code'): { problems: readonly Problem[] } {
  return { problems: [{ code: 'begin', field, message }] }
}

type Text = { body: JsonObject; tests: Json; origin: Origin }

async function create(
  deps: EditorDeps,
  { me, key }: { me: StaffActor; key: string },
  text: Text,
): Promise<{ draft: Draft }> {
  const order = { personId: me.personId, key, kind: 'procedure' as const, ...text }
  return { draft: answered(await createDraft(deps, order)) }
}

async function recordsOf({ db }: EditorDeps, code: string): Promise<SourceRecord[]> {
  const records = await sourceRecords(db, code)
  return records.map(({ source, body }) => ({ source, detail: normalised(body, source) }))
}

const STANDARD_WORKFLOW = 'standard'

/** An empty form of its own, drafted beside the procedure, and the city's usual workflow. */
async function referencesFor(
  deps: EditorDeps,
  { me, key, code }: { me: StaffActor; key: string; code: string },
  name: string,
) {
  const id = formIdFor(code)
  const drafted = (await draftsOf(deps.db, { code: id, isOpen: true }))[0]
  const version =
    drafted?.version ?? ((await storedVersions(deps.db, 'form', id)).at(-1)?.version ?? 0) + 1
  if (!drafted) {
    const body = { ...emptyForm(id, name), version }
    const order = { personId: me.personId, key: keyFor(key, 'form'), kind: 'form' as const }
    answered(await createDraft(deps, { ...order, body, origin: { from: 'form' } }))
  }
  const flow = (await storedVersions(deps.db, 'workflow', STANDARD_WORKFLOW)).at(-1)
  return {
    form: { id, version },
    workflow: { id: STANDARD_WORKFLOW, version: flow?.version ?? 1 },
  }
}
