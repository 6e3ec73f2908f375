import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { checkout } from '../../src/checkout.ts'

let stateDir: string

beforeEach(() => {
  // The database runs as another user when we are root: the folder must let it pass.
  stateDir = mkdtempSync(join(tmpdir(), 'motcua-stop-'))
  chmodSync(stateDir, 0o711)
})
afterEach(() => rmSync(stateDir, { recursive: true, force: true }))

/** Milliseconds after the address is printed (data is being loaded) or after pages open (the worker is being started). */
const MOMENTS = [
  ...[1000].map((ms) => ({ isOpen: false, ms })),
  ...[150].map((ms) => ({ isOpen: true, ms })),
]

for (const { isOpen, ms } of MOMENTS) {
  const moment = `${ms} ms after ${isOpen ? 'its pages opened' : 'its address was printed'}`

  test(
    `told to stop in its first start ${moment}, the program ends in order and leaves nothing running`,
    { timeout: 120_000 },
    async () => {
      const program = launch()
      const { url, printed } = await addressOf(program)
      if (isOpen) await untilOpen(url)
      await sleep(ms)
      program.kill('SIGTERM')
      const ended = once(program, 'exit') as Promise<[number | null]>
      const [code] = await Promise.race([ended, sleep(20_000, ['still running'] as const)])
      if (code !== 0) killAll()
      assert.equal(code, 0, printed())
      assert.equal(existsSync(join(stateDir, 'postgres/data/postmaster.pid')), false)
      assert.deepEqual(leftBehind(), [])
    },
  )
}

function launch() {
  const env = { ...process.env, MOTCUA_STATE_DIR: stateDir, PORT: '0', LOG_LEVEL: 'fatal' }
  return spawn(process.execPath, [join(checkout, 'scripts/run.mjs'), 'start'], {
    cwd: checkout,
    env: { ...env, DATABASE_URL: '', npm_lifecycle_event: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Waits for the address; `printed` is what the program has said so far. */
async function addressOf(program: ReturnType<typeof launch>) {
  let output = ''
  program.stderr.on('data', (bytes: Buffer) => (output += bytes.toString()))
  program.stdout.on('data', (bytes: Buffer) => (output += bytes.toString()))
  for (;;) {
    const url = /Một Cửa: (http\S+)/.exec(output)?.[1]
    if (url) return { url, printed: () => output }
    assert.equal(program.exitCode, null, output)
    await sleep(20)
  }
}

async function untilOpen(url: string): Promise<void> {
  for (;;) {
    const answer = await fetch(url)
    await answer.body?.cancel()
    if (answer.ok) return
    await sleep(10)
  }
}

function killAll(): void {
  const numbers = [join(stateDir, 'lock.pid'), join(stateDir, 'postgres/data/postmaster.pid')]
    .filter((file) => existsSync(file))
    .map((file) => Number(readFileSync(file, 'utf8').split('\n')[0]))
  for (const pid of [...numbers, ...leftBehind().map((line) => Number.parseInt(line, 10))]) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // already gone
    }
  }
}

/** Programs that still work on our folder. */
function leftBehind(): string[] {
  const { stdout } = spawnSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' })
  return stdout.split('\n').filter((line) => line.includes(stateDir))
}
