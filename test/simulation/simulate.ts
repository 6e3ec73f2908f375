/** One simulation: a made city lives for some months by chance that a seed repeats, and every invariant is looked at after each act. */
import { chanceOf, type Chance } from '../../src/demo/chance.ts'
import { isOpen } from '../../src/dossier/dossier.ts'
import type { CommandType } from '../../src/dossier/commands.ts'
import { foundCity, type City } from './city.ts'
import { act, type Sabotage } from './door.ts'
import { broken, type InvariantName } from './invariants.ts'
import { anyMove, cityMove, filingMove, sensibleMove, type Move } from './moves.ts'

export type Outcome = {
  seed: string
  acts: number
  refused: number
  events: number
  dossiers: number
  ended: number
  /** How often each command was carried out. */
  done: Map<CommandType, number>
  fault: {
    invariant: InvariantName | 'thrown'
    what: string
    act: number
    command: CommandType
  } | null
}

const MOST_DOSSIERS = 8

export function simulate(seed: string, acts: number, sabotage?: Sabotage): Outcome {
  const chance = chanceOf(seed)
  const city = foundCity(chance)
  const outcome: Outcome = {
    seed,
    acts: 0,
    refused: 0,
    events: 0,
    dossiers: 0,
    ended: 0,
    done: new Map(),
    fault: null,
  }
  while (outcome.acts < acts && outcome.fault === null) {
    city.now = new Date(city.now.getTime() + passing(chance) * 60_000)
    for (const move of nextMoves(city, chance)) {
      carryOut({ city, outcome, ...(sabotage && { sabotage }) }, move)
      if (outcome.fault) break
    }
  }
  outcome.dossiers = city.dossiers.length
  outcome.events = city.dossiers.reduce((sum, { events }) => sum + events.length, 0)
  outcome.ended = city.dossiers.filter(({ state }) => !isOpen(state)).length
  return outcome
}

/** Minutes until the next act: mostly soon, sometimes overnight, sometimes weeks. */
function passing(chance: Chance): number {
  if (chance.isIn(0.75)) return chance.between(0, 120)
  return chance.isIn(0.8) ? chance.between(600, 2000) : chance.between(3000, 30_000)
}

function nextMoves(city: City, chance: Chance): Move[] {
  if (city.dossiers.length === 0) return [filingMove(city, chance)]
  if (chance.isIn(0.03)) return cityMove(city, chance)
  const open = city.dossiers.filter(({ state }) => isOpen(state))
  if (open.length < 2 || (city.dossiers.length < MOST_DOSSIERS && chance.isIn(0.08)))
    return [filingMove(city, chance)]
  if (chance.isIn(0.3)) return [anyMove(city, chance.one(city.dossiers), chance)]
  return [sensibleMove(city, chance.one(open), chance)]
}

function carryOut({ city, outcome, sabotage }: Living, move: Move): void {
  outcome.acts += 1
  try {
    look({ city, outcome, ...(sabotage && { sabotage }) }, move)
  } catch (error) {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error)
    outcome.fault = { invariant: 'thrown', what, act: outcome.acts, command: move.command.type }
  }
}

type Living = { city: City; outcome: Outcome; sabotage?: Sabotage }

function look({ city, outcome, sabotage }: Living, move: Move): void {
  const done = act(city, move, sabotage)
  if (done === null) {
    outcome.refused += 1
    return
  }
  const { type } = move.command
  outcome.done.set(type, (outcome.done.get(type) ?? 0) + 1)
  const found = broken({ city, done })
  if (found) outcome.fault = { ...found, act: outcome.acts, command: type }
}
