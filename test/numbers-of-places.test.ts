/** A GSO number alone means two places: whatever looks one up has to say for which day. */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkout } from '../src/checkout.ts'

const TABLES = /\b(?:office_number|unit_number)\b/
/** A condition on the number itself, not on the unit or office that has it. */
const BY_NUMBER = /\bnumber\b['"]?\s*(?:=|,\s*'=')\s*(?!.*\bunit_id\b)/
const DAY = /\bvalid_from\b/

/** Functions that look for a number in these tables without saying the day. */
function withoutDay(source: string): string[] {
  return source
    .split(/\n(?=(?:export )?(?:async )?function )/)
    .filter((part) => TABLES.test(part) && BY_NUMBER.test(part) && !DAY.test(part))
    .map((part) => part.split('\n')[0] ?? '')
}

test('every look-up of a number in the database says for which day', () => {
  const files = globSync('src/**/*.{ts,tsx}', { cwd: checkout }).filter(
    (file) => !/\.test\.tsx?$/.test(file),
  )
  const asking = files.filter((file) => TABLES.test(readFileSync(join(checkout, file), 'utf8')))
  assert.ok(asking.length >= 4, 'the look-ups are where this test looks')
  const faults = asking.flatMap((file) =>
    withoutDay(readFileSync(join(checkout, file), 'utf8')).map((name) => `${file}: ${name}`),
  )
  assert.deepEqual(faults, [])
})

test('the test sees a look-up without its day', () => {
  const bad = `function officeOf(db, number) {\n  return sql\`select office_id from office_number where number = \${number}\`\n}`
  assert.equal(withoutDay(bad).length, 1)
  const good = bad.replace('`\n}', ' and valid_from <= ${day}`\n}')
  assert.deepEqual(withoutDay(good), [])
})

test('no route and no link is made of a number: places stand under ids of ours', () => {
  const files = globSync('src/**/*.{ts,tsx}', { cwd: checkout })
  const faults = files.filter((file) =>
    /href=\{`[^`]*\$\{[^}]*\b(?:commune|formerCode|number)\b/.test(
      readFileSync(join(checkout, file), 'utf8'),
    ),
  )
  assert.deepEqual(faults, [])
})
