import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { checkout } from '../../src/checkout.ts'

let stateDir: string

before(() => {
  // The database runs as another user when we are root: the folder must let it pass.
  stateDir = mkdtempSync(join(tmpdir(), 'motcua-stop-'))
  chmodSync(stateDir, 0o711)
})
after(() => rmSync(stateDir, { recursive: true, force: true }))

/** Milliseconds after the address was printed: while data is loaded, while the worker starts, and when all is there. */
const MOMENTS = [0, 300, 700, 1200, 2000, 4000, 10_000]

test(
  'told to stop at any moment of its start, the program ends in order and leaves nothing running',
  { timeout: 240_000 },
  async () => {
    for (const moment of MOMENTS) {
      const program = launch()
      const printed = await addressOf(program)
      await sleep(moment)
      const told = Date.now()
      program.kill('SIGTERM')
      const [code] = (await once(program, 'exit')) as [number | null]
      assert.equal(code, 0, `after ${moment} ms: ${printed()}`)
      assert.ok(Date.now() - told < 15_000, `took ${Date.now() - told} ms after ${moment} ms`)
      assert.equal(existsSync(join(stateDir, 'postgres/data/postmaster.pid')), false)
      assert.deepEqual(leftBehind(), [], `after ${moment} ms`)
    }
  },
)

function launch() {
  const env = { ...process.env, MOTCUA_STATE_DIR: stateDir, PORT: '0', LOG_LEVEL: 'fatal' }
  return spawn(process.execPath, [join(checkout, 'scripts/run.mjs'), 'start'], {
    cwd: checkout,
    env: { ...env, DATABASE_URL: '', npm_lifecycle_event: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Waits for the address; then what the program has printed so far. */
async function addressOf(program: ReturnType<typeof launch>): Promise<() => string> {
  let output = ''
  program.stderr.on('data', (bytes: Buffer) => (output += bytes.toString()))
  program.stdout.on('data', (bytes: Buffer) => (output += bytes.toString()))
  while (!output.includes('Một Cửa: http')) {
    assert.equal(program.exitCode, null, output)
    await sleep(20)
  }
  return () => output
}

/** Programs that still work on our folder. */
function leftBehind(): string[] {
  const { stdout } = spawnSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' })
  return stdout.split('\n').filter((line) => line.includes(stateDir))
}
