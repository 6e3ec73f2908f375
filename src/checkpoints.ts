/** What a checkpoint is made with, from the settings: for the command and for the nightly job. */
import { httpTimestamper } from './adapters/rfc3161.ts'
import { openCheckpointKey } from './audit/checkpoint-key.ts'
import type { CheckpointDeps } from './audit/make-checkpoint.ts'
import type { Config } from './config.ts'
import type { Db } from './db/connect.ts'

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
