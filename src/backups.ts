/** What `motcua backup` takes from the settings, and how `motcua restore` proves what it restored. */
import { runVerify } from './audit/cli.ts'
import type { Source } from './backup/make.ts'
import type { Law } from './catalogue/law.ts'
import type { Config } from './config.ts'
import { openDb, type Db } from './db/connect.ts'
import { loginOf } from './db/roles.ts'
import { Unstartable } from './db/unstartable.ts'

export function backupSource(config: Config): Source {
  const { databaseUrl } = config
  if (databaseUrl === undefined)
    throw new Unstartable(
      'Lệnh này sao lưu cơ sở dữ liệu trong DATABASE_URL; với PostgreSQL kèm theo, xem docs/operations.md. ' +
        '(It backs up the database of DATABASE_URL; for the embedded one see docs/operations.md.)',
    )
  return {
    databaseUrl,
    backupUrl: config.backupDatabaseUrl ?? databaseUrl,
    stateDir: config.stateDir,
    checkpointDir: config.checkpointDir,
    secret: config.secret,
    login: config.databaseAppUrl ? undefined : loginOf('motcua_app', config.secret).role,
    pgBin: config.pgBin,
    now: () => new Date(),
  }
}

type Verifying = { ownerUrl: string; lawOf(db: Db): Promise<Law>; out(line: string): void }

/** `motcua verify` on a database that has just been restored. */
export async function verifyRestored(args: string[], verifying: Verifying): Promise<number> {
  const { ownerUrl, lawOf, out } = verifying
  const db = openDb(ownerUrl, { name: 'restore', max: 4 })
  try {
    const law = await lawOf(db)
    return await runVerify(args, {
      db,
      termsOf: ({ code, caseCode, version }) => law.terms(code, caseCode, version),
      out,
    })
  } finally {
    await db.destroy()
  }
}
