/**
 * How one step of a dossier grows with the city and with its own history: filed, accepted, claimed, examined through `handle`, then a
 * draft sent and returned on a dossier of 5 events and on one of 500, in turns in made cities of 10,000 and 100,000 dossiers (and in a
 * kept one). Prints p50, p95, statements and the ratio to the smallest city, the ratio of the long history to the short one, and steps
 * per second with eight people at work.
 *
 *   npm run bench -- transitions [--sizes 10000,100000] [--keep FOLDER] [--also FOLDER] [--rounds 150]
 */
import { randomUUID } from 'node:crypto'
import type { Command } from '../src/dossier/commands.ts'
import { actOn, fileIn, type Begun } from './generator/acts.ts'
import { openCities, tell, Times, type OpenCity } from './generator/cities.ts'

const LONG = 500
const LANES = 8
const SECONDS = 5
const DRAFT: Command = { type: 'sendDraft', documentId: randomUUID(), sha256: '01'.repeat(32) }
const BACK: Command = { type: 'returnDraft', note: 'Sai dấu' }
const checks = [{ id: 'identity', ok: true }]

const { cities, rounds } = await openCities(process.argv.slice(2))
const measured = new Map(cities.map((city) => [city, new Times()]))
const long = new Map<OpenCity, Begun>()
try {
  for (const city of cities) long.set(city, await withHistory(city, LONG))
  for (let round = 0; round < rounds; round += 1)
    for (const [city, times] of measured) await oneRound(city, times)
  tell(
    ['file', 'accept', 'claim', 'examine', 'return, 5 events', `return, ${LONG} events`],
    measured,
  )
  for (const [{ name }, times] of measured) {
    const [short, longer] = ['return, 5 events', `return, ${LONG} events`].map((of) =>
      times.read(of),
    )
    console.log(`${name}: ${LONG} events / 5 events p50 × ${(longer!.p50 / short!.p50).toFixed(2)}`)
  }
  await tellRates()
} finally {
  for (const { close } of cities) await close()
}

async function oneRound(city: OpenCity, times: Times): Promise<void> {
  const begun = await times.of('file', () => fileIn(city))
  const { id, staff } = begun
  const [receptionist, officer] = [staff.receptionist[0]!, staff.officer[0]!]
  const accept: Command = { type: 'accept', originals: [] }
  await times.of('accept', () => actOn(city, { id, by: receptionist, command: accept }))
  await times.of('claim', () => actOn(city, { id, by: officer, command: { type: 'claim' } }))
  await times.of('examine', () =>
    actOn(city, { id, by: officer, command: { type: 'examine', checks } }),
  )
  for (const [name, on] of [
    ['return, 5 events', begun],
    [`return, ${LONG} events`, long.get(city)!],
  ] as const) {
    await draft(city, on)
    await times.of(name, () => back(city, on))
  }
}

function draft(city: OpenCity, { id, staff }: Begun): Promise<unknown> {
  return actOn(city, { id, by: staff.officer[0]!, command: DRAFT })
}

function back(city: OpenCity, { id, staff }: Begun): Promise<unknown> {
  return actOn(city, { id, by: staff.receptionist[0]!, command: BACK })
}

/** A dossier that waits for its draft after so many events. */
async function withHistory(city: OpenCity, events: number): Promise<Begun> {
  const begun = await fileIn(city)
  const { id, staff } = begun
  const by = staff.officer[0]!
  await actOn(city, { id, by: staff.receptionist[0]!, command: { type: 'accept', originals: [] } })
  await actOn(city, { id, by, command: { type: 'claim' } })
  await actOn(city, { id, by, command: { type: 'examine', checks } })
  for (let made = 4; made < events; made += 2) {
    await draft(city, begun)
    await back(city, begun)
  }
  return begun
}

/** Eight people, each at a dossier of their own, for the same seconds in every city, in two turns. */
async function tellRates(): Promise<void> {
  const rates = new Map(cities.map((city) => [city, 0]))
  for (const city of [...cities, ...cities.toReversed()]) {
    const lanes = await Promise.all(Array.from({ length: LANES }, () => withHistory(city, 4)))
    const until = performance.now() + SECONDS * 1000
    const counts = await Promise.all(lanes.map((lane) => steps(city, lane, until)))
    const rate = counts.reduce((sum, each) => sum + each, 0) / SECONDS
    rates.set(city, rates.get(city)! + rate / 2)
  }
  const [least] = rates.values()
  for (const [{ name }, rate] of rates)
    console.log(`${name}: ${rate.toFixed(0)} steps/s (× ${(rate / least!).toFixed(2)})`)
}

async function steps(city: OpenCity, lane: Begun, until: number): Promise<number> {
  let count = 0
  while (performance.now() < until) {
    await draft(city, lane)
    await back(city, lane)
    count += 2
  }
  return count
}
