/** `motcua start`: database, data, web and worker in one program; each role may also run alone. */
import { createServer } from 'node:net'
import { parseArgs } from 'node:util'
import { loadConfig, type Config, type Overrides } from './config.ts'
import { openDb } from './db/connect.ts'
import { openServer, type Server } from './db/server.ts'
import { Unstartable } from './db/unstartable.ts'
import { finishRequests } from './finish-requests.ts'
import type { Readiness } from './health.ts'
import { dataDir, openHouse, type House } from './house.ts'
import { faultOf } from './lib/fault.ts'
import { openLog } from './log.ts'
import { listenForWatchers } from './metrics-door.ts'
import { readinessOf } from './readiness.ts'
import { populationRegister, refuseStandIns, type PopulationProgram } from './standin-programs.ts'
import { listenForStop, stopInOrder, type Part } from './stopping.ts'
import type { Progress } from './ui/starting.tsx'

/** Known once everything is loaded: where the stand-ins of the National Portal and of the agencies are, when they were started. */
export type Ready = { trialPortalUrl: string | undefined; trialAgenciesUrl?: string | undefined }
/** `stop` answers with the parts that failed or were late; none when everything ended in order. */
export type Running = { url: string; isReady: Promise<Ready>; stop(): Promise<readonly string[]> }

type Flags = { demo: boolean; only: 'web' | 'worker' | undefined }

/**
 * Runs until it is told to stop; the exit code: 0 when everything ended in order, 1 when something was cut off or broke.
 * Throws Unstartable with one sentence for people.
 */
export async function runStart(args: string[]): Promise<number> {
  const flags = flagsOf(args)
  const signal = listenForStop((exitCode) => process.exit(exitCode))
  const broken = listenForFaults()
  const running = await start(flags)
  process.stdout.write(`Một Cửa: ${running.url}\n`)
  running.isReady.then(
    ({ trialPortalUrl, trialAgenciesUrl }) => {
      if (trialPortalUrl) process.stdout.write(`Cổng thử nghiệm: ${trialPortalUrl}\n`)
      if (trialAgenciesUrl)
        process.stdout.write(`Cơ quan liên thông thử nghiệm: ${trialAgenciesUrl}\n`)
      process.stdout.write('Dữ liệu đã sẵn sàng. (Data is ready.) Dừng bằng Ctrl+C.\n')
    },
    (error: unknown) => {
      if (signal.isTold()) return // a stop during the import interrupts it
      process.stderr.write(`${error instanceof Unstartable ? error.message : faultWords(error)}\n`)
      process.kill(process.pid, 'SIGTERM')
    },
  )
  const isBroken = await Promise.race([signal.told.then(() => false), broken.then(() => true)])
  const troubled = await running.stop()
  // What was left behind may keep the program alive; its supervisor waits for the end.
  if (troubled.length > 0) process.exit(1)
  return isBroken ? 1 : 0
}

/** Nobody knows what state an uncaught fault has left: it is written down without its message, and the program ends in order. */
function listenForFaults(): Promise<void> {
  return new Promise((resolve) => {
    process.on('uncaughtException', (error) => {
      process.stderr.write(`${faultWords(error)}\n`)
      resolve()
    })
  })
}

function faultWords(error: unknown): string {
  const line = {
    level: 60,
    time: Date.now(),
    fault: faultOf(error),
    msg: 'uncaught fault; stopping',
  }
  return JSON.stringify(line)
}

function flagsOf(args: string[]): Flags {
  try {
    const { values } = parseArgs({
      args,
      options: { demo: { type: 'boolean', default: false }, only: { type: 'string' } },
      strict: true,
    })
    const { demo, only } = values
    if (only === undefined || only === 'web' || only === 'worker') return { demo, only }
  } catch {
    // said below
  }
  throw new Unstartable(
    'Cách dùng: motcua start [--demo] [--only web|worker]. (Usage; see motcua --help.)',
  )
}

