/** What a migration may not do while people work: squawk's rules, and a few of our own. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { checkout } from '../../src/checkout.ts'
import type { Migration } from '../../src/db/migration-files.ts'

/** Taste (types of columns), and what the runner itself sees to (timeouts, schema). */
const LEFT_OUT = [
  'prefer-bigint-over-int',
  'prefer-bigint-over-smallint',
  'prefer-identity',
  'prefer-text-field',
  'prefer-timestamptz',
  'require-lock-timeout',
  'require-statement-timeout',
  'require-timeout-settings',
  'require-table-schema',
  'transaction-nesting',
  'ban-uncommitted-transaction',
]

/** Everything wrong with it, a line each; none means it may run under load. */
export function lintMigration({ name, text, marks }: Migration): string[] {
  const faults = [...squawk(name, text, marks.isOutside), ...unreasoned(text)]
  if (!marks.batches && /^\s*(?:update|delete\s+from)\b/im.test(outsideFunctions(text)))
    faults.push('changes rows all at once: give it the mark "in batches of …"')
  if (!marks.isOutside && /\bconcurrently\b/i.test(text))
    faults.push('concurrently: give it the mark "outside a transaction"')
  if ((marks.isOutside || marks.batches) && /;\s*\S/.test(outsideFunctions(text)))
    faults.push('holds more than its one statement')
  if (marks.batches && !/\bbetween\s+\$1\s+and\s+\$2\b/i.test(text))
    faults.push('a batch takes the keys between $1 and $2')
  return faults
}

type Found = { line: number; rule_name: string; message: string }

function squawk(name: string, text: string, isOutside: boolean): string[] {
  const done = spawnSync(
    process.execPath,
    [
      join(checkout, 'node_modules/squawk-cli/js/bin/squawk'),
      '--reporter=json',
      '--pg-version=15.0',
      `--exclude=${LEFT_OUT.join(',')}`,
      ...(isOutside ? [] : ['--assume-in-transaction']),
      `--stdin-filepath=${name}`,
    ],
    { input: withPlaceholders(text), encoding: 'utf8', cwd: checkout },
  )
  if (done.error || ![0, 1].includes(done.status ?? -1))
    throw new Error(`squawk did not run: ${String(done.error ?? done.stderr)}`)
  const found = JSON.parse(done.stdout) as Found[]
  return found.map((one) => `line ${one.line + 1}: ${one.rule_name}: ${one.message}`)
}

/** Parameters stand for two keys; squawk reads plain files. */
const withPlaceholders = (text: string): string => text.replaceAll(/\$[12]\b/g, "'k'")

/** An exception is written above its statement, and its reason above that. */
function unreasoned(text: string): string[] {
  const lines = text.split('\n')
  return lines.flatMap((line, at) =>
    line.startsWith('-- squawk-ignore') &&
    !/^-- (?!squawk|motcua)\S.{15,}/.test(lines[at - 1] ?? '')
      ? [`line ${at + 1}: an exception without its reason in the line above`]
      : [],
  )
}

const outsideFunctions = (text: string): string =>
  text
    .replaceAll(/^--.*$/gm, '')
    .replaceAll(/(\$\w*\$)[\s\S]*?\1/g, '')
    .replaceAll(/\bbegin atomic[\s\S]*?\bend;/gi, '')
