/**
 * An edit of the calendar or of the working hours: which open deadlines move is seen before, then they are counted anew, with the
 * reason in each history. A second run, or one after a kill, goes on with what is left and changes nothing else.
 */
import type { Calendar } from '../../calendar/calendar.ts'
import { inContext } from '../../db/context.ts'
import type { Db } from '../../db/connect.ts'
import type { Actor, SystemActor } from '../../office/actor.ts'
import type { DossierDeps } from '../handle.ts'
import { handleMany } from '../handle-many.ts'
import { moveOf, type Move } from './calendar-moves.ts'
import { FIRST_ID, openClocks } from './store.ts'

export type Seen = {
  /** Dossiers with a deadline that were looked at. */
  open: number
  moves: Move[]
  /** Those that cannot be counted on that calendar. */
  refused: { id: string; code: string; refused: string }[]
}

/** Reads only; whoever asks sees the dossiers of their scopes. */
export async function previewCalendar(
  { db, by }: { db: Db; by: Actor },
  calendar: Calendar,
): Promise<Seen> {
  const seen: Seen = { open: 0, moves: [], refused: [] }
  await eachPage({ db, by }, async (page) => {
    look(calendar, page, seen)
  })
  return seen
}

type Page = Awaited<ReturnType<typeof openClocks>>

async function eachPage(
  { db, by }: { db: Db; by: Actor },
  act: (page: Page) => Promise<void>,
): Promise<void> {
  let after = FIRST_ID
  for (;;) {
    const page = await inContext(db, by, (tx) => openClocks(tx, after))
    const last = page.at(-1)
    if (last === undefined) return
    await act(page)
    after = last.id
  }
}

function look(calendar: Calendar, page: Page, seen: Seen): void {
  for (const { id, state } of page) {
    seen.open += 1
    const found = moveOf(calendar, id, state)
    if (found === null) continue
    if ('refused' in found) seen.refused.push(found)
    else seen.moves.push(found)
  }
}

const CLOCK: SystemActor = { kind: 'system', name: 'clock', scopes: [] }

export type Recounted = { open: number; moved: number; left: number; failed: number }

/**
 * Counts every open deadline anew on the calendar of `deps.law`, until a look finds none that moves: a dossier that was accepted on
 * the old calendar while it was released is found by the second look.
 */
export async function recountOpen(
  deps: DossierDeps,
  order: { key: string; reason: string; onPage?: (done: Recounted) => void },
): Promise<Recounted> {
  const total: Recounted = { open: 0, moved: 0, left: 0, failed: 0 }
  for (let round = 1; ; round++) {
    const before = total.moved
    const found = await oneRound(deps, order, { total, counts: round === 1 })
    if (found === 0 || total.moved === before) return { ...total, left: found }
  }
}

async function oneRound(
  deps: DossierDeps,
  { key, reason, onPage }: { key: string; reason: string; onPage?: (done: Recounted) => void },
  { total, counts }: { total: Recounted; counts: boolean },
): Promise<number> {
  const calendar = deps.law.calendar()
  const command = {
    type: 'reprojectClock' as const,
    calendarVersion: calendar.document.version,
    reason,
  }
  let found = 0
  total.failed = 0
  await eachPage({ db: deps.db, by: CLOCK }, async (page) => {
    const seen: Seen = { open: 0, moves: [], refused: [] }
    look(calendar, page, seen)
    if (counts) total.open += seen.open
    found += seen.moves.length + seen.refused.length
    const ids = seen.moves.map(({ id }) => id)
    const outcomes = await handleMany(deps, { ids, commandOf: () => command, by: CLOCK, key })
    total.moved += outcomes.filter(({ became }) => became === 'done').length
    total.failed +=
      seen.refused.length +
      outcomes.filter(({ became }) => became === 'failed' || became === 'notFound').length
    onPage?.(total)
  })
  return found
}
