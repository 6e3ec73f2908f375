/** The table of docs/reliability.md: which statement is proved by which test, and how its guard was broken once. */

export type Proof = { file: string; name: string }
export type Row = { id: string; statement: string; proofs: Proof[]; rest: string; control: string }

/** What the house promises; each needs its row. */
export const STATEMENTS: readonly string[] = [
  'R01 R02 R03 R06 R07 R08 R09 R10 R11 R12 R13 R14 R15 R16 R18 R19 R20',
  'A01 A02 A03 A04 A05 A06 A08 A09 A10 A11',
  'L01 L02 L03 L04 L05 L06 S01 S02 S03 S06 F01 F02 F03 F04 F05 F06 F07 F08 I01 I03 I04 I05 I06 O01',
  'N01 N02 N04 N05 N06 N07 P01 P04 U01 U02',
  'D01 D02 D03 D04 D05 D06 D07 D08 D09 D10 D11 D12 D13 D14 D15 D16 D17 D18 D19 D20 D21 D22 D23 D24',
  'D25 D26 D27 D28 D29 D30 D31 D32 D33 D34 D35 D36 D37 D38 D39 D40 D41 D42',
].flatMap((line) => line.split(' '))

/** `\`file\`: "name"`, as the third column writes it; several stand one below the other, separated by `<br>`. */
const PROOF = /`([^`]+)`: "((?:[^"\\]|\\.)+)"/g

/** Rows of a Markdown table whose first column is the id of a statement. */
export function readRows(markdown: string): Row[] {
  return markdown.split('\n').flatMap((line) => {
    const cells = line.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'))
    const [, id = '', statement = '', proved = '', control = ''] = cells
    if (!/^[A-Z]\d\d$/.test(id)) return []
    const proofs = [...proved.matchAll(PROOF)].map(([, file = '', name = '']) => ({ file, name }))
    return [{ id, statement, proofs, rest: proved.replaceAll(PROOF, ''), control }]
  })
}

/** Files and scripts that a text names in backquotes. */
export function filesNamedIn(text: string): string[] {
  const named = [...text.matchAll(/`((?:bench|test|src|scripts)\/[^`\s]+\.(?:ts|tsx|mjs))`/g)]
  return [...new Set(named.map(([, file = '']) => file))]
}

const QUOTED = /(['"`])((?:\\.|(?!\1)[^\\])*)\1/.source
const TITLE = new RegExp(`\\b(?:test|it|describe)\\(\\s*${QUOTED}`, 'g')
/** A title made while running: a name that a table holds, alone or inside a template. */
const MADE_TITLE = /\b(?:test|it|describe)\(\s*(?:[\w.]+,|`[^`]*\$\{)/

/** The names that tests of a file go by, as they stand in it; where they are made from a table, the words of its lines too. */
export function titlesIn(source: string, isMade: boolean = MADE_TITLE.test(source)): string[] {
  const plain = unquoted(source, TITLE)
  if (!isMade) return plain
  const lines = source.split('\n').filter((line) => !/^\s*(?:\/\/|\/?\*)/.test(line))
  return [...plain, ...lines.flatMap((line) => unquoted(line, new RegExp(QUOTED, 'g')))]
}

function unquoted(source: string, pattern: RegExp): string[] {
  const found = source.matchAll(pattern)
  return [...found].map(([, quote = '', title = '']) => title.replaceAll(`\\${quote}`, quote))
}

/** The files of the same folder, or of a folder in it, from which a test file takes its tests. */
export function partsOf(file: string, source: string): string[] {
  const folder = file.slice(0, file.lastIndexOf('/'))
  const imports = source.matchAll(/from '\.\/([\w/-]+\.tsx?)'/g)
  return [...imports].map(([, path = '']) => `${folder}/${path}`)
}

/** What is wrong with the rows, in words that say what to mend; `read` gives a file of the checkout, if it is there. */
export function faultsOf(
  rows: readonly Row[],
  wanted: readonly string[],
  read: (file: string) => string | undefined,
): string[] {
  const missing = wanted.filter((id) => !rows.some((row) => row.id === id))
  const ids = rows.map(({ id }) => id)
  const twice = ids.filter((id, nth) => ids.indexOf(id) !== nth)
  return [
    ...missing.map((id) => `${id} has no row`),
    ...twice.map((id) => `${id} has two rows`),
    ...rows.flatMap((row) => faultsOfRow(row, read).map((fault) => `${row.id} ${fault}`)),
  ]
}

/** Shorter ones stand everywhere and name nothing. */
const SHORTEST_NAME = 12

function faultsOfRow(row: Row, read: (file: string) => string | undefined): string[] {
  const faults = row.proofs.flatMap(({ file, name }) => {
    const source = read(file)
    if (source === undefined) return [`names a file that is not there: ${file}`]
    const sources = [source, ...partsOf(file, source).map((part) => read(part) ?? '')]
    const isMade = sources.some((each) => MADE_TITLE.test(each))
    const isThere =
      name.length >= SHORTEST_NAME &&
      sources.some((each) => titlesIn(each, isMade).some((title) => title.includes(name)))
    return isThere ? [] : [`names a test that does not stand in ${file}: ${name}`]
  })
  return [
    ...(row.statement === '' ? ['says nothing'] : []),
    ...(row.proofs.length === 0 ? ['names no test'] : []),
    ...faults,
    ...filesNamedIn(`${row.rest} ${row.control}`)
      .filter((file) => read(file) === undefined)
      .map((file) => `names a file that is not there: ${file}`),
    ...(row.control.length < SHORTEST_NAME ? ['does not say how its guard was broken'] : []),
  ]
}
