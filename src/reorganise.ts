/** What `motcua reorganise` works on: both databases of this installation, the law, the directory. */
import { liveLaw } from './catalogue/publication/live-law.ts'
import { loadConfig } from './config.ts'
import { openDb } from './db/connect.ts'
import { openServer } from './db/server.ts'
import type { ReorganiseDeps } from './dossier/reorganisation/apply.ts'
import { openDirectory } from './office/directory.ts'

/** Every running program has read the new offices after this long: it is told at once and looks again by itself. */
const SETTLE_MS = 3_000

type House = ReorganiseDeps & { officeName(id: number): string }

export async function withHouse(
  {
    dataDir,
    log,
  }: { dataDir: string; log: { info(words: string): void; error(words: string): void } },
  act: (house: House) => Promise<number>,
): Promise<number> {
  const config = loadConfig()
  const server = await openServer(config, { log, attach: true })
  const open = (url: string) =>
    openDb(url, { name: 'reorganise', max: 4, namedStatements: config.namedStatements })
  const app = open(server.appUrl)
  const worker = open(server.workerUrl)
  try {
    const law = await liveLaw({
      dataDir,
      db: app,
      now: () => new Date(),
      onFault: log.error,
      pollMs: 0,
    })
    const directory = await openDirectory(app)
    return await act({
      app,
      law,
      dossier: {
        db: worker,
        law: {
          calendar: () => law.calendar(),
          terms: ({ code, caseCode, version }) => law.terms(code, caseCode, version),
        },
        offices: directory,
        poke: () => undefined,
      },
      reload: directory.reload,
      settleMs: SETTLE_MS,
      officeName: (id) => directory.find(id)?.shortName ?? `đơn vị ${id}`,
    })
  } finally {
    await Promise.all([app.destroy(), worker.destroy()])
    await server.stop()
  }
}
