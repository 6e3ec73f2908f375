/** What checkpoints and invariants are made with, from the settings: for the commands and for the nightly jobs. */
import { join } from 'node:path'
import { diskFiles } from './adapters/disk-files.ts'
import { httpTimestamper } from './adapters/rfc3161.ts'
import { openCheckpointKey } from './audit/checkpoint-key.ts'
import type { CheckpointDeps } from './audit/make-checkpoint.ts'
import type { Facts } from './audit/invariants/invariant.ts'
import { readIntegrityPolicy } from './audit/policy.ts'
import type { Law } from './catalogue/law.ts'
import { checkout } from './checkout.ts'
import { loadConfig, type Config } from './config.ts'
import type { Db } from './db/connect.ts'
import { openDirectory } from './office/directory.ts'

export function checkpointDeps(config: Config, db: Db, folder?: string): CheckpointDeps {
  return {
    db,
    key: openCheckpointKey(config.stateDir, config.secret),
    folder: folder ?? config.checkpointDir,
    now: () => new Date(),
    ...(config.timestampUrl && {
      timestamper: httpTimestamper(config.timestampUrl, {
        privateNetworks: config.outboundPrivate,
      }),
    }),
  }
}

/** For the command, which reads every file of the store. */
export async function factsNow(db: Db, law: Law): Promise<Facts> {
  const directory = await openDirectory(db)
  const { markOlderThanMinutes } = readIntegrityPolicy(join(checkout, 'data'))
  return {
    termsOf: ({ code, caseCode, version }) => law.terms(code, caseCode, version),
    calendar: () => law.calendar(),
    ancestorsOf: (officeId) => directory.ancestorsOf(officeId),
    files: diskFiles(join(loadConfig().stateDir, 'files')),
    now: () => new Date(),
    slices: undefined,
    markOlderThanMinutes,
  }
}
