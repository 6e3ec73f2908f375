/** Starts one PostgreSQL for the whole test run, runs node's own test runner on it, and stops it again. */
import { spawn } from 'node:child_process'
import { chmodSync, globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkout } from '../src/checkout.ts'
import { startEmbedded } from '../src/db/embedded.ts'
import { testSettings } from '../test/support/server-settings.ts'
import { inBatches } from './test-batches.ts'

const everyTest = [
  'src/**/*.test.ts',
  'src/**/*.test.tsx',
  'test/**/*.test.ts',
  'standins/**/*.test.ts',
]
const log = { info: () => undefined, error: (words: string) => console.error(words) }

/** Tests of Debian's own tools run in .ci/run only, which installs them. */
function testFiles(): string[] {
  return globSync(everyTest, { cwd: checkout, exclude: ['test/ci/**'] }).sort()
}

/** Several files are run in batches; a file that is named alone runs as it is. */
function filesFor(named: string[], folder: string): string[] {
  const files = named.length > 0 ? named : testFiles()
  return files.length > 1 ? inBatches(files, folder, checkout) : files
}

function runTests(args: string[], databaseUrl: string, folder: string): Promise<number> {
  const options = args.filter((arg) => arg.startsWith('--'))
  const named = args.filter((arg) => !arg.startsWith('--'))
  const files = filesFor(named, folder)
  const runner = ['--import', 'tsx', '--test', '--test-concurrency=3', ...options, ...files]
  const child = spawn(process.execPath, runner, {
    cwd: checkout,
    stdio: 'inherit',
    env: {
      ...process.env,
      MOTCUA_TEST_DATABASE_URL: databaseUrl,
      NODE_COMPILE_CACHE: join(folder, 'compiled'),
    },
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

async function onOwnServer(args: string[]): Promise<number> {
  const stateDir = mkdtempSync(join(tmpdir(), 'motcua-test-'))
  chmodSync(stateDir, 0o711)
  const server = await startEmbedded({ stateDir, log, settings: testSettings })
  try {
    return await runTests(args, server.adminUrl, join(stateDir, 'batches'))
  } finally {
    await server.stop()
    rmSync(stateDir, { recursive: true, force: true })
  }
}

async function onServer(databaseUrl: string, args: string[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-test-'))
  try {
    return await runTests(args, databaseUrl, folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const given = process.env['TEST_DATABASE_URL']
const args = process.argv.slice(2)
process.exitCode = given === undefined ? await onOwnServer(args) : await onServer(given, args)
