/** A bundle handed over by one office and opened by another: one slip, many dossiers, each an act of its own. */
import { inContext } from '../db/context.ts'
import type { Command } from '../dossier/commands.ts'
import { papersAt } from '../dossier/custody/originals.ts'
import type { DossierState } from '../dossier/dossier.ts'
import { handleMany, type ManyOutcome } from '../dossier/handle-many.ts'
import { stateById } from '../dossier/store.ts'
import { toDay } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import { idFrom } from '../result/document-id.ts'
import type { CounterDeps } from './deps.ts'
import { checkedOnSlip, linesOf, makeSlip, namedOnSlip } from './handover-store.ts'

/** The same form sent twice makes the same slip. */
export function slipIdOf(key: string): string {
  return idFrom('handover slip', key)
}

type Bundle = { key: string; to: number; ids: readonly string[] }

/** What became of each; empty when this very form has made its slip before. */
export async function handOverBundle(
  deps: CounterDeps,
  me: StaffActor,
  { key, to, ids }: Bundle,
): Promise<ManyOutcome[]> {
  const slip = slipIdOf(key)
  const from = me.officeId
  const scopes = [from, to].flatMap((id) => [id, ...deps.directory.ancestorsOf(id)])
  const commands = await inContext(deps.db, me, async (tx) => {
    if ((await linesOf(tx, slip)).length > 0) return null
    const on = toDay(deps.now())
    await makeSlip(tx, { id: slip, from, to, madeBy: me.personId, on, scopes: unique(scopes) })
    const found = new Map<string, { command: Command; papers: string[] }>()
    for (const id of ids) {
      const state = await stateById(tx, id)
      if (state) found.set(id, sending(state, { slip, from, to }))
    }
    return found
  })
  if (commands === null) return []
  return handleMany(deps.dossier, {
    ids: [...commands.keys()],
    by: me,
    key,
    officeId: from,
    commandOf: (id) => commands.get(id)!.command,
    alongside: (id) => [namedOnSlip(id, slip, commands.get(id)!.papers)],
  })
}

function unique(ids: readonly number[]): number[] {
  return [...new Set(ids)].sort((a, b) => a - b)
}

/** The whole dossier when it was received for that office; else the papers that lie here. */
function sending(
  state: DossierState,
  { slip, from, to }: { slip: string; from: number; to: number },
): { command: Command; papers: string[] } {
  const papers = papersAt(state, from)
  const { crossOffice, offices } = state
  const isWhole =
    crossOffice?.from === from && crossOffice.handedAt === undefined && to === offices.competent
  return isWhole
    ? { papers, command: { type: 'handToCompetent', slip } }
    : { papers, command: { type: 'sendOriginals', slip, papers, to } }
}

/** Of one dossier on the slip: papers that were in the bundle and papers that were not. */
export type Opened = { arrived: string[]; missing: string[] }

export async function receiveBundle(
  deps: CounterDeps,
  me: StaffActor,
  given: { key: string; slip: string; opened: ReadonlyMap<string, Opened>; note: string },
): Promise<ManyOutcome[]> {
  const { key, slip, opened, note } = given
  return handleMany(deps.dossier, {
    ids: [...opened.keys()],
    by: me,
    key,
    officeId: me.officeId,
    commandOf: (id) => {
      const { arrived, missing } = opened.get(id)!
      return {
        type: 'receiveOriginals',
        slip,
        arrived: arrived.filter((paper) => paper !== ''),
        missing: missing.filter((paper) => paper !== ''),
        ...(note === '' || missing.length === 0 ? {} : { note }),
      }
    },
    alongside: (dossierId) =>
      checkedOnSlip({ dossierId, slip, by: me.personId, ...opened.get(dossierId)! }),
  })
}
