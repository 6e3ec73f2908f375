/** The real program on a database that is not its own, several of them side by side, and a balancer before them. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { checkout } from '../../src/checkout.ts'
import { freePort, ownEnvironment } from './running.ts'

export type OutsideProgram = {
  readonly url: string
  /** Everything it printed. */
  printed(): string
  /** Tells it to stop; its exit code when it has finished what it was doing. */
  stop(): Promise<number | null>
}

const launcher = join(checkout, 'scripts/run.mjs')
const PATIENCE_MS = 120_000

/** Starts one with these settings; resolves when it is ready. `DATABASE_URL`, `MOTCUA_SECRET` and `MOTCUA_STATE_DIR` are shared. */
export async function startOutside(settings: Record<string, string>): Promise<OutsideProgram> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = { ...ownEnvironment(), HOST: '127.0.0.1', LOG_LEVEL: 'error', ...settings }
  const child = spawn(process.execPath, [launcher, 'start'], {
    cwd: checkout,
    env: { ...env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (bytes: Buffer) => (output += bytes.toString()))
  child.stderr.on('data', (bytes: Buffer) => (output += bytes.toString()))
  const atExit = (): void => void child.kill('SIGKILL')
  process.once('exit', atExit)
  for (const until = Date.now() + PATIENCE_MS; !output.includes('Dữ liệu đã sẵn sàng');) {
    if (child.exitCode !== null || Date.now() > until) {
      child.kill('SIGKILL')
      throw new Error(`The program is not ready:\n${output.slice(-3000)}`)
    }
    await sleep(20)
  }
  return {
    url,
    printed: () => output,
    stop: async () => {
      process.removeListener('exit', atExit)
      if (child.exitCode !== null) return child.exitCode
      const ended = once(child, 'exit') as Promise<[number | null]>
      child.kill('SIGTERM')
      return (await ended)[0]
    },
  }
}

export type Balancer = {
  readonly url: string
  /** Requests go to these in turn from now on. */
  sendTo(...programs: readonly OutsideProgram[]): void
  /** Requests that no program answered, and answers of 500 and above. */
  readonly failures: readonly string[]
  close(): Promise<void>
}

/** Hands requests on in turn, one connection for each; asks nobody twice. */
export async function startBalancer(): Promise<Balancer> {
  const failures: string[] = []
  let [turn, urls]: [number, string[]] = [0, []]
  const handOn = (incoming: IncomingMessage, answer: ServerResponse): void => {
    const said = `${incoming.method} ${incoming.url}`
    const to = new URL(incoming.url ?? '/', urls[(turn += 1) % urls.length])
    const { method, headers } = incoming
    const onward = request(to, { method: method ?? 'GET', headers, agent: false }, (given) => {
      const status = given.statusCode ?? 500
      if (status >= 500) failures.push(`${said}: ${status}`)
      answer.writeHead(status, given.headers)
      given.pipe(answer)
    })
    onward.on('error', (error) => {
      failures.push(`${said}: ${error.message}`)
      answer.writeHead(502).end()
    })
    incoming.pipe(onward)
  }
  const server = createServer(handOn)
  const port = await freePort()
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${port}`,
    sendTo: (...programs) => {
      urls = programs.map((program) => program.url)
    },
    failures,
    close: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
