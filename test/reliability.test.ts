import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkout } from '../src/checkout.ts'
import { faultsOf, filesNamedIn, readRows, STATEMENTS } from './support/reliability.ts'

const table = readFileSync(join(checkout, 'docs/reliability.md'), 'utf8')

function read(file: string): string | undefined {
  const path = join(checkout, file)
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

test('every statement about reliability names the tests that prove it and how its guard was broken', () => {
  assert.deepEqual(faultsOf(readRows(table), STATEMENTS, read), [])
})

test('every script and test that the page on reliability names is there', () => {
  assert.deepEqual(
    filesNamedIn(table).filter((file) => read(file) === undefined),
    [],
  )
})

const SOURCE = `
  // the desk closes at five
  test('the receipt is printed once', () => undefined)
  test(\`\${ROUNDS} officers who press at once\`, () => undefined)
  it("the clerk's book has no gap", () => undefined)`

function faultsIn(row: string): string[] {
  return faultsOf(readRows(row), ['R01'], (file) => (file === 'a.test.ts' ? SOURCE : undefined))
}

const GOOD: [what: string, row: string][] = [
  ['a plain name', '| R01 | kept | `a.test.ts`: "the receipt is printed once" | key was dropped |'],
  [
    'a name with a number',
    '| R01 | kept | `a.test.ts`: "officers who press at once" | key was dropped |',
  ],
  [
    'two tests and a script',
    '| R01 | kept | `a.test.ts`: "the receipt is printed once"<br>`a.test.ts`: "the clerk\'s book has no gap" | made the key random |',
  ],
]
for (const [what, row] of GOOD) {
  test(`a row with ${what} is taken`, () => assert.deepEqual(faultsIn(row), []))
}

const BAD: [what: string, row: string, fault: RegExp][] = [
  ['is not there', '', /R01 has no row/],
  [
    'says nothing',
    '| R01 | | `a.test.ts`: "the receipt is printed once" | key was dropped |',
    /nothing/,
  ],
  ['names no test', '| R01 | kept | npm run bench | key was dropped |', /R01 names no test/],
  [
    'names a file that is not there',
    '| R01 | kept | `b.test.ts`: "the receipt is printed once" | key was dropped |',
    /file that is not there: b\.test\.ts/,
  ],
  [
    'names a test that is not there',
    '| R01 | kept | `a.test.ts`: "the receipt is printed twice" | key was dropped |',
    /does not stand in a\.test\.ts/,
  ],
  [
    'names what is only a comment',
    '| R01 | kept | `a.test.ts`: "the desk closes at five" | key was dropped |',
    /does not stand in a\.test\.ts/,
  ],
  [
    'names a word that stands everywhere',
    '| R01 | kept | `a.test.ts`: "the" | key was dropped |',
    /does not stand in a\.test\.ts/,
  ],
  [
    'names a script that is not there',
    '| R01 | kept | `a.test.ts`: "the receipt is printed once", `bench/none.ts` | key was dropped |',
    /file that is not there: bench\/none\.ts/,
  ],
  [
    'says nothing of its guard',
    '| R01 | kept | `a.test.ts`: "the receipt is printed once" | – |',
    /how its guard was broken/,
  ],
  [
    'stands twice',
    '| R01 | kept | `a.test.ts`: "the receipt is printed once" | key was dropped |\n'.repeat(2),
    /R01 has two rows/,
  ],
]
for (const [what, row, fault] of BAD) {
  test(`a row that ${what} is found`, () => assert.match(faultsIn(row).join('\n'), fault))
}
