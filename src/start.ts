/** `motcua start`: database, data, web and worker in one program; each role may also run alone. */
import { createServer } from 'node:net'
import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { loadConfig, type Config, type Overrides } from './config.ts'
import { openDb } from './db/connect.ts'
import { openServer, type Server } from './db/server.ts'
import { Unstartable } from './db/unstartable.ts'
import { dataDir, openHouse, type House } from './house.ts'
import type { Progress } from './ui/starting.tsx'

/** Known once everything is loaded: where the stand-in of the National Portal is, when one was started. */
export type Ready = { trialPortalUrl: string | undefined }
export type Running = { url: string; isReady: Promise<Ready>; stop(): Promise<void> }

type Flags = { demo: boolean; only: 'web' | 'worker' | undefined }

/** Runs until it is told to stop; the exit code. Throws Unstartable with one sentence for people. */
export async function runStart(args: string[]): Promise<number> {
  const flags = flagsOf(args)
  const { told, isTold } = toldToStop()
  const running = await start(flags)
  process.stdout.write(`Một Cửa: ${running.url}\n`)
  running.isReady.then(
    ({ trialPortalUrl }) => {
      if (trialPortalUrl) process.stdout.write(`Cổng thử nghiệm: ${trialPortalUrl}\n`)
      process.stdout.write('Dữ liệu đã sẵn sàng. (Data is ready.) Dừng bằng Ctrl+C.\n')
    },
    (error: unknown) => {
      if (isTold()) return // a stop during the import interrupts it
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
      process.kill(process.pid, 'SIGTERM')
    },
  )
  await told
  await running.stop()
  return 0
}

function toldToStop(): { told: Promise<void>; isTold(): boolean } {
  let isTold = false
  const told = new Promise<void>((resolve) => {
    // `on`, not `once`: a second signal (a whole process group is told) must not cut the clean stop short.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        isTold = true
        resolve()
      })
    }
  })
  return { told, isTold: () => isTold }
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
  const log = pino({ level: config.logLevel, base: null }, pino.destination(2))
  const server = await openServer(config, {
    log: { info: (words) => log.info(words), error: (words) => log.error(words) },
  })
  const closing: (() => Promise<void>)[] = [() => server.stop()]
  const stopping = new AbortController()
  let [loaded, working]: Promise<unknown>[] = []
  const stop = async (): Promise<void> => {
    stopping.abort()
    // A worker that is just starting is waited for, so that nothing it started stays behind.
    await working?.catch(() => undefined)
    for (const close of closing.splice(0).toReversed()) {
      await close().catch((error: unknown) => log.error({ error: String(error) }, 'stopping'))
    }
    // An import under way ends by itself: its database is gone.
    await loaded?.catch(() => undefined)
  }
  try {
    const house = await openHouse(config, server, log)
    closing.push(() => house.close())
    const loading: Loading = { steps: [], done: false }
    if (only !== 'worker') closing.push(await listen(house, loading))
    const isReady = load({ house, server, loading }).then(async () => {
      stopping.signal.throwIfAborted()
      if (only === 'web') return { trialPortalUrl: undefined }
      const worker = work(house, server)
      working = worker
      const { trialPortalUrl, stop: stopWork } = await worker
      closing.push(stopWork)
      return { trialPortalUrl }
    })
    loaded = isReady
    return { url: config.publicUrl, isReady, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

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

async function listen(house: House, loading: Loading): Promise<() => Promise<void>> {
  const { openWeb } = await import('./web.ts')
  const progress = (): Progress => ({
    done: loading.done,
    steps: loading.steps.map((step) => ({ ...step, done: true })),
  })
  const app = await openWeb({ house, progress })
  try {
    await app.listen({ port: house.config.port, host: house.config.host })
  } catch (error) {
    await app.close()
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error
    throw new Unstartable(
      `Cổng ${house.config.port} đang được chương trình khác dùng. Hãy đặt PORT khác. (The port is in use.)`,
    )
  }
  return () => app.close()
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

async function work(house: House, server: Server): Promise<Ready & { stop(): Promise<void> }> {
  const [{ startWorker }, { prepareJobs }, standIns] = await Promise.all([
    import('./worker.ts'),
    import('./notice/jobs.ts'),
    import('./standin-programs.ts'),
  ])
  await prepareJobs(server.ownerUrl)
  const { register, portal, stop } = await standIns.neighbours(house.config)
  try {
    const worker = await startWorker(house, {
      workerUrl: server.workerUrl,
      registerUrl: register.url,
      ...(portal && { portal }),
    })
    return {
      trialPortalUrl: portal?.isStandIn ? portal.url : undefined,
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
