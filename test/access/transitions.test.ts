/** Every situation × every command × everybody: what the written table does not allow is refused, by direct call too. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import { checkout } from '../../src/checkout.ts'
import { refusalToAct, rules } from '../../src/dossier/access.ts'
import type { CommandType } from '../../src/dossier/commands.ts'
import { decide } from '../../src/dossier/decide.ts'
import { statusOf } from '../../src/dossier/dossier.ts'
import { handle } from '../../src/dossier/handle.ts'
import { NotFound } from '../../src/lib/problem.ts'
import { withDatabase } from '../support/database.ts'
import { accepted, depsFor, furnish, procedure } from '../support/office.ts'
import { lawful } from './document.ts'
import { actors, commandOf, factsOf, folded, standing, termsOf, WAYS } from './situations.ts'
import {
  ACTORS,
  LAWFUL,
  NEXT_STATUS,
  SITUATIONS,
  whoMay,
  type ActorName,
  type Situation,
} from './transitions.ts'

const COMMANDS = Object.keys(rules) as CommandType[]

/** The status after it, or null for a lawful no: exactly as `handle` asks, first who and then what. */
function outcome(situation: Situation, type: CommandType, by: ActorName): number | null {
  const state = standing(situation)
  const command = commandOf(type, by)
  if (refusalToAct(actors[by], command, state) !== null) return null
  const facts = factsOf(by, termsOf(situation), type)
  const decision = decide(state, command, facts)
  return decision.ok ? statusOf(folded(state, decision.value, facts)) : null
}

test('all situations, all commands, all actors: lawful exactly as the table says', () => {
  const wrong: string[] = []
  let asked = 0
  for (const situation of SITUATIONS)
    for (const type of COMMANDS)
      for (const by of ACTORS) {
        const allowed = whoMay(situation, type).includes(by)
          ? (LAWFUL[situation][type] ?? null)
          : null
        const found = outcome(situation, type, by)
        asked++
        if (found !== allowed)
          wrong.push(`${situation}: ${type} by ${by} → ${found}, not ${allowed}`)
      }
  assert.deepEqual(wrong, [])
  assert.equal(asked, SITUATIONS.length * COMMANDS.length * ACTORS.length)
})

test('no lawful command leads from one official status to another that may not follow it', () => {
  for (const situation of SITUATIONS) {
    const state = standing(situation)
    if (state === null) continue
    const from = statusOf(state)
    for (const [type, to] of Object.entries(LAWFUL[situation]))
      assert.ok(
        to === from || NEXT_STATUS[from]?.includes(to),
        `${situation}: ${type} ${from} → ${to}`,
      )
  }
})

test('by direct call on the real database: each refused command leaves the dossier as it was', async () => {
  const database = await withDatabase()
  try {
    await furnish(database.owner)
    const deps = depsFor(database.app)
    for (const situation of ['submitted', 'held', 'forSigning', 'finished', 'stopped'] as const) {
      const id = await bring(deps, situation)
      const before = await printOf(id)
      for (const type of COMMANDS.filter(
        (each) => each !== 'file' && LAWFUL[situation][each] === undefined,
      ))
        for (const by of [
          ...whoMay(situation, type),
          'officerElsewhere',
          'citizen',
          'agent',
        ] as const) {
          const request = { id, by: actors[by], command: commandOf(type, by), key: randomUUID() }
          const answer = await handle(deps, request).catch((error: unknown) => {
            if (error instanceof NotFound) return { ok: false }
            throw error
          })
          assert.equal(answer.ok, false, `${situation}: ${type} by ${by}`)
        }
      assert.deepEqual(await printOf(id), before, situation)
    }
  } finally {
    await database.close()
  }

  async function printOf(id: string) {
    const { rows } = await sql`
      select s.seq, s.state::text, encode(s.head_hash, 'hex') as head, d.status, d.is_open,
             (select count(*)::int from dossier_event e where e.dossier_id = ${id}::uuid) as events,
             (select count(*)::int from submission_key k where k.dossier_id = ${id}::uuid) as keys
        from dossier_state s join dossier d on d.id = s.dossier_id where d.id = ${id}::uuid`.execute(
      database.owner,
    )
    return rows
  }
})

async function bring(deps: ReturnType<typeof depsFor>, situation: Situation): Promise<string> {
  let id = ''
  for (const [by, type] of WAYS[situation]) {
    const asked = { by: actors[by], command: commandOf(type, by), key: randomUUID() }
    const where = type === 'file' ? { procedure } : { id }
    id = accepted(await handle(deps, { ...asked, ...where })).id
  }
  return id
}

test('docs/access.md shows what is lawful', () => {
  const page = readFileSync(join(checkout, 'docs/access.md'), 'utf8')
  assert.ok(page.includes(lawful()), 'run: node --import tsx test/access/document.ts')
})
