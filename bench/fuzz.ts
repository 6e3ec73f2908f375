/**
 * Odd bodies for every route of the whole house, until one is answered as none may be: `npm run bench -- fuzz [per route] [seed]`.
 * With the name of a route (`npm run bench -- fuzz 1000 7 /ky`) only routes that begin so. The seed is printed: it repeats a run.
 */
import { CANARIES } from '../test/abuse/extras.ts'
import { fuzzed, fuzzRoute } from '../test/abuse/fuzz.ts'
import { tablesHolding } from '../test/abuse/life.ts'
import { openAbuseWorld } from '../test/abuse/world.ts'

const [runs = '200', seed = String(Date.now() % 1_000_000), only = '/'] = process.argv.slice(2)
/** A sign-in waits 400 ms for every wrong password, and an account rests: more would be waiting, not fuzzing. */
const MOST_SIGN_INS = 20

const world = await openAbuseWorld()
console.log(`seed ${seed}, ${runs} bodies for each route`)
let bodies = 0
const faults: string[] = []
try {
  for (const route of fuzzed(world).filter(({ url }) => url.startsWith(only))) {
    const count = route.url === '/can-bo/dang-nhap' ? MOST_SIGN_INS : Number(runs)
    try {
      const done = await fuzzRoute(world, route, { seed: Number(seed), runs: count })
      bodies += done.bodies
      const statuses = Object.entries(done.statuses).map(([status, times]) => `${status}: ${times}`)
      console.log(
        `${done.route.padEnd(44)} ${statuses.join(', ')}; slowest ${done.slowestMs.toFixed(0)} ms`,
      )
    } catch (fault) {
      faults.push(String(fault))
      console.log(String(fault).slice(0, 1500))
    }
  }
  const held = await tablesHolding(world.house.database.owner, CANARIES)
  console.log(
    `${bodies} bodies, ${faults.length} faults; boxes that no form has: ${held.length} kept`,
  )
  process.exitCode = faults.length + held.length > 0 ? 1 : 0
} finally {
  await world.close()
}
