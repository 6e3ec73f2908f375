import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { checkout } from './checkout.ts'

let stateDir: string
before(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'motcua-main-'))
})
after(() => rmSync(stateDir, { recursive: true, force: true }))

type Ran = { code: number | null; out: string; err: string }

/** From another folder, as a stranger would. */
function motcua(
  args: string[],
  { input = '', env = {} }: { input?: string; env?: object } = {},
): Ran {
  const ran = spawnSync(process.execPath, [join(checkout, 'scripts/run.mjs'), ...args], {
    cwd: tmpdir(),
    input,
    encoding: 'utf8',
    env: { ...process.env, MOTCUA_STATE_DIR: stateDir, ...env },
  })
  return { code: ran.status, out: ran.stdout, err: ran.stderr }
}

test('--help says in two languages what each command does', () => {
  const { code, out } = motcua(['--help'])
  assert.equal(code, 0)
  assert.match(out, /^Một Cửa/)
  for (const command of ['migrate', 'due', 'verify'])
    assert.match(out, new RegExp(`^  ${command}\\b`, 'm'))
  assert.equal(motcua([]).out, out)
})

test('a command that does not exist is one sentence and exit code 2', () => {
  const { code, out, err } = motcua(['mirgate'])
  assert.deepEqual([code, out], [2, ''])
  assert.match(err, /^Không có lệnh "mirgate".*\n$/m)
  assert.equal(motcua(['constructor']).code, 2)
})

test('an argument that a command does not take is one sentence and exit code 2', () => {
  const { code, err } = motcua(['migrate', '--force'])
  assert.equal(code, 2)
  assert.match(err, /^motcua migrate không nhận "--force".*\n$/m)
})

test('due --jsonl answers on a clean standard output', () => {
  const question = '{"received":"2026-02-13T16:30","limit":3,"unit":"workingDay"}\n'
  const { code, out } = motcua(['due', '--jsonl'], { input: question })
  assert.deepEqual([code, out], [0, '{"dueAt":"2026-02-25T17:00"}\n'])
})

test('a setting that cannot be meant is one sentence and exit code 1, without a stack', () => {
  const { code, err } = motcua(['migrate'], { env: { PORT: 'eighty' } })
  assert.equal(code, 1)
  assert.match(err, /PORT phải là số/)
  assert.doesNotMatch(err, /\n\s+at /)
})
