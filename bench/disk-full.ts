/**
 * `npm run bench -- disk-full`: the disk of the real program fills up while people file (reliability R06), once with the
 * reserve that is kept by default in proportion, and once without any, to the last byte. Needs Linux and root.
 */
import { fillWhileFiling } from '../test/support/full-disk.ts'

let isGood = true
for (const { reserve, leave } of [
  { reserve: 48, leave: [40, 0] },
  { reserve: 0, leave: [0] },
]) {
  const full = await fillWhileFiling({ reserve, leave })
  console.log(`reserve ${reserve} MB:`)
  for (const { freeBytes, page, contract, reading, acknowledged } of full.moments) {
    console.log(
      `  ${freeBytes} bytes free: a photograph ${page.status}, the portal ${contract.status} ${contract.code}, ` +
        `reading ${Object.values(reading).join(' ')}, ${acknowledged} acknowledged meanwhile`,
    )
  }
  const { lost, doubled, faults } = full.found
  console.log(
    `  room again: ${full.acknowledged} acknowledged, ${full.retries} sent again, ${lost.length} lost, ${doubled.length} doubled, ` +
      `${faults.length} other faults, ${full.isSameProgram ? 'the same processes' : 'RESTARTED'}`,
  )
  for (const fault of [...lost, ...doubled, ...faults]) console.log(`    ${fault}`)
  isGood &&= lost.length + doubled.length + faults.length === 0 && full.isSameProgram
}
process.exitCode = isGood ? 0 : 1
