import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { checkout } from '../../src/checkout.ts'
import { marksOf, readMigrations, type Migration } from '../../src/db/migration-files.ts'
import { lintMigration } from '../support/migration-lint.ts'
import { TYPICAL } from '../support/migrations-under-load.ts'

/** Those before it are older than these rules; migrations.test.ts runs every one since 0030 beside people who write. */
const FIRST_UNDER_LOAD = 42

function made(text: string): Migration {
  return { number: 1, name: '0001_made.sql', sha256: '', text, marks: marksOf('made', text) }
}

test('every migration that may meet a large database is one that people can work beside', async () => {
  const files = await readMigrations(join(checkout, 'migrations'))
  const faults = files
    .filter(({ number }) => number >= FIRST_UNDER_LOAD)
    .flatMap((file) => lintMigration(file).map((fault) => `${file.name}: ${fault}`))
  assert.deepEqual(faults, [])
})

test('the ways that the guide tells are accepted', () => {
  const kept = Object.entries(TYPICAL).filter(([name]) => !/drop|not_null/.test(name))
  for (const [name, text] of kept) assert.deepEqual([name, lintMigration(made(text))], [name, []])
})

describe('refused', () => {
  const refused: readonly [string, RegExp][] = [
    ['create index a on dossier (code);', /require-concurrent-index-creation/],
    ['create index concurrently a on dossier (code);', /outside a transaction/],
    [
      '-- motcua: outside a transaction\ncreate index concurrently a on dossier (code);',
      /prefer-robust-stmts/,
    ],
    ['alter table dossier alter column step set not null;', /adding-not-nullable-field/],
    ['alter table dossier add column x text not null;', /adding-required-field/],
    ['alter table dossier add column x uuid default gen_random_uuid();', /adding-field-with-def/],
    ['alter table dossier alter column code type varchar(9);', /changing-column-type/],
    ['alter table dossier add constraint c check (seq > 0);', /constraint-missing-not-valid/],
    ['alter table dossier add unique (code);', /disallowed-unique-constraint/],
    ['alter table dossier rename column code to number;', /renaming-column/],
    ['alter table dossier drop column step;', /ban-drop-column/],
    ["update dossier set step = '';", /changes rows all at once/],
    ['delete from dossier_pending;', /changes rows all at once/],
    ["-- motcua: in batches of dossier (id)\nupdate dossier set step = '';", /between \$1 and \$2/],
    [
      '-- motcua: outside a transaction\ndrop index concurrently if exists a; drop index concurrently if exists b;',
      /more than its one/,
    ],
    ['-- squawk-ignore ban-drop-column\nalter table dossier drop column step;', /without its reas/],
  ]
  for (const [text, fault] of refused) {
    test(text.replaceAll('\n', ' '), () => {
      assert.match(lintMigration(made(text)).join('\n'), fault)
    })
  }

  test('but not with a reason above the exception', () => {
    const text =
      '-- No program has read it since 0041 was rolled out everywhere.\n-- squawk-ignore ban-drop-column\n' +
      'alter table dossier drop column step;'
    assert.deepEqual(lintMigration(made(text)), [])
  })

  test('a mark that means nothing', () => {
    assert.throws(() => marksOf('0001_x.sql', '-- motcua: in bunches\n'), /in bunches/)
  })
})
