/** Carries the plan of a made month out through the dossier's one door, in the order of time. */
import type { Handled } from '../dossier/handle.ts'
import type { Result } from '../lib/result.ts'
import type { LocalMinute } from '../lib/time.ts'
import { perform, type Performing } from './perform.ts'
import type { MadeDossier } from './month.ts'
import type { Deed } from './stories.ts'

export type Act = {
  made: MadeDossier
  deed: Deed
  at: LocalMinute
  /** Place in the dossier's life: with `nth` it makes the submission key. */
  place: number
  /** Number in the register's book of the ward, for `registerEntry`. */
  number: number
}

export type Played = { dossiers: number; acts: number; refused: { act: Act; message: string }[] }

const SIDE_BY_SIDE = 6

/** Every act of the plan, earliest first; numbers of the register follow that order. */
export function actsOf(plan: readonly MadeDossier[]): Act[] {
  const acts = plan
    .flatMap((made) =>
      made.times.map(({ deed, at }, place) => ({ made, deed, at, place, number: 0 })),
    )
    .sort((a, b) =>
      a.at < b.at ? -1 : a.at > b.at ? 1 : a.made.nth - b.made.nth || a.place - b.place,
    )
  const last = new Map<number, number>()
  return acts.map((act) => {
    if (act.deed !== 'registerEntry') return act
    const number = (last.get(act.made.offices.competent) ?? 0) + 1
    last.set(act.made.offices.competent, number)
    return { ...act, number }
  })
}

/**
 * Some acts run side by side, but those of one dossier, and those that take a number from an office's counter or book, one
 * after the other. A refused act ends its dossier's story: it happens only when people have gone on with it meanwhile.
 */
export async function playMonth(
  performing: Performing,
  plan: readonly MadeDossier[],
): Promise<Played> {
  const played: Played = { dossiers: 0, acts: 0, refused: [] }
  const over = new Set<number>()
  const queues = new Map<string, Promise<void>>()
  const running = new Set<Promise<void>>()
  const failures: unknown[] = []
  const carryOut = async (act: Act): Promise<void> => {
    if (over.has(act.made.nth) || failures.length > 0) return
    const outcome: Result<Handled> = await perform(performing, act)
    if (outcome.ok) {
      played.acts += 1
      if (act.deed === 'file') played.dossiers += 1
      return
    }
    over.add(act.made.nth)
    played.refused.push({ act, message: outcome.refusal.message })
  }
  for (const act of actsOf(plan)) {
    if (running.size >= SIDE_BY_SIDE) await Promise.race(running)
    const lines = linesOf(act)
    const before = Promise.all(lines.map((line) => queues.get(line) ?? Promise.resolve()))
    const turn = before
      .then(() => carryOut(act))
      .catch((error: unknown) => void failures.push(error))
      .then(() => void running.delete(turn))
    running.add(turn)
    for (const line of lines) queues.set(line, turn)
  }
  await Promise.all(running)
  if (failures.length > 0) throw failures[0]
  return played
}

/** In which lines the act waits its turn. */
function linesOf({ made, deed }: Act): string[] {
  const own = `dossier ${made.nth}`
  if (deed === 'file' || deed === 'seal') return [own, `${deed} ${made.offices.competent}`]
  return [own]
}
