/**
 * Prints the rows of `matrix.ts` as the program answers now; with the path of a file: writes them there. They are read and judged
 * before they are taken over: the test compares, people decide.
 */
import { writeFileSync } from 'node:fs'
import { answersTo, grouped, inOrder } from './answers.ts'
import { openMatrixWorld } from './matrix-world.ts'

const world = await openMatrixWorld()
const rows: string[] = []
for (const route of inOrder(world.routes)) {
  const cells = await answersTo(world, route)
  rows.push(
    `  '${route.replaceAll('\\', '\\\\')}': '${grouped(cells.map(({ letter }) => letter ?? '?').join(''))}',`,
  )
}
const file = process.argv[2]
if (file === undefined) process.stdout.write(`${rows.join('\n')}\n`)
else writeFileSync(file, `${rows.join('\n')}\n`)
await world.close()
