/** A late leg never makes another unit late (domain §11.7): whatever is done on one leg, the others keep their time. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  acknowledge,
  after,
  answer,
  ask,
  elsewhere,
  end,
  given,
  outcome,
  refuseLeg,
  sealedWith,
  type Act,
} from '../../../test/support/joint-life.ts'
import { partner } from '../../../test/support/joint.ts'
import { staff, THIRD_WARD } from '../../../test/support/office.ts'
import { toInstant, toLocalMinute, type LocalMinute } from '../../lib/time.ts'
import type { Actor } from '../../office/actor.ts'
import type { DossierState } from '../dossier.ts'
import { isLate } from './leg.ts'

const third = staff('officer', THIRD_WARD)
const WORKERS: Readonly<Record<string, Actor>> = {
  residence: partner,
  insurance: partner,
  support: elsewhere,
  fixed: third,
}
const ANSWERS = {
  'support.wanted': true,
  'fixed.wanted': true,
  'residence.address': { commune: '00102', detail: '' },
}
const SEALED = given(sealedWith(ANSWERS))
const FROM = toInstant('2026-11-30T10:00').getTime()

const look = (_leg: string, at: string, by: Actor): Act => [
  by,
  { type: 'completeStep', step: 'look' },
  at,
]
const ACTS = { acknowledge, ask, answer, end, refuseLeg, look } as const
const acts = fc.array(
  fc.record({
    act: fc.constantFrom(...(Object.keys(ACTS) as (keyof typeof ACTS)[])),
    leg: fc.constantFrom(...Object.keys(WORKERS)),
    // Up to six weeks in all: many legs come too late.
    minutes: fc.integer({ min: 1, max: 5000 }),
  }),
  { maxLength: 12 },
)

type Kept = { due: string | undefined; late: boolean; clock: unknown }
function timesOf(state: DossierState, now: LocalMinute): Map<string, Kept> {
  return new Map(
    (state.legs ?? []).map((leg) => [
      leg.leg,
      { due: leg.clock?.dueAt, late: isLate(leg, now), clock: leg.clock },
    ]),
  )
}

describe('every leg has its own time', () => {
  it('whatever the order of acts, none moves the last minute or the lateness of another leg', () => {
    let lateSeen = 0
    let done = 0
    fc.assert(
      fc.property(acts, (chosen) => {
        let state = SEALED
        let at = FROM
        for (const { act, leg, minutes } of chosen) {
          at += minutes * 60_000
          const now = toLocalMinute(new Date(at))
          const made = ACTS[act](leg, now, WORKERS[leg]!)
          const decision = outcome(state, made)
          if (!decision.ok) continue
          done += 1
          const before = timesOf(state, now)
          state = after(state, decision.value, made)
          const then = timesOf(state, now)
          const touched = act === 'look' ? 'support' : leg
          for (const [other, kept] of before)
            if (other !== touched) assert.deepEqual(then.get(other), kept)
          lateSeen += [...then.values()].filter(({ late }) => late).length
        }
      }),
      { numRuns: 300 },
    )
    assert.ok(done > 300, `only ${done} acts were lawful`)
    assert.ok(lateSeen > 50, `only ${lateSeen} late legs were seen`)
  })
})
