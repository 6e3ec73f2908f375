/** Starts one PostgreSQL for the whole test run, runs node's own test runner on it, and stops it again. */
import { spawn } from 'node:child_process'
import { chmodSync, globSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkout } from '../src/checkout.ts'
import { startEmbedded } from '../src/db/embedded.ts'
import { quickFolder } from '../test/support/folders.ts'
import { testSettings } from '../test/support/server-settings.ts'
import { inBatches } from './test-batches.ts'
import { bundled } from './test-bundle.ts'

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

/** Several files are run in batches, each a bundle; a file that is named alone runs as it is. */
async function filesFor(named: string[], folder: string): Promise<string[]> {
  const files = named.length > 0 ? named : testFiles()
  if (files.length === 1) return files
  return bundled(inBatches(files, join(folder, 'entries'), checkout), folder, checkout)
}

type Server = { databaseUrl: string; temporary: string }

async function runTests(args: string[], server: Server): Promise<number> {
  const options = args.filter((arg) => arg.startsWith('--'))
  const named = args.filter((arg) => !arg.startsWith('--'))
  const folder = folderOfRun()
  try {
    const files = await filesFor(named, folder)
    return await runFiles(options, files, { ...server, compiled: join(folder, 'compiled') })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** In the checkout, so that bundles find the packages; what a run left behind that was killed goes with the next one. */
function folderOfRun(): string {
  const all = join(checkout, 'node_modules/.cache/motcua-tests')
  mkdirSync(all, { recursive: true })
  for (const left of readdirSync(all))
    if (!isRunning(Number(left))) rmSync(join(all, left), { recursive: true, force: true })
  const own = join(all, String(process.pid))
  mkdirSync(own, { recursive: true })
  return own
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function runFiles(
  options: string[],
  files: string[],
  { databaseUrl, temporary, compiled }: Server & { compiled: string },
): Promise<number> {
  // Bundles are JavaScript already: loading tsx would cost each process a third of a second more.
  const sources = files.some((file) => /\.tsx?$/.test(file)) ? ['--import', 'tsx'] : []
  const node = [...sources, '--enable-source-maps', '--test', '--test-concurrency=3']
  const child = spawn(process.execPath, [...node, ...options, ...files], {
    cwd: checkout,
    stdio: 'inherit',
    env: {
      ...process.env,
      MOTCUA_TEST_DATABASE_URL: databaseUrl,
      MOTCUA_TEST_LASTING: tmpdir(),
      TMPDIR: temporary,
      NODE_COMPILE_CACHE: compiled,
    },
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

/** What the tests write goes with the folder, whatever a test left behind; a killed run's goes with the next one. */
async function inOwnFolder(act: (folder: string) => Promise<number>): Promise<number> {
  const place = quickFolder()
  for (const left of readdirSync(place)) {
    const pid = /^motcua-test-(\d+)-\w{6}$/.exec(left)?.[1]
    if (pid !== undefined && !isRunning(Number(pid))) sweep(join(place, left))
  }
  const folder = mkdtempSync(join(place, `motcua-test-${process.pid}-`))
  chmodSync(folder, 0o711)
  try {
    return await act(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function sweep(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true })
  } catch {
    // another user's
  }
}

/** As open as every temporary folder: a test starts programs as other users. */
function temporaryIn(folder: string): string {
  const temporary = join(folder, 'tmp')
  mkdirSync(temporary)
  chmodSync(temporary, 0o1777)
  return temporary
}

async function onOwnServer(args: string[], stateDir: string): Promise<number> {
  const server = await startEmbedded({ stateDir, log, settings: testSettings })
  try {
    return await runTests(args, { databaseUrl: server.adminUrl, temporary: temporaryIn(stateDir) })
  } finally {
    await server.stop()
  }
}

const given = process.env['TEST_DATABASE_URL']
const args = process.argv.slice(2)
process.exitCode = await inOwnFolder((folder) =>
  given === undefined
    ? onOwnServer(args, folder)
    : runTests(args, { databaseUrl: given, temporary: temporaryIn(folder) }),
)
