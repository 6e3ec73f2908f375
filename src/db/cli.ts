/** `motcua migrate`: brings the database up to date and says what was applied. */
import type { Log } from './embedded.ts'
import { openServer } from './server.ts'
import type { ServerSettings } from './server.ts'

/** Exit code 0; what prevents it is thrown as Unstartable. */
export async function runMigrate(settings: ServerSettings, log: Log): Promise<number> {
  const server = await openServer({ ...settings, migrateAtStart: true }, { log, attach: true })
  try {
    for (const name of server.applied) log.info(`✔ ${name}`)
    log.info(
      server.applied.length === 0
        ? 'Cơ sở dữ liệu đã ở bản mới nhất. (The database is up to date.)'
        : `Đã chạy ${server.applied.length} tệp. (Applied ${server.applied.length} files.)`,
    )
    return 0
  } finally {
    await server.stop()
  }
}
