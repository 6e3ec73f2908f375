/** What people decide about fees: an amount that no source gives, who need not pay, what is given back. One transaction each. */
import type { Procedure } from '../catalogue/procedure.ts'
import { inContext } from '../db/context.ts'
import type { Tx } from '../db/connect.ts'
import { isTheirs } from '../dossier/parties/access.ts'
import { stateById } from '../dossier/store.ts'
import { derivedId } from '../lib/ids.ts'
import { NotFound } from '../lib/problem.ts'
import { ok, refuse, type Refusal, type Result } from '../lib/result.ts'
import { actorKey, type Actor, type StaffActor } from '../office/actor.ts'
import { refusalOf, type FeeAct } from './access.ts'
import type { PaymentDeps } from './deps.ts'
import { claimable } from './exemption.ts'
import { decideClaimRow, determineLine, insertClaim } from './exemption-store.ts'
import { ensureLines, standingOf } from './lines-store.ts'
import type { Standing } from './standing.ts'

type Deciding<A extends Actor = StaffActor> = { dossierId: string; by: A }
type Standpoint = { standing: Standing; procedure: Procedure | undefined }

/** Runs an act on the fees of a dossier, for who may do it. NotFound outside the scopes. */
async function deciding<T>(
  deps: PaymentDeps,
  { dossierId, by, act }: Deciding<Actor> & { act: FeeAct },
  fn: (tx: Tx, at: Standpoint) => Promise<Result<T>>,
): Promise<Result<T>> {
  return inContext(deps.db, by, async (tx) => {
    const state = await stateById(tx, dossierId)
    if (!state || !(await ensureLines(tx, deps.law, dossierId))) throw new NotFound()
    if (by.kind === 'citizen' && !isTheirs(by, state)) throw new NotFound()
    const refusal: Refusal | null = refusalOf(act, by, state)
    if (refusal) return { ok: false, refusal }
    const { code, version } = state.procedure
    const procedure = deps.law.procedure(code, version)
    return fn(tx, { standing: await standingOf(tx, dossierId), procedure })
  })
}

export type Claiming = Deciding<Actor> & {
  lineId: string
  groupId: string
  /** A file of the dossier that proves it; null: it is shown at the counter. */
  fileId: string | null
  key: string
}

/** Says that somebody need not pay a line; nothing is assumed until an official has decided. */
export async function claimExemption(deps: PaymentDeps, claim: Claiming): Promise<Result<null>> {
  return deciding(deps, { ...claim, act: 'claim' }, async (tx, { standing, procedure }) => {
    const id = derivedId(claim.dossierId, `claim ${claim.key}`)
    if (standing.claims.some((each) => each.id === id)) return ok(null)
    const { lines, groups } = claimable(procedure, standing)
    const group = groups.find((each) => each.id === claim.groupId)
    if (!group || !lines.some((line) => line.id === claim.lineId))
      return refuse('notClaimable', 'Khoản phí này không có diện miễn đó, hoặc đã được xử lý.')
    if (standing.orders.some(({ state }) => state === 'created' || state === 'pending'))
      return refuse('underWay', 'Đang có giao dịch nộp phí. Hãy đợi giao dịch đó kết thúc.')
    const { fileId, lineId, dossierId } = claim
    const [claimedBy, now] = [actorKey(claim.by), deps.now()]
    const row = {
      id,
      dossierId,
      lineId,
      who: group.who.vi,
      ground: group.ground,
      fileId,
      claimedBy,
      now,
    }
    return (await insertClaim(tx, row))
      ? ok(null)
      : refuse('claimed', 'Đã có đề nghị miễn khoản này.')
  })
}

export type ClaimOutcome = Deciding & {
  claimId: string
  outcome: 'granted' | 'refused'
  reason: string
}

/** Two hands: who claimed it for the payer does not decide it. */
export async function decideClaim(deps: PaymentDeps, decided: ClaimOutcome): Promise<Result<null>> {
  const { claimId, outcome, reason, by } = decided
  return deciding(deps, { ...decided, act: 'decideClaim' }, async (tx, { standing }) => {
    const claim = standing.claims.find(({ id }) => id === claimId)
    if (!claim) throw new NotFound()
    if (claim.claimedBy === actorKey(by))
      return refuse('ownClaim', 'Người ghi đề nghị miễn không tự duyệt. Hãy nhờ người khác.')
    const row = { id: claim.id, lineId: claim.lineId, outcome, reason, personId: by.personId }
    return (await decideClaimRow(tx, { ...row, now: deps.now() }))
      ? ok(null)
      : refuse('decided', 'Đề nghị này đã được quyết định.')
  })
}

export type Determined = Deciding & { lineId: string; amount: number; ground: string }

/** Sets the amount that no source gives (the council decides it): once, with its ground, by name. */
export async function determineAmount(deps: PaymentDeps, given: Determined): Promise<Result<null>> {
  const { lineId, amount, ground, by } = given
  return deciding(deps, { ...given, act: 'determine' }, async (tx, { standing }) => {
    if (!standing.lines.some(({ id }) => id === lineId)) throw new NotFound()
    const line = { id: lineId, amount, ground, personId: by.personId, now: deps.now() }
    return (await determineLine(tx, line))
      ? ok(null)
      : refuse('determined', 'Khoản phí này đã có mức.')
  })
}
