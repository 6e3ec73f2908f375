/** Reads a leader's or a clerk's queue, with what stands out in each dossier. */
import { inContext } from '../db/context.ts'
import type { StaffActor } from '../office/actor.ts'
import type { DeskDeps } from './deps.ts'
import { officesOf } from './offices.ts'
import { standsOut } from './outstanding.ts'
import { lineOf, type QueueLine } from './queue.ts'
import { queueCount, queuePage, type QueueRow } from './queue-store.ts'
import type { Place } from './work-list.ts'

export type QueueShown = { lines: QueueLine[]; hasMore: boolean; count: number }

export async function queueOf(
  deps: DeskDeps,
  me: StaffActor,
  { waitsFor, after }: { waitsFor: 'leader' | 'clerk'; after: Place | null },
): Promise<QueueShown> {
  const whose = { waitsFor, personId: me.personId, offices: officesOf(me, waitsFor) }
  const { page, count } = await inContext(deps.result.dossier.db, me, async (tx) => ({
    page: await queuePage(tx, { ...whose, after }),
    count: await queueCount(tx, whose),
  }))
  return {
    lines: page.rows.map((row) => shown(deps, me, row)),
    hasMore: page.hasMore,
    count,
  }
}

/** These of the leader's queue, as they stand now. */
export async function chosenOf(
  deps: DeskDeps,
  me: StaffActor,
  ids: readonly string[],
): Promise<QueueLine[]> {
  const queue = {
    waitsFor: 'leader' as const,
    personId: me.personId,
    offices: officesOf(me, 'leader'),
    after: null,
    ids,
  }
  const { rows } = await inContext(deps.result.dossier.db, me, (tx) => queuePage(tx, queue))
  return rows.map((row) => shown(deps, me, row))
}

function shown(deps: DeskDeps, me: StaffActor, row: QueueRow): QueueLine {
  const form = deps.law.form(row.state.form.id, row.state.form.version)
  return lineOf(row, {
    calendar: deps.law.calendar(),
    now: deps.result.now(),
    personId: me.personId,
    standsOut: standsOut(row, form, deps.law.codeLists),
  })
}
