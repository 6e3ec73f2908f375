/**
 * How one step of a dossier grows with the city: filed, accepted, claimed, examined through `handle`, in turns in made cities of
 * 10,000 and 100,000 dossiers (and in a kept one). Prints p50, p95, statements and the ratio to the smallest.
 *
 *   npm run bench -- transitions [--sizes 10000,100000] [--keep FOLDER] [--also FOLDER] [--rounds 150]
 */
import { actOn, fileIn } from './generator/acts.ts'
import { openCities, tell, Times } from './generator/cities.ts'

const { cities, rounds } = await openCities(process.argv.slice(2))
const measured = new Map(cities.map((city) => [city, new Times()]))
try {
  for (let round = 0; round < rounds; round += 1) {
    for (const [city, times] of measured) {
      const { id, staff } = await times.of('file', () => fileIn(city))
      const [receptionist, officer] = [staff.receptionist[0]!, staff.officer[0]!]
      await times.of('accept', () =>
        actOn(city, { id, by: receptionist, command: { type: 'accept', originals: [] } }),
      )
      await times.of('claim', () => actOn(city, { id, by: officer, command: { type: 'claim' } }))
      const checks = [{ id: 'identity', ok: true }]
      await times.of('examine', () =>
        actOn(city, { id, by: officer, command: { type: 'examine', checks } }),
      )
    }
  }
  tell(['file', 'accept', 'claim', 'examine'], measured)
} finally {
  for (const { close } of cities) await close()
}
