/** The short run of the fuzz over all routes; the long one is `npm run bench -- fuzz`. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fuzzed, fuzzRoute } from './fuzz.ts'
import { CANARIES } from './extras.ts'
import { tablesHolding } from './life.ts'
import type { AbuseWorld } from './world.ts'

const SEED = 20_261_128
/** The sign-in takes its time for every wrong password, on purpose. */
const runsOf = (url: string): number => (url === '/can-bo/dang-nhap' ? 2 : 3)

export function fuzzEverywhere(world: () => AbuseWorld): void {
  describe('bodies that nobody of ours sends', () => {
    test('are answered on every route without a fault of ours and without a look inside', async () => {
      const faults: string[] = []
      for (const route of fuzzed(world())) {
        const seed = SEED
        await fuzzRoute(world(), route, { seed, runs: runsOf(route.url) }).catch((fault: Error) =>
          faults.push(fault.message),
        )
      }
      assert.deepEqual(faults, [])
      assert.equal((Object.prototype as { isAdmin?: unknown }).isAdmin, undefined)
      assert.equal(Object.keys(Object.prototype).length, 0, 'no prototype was polluted')
    })

    test('leave none of the boxes that no form has behind', async () => {
      const odd = CANARIES.filter((value) => !['987009'].includes(value))
      assert.deepEqual(await tablesHolding(world().house.database.owner, odd), [])
    })
  })
}
