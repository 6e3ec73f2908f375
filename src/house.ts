/**
 * What both roles of the program (web, worker) are put together from: the law, the directory, the stores, the keys. Opened once,
 * closed once.
 */
import { join } from 'node:path'
import type { Logger } from 'pino'
import { diskFiles } from './adapters/disk-files.ts'
import { typstRenderer } from './adapters/typst.ts'
import { liveLaw, type LiveLaw } from './catalogue/publication/live-law.ts'
import { checkout } from './checkout.ts'
import type { Config } from './config.ts'
import { openDb, type Db } from './db/connect.ts'
import type { Server } from './db/server.ts'
import type { DossierDeps } from './dossier/handle.ts'
import { openDirectory, type Directory } from './office/directory.ts'
import type { FileStore } from './paper/files.ts'
import type { ResultDeps } from './result/deps.ts'
import { openKeyring, type Keyring } from './signing/keys.ts'
import type { PaperRenderer } from './signing/render.ts'

export type House = {
  config: Config
  log: Logger
  /** Follows what is published: every process serves it within a second or two. */
  law: LiveLaw
  directory: Directory
  /** The application role's database: everything that acts for a person. */
  app: Db
  /** The worker role's database: what follows from the history. */
  worker: Db
  files: FileStore
  papers: PaperRenderer
  keyring: Keyring
  now: () => Date
  /** The dossier's door over one of the two databases. */
  dossier(db: Db): DossierDeps
  result(db: Db): ResultDeps
  /** Called by the worker once it listens. */
  onPoke(poke: () => void): void
  close(): Promise<void>
}

export const dataDir: string = join(checkout, 'data')

export async function openHouse(config: Config, server: Server, log: Logger): Promise<House> {
  let isClosing = false
  const onError = (error: Error): void => {
    // A server that stops right after the pools says goodbye to connections that are on their way out.
    if (!isClosing) log.warn({ error: error.message }, 'database connection broke')
  }
  const { namedStatements } = config
  const app = openDb(server.appUrl, { name: 'web', max: 20, namedStatements, onError })
  const worker = openDb(server.workerUrl, { name: 'worker', max: 10, namedStatements, onError })
  const now = (): Date => new Date()
  const onFault = (fault: string): void => log.error({ fault }, 'the published law')
  const law = await liveLaw({ dataDir, db: app, now, onFault })
  const directory = await openDirectory(app)
  const papers = typstRenderer()
  const keyring = await openKeyring(config.stateDir, config.secret)
  const files = diskFiles(join(config.stateDir, 'files'))
  let poke = (): void => undefined
  const dossier = (db: Db): DossierDeps => ({
    db,
    law: {
      calendar: () => law.calendar(),
      terms: ({ code, caseCode, version }) => law.terms(code, caseCode, version),
    },
    offices: directory,
    poke: () => poke(),
  })
  const result = (db: Db): ResultDeps => ({
    dossier: dossier(db),
    files,
    papers,
    keyring,
    codeLists: () => law.codeLists,
    publicUrl: config.publicUrl,
    now,
  })
  return {
    config,
    log,
    law,
    directory,
    app,
    worker,
    files,
    papers,
    keyring,
    now,
    dossier,
    result,
    onPoke: (wake) => {
      poke = wake
    },
    close: async () => {
      isClosing = true
      await law.stop()
      await papers.close()
      await Promise.all([app.destroy(), worker.destroy()])
    },
  }
}
