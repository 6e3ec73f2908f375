/**
 * What it costs to read a place: the index built once, then single readings beside the plain way (every name looked at, every
 * time). Prints ratios, so that machines compare: `npm run bench -- places`.
 */
import { join } from 'node:path'
import { checkout } from '../src/checkout.ts'
import { readCodeLists } from '../src/catalogue/code-list-files.ts'
import { formerName } from '../src/catalogue/places/place.ts'
import { fold } from '../src/lib/text.ts'

const dataDir = join(checkout, 'data')
const TODAY = '2026-11-28'

function cpu(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

globalThis.gc?.()
const lists = readCodeLists(dataDir)
const heap = process.memoryUsage().heapUsed
const began = cpu()
const index = lists.places()
console.log(
  `index: ${(cpu() - began).toFixed(0)} ms of processor time once, about ${((process.memoryUsage().heapUsed - heap) / 1e6).toFixed(0)} MB, ` +
    `${index.byCode.size} communes in force, ${index.byFormerNumber.size} former ones`,
)

const former = [...index.byFormerNumber.values()]
const plain = former.map((unit) => ({ unit, folded: fold(formerName(unit)) }))
function scan(typed: string) {
  const letters = fold(typed)
  return plain.filter(({ folded }) => folded.includes(letters))
}

/** Microseconds a reading, best of five rounds of so many. */
function cost(read: (typed: string) => unknown, rounds: number): number {
  const times = Array.from({ length: 5 }, (_, round) => {
    const start = cpu()
    for (let i = 0; i < rounds; i++) {
      const unit = former[(i * 7919 + round * 31) % former.length]!
      read(write(unit))
    }
    return ((cpu() - start) * 1000) / rounds
  })
  return Math.min(...times)
}

let write = formerName
const writings: Record<string, (unit: (typeof former)[number]) => string> = {
  'in full': formerName,
  'folded, run together': (unit) => fold(formerName(unit)).replaceAll(',', ''),
  'name alone': ({ name }) => name,
  'unknown (nearest names)': ({ name }) => `${name}zz`,
}
const floor = cost(scan, 200)
for (const [what, next] of Object.entries(writings)) {
  write = next
  const ours = cost((typed) => lists.readCommune(typed, TODAY), 2000)
  console.log(
    `${what.padEnd(24)} ${ours.toFixed(0).padStart(5)} µs   ${(floor / ours).toFixed(1)} × faster than looking at every name (${floor.toFixed(0)} µs)`,
  )
}
