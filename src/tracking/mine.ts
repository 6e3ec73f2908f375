/** A dossier as a card of its applicant. */
import { isPaused, promiseOf } from '../calendar/clock.ts'
import { inContext } from '../db/context.ts'
import { isOpen, statusOf } from '../dossier/dossier.ts'
import { toInstant, type LocalMinute } from '../lib/time.ts'
import type { CitizenActor } from '../office/actor.ts'
import type { Lang } from '../ui/i18n.ts'
import type { OfficialStatus } from '../ui/status.tsx'
import type { TrackingDeps } from './deps.ts'
import { dossiersOf, type MineRow } from './mine-store.ts'
import { whoseIs, type Whose } from './whose.ts'
import { waitingFor, type Waiting } from './waiting.ts'
import { dueInWords, type DueInWords } from './when.ts'

export type MineCard = {
  id: string
  code: string
  procedureName: string
  owner: string
  whose: Whose
  status: OfficialStatus
  isOpen: boolean
  officeName: string
  returnOfficeName: string
  waiting: Waiting | null
  /** Handed over lately and not rated yet: asked for once, never demanded. */
  isToRate: boolean
  /** The promised minute while the clock runs; null before acceptance and after the end. */
  due: (DueInWords & { at: LocalMinute }) | null
  endedAt: Date
}

export function cardOf(
  { law, directory, dossier, now }: TrackingDeps,
  { id, owner, applicant, state, manner, isToRate }: MineRow,
  { actor, lang }: { actor: CitizenActor; lang: Lang },
): MineCard {
  const { clock, offices, procedure } = state
  const isRunning = clock !== null && clock.stoppedAt === undefined && isOpen(state)
  const curated = law.procedure(procedure.code, procedure.version)
  return {
    id,
    owner,
    whose: whoseIs(actor, state, applicant),
    code: state.code,
    procedureName: curated?.shortName[lang] ?? procedure.name,
    status: statusOf(state) as OfficialStatus,
    isOpen: isOpen(state),
    officeName: directory.get(offices.competent).name,
    returnOfficeName: directory.get(offices.returning).name,
    isToRate,
    waiting: waitingFor(state, dossier.law.terms(procedure), manner),
    due: isRunning
      ? {
          at: promiseOf(clock),
          ...dueInWords(law.calendar(), lang, {
            now: now(),
            due: toInstant(promiseOf(clock)),
            isPaused: isPaused(clock),
          }),
        }
      : null,
    endedAt: new Date(state.returnedAt ?? state.finishedAt ?? state.lastOccurredAt),
  }
}

/** As many cards as a page of "Hồ sơ của tôi" has. */
export const CARDS_A_PAGE = 30

/** How much waits for the person, whatever page it would stand on. */
export async function tasksOf(
  { db, now, rating }: Pick<TrackingDeps, 'db' | 'now' | 'rating'>,
  actor: CitizenActor,
): Promise<number> {
  const { scopes } = actor
  const { offeredDays } = rating
  const asked = { scopes, now: now(), offeredDays, limit: 1, offset: 0 }
  const { tasks } = await inContext(db, actor, (tx) => dossiersOf(tx, asked))
  return tasks
}

/** One page of the dossiers of the person and of those they act for. */
export async function minePage(
  deps: TrackingDeps,
  actor: CitizenActor,
  { page, lang }: { page: number; lang: Lang },
): Promise<{ cards: MineCard[]; count: number; tasks: number }> {
  const found = await inContext(deps.db, actor, (tx) =>
    dossiersOf(tx, {
      scopes: actor.scopes,
      now: deps.now(),
      offeredDays: deps.rating.offeredDays,
      limit: CARDS_A_PAGE,
      offset: (page - 1) * CARDS_A_PAGE,
    }),
  )
  const { rows, count, tasks } = found
  return { cards: rows.map((row) => cardOf(deps, row, { actor, lang })), count, tasks }
}
