/**
 * The server for test files that are run alone (without `npm test`): one per checkout, shared by all of them,
 * kept by a process of its own that ends after ten minutes without a connection.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { checkout } from '../../src/checkout.ts'
import { checkoutKey } from '../../src/db/cluster.ts'

export const sharedFolder = join(
  tmpdir(),
  `motcua-test-${process.getuid?.() ?? 0}-${checkoutKey()}`,
)

/** Superuser URL of the shared server, started when it is not there. */
export async function sharedServer(): Promise<string> {
  const running = await runningServer()
  if (running !== undefined) return running
  mkdirSync(sharedFolder, { recursive: true, mode: 0o711 })
  const keeper = join(checkout, 'test/support/server-keeper.ts')
  spawn(process.execPath, [keeper], { detached: true, stdio: 'ignore', cwd: checkout }).unref()
  for (let waited = 0; waited < 60_000; waited += 100) {
    await sleep(100)
    const started = await runningServer()
    if (started !== undefined) return started
  }
  throw new Error(`the shared test server in ${sharedFolder} did not start`)
}

async function runningServer(): Promise<string | undefined> {
  let url: string
  try {
    const note = JSON.parse(readFileSync(join(sharedFolder, 'server.json'), 'utf8')) as {
      adminUrl: string
    }
    url = note.adminUrl
  } catch {
    return undefined
  }
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return url
  } catch {
    return undefined
  } finally {
    await client.end().catch(() => undefined)
  }
}
