/** A decision is drafted by one controller and released by another of the same office; only then the house carries it out. */
import type { Db, Tx } from '../../db/connect.ts'
import { canonical, sha256Hex } from '../../lib/canonical.ts'
import { isUuid } from '../../lib/ids.ts'
import { ok, refuse, type Result } from '../../lib/result.ts'
import { toDay } from '../../lib/time.ts'
import type { LawDecision } from './decision.ts'
import {
  controllerOffice,
  decisionById,
  drop,
  insertDecision,
  release,
  type DecisionRow,
} from './decision-store.ts'

export type LawChangeDeps = { db: Db; now: () => Date }

/** The hash that both persons see: of the text, whatever the order of its members. */
export function decisionHash(decision: LawDecision): string {
  return sha256Hex(canonical(decision))
}

/** Keeps the decision; the same one again is the same answer, another text under its id is refused. */
export async function draftDecision(
  { db, now }: LawChangeDeps,
  decision: LawDecision,
  personId: number,
): Promise<Result<DecisionRow>> {
  return db.transaction().execute(async (tx) => {
    const officeId = await controllerOffice(tx, personId, toDay(now()))
    if (officeId === null) return NOT_CONTROLLER
    const sha256 = decisionHash(decision)
    await insertDecision(tx, { body: decision, sha256, officeId, draftedBy: personId, at: now() })
    const kept = (await decisionById(tx, decision.id))!
    return kept.sha256 === sha256 && kept.draftedBy === personId
      ? ok(kept)
      : refuse('otherText', 'Mã quyết định này đã dùng cho một văn bản khác.')
  })
}

/** `seen`: the hash of the text that the second person has seen. */
export async function releaseDecision(
  deps: LawChangeDeps,
  { id, personId, seen }: { id: string; personId: number; seen: string },
): Promise<Result<DecisionRow>> {
  return asSecond(deps, { id, personId }, async (tx, row) => {
    if (row.sha256 !== seen)
      return refuse('otherText', 'Văn bản khác với bản ông/bà đã xem. Hãy mở lại.')
    if (row.draftedBy === personId)
      return refuse('secondPerson', 'Người soạn quyết định không được tự ban hành.')
    if (row.releasedBy === personId) return ok(row)
    return (await release(tx, id, { personId, at: deps.now() }))
      ? ok((await decisionById(tx, id))!)
      : refuse('notOpen', 'Quyết định này đã được ban hành hoặc đã bỏ.')
  })
}

/** Either of the two may drop what is not yet released. */
export async function dropDecision(
  deps: LawChangeDeps,
  { id, personId }: { id: string; personId: number },
): Promise<Result<DecisionRow>> {
  return asSecond(deps, { id, personId }, async (tx, row) => {
    if (row.droppedAt !== null) return ok(row)
    return (await drop(tx, id, { personId, at: deps.now() }))
      ? ok((await decisionById(tx, id))!)
      : refuse('notOpen', 'Quyết định này đã được ban hành hoặc đã bỏ.')
  })
}

async function asSecond(
  { db, now }: LawChangeDeps,
  { id, personId }: { id: string; personId: number },
  act: (tx: Tx, row: DecisionRow) => Promise<Result<DecisionRow>>,
): Promise<Result<DecisionRow>> {
  return db.transaction().execute(async (tx) => {
    const officeId = await controllerOffice(tx, personId, toDay(now()))
    const row = isUuid(id) ? await decisionById(tx, id) : undefined
    if (officeId === null) return NOT_CONTROLLER
    if (!row || row.officeId !== officeId)
      return refuse('absent', 'Không có quyết định này ở cơ quan của ông/bà.')
    return act(tx, row)
  })
}

const NOT_CONTROLLER = refuse(
  'notController',
  'Chỉ người kiểm soát thủ tục hành chính làm được việc này.',
)
