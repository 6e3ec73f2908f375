/**
 * `npm run bench -- power [CUTS] [--control]`: power cuts while eight people file, and what is on the disk afterwards
 * (reliability R03). Needs Linux, root, loop devices and xfsprogs. `--control` lets PostgreSQL believe that everything it
 * hands over is on the disk (`fsync = off`), which no `kill -9` notices: then acknowledged dossiers must be gone.
 */
import { cutPower } from '../test/support/power.ts'

const args = process.argv.slice(2)
const isControl = args.includes('--control')
const cuts = Number(args.find((arg) => /^\d+$/.test(arg)) ?? 15)

const started = performance.now()
const found = await cutPower({ cuts, citizens: 3, portals: 5, fsync: !isControl })
for (const [nth, { acknowledged, lost, faults }] of found.entries()) {
  console.log(
    `  cut ${nth + 1}: ${acknowledged} acknowledged, ${lost} lost, ${faults.length} faults`,
  )
  for (const fault of faults.slice(0, 3)) console.log(`    ${fault.slice(0, 300)}`)
}
const sum = (pick: (cut: (typeof found)[number]) => number): number =>
  found.reduce((all, cut) => all + pick(cut), 0)
const lost = sum((cut) => cut.lost)
const faults = sum((cut) => cut.faults.length)
console.log(
  `power cut × ${cuts}${isControl ? ', fsync = off' : ''}: ${sum((cut) => cut.acknowledged)} looked for ` +
    `(${found.at(-1)?.acknowledged ?? 0} acknowledged), ${lost} lost, ${faults} other faults, ` +
    `${((performance.now() - started) / 1000).toFixed(0)} s`,
)
process.exitCode = (isControl ? lost > 0 : lost === 0 && faults === 0) ? 0 : 1
