/**
 * What both roles of the program (web, worker) are put together from: the law, the directory, the stores, the keys. Opened once,
 * closed once.
 */
import { join } from 'node:path'
import type { Logger } from 'pino'
import { clamd } from './adapters/clamd.ts'
import { diskFiles, diskQuarantine } from './adapters/disk-files.ts'
import { pictures as openPictures } from './adapters/pictures.ts'
import { typstRenderer } from './adapters/typst.ts'
import { isOwnCounter, openCrossOffice } from './catalogue/cross-office.ts'
import { liveLaw, type LiveLaw } from './catalogue/publication/live-law.ts'
import { checkout } from './checkout.ts'
import { openBeats, type Beats } from './beats.ts'
import type { Config } from './config.ts'
import { openDb, type Db } from './db/connect.ts'
import type { Server } from './db/server.ts'
import { DATABASE_MS } from './health.ts'
import { faultOf } from './lib/fault.ts'
import type { DossierDeps } from './dossier/handle.ts'
import { openMetrics, type Metrics } from './metrics.ts'
import { followOffices } from './office/directory-follow.ts'
import { openDirectory, type Directory } from './office/directory.ts'
import type { FileStore } from './paper/files.ts'
import type { Intake } from './paper/intake.ts'
import { keptPictures } from './paper/kept-pictures.ts'
import type { PaymentDeps } from './payment/deps.ts'
import type { PaymentGateway } from './payment/gateway.ts'
import { openFeesIn } from './payment/open-fees.ts'
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
  /** The way of files that people send. */
  intake: Intake
  papers: PaperRenderer
  keyring: Keyring
  /** What operators watch; `watch` is its own small pool, so that watching waits for nobody. */
  metrics: Metrics
  beats: Beats
  watch: Db
  now: () => Date
  /** The dossier's door over one of the two databases. */
  dossier(db: Db): DossierDeps
  result(db: Db): ResultDeps
  payment(db: Db): PaymentDeps
  /** Called once the gateway's address is known; before, nobody can pay online. */
  onGateway(gateway: PaymentGateway): void
  /** Called by the worker once it listens. */
  onPoke(poke: () => void): void
  close(): Promise<void>
}

export const dataDir: string = join(checkout, 'data')

export async function openHouse(config: Config, server: Server, log: Logger): Promise<House> {
  let isClosing = false
  const onError = (error: Error): void => {
    // A server that stops right after the pools says goodbye to connections that are on their way out.
    if (!isClosing) log.warn({ fault: faultOf(error) }, 'database connection broke')
  }
  const pool = (url: string, name: string, max: number): Db =>
    openDb(url, {
      name,
      max,
      namedStatements: config.namedStatements,
      onError,
      onQuery: (seconds, ok) => metrics.queried(name, seconds, ok),
    })
  const app = pool(server.appUrl, 'web', 20)
  const worker = pool(server.workerUrl, 'worker', 10)
  const watch = openDb(server.workerUrl, {
    name: 'watch',
    max: 2,
    connectMs: DATABASE_MS,
    namedStatements: config.namedStatements,
    onError,
  })
  const beats = openBeats()
  const metrics = openMetrics({
    db: watch,
    pools: () => ({ web: app.pool, worker: worker.pool }),
    beats,
    lawFaults: () => law.faults().length,
    filesFolder: config.stateDir,
  })
  const now = (): Date => new Date()
  const onFault = (fault: string): void => log.error({ fault }, 'the published law')
  const law = await liveLaw({ dataDir, db: app, now, onFault })
  const directory = await openDirectory(app)
  const following = followOffices(app, directory)
  const crossOffice = openCrossOffice(dataDir)
  const offices: DossierDeps['offices'] = {
    ...directory,
    isOwnCounter: (receiving, competent) =>
      isOwnCounter(crossOffice, directory.get(receiving), directory.get(competent)),
  }
  const papers = typstRenderer()
  const keyring = await openKeyring(config.stateDir, config.secret)
  const files = diskFiles(join(config.stateDir, 'files'))
  const decoder = openPictures()
  const intake: Intake = {
    files,
    quarantine: diskQuarantine(join(config.stateDir, 'quarantine')),
    pictures: keptPictures(decoder),
    scanner: config.clamdAddress === undefined ? null : clamd(config.clamdAddress),
  }
  let gateway: PaymentGateway | undefined
  let poke = (): void => undefined
  const dossier = (db: Db): DossierDeps => ({
    db,
    law: {
      calendar: () => law.calendar(),
      terms: ({ code, caseCode, version }) => law.terms(code, caseCode, version),
    },
    offices,
    openFees: openFeesIn(law),
    poke: () => poke(),
    onEnd: metrics.commandEnded,
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
  const payment = (db: Db): PaymentDeps => ({
    db,
    law,
    directory,
    dossier: dossier(db),
    papers,
    gateway: () => gateway,
    treasury: config.treasury,
    publicUrl: config.publicUrl,
    // Development certificates sign here: whatever this house prints has no legal value yet.
    isTrial: true,
    now,
    onRefusal: (why) => log.warn({ why }, 'a message about money was not believed'),
  })
  return {
    config,
    log,
    law,
    directory,
    app,
    worker,
    files,
    intake,
    papers,
    keyring,
    metrics,
    beats,
    watch,
    now,
    dossier,
    result,
    payment,
    onGateway: (connected) => {
      gateway = connected
    },
    onPoke: (wake) => {
      poke = wake
    },
    close: async () => {
      isClosing = true
      following.stop()
      await law.stop()
      await Promise.all([papers.close(), decoder.close()])
      await Promise.all([app.destroy(), worker.destroy(), watch.destroy()])
    },
  }
}
