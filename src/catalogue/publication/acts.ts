/**
 * The acts of publication, each one transaction: lock, permission, the rules of `decide`, write, log, and (when the law changes) tell
 * every process. A repeated key finds its first outcome.
 */
import type { Db, Tx } from '../../db/connect.ts'
import { newId } from '../../lib/ids.ts'
import { Conflict } from '../../lib/problem.ts'
import { ok, refuse, type Result } from '../../lib/result.ts'
import { toDay } from '../../lib/time.ts'
import { packageFaults, type Around } from './check.ts'
import {
  draftHash,
  stateOfDraft,
  type CheckResult,
  type Draft,
  type DocumentFaults,
  type Origin,
} from './draft.ts'
import {
  decide,
  type Act,
  type DocumentKind,
  type DocumentState,
  type Facts,
} from './publication.ts'
import { identityOf } from './stored.ts'
import { standingOf, type Key } from './standing.ts'
import {
  closeDraft,
  draftOfVersion,
  draftsByIds,
  eventsByKey,
  insertDraft,
  isController,
  keepCheck,
  lockPublication,
  logEvents,
  updateDraft,
  type ActName,
  type LoggedEvent,
  type PublicationEvent,
} from './store.ts'

export type PublicationDeps = {
  /** The application role's database. */
  readonly db: Db
  /** Brought up to date before each check: what was published a moment ago counts. */
  readonly law: Around & { reload(): Promise<void> }
  readonly now: () => Date
}

/** Who acts, and the key under which a repeated act is recognised. */
export type Order = {
  readonly personId: number
  readonly key: string
  /** A one-time code was given within the last minutes. */
  readonly isPresent?: boolean
}

export type Text = { readonly body: Readonly<Record<string, unknown>>; readonly tests?: unknown }

/** A new draft; code and version stand in the body. */
export async function createDraft(
  deps: PublicationDeps,
  order: Order & Text & { readonly kind: DocumentKind; readonly origin: Origin },
): Promise<Result<Draft>> {
  const { kind, body, tests, origin } = order
  const identity = identityOf(kind, body)
  if (!identity)
    return refuse('noIdentity', 'Văn bản chưa ghi mã hoặc số phiên bản (số nguyên từ 1).')
  return inAct(deps, order, 'create', {
    again: async (tx, [event]) => ok((await draftsByIds(tx, [event!.draftId!]))[0]!),
    first: async ({ tx, facts, at, log }) => {
      const draft = await draftOfVersion(tx, { kind, ...identity })
      const sha256 = draftHash(body, tests)
      const before = await stateNow(tx, { kind, ...identity }, { draft, facts })
      const decision = decide(before, { type: 'create', sha256 }, facts)
      if (!decision.ok) return decision
      const id = newId(at)
      const by = order.personId
      await insertDraft(tx, { id, kind, ...identity, body, tests, sha256, origin, by, at })
      await log([{ kind, ...identity, draftId: id, body: { origin, sha256 } }])
      return ok((await draftsByIds(tx, [id]))[0]!)
    },
  })
}

/** The draft with another text; refuses when somebody else edited the revision in between. */
export async function editDraft(
  deps: PublicationDeps,
  order: Order & Text & { readonly id: string; readonly revision: number },
): Promise<Result<Draft>> {
  const { id, body, tests, revision } = order
  return inAct(deps, order, 'edit', {
    again: async (tx) => ok((await draftsByIds(tx, [id]))[0]!),
    first: async ({ tx, facts, at, log }) => {
      const [draft] = await draftsByIds(tx, [id])
      const sha256 = draftHash(body, tests)
      const own = draft && identityOf(draft.kind, body)
      const isSameDocument = own?.code === draft?.code && own?.version === draft?.version
      const act: Act = { type: 'edit', revision, sha256, isSameDocument }
      const decision = decide(await draftState(tx, draft, facts), act, facts)
      if (!decision.ok || !draft) return decision.ok ? NOT_THERE : decision
      await updateDraft(tx, { id, body, tests, sha256, by: order.personId, at })
      await log([{ ...draft, draftId: id, body: { sha256, revision: revision + 1 } }])
      return ok((await draftsByIds(tx, [id]))[0]!)
    },
  })
}

export type Checked = {
  readonly drafts: readonly Draft[]
  readonly faults: readonly DocumentFaults[]
}

