/**
 * A made city lives by chance that a seed repeats, and what must hold is looked at after each act (reliability R19; domain §11).
 * `npm run bench -- simulations` lives ten thousand of them; a seed that fails there fails here: `simulate(seed, ACTS)`.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { controls } from './controls.ts'
import { invariants, type InvariantName } from './invariants.ts'
import { simulate } from './simulate.ts'

const ACTS = 150
const SEEDS = 40

test('made cities keep every invariant, whatever people do in them', () => {
  const faults: string[] = []
  for (let n = 0; n < SEEDS; n++) {
    const { seed, fault } = simulate(`test ${n}`, ACTS)
    if (fault)
      faults.push(`${seed}: act ${fault.act} (${fault.command}) ${fault.invariant}: ${fault.what}`)
  }
  assert.deepEqual(faults, [])
})

test('the same seed lives the same life', () => {
  assert.deepEqual(simulate('again', ACTS), simulate('again', ACTS))
})

for (const name of Object.keys(invariants) as InvariantName[])
  test(`a city in which this is broken is found out: ${invariants[name].holds}`, () => {
    for (let n = 0; n < SEEDS; n++) {
      const { fault } = simulate(`broken ${n}`, ACTS, controls[name])
      if (fault) return assert.equal(fault.invariant, name, fault.what)
    }
    assert.fail(`nobody saw that ${name} is broken`)
  })
