/** How often the measurement of photographs is wrong, on the made set: `npm run bench -- photos`. The table of docs/photo-quality.md. */
import { performance } from 'node:perf_hooks'
import { confusion, LABELS, lookAtPhotos, mistakes, type Seen } from '../test/support/photo-set.ts'

function table(title: string, seen: readonly Seen[]): void {
  const counts = confusion(seen)
  console.log(`\n${title} (${seen.length})\n`)
  console.log(`| is, said | ${LABELS.join(' | ')} |`)
  console.log(`|---|${LABELS.map(() => '---|').join('')}`)
  for (const label of LABELS)
    console.log(`| ${label} | ${LABELS.map((said) => counts[label][said]).join(' | ')} |`)
  const { doubted, missed } = mistakes(seen)
  const fine = seen.filter(({ label }) => label === 'fine').length
  const share = (part: number, of: number): string => `${part} of ${of}`
  console.log(
    `\nreadable but doubted: ${share(doubted.length, fine)}; ${doubted.map(({ name }) => name).join(', ') || 'none'}`,
  )
  console.log(
    `bad but passed: ${share(missed.length, seen.length - fine)}; ${missed.map(({ name }) => name).join(', ') || 'none'}`,
  )
}

const began = performance.now()
const seen = await lookAtPhotos()
const each = (performance.now() - began) / seen.length
table(
  'Papers 1 and 3, by which the limits were set',
  seen.filter(({ half }) => half === 'tuned'),
)
table(
  'Papers 2 and 4, by which they are checked',
  seen.filter(({ half }) => half === 'proved'),
)
console.log(`\n${each.toFixed(0)} ms a photograph with reading, decoding and measuring`)
