/**
 * A state folder as it is after the first start (server, migrations, catalogue), made once and copied for every program that
 * a test starts: the first start is tried by tests of its own.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { checkout } from '../../src/checkout.ts'
import { checkoutKey } from '../../src/db/cluster.ts'
import { lastingFolder } from './folders.ts'

/** Whatever the first start reads: another one of these, and the folder is made anew. */
const READ = ['migrations/*', 'data/**/*', 'src/catalogue/**/*.ts', 'src/db/*.ts', 'package.json']
const LOCK_MS = 300_000

/** Fills the empty folder `target`; `build` makes one and leaves it as an orderly stop does. */
export async function fillState(
  target: string,
  build: (folder: string) => Promise<void>,
): Promise<void> {
  const place = join(lastingFolder(), `motcua-prepared-${checkoutKey()}`)
  const ready = join(place, keyOfFirstStart())
  mkdirSync(place, { recursive: true })
  chmodSync(place, 0o711)
  const unlock = await lock(join(place, 'lock'))
  try {
    if (!existsSync(ready)) await make(place, ready, build)
  } finally {
    unlock()
  }
  execFileSync('cp', ['-a', `${ready}/.`, target])
}

async function make(
  place: string,
  ready: string,
  build: (folder: string) => Promise<void>,
): Promise<void> {
  for (const old of readdirSync(place).filter((name) => name !== 'lock')) {
    rmSync(join(place, old), { recursive: true, force: true })
  }
  const building = join(place, 'building')
  mkdirSync(building)
  chmodSync(building, 0o711)
  await build(building)
  renameSync(building, ready)
}

/** One test file makes it, the others wait; a run that was killed leaves its lock behind. */
async function lock(folder: string): Promise<() => void> {
  for (const giveUpAt = Date.now() + LOCK_MS; ; await sleep(200)) {
    try {
      mkdirSync(folder)
      return () => rmSync(folder, { recursive: true, force: true })
    } catch {
      if (Date.now() > giveUpAt) rmSync(folder, { recursive: true, force: true })
    }
  }
}

function keyOfFirstStart(): string {
  const hash = createHash('sha256')
  for (const file of globSync(READ, { cwd: checkout }).sort()) {
    if (file.includes('.test.') || !statSync(join(checkout, file)).isFile()) continue
    hash.update(file).update(readFileSync(join(checkout, file)))
  }
  return hash.digest('hex').slice(0, 16)
}
