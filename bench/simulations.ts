/**
 * Ten thousand made cities, each with people, outages, supplements, edits of the calendar, mergers, by chance that its seed repeats:
 * every invariant of test/simulation/invariants.ts is looked at after each act. Prints what was done, and each seed that fails.
 *
 *   npm run bench -- simulations [10000] [--from 0] [--acts 150] [--seed 'simulation 17']
 */
import { availableParallelism } from 'node:os'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { parseArgs } from 'node:util'
import type { Outcome } from '../test/simulation/simulate.ts'
import { simulate } from '../test/simulation/simulate.ts'

const CHUNK = 50
type Told = Omit<Outcome, 'seed'> & { seed: string }

if (isMainThread) await main()
else
  parentPort!.on('message', (from: number) => {
    const { acts } = workerData as { acts: number }
    const told: Told[] = []
    for (let n = from; n < from + CHUNK; n++) told.push(simulate(`simulation ${n}`, acts))
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    parentPort!.postMessage(told)
  })

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      acts: { type: 'string', default: '150' },
      from: { type: 'string', default: '0' },
      seed: { type: 'string' },
    },
  })
  const acts = Number(values.acts)
  if (values.seed !== undefined) {
    const { fault, ...outcome } = simulate(values.seed, acts)
    console.log(fault ?? 'no fault', outcome)
    process.exitCode = fault ? 1 : 0
    return
  }
  const count = Math.ceil(Number(positionals[0] ?? 10_000) / CHUNK) * CHUNK
  const all = await live({ from: Number(values.from), count }, acts)
  tell(all)
}

async function live({ from, count }: { from: number; count: number }, acts: number) {
  const all: Told[] = []
  let next = from
  const run = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL(import.meta.url), { workerData: { acts } })
      const more = (): void => {
        if (next >= from + count) {
          resolve()
          void worker.terminate()
          return
        }
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
        worker.postMessage(next)
        next += CHUNK
      }
      worker.on('error', reject)
      worker.on('message', (told: Told[]) => {
        all.push(...told)
        more()
      })
      more()
    })
  await Promise.all(Array.from({ length: availableParallelism() }, run))
  return all
}

function tell(all: readonly Told[]): void {
  const sum = (of: (told: Told) => number): number =>
    all.reduce((total, each) => total + of(each), 0)
  const done = new Map<string, number>()
  for (const each of all)
    for (const [command, times] of each.done) done.set(command, (done.get(command) ?? 0) + times)
  const faults = all.filter(({ fault }) => fault !== null)
  console.log(
    `${all.length} simulations, ${sum((each) => each.acts)} acts (${sum((each) => each.refused)} refused), ` +
      `${sum((each) => each.dossiers)} dossiers (${sum((each) => each.ended)} ended), ${sum((each) => each.events)} events`,
  )
  console.log(
    [...done]
      .sort((a, b) => b[1] - a[1])
      .map(([command, times]) => `${command} ${times}`)
      .join(', '),
  )
  for (const { seed, fault } of faults.slice(0, 20))
    console.log(
      `FAULT ${seed}: act ${fault!.act} (${fault!.command}) ${fault!.invariant}: ${fault!.what}`,
    )
  console.log(`${faults.length} seeds with a fault`)
  process.exitCode = faults.length === 0 ? 0 : 1
}
