/** Keeps the shared test server (see server.ts) until nobody has used it for ten minutes. */
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { startEmbedded } from '../../src/db/embedded.ts'
import { FolderInUse } from '../../src/db/lock.ts'
import { sharedFolder } from './server.ts'
import { testSettings } from './server-settings.ts'

const longestIdle = 10 * 60_000
const silent = { info: () => undefined, error: () => undefined }

async function usersOf(adminUrl: string): Promise<number> {
  const client = new Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ users: number }>(
      "select count(*)::int users from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
    )
    return rows[0]?.users ?? 0
  } finally {
    await client.end()
  }
}

try {
  const server = await startEmbedded({
    stateDir: sharedFolder,
    log: silent,
    settings: testSettings,
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void server.stop().then(() => process.exit(0)))
  }
  for (let idle = 0; idle < longestIdle; idle += 10_000) {
    await sleep(10_000)
    if ((await usersOf(server.adminUrl)) > 0) idle = 0
  }
  await server.stop()
} catch (error) {
  if (!(error instanceof FolderInUse)) throw error // another test run was faster: its server is used
}