/** Checks the drafts together; each keeps the result with its hash, and is `checked` when nothing is wrong with it. */
export async function checkDrafts(
  deps: PublicationDeps,
  order: Order & { readonly ids: readonly string[] },
): Promise<Result<Checked>> {
  await deps.law.reload()
  return inAct(deps, order, 'check', {
    again: async (tx) => {
      const drafts = await draftsByIds(tx, order.ids)
      return ok({ drafts, faults: drafts.map(storedFaults) })
    },
    first: async ({ tx, facts, at, log }) => {
      const drafts = await draftsByIds(tx, order.ids)
      if (drafts.length < order.ids.length || drafts.length === 0) return NOT_THERE
      const found = packageFaults(drafts, deps.law)
      const together = Object.fromEntries(drafts.map(({ id, sha256 }) => [id, sha256]))
      for (const [i, draft] of drafts.entries()) {
        const { faults } = found[i]!
        const decision = decide(
          await draftState(tx, draft, facts),
          { type: 'check', faults },
          facts,
        )
        if (!decision.ok) return decision
        const { sha256 } = draft
        const by = order.personId
        const result: CheckResult = { at: at.toISOString(), by, sha256, together, faults }
        const state = decision.value.state === 'checked' ? 'checked' : 'draft'
        await keepCheck(tx, { id: draft.id, state, result })
      }
      await log(
        drafts.map((draft, i) => {
          const body = { sha256: draft.sha256, faults: found[i]!.faults.length }
          return { ...draft, draftId: draft.id, body }
        }),
      )
      return ok({ drafts: await draftsByIds(tx, order.ids), faults: found })
    },
  })
}

export async function discardDraft(
  deps: PublicationDeps,
  order: Order & { readonly id: string },
): Promise<Result<true>> {
  return inAct(deps, order, 'discard', {
    again: async () => ok(true),
    first: async ({ tx, facts, log }) => {
      const [draft] = await draftsByIds(tx, [order.id])
      const decision = decide(await draftState(tx, draft, facts), { type: 'discard' }, facts)
      if (!decision.ok || !draft) return decision.ok ? NOT_THERE : decision
      await closeDraft(tx, draft.id, 'discarded')
      await log([{ ...draft, draftId: draft.id, body: {} }])
      return ok(true)
    },
  })
}

export const NOT_THERE = refuse('absent', 'Không có bản thảo này.')

function storedFaults({ kind, code, version, checkResult }: Draft): DocumentFaults {
  return { kind, code, version, faults: checkResult?.faults ?? [] }
}

/** An open draft is itself; otherwise what stands published under its version. */
export async function stateNow(
  tx: Tx,
  key: Key,
  { draft, facts }: { draft: Draft | undefined; facts: Facts },
): Promise<DocumentState> {
  if (draft?.state === 'draft' || draft?.state === 'checked') return stateOfDraft(draft)
  const standing = await standingOf(tx, key, facts.today)
  if (standing.state !== 'absent' || draft === undefined) return standing
  return stateOfDraft(draft)
}

export async function draftState(
  tx: Tx,
  draft: Draft | undefined,
  facts: Facts,
): Promise<DocumentState> {
  return draft ? stateNow(tx, draft, { draft, facts }) : { state: 'absent' }
}

export type Entry = Pick<PublicationEvent, 'kind' | 'code' | 'version' | 'draftId' | 'body'>
export type InAct = {
  readonly tx: Tx
  readonly facts: Facts
  readonly at: Date
  log(entries: readonly Entry[]): Promise<void>
}

/** The frame of every act. `again` answers a repeated key from what stands; a refusal leaves nothing behind. */
export async function inAct<T>(
  { db, now }: PublicationDeps,
  { personId, key, isPresent }: Order,
  act: ActName,
  {
    first,
    again,
  }: {
    first: (within: InAct) => Promise<Result<T>>
    again: (tx: Tx, events: readonly LoggedEvent[]) => Promise<Result<T>>
  },
): Promise<Result<T>> {
  return db.transaction().execute(async (tx) => {
    await lockPublication(tx)
    const before = await eventsByKey(tx, key)
    if (before.length > 0) {
      if (before.some((event) => event.act !== act || event.personId !== personId))
        throw new Conflict('Mã của lần gửi này đã dùng cho việc khác. Hãy mở lại trang.', 'keyUsed')
      return again(tx, before)
    }
    const at = now()
    const today = toDay(at)
    const by = {
      personId,
      isController: await isController(tx, personId, today),
      isPresent: isPresent ?? false,
    }
    const log = (entries: readonly Entry[]) =>
      logEvents(
        tx,
        entries.map(({ kind, code, version, draftId, body }) => ({
          key,
          act,
          kind,
          code,
          version,
          draftId,
          personId,
          at,
          body,
        })),
      )
    return first({ tx, facts: { by, today }, at, log })
  })
}
