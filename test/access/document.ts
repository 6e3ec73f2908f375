/** The tables of docs/access.md: the matrix, and what is lawful when; run as a program it writes them there. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from '../../src/checkout.ts'
import { refusalToAct, rules } from '../../src/dossier/access.ts'
import type { CommandType } from '../../src/dossier/commands.ts'
import { decide } from '../../src/dossier/decide.ts'
import { MATRIX } from './matrix.ts'
import { MEANINGS, WHO, WHO_WORDS } from './matrix-words.ts'
import { actors, commandOf, factsOf, standing, termsOf } from './situations.ts'
import { LAWFUL, SITUATIONS, WHO_MAY, whoMay, WHO_IN, type Situation } from './transitions.ts'

const COMMANDS = Object.keys(rules) as CommandType[]

/** The matrix with its columns and letters. */
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

/** Situation by situation what is carried out, with the official status that follows, and why the rest is refused; then who may. */
export function lawful(): string {
  const situations = SITUATIONS.map((situation) => {
    const commands = Object.entries(LAWFUL[situation])
      .filter(([type]) => !type.startsWith('recordEmergency'))
      .map(([type, status]) => `${type} → ${status}`)
    return `- \`${situation}\`: ${commands.length === 0 ? 'nothing any more' : commands.join(', ')}${refusedIn(situation)}`
  })
  const who = Object.entries(WHO_MAY).map(
    ([type, names]) => `- \`${type}\`: ${names.join(', ') || 'nobody here'}`,
  )
  const elsewhere = Object.entries(WHO_IN).map(
    ([situation, own]) =>
      `- in \`${situation}\`: ${Object.entries(own)
        .map(([type, names]) => `${type} ${names.join(', ')}`)
        .join('; ')}`,
  )
  return [...situations, '', ...who, ...elsewhere].join('\n')
}

/** Each other command with the code of the refusal that whoever may give it hears. */
function refusedIn(situation: Situation): string {
  const byCode = Map.groupBy(
    COMMANDS.filter((type) => LAWFUL[situation][type] === undefined),
    (type) => refusalCode(situation, type),
  )
  return [...byCode].map(([code, types]) => `\n  - ${code}: ${types.join(', ')}`).join('')
}

function refusalCode(situation: Situation, type: CommandType): string {
  const terms = termsOf(situation)
  const codes = whoMay(situation, type).map((by) => {
    const state = standing(situation)
    const command = commandOf(type, by)
    const refusal = refusalToAct(actors[by], command, state)
    if (refusal) return refusal.code
    const decision = decide(state, command, factsOf(by, terms, type))
    return decision.ok ? 'carried out' : decision.refusal.code
  })
  const own = codes.filter((code) => code !== 'notAllowed')
  return [...new Set(own.length > 0 ? own : ['notAllowed'])].sort().join(' or ')
}

const PARTS = { 'access matrix': documented, 'lawful commands': lawful }

if (import.meta.main) {
  const file = join(checkout, 'docs/access.md')
  let page = readFileSync(file, 'utf8')
  for (const [name, write] of Object.entries(PARTS)) {
    const begin = `<!-- ${name}: written by test/access/document.ts -->`
    const before = page.slice(0, page.indexOf(begin) + begin.length)
    page = `${before}\n\n${write()}\n\n${page.slice(page.indexOf(`<!-- end of ${name} -->`))}`
  }
  writeFileSync(file, page)
}
