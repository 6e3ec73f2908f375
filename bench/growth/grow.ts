/** One request asked of cities of different sizes: p50, p95, statements per request, and the ratio to the smallest city. */
import { parseArgs } from 'node:util'
import { openCity, type MadeCity } from './house.ts'
import { plansOf, statementsOf } from './statements.ts'

/** What is asked: the nth request of a city; throws when the answer is not the one that is measured. */
export type Ask = (nth: number) => Promise<unknown>
export type Question = {
  name: string
  ask: Ask
  /** Made ready before the nth is asked; its time is not counted. */
  before?: Ask
}

type Measured = { name: string; p50: number; p95: number; statements: number }

const WARMING = 20

/**
 * `npm run bench -- NAME [10000 100000 …] [--keep FOLDER] [--plans] [--requests N]`: `questions` looks at the city and says what is
 * asked of it, in which order; plans are those of the largest city.
 */
export async function grow(questions: (city: MadeCity) => Promise<Question[]>): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      keep: { type: 'string' },
      plans: { type: 'boolean', default: false },
      requests: { type: 'string', default: '200' },
    },
  })
  const sizes = positionals.length > 0 ? positionals.map(Number) : [10_000, 100_000, 1_000_000]
  if (sizes.some((size) => !(size >= 1000))) throw new Error('sizes are numbers of 1000 or more')
  const first = new Map<string, Measured>()
  for (const size of sizes) {
    const city = await openCity(size, values.keep)
    try {
      for (const question of await questions(city)) {
        const measured = await measure(question, Number(values.requests))
        first.set(question.name, first.get(question.name) ?? measured)
        print(size, measured, first.get(question.name)!)
        if (values.plans && size === sizes.at(-1)) await printPlans(city, question)
      }
    } finally {
      await city.close()
    }
  }
}

async function measure({ name, ask, before }: Question, requests: number): Promise<Measured> {
  const times: number[] = []
  let statements = 0
  for (let i = 0; i < WARMING + requests; i += 1) {
    await before?.(i)
    const start = performance.now()
    if (i === WARMING - 1) statements = (await statementsOf(() => ask(i))).length
    else await ask(i)
    if (i >= WARMING) times.push(performance.now() - start)
  }
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.floor((times.length - 1) * share)]!
  return { name, p50: at(0.5), p95: at(0.95), statements }
}

function print(size: number, { name, p50, p95, statements }: Measured, first: Measured): void {
  const ratios = `× ${(p50 / first.p50).toFixed(2)}, × ${(p95 / first.p95).toFixed(2)} of the smallest`
  console.log(
    `${name}, ${size.toLocaleString('en')} dossiers: p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms (${ratios}), ${statements} statements`,
  )
}

async function printPlans({ house }: MadeCity, { ask, before }: Question): Promise<void> {
  await before?.(0)
  const statements = await statementsOf(() => ask(0))
  const { connectionString } = house.app.pool.options as { connectionString: string }
  for (const plan of await plansOf(connectionString, statements)) console.log(`\n${plan}`)
}
