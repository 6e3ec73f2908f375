/** Release by a second person, and withdrawal: the acts that change the law for everybody at once. */
import { canonical, sha256Hex } from '../../lib/canonical.ts'
import { ok, type Result } from '../../lib/result.ts'
import type { Day } from '../../lib/time.ts'
import {
  draftState,
  inAct,
  NOT_THERE,
  type InAct,
  type Order,
  type PublicationDeps,
} from './acts.ts'
import { packageFaults } from './check.ts'
import type { Draft } from './draft.ts'
import { decide, type DocumentKind } from './publication.ts'
import { standing } from './standing.ts'
import {
  announceLaw,
  closeDraft,
  draftsByIds,
  insertPublished,
  markWithdrawn,
  storedVersions,
} from './store.ts'
import { isObject, startOf, toStored, type Withdrawal } from './stored.ts'

export type Released = {
  readonly kind: DocumentKind
  readonly code: string
  readonly version: number
  readonly validFrom: Day
}

export type ReleaseOrder = Order & {
  /** One draft, or a package: a procedure with its form and workflow. */
  readonly ids: readonly string[]
  /** The decision was made by the shortened procedure. */
  readonly isShortened?: boolean
}

/** Publishes the drafts together or none of them. */
export async function releaseDrafts(
  deps: PublicationDeps,
  order: ReleaseOrder,
): Promise<Result<readonly Released[]>> {
  await deps.law.reload()
  const outcome = await inAct(deps, order, 'release', {
    again: async (_tx, events) =>
      ok(events.map(({ kind, code, version, body }) => releasedOf({ kind, code, version, body }))),
    first: (within) => releaseAll(deps, order, within),
  })
  if (outcome.ok) await deps.law.reload()
  return outcome
}

type Logged = {
  kind: string
  code: string
  version: number
  body: Readonly<Record<string, unknown>>
}

function releasedOf({ kind, code, version, body }: Logged): Released {
  return { kind: kind as DocumentKind, code, version, validFrom: String(body['validFrom']) as Day }
}

async function releaseAll(
  { law }: PublicationDeps,
  order: ReleaseOrder,
  within: InAct,
): Promise<Result<readonly Released[]>> {
  const { tx, log } = within
  const drafts = await draftsByIds(tx, order.ids)
  if (drafts.length < order.ids.length || drafts.length === 0) return NOT_THERE
  const found = packageFaults(drafts, law)
  for (const [i, draft] of drafts.entries()) {
    const refused = await refusedRelease(draft, found[i]!.faults, within)
    if (refused) return refused
  }
  const released: Released[] = []
  for (const draft of drafts) released.push(await publish(draft, order, within))
  await log(
    drafts.map((draft, i) => {
      const { validFrom } = released[i]!
      const isShortened = order.isShortened ?? false
      return { ...draft, draftId: draft.id, body: { validFrom, sha256: draft.sha256, isShortened } }
    }),
  )
  await announceLaw(tx)
  return ok(released)
}

async function refusedRelease(
  draft: Draft,
  faults: readonly string[],
  { tx, facts }: InAct,
): Promise<{ ok: false; refusal: { code: string; message: string } } | undefined> {
  const { kind, code } = draft
  const others = kind === 'procedure' ? await storedVersions(tx, kind, code) : []
  const otherStarts = others
    .filter(({ withdrawnOn, validFrom }) => withdrawnOn === null || withdrawnOn > validFrom)
    .map(({ validFrom }) => validFrom)
  const validFrom = startOf(kind, draft.body) ?? facts.today
  const act = { type: 'release' as const, validFrom, otherStarts, faults }
  const decision = decide(await draftState(tx, draft, facts), act, facts)
  return decision.ok ? undefined : decision
}

async function publish(
  draft: Draft,
  order: ReleaseOrder,
  { tx, at, facts }: InAct,
): Promise<Released> {
  const { kind, code, version, tests } = draft
  const body = toStored(kind, draft.body)
  const validFrom = startOf(kind, draft.body) ?? facts.today
  await insertPublished(tx, {
    kind,
    code,
    version,
    validFrom,
    validTo: endOf(body),
    sha256: sha256Hex(canonical(body)),
    body,
    tests,
    draftedBy: draft.createdBy,
    releasedBy: order.personId,
    at,
    isShortened: order.isShortened ?? false,
  })
  await closeDraft(tx, draft.id, 'released')
  return { kind, code, version, validFrom }
}

function endOf(body: unknown): Day | null {
  const to = isObject(body) ? body['validTo'] : null
  return typeof to === 'string' ? (to as Day) : null
}

export type WithdrawOrder = Order &
  Withdrawal & {
    readonly code: string
    readonly version: number
    /** The first day on which it is not in force. */
    readonly on: Day
  }

/** Ends a published procedure from a day on. Open dossiers keep it. */
export async function withdrawVersion(
  deps: PublicationDeps,
  order: WithdrawOrder,
): Promise<Result<true>> {
  const { code, version, on, manner, reason, legalBasis } = order
  const withdrawal = { manner, reason, legalBasis }
  const outcome = await inAct(deps, order, 'withdraw', {
    again: async () => ok(true as const),
    first: async ({ tx, facts, log }) => {
      const key = { kind: 'procedure' as const, code, version }
      const before = standing(await storedVersions(tx, key.kind, code), key, facts.today)
      const decision = decide(before, { type: 'withdraw', on, ...withdrawal }, facts)
      if (!decision.ok) return decision
      await markWithdrawn(tx, { ...key, on, withdrawal })
      await log([{ ...key, draftId: null, body: { on, ...withdrawal } }])
      await announceLaw(tx)
      return ok(true as const)
    },
  })
  if (outcome.ok) await deps.law.reload()
  return outcome
}
