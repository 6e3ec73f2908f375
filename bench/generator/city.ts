/** An embedded PostgreSQL with the product's settings, migrated and with the real data, for measurements; removed at the end unless kept. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { importAll } from '../../src/catalogue/import.ts'
import { checkout } from '../../src/checkout.ts'
import { loadConfig } from '../../src/config.ts'
import { openDb } from '../../src/db/connect.ts'
import { startEmbedded } from '../../src/db/embedded.ts'
import { migrate } from '../../src/db/migrate.ts'

export type BenchServer = {
  adminUrl: string
  ownerUrl: string
  stateDir: string
  stop(): Promise<void>
}

/** `keepIn`: a folder to keep the database in, so that the next run finds it. */
export async function benchServer(keepIn?: string): Promise<BenchServer> {
  const base = join(loadConfig().stateDir, '..')
  mkdirSync(base, { recursive: true })
  const stateDir = keepIn ?? mkdtempSync(join(base, 'bench-'))
  if (!existsSync(stateDir)) mkdirSync(stateDir, { recursive: true })
  chmodSync(stateDir, 0o711)
  const server = await startEmbedded({
    stateDir,
    log: { info: () => undefined, error: console.error },
  })
  return {
    adminUrl: server.adminUrl,
    ownerUrl: server.ownerUrl,
    stateDir,
    stop: async () => {
      await server.stop()
      if (keepIn === undefined) rmSync(stateDir, { recursive: true, force: true })
    },
  }
}

/** Migrations and the catalogue, as at the first start of the program; answers with the program's logins. */
export async function prepareCity(
  ownerUrl: string,
): Promise<{ appUrl: string; workerUrl: string }> {
  const logins = await migrate(ownerUrl, { secret: 'a secret of the measurements' })
  const owner = openDb(ownerUrl, { name: 'bench import', max: 2 })
  try {
    await importAll(owner, { dataDir: join(checkout, 'data') })
  } finally {
    await owner.destroy()
  }
  return logins
}
