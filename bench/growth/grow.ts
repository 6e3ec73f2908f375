/** Pages asked of cities of different sizes in turns, so that a busy minute of the machine falls on all of them. */
import { parseArgs } from 'node:util'
import { tell, Times } from '../generator/cities.ts'
import { openCity, type MadeCity } from './house.ts'
import { plansOf, statementsOf } from './statements.ts'

/** What is asked: the nth request of a city; throws when the answer is not the one that is measured. */
export type Ask = (nth: number) => Promise<unknown>
export type Question = { name: string; ask: Ask }

/**
 * `npm run bench -- NAME [10000 100000 …] [--keep FOLDER] [--plans] [--rounds N]`: `questions` looks at a city and says what is asked
 * of it; prints p50, p95, statements and the ratios to the first city, and with `--plans` those of the last.
 */
export async function grow(questions: (city: MadeCity) => Promise<Question[]>): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      keep: { type: 'string' },
      plans: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '200' },
    },
  })
  const sizes = positionals.length > 0 ? positionals.map(Number) : [10_000, 100_000, 1_000_000]
  if (sizes.some((size) => !(size >= 1000))) throw new Error('sizes are numbers of 1000 or more')
  const cities: MadeCity[] = []
  try {
    for (const size of sizes) cities.push(await openCity(size, values.keep))
    const asked = new Map<MadeCity, Question[]>()
    for (const city of cities) asked.set(city, await questions(city))
    const times = new Map(cities.map((city) => [city, new Times()]))
    for (let nth = 0; nth < Number(values.rounds); nth += 1) {
      for (const [city, all] of asked)
        for (const { name, ask } of all) await times.get(city)!.of(name, () => ask(nth))
    }
    tell(
      asked.get(cities[0]!)!.map(({ name }) => name),
      times,
    )
    if (values.plans) await printPlans(cities.at(-1)!, asked.get(cities.at(-1)!)!)
  } finally {
    for (const city of cities) await city.close()
  }
}

async function printPlans({ house }: MadeCity, questions: readonly Question[]): Promise<void> {
  const { connectionString } = house.app.pool.options as { connectionString: string }
  for (const { name, ask } of questions) {
    console.log(`\n── ${name}`)
    const statements = await statementsOf(() => ask(0))
    for (const plan of await plansOf(connectionString, statements)) console.log(`\n${plan}`)
  }
}
