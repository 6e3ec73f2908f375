/** The matrix as it stands in docs/access.md; run as a program it writes it there. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from '../../src/checkout.ts'
import { MATRIX } from './matrix.ts'
import { WHO, WHO_WORDS } from './matrix-world.ts'
import { MEANINGS } from './requests.ts'

const BEGIN = '<!-- access matrix: written by test/access/document.ts -->'
const END = '<!-- end of access matrix -->'

export function documented(): string {
  const columns = WHO.map((who, index) => `${index + 1}. ${WHO_WORDS[who]}`)
  const letters = Object.entries(MEANINGS).map(([letter, words]) => `- \`${letter}\` ${words}`)
  const width = Math.max(...Object.keys(MATRIX).map((route) => route.length))
  const rows = Object.entries(MATRIX).map(([route, row]) => `${route.padEnd(width)}  ${row}`)
  const head = `${''.padEnd(width)}  123 4567 89 01234 5 67 89`
  return [
    `${rows.length} routes, ${WHO.length} kinds of people and programs, ${rows.length * WHO.length} answers.`,
    columns.join('\n'),
    letters.join('\n'),
    ['```text', head, ...rows, '```'].join('\n'),
  ].join('\n\n')
}

if (import.meta.main) {
  const file = join(checkout, 'docs/access.md')
  const page = readFileSync(file, 'utf8')
  const before = page.slice(0, page.indexOf(BEGIN) + BEGIN.length)
  writeFileSync(file, `${before}\n\n${documented()}\n\n${page.slice(page.indexOf(END))}`)
}