/** Starts everything; the address answers at once, pages open when the data is loaded. */
export async function start({ demo, only }: Flags, overrides: Overrides = {}): Promise<Running> {
  const config = await settled({ ...overrides, ...(demo && { MOTCUA_DEMO: '1' }) })
  refuseStandIns(config)
  const log = openLog(config.logLevel)
  const server = await openServer(config, {
    log: { info: (words) => log.info(words), error: (words) => log.error(words) },
  })
  const stopping = new AbortController()
  const parts: Part[] = [{ name: 'server', seconds: 60, stop: () => server.stop() }]
  let loaded: Promise<unknown> | undefined
  const stop = async (): Promise<readonly string[]> => {
    stopping.abort()
    const troubled = await stopInOrder(parts.splice(0).toReversed(), (part, error) =>
      log.error({ part, fault: faultOf(error) }, 'stopping'),
    )
    // An import under way ends by itself: its database is gone.
    await loaded?.catch(() => undefined)
    return troubled
  }
  try {
    const house = await openHouse(config, server, log)
    parts.push({ name: 'house', seconds: 30, stop: () => house.close() })
    const loading: Loading = { steps: [], done: false }
    const phase = { isLoaded: () => loading.done, isStopping: () => stopping.signal.aborted }
    const ready = await readinessOf(house, phase)
    const watchers = await listenForWatchers(config, { metrics: house.metrics, ready })
    if (watchers) parts.push({ name: 'watchers', seconds: 5, stop: () => watchers.close() })
    // Known before it is there: a worker that is just starting is waited for, so that nothing it started stays behind.
    let working: Promise<Ready & { stop(): Promise<void> }> | undefined
    const stopWork = async (): Promise<void> => (await working?.catch(() => undefined))?.stop()
    parts.push({ name: 'worker', seconds: config.shutdownSeconds, stop: stopWork })
    const population = await populationRegister(config)
    if (population) parts.push({ name: 'population', seconds: 5, stop: () => population.stop() })
    if (only !== 'worker') {
      const web = { house, loading, ready, isStopping: phase.isStopping, population }
      parts.push({ name: 'web', seconds: LONG, stop: await listen(web) })
    }
    const isReady = load({ house, server, loading }).then(async () => {
      stopping.signal.throwIfAborted()
      if (only === 'web') return { trialPortalUrl: undefined }
      working = work(house, server, population)
      const { trialPortalUrl, trialAgenciesUrl } = await working
      return { trialPortalUrl, trialAgenciesUrl }
    })
    loaded = isReady
    return { url: config.publicUrl, isReady, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The web keeps its own limits. */
const LONG = 3600

/** PORT=0 means a free port, which must be known before addresses are made of it. */
async function settled(overrides: Overrides): Promise<Config> {
  const config = loadConfig(undefined, overrides)
  if (config.port !== 0) return config
  const port = await new Promise<number>((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, config.host, () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
  return loadConfig(undefined, { ...overrides, PORT: String(port) })
}

type Loading = { steps: { name: string; count: number }[]; done: boolean }

type Web = {
  house: House
  loading: Loading
  ready: () => Promise<Readiness>
  isStopping: () => boolean
  population: PopulationProgram | undefined
}

async function listen(web: Web): Promise<() => Promise<void>> {
  const { house, loading, ready, isStopping, population } = web
  const { openWeb } = await import('./web.ts')
  const progress = (): Progress => ({
    done: loading.done,
    steps: loading.steps.map((step) => ({ ...step, done: true })),
  })
  const app = await openWeb({ house, progress, ready, isStopping, population })
  try {
    await app.listen({ port: house.config.port, host: house.config.host })
  } catch (error) {
    await app.close()
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error
    throw new Unstartable(
      `Cổng ${house.config.port} đang được chương trình khác dùng. Hãy đặt PORT khác. (The port is in use.)`,
    )
  }
  return () => finishRequests(app, house.config)
}

/** Law and real data first, then the made people and dossiers of a demo. */
async function load({
  house,
  server,
  loading,
}: {
  house: House
  server: Server
  loading: Loading
}): Promise<void> {
  const { importAll } = await import('./catalogue/import.ts')
  const owner = openDb(server.ownerUrl, { name: 'import', max: 2 })
  try {
    await importAll(owner, { dataDir, progress: (step) => loading.steps.push(step) })
    await Promise.all([house.directory.reload(), house.law.reload()])
  } finally {
    await owner.destroy()
  }
  if (house.config.demo) {
    const { seedDemo } = await import('./demo/seed.ts')
    const played = await seedDemo(house)
    loading.steps.push({ name: 'Hồ sơ dùng thử', count: played?.dossiers ?? 0 })
  }
  loading.done = true
}

async function work(
  house: House,
  server: Server,
  population: PopulationProgram | undefined,
): Promise<Ready & { stop(): Promise<void> }> {
  const [{ startWorker }, { prepareJobs }, standIns] = await Promise.all([
    import('./worker.ts'),
    import('./notice/jobs.ts'),
    import('./standin-programs.ts'),
  ])
  await prepareJobs(server.ownerUrl)
  const { register, portal, partners, payment, stop } = await standIns.neighbours(house.config)
  try {
    const worker = await startWorker(house, {
      workerUrl: server.workerUrl,
      registerUrl: register.url,
      ...(portal && { portal }),
      population,
      agencies: partners.agencies,
      ...(payment && { payment }),
    })
    return {
      trialPortalUrl: portal?.isStandIn ? portal.url : undefined,
      trialAgenciesUrl: partners.standInUrl,
      stop: async () => {
        await worker.stop()
        await stop()
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}
