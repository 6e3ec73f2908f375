/** All tables of wrong inputs, and the list of them in docs/testing.md; run as a program it writes that list. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from '../../src/checkout.ts'
import { wrongAnswers } from './answers.ts'
import { wrongFiles } from './files.ts'
import { wrongAtOffices } from './offices.ts'
import { wrongFromPortal } from './portal.ts'
import { wrongRequests } from './requests.ts'
import type { WrongInput } from './table.ts'

export const tables: Readonly<Record<string, readonly WrongInput[]>> = {
  'Answers on the pages of filing': wrongAnswers,
  'Files that are no papers': wrongFiles,
  'Requests that no page of ours sends': wrongRequests,
  'Tracking, verifying, signing in, and the counter': wrongAtOffices,
  'The door of the National Portal': wrongFromPortal,
}

/** The list as it stands in docs/testing.md. */
export function documented(): string {
  const count = Object.values(tables).flat().length
  const parts = Object.entries(tables).map(([title, rows]) => {
    const lines = rows.map(
      ({ what, to, status, says }) =>
        `- ${what.replace(/__\w+__/g, '`$&`')} → \`${to}\`: ${status}, ${shown(says)}`,
    )
    return `### ${title}\n\n${lines.join('\n')}`
  })
  return `${count} wrong inputs.\n\n${parts.join('\n\n')}`
}

/** Codes are code, sentences are sentences; a long name stays short. */
function shown(says: string): string {
  if (/^("|→|kept:)/.test(says)) return `\`${says}\``
  return `“${says}”`
}

const BEGIN = '<!-- wrong inputs: written by test/bad-input/list.ts -->'
const END = '<!-- end of wrong inputs -->'

if (import.meta.main) {
  const file = join(checkout, 'docs/testing.md')
  const page = readFileSync(file, 'utf8')
  const before = page.slice(0, page.indexOf(BEGIN) + BEGIN.length)
  writeFileSync(file, `${before}\n\n${documented()}\n\n${page.slice(page.indexOf(END))}`)
}
