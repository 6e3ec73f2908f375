import assert from 'node:assert/strict'
import { Agent, request, type IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import { once } from 'node:events'
import { test } from 'node:test'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { finishRequests } from './finish-requests.ts'
import { stopInOrder } from './stopping.ts'
import { webApp } from '../test/support/web.ts'

test('the parts of the program end one after the other; one that fails or is late keeps none of the others', async () => {
  const ended: string[] = []
  const troubles: string[] = []
  const part = (name: string, stop: () => Promise<void>, seconds = 5) => ({ name, seconds, stop })
  const troubled = await stopInOrder(
    [
      part('web', async () => void ended.push('web')),
      part('worker', () => Promise.reject(new Error('x'))),
      part('house', () => new Promise(() => undefined), 0.02),
      part('server', async () => void ended.push('server')),
    ],
    (name, error) => troubles.push(`${name} ${(error as Error).name}`),
  )
  assert.deepEqual(ended, ['web', 'server'])
  assert.deepEqual(troubled, ['worker', 'house'])
  assert.deepEqual(troubles, ['worker Error', 'house TooLate'])
})

type Slow = {
  app: FastifyInstance
  port: number
  stop: () => void
  letGo: () => void
  begun: Promise<void>
}

/** A page that answers when it is let go, and one that answers at once. */
async function slowApp(): Promise<Slow> {
  const state = { isStopping: false }
  const { promise, resolve: letGo } = Promise.withResolvers<void>()
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  const app = await webApp(
    async (each) => {
      each.get('/cham', async () => {
        begin()
        await promise
        return 'xong'
      })
      each.get('/nhanh', async () => 'xong')
    },
    { isStopping: () => state.isStopping },
  )
  const address = new URL(await app.listen({ port: 0, host: '127.0.0.1' }))
  return {
    app,
    port: Number(address.port),
    stop: () => (state.isStopping = true),
    letGo,
    begun,
  }
}

function ask(port: number, path: string, agent: Agent): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request({ port, path, host: '127.0.0.1', agent }, resolve).once('error', reject).end()
  })
}

test('a stop answers the request under way and the one half sent, closes their connections, and refuses new ones', async () => {
  const { app, port, stop, letGo, begun } = await slowApp()
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const kept = new Agent({ keepAlive: true, maxSockets: 1 })
  const first = await ask(port, '/nhanh', kept)
  assert.equal(first.headers.connection, 'keep-alive')
  await text(first)
  const slow = ask(port, '/cham', agent)
  await begun
  const arrived = once(app.server, 'connection') as Promise<[Socket]>
  const busy = connect({ port, host: '127.0.0.1' })
  busy.write('GET /nhanh HTTP/1.1\r\nhost: x\r\n') // its headers are not complete when the stop comes
  const [atServer] = await arrived
  while (atServer.bytesRead === 0) await sleep(1)
  stop()
  const finished = finishRequests(app, { drainSeconds: 0, shutdownSeconds: 20 })
  await refused(port)
  busy.write('\r\n')
  const late = await text(busy)
  assert.match(late, /^HTTP\/1\.1 200 [^]*connection: close/)
  letGo()
  const answer = await slow
  assert.equal(answer.headers.connection, 'close')
  assert.equal(await text(answer), 'xong')
  await finished
})

test('what is not answered within its time is cut off, and said', async () => {
  const { app, port, stop, letGo, begun } = await slowApp()
  const slow = ask(port, '/cham', new Agent()).then(
    () => 'answered',
    () => 'cut off',
  )
  await begun
  stop()
  await assert.rejects(finishRequests(app, { drainSeconds: 0, shutdownSeconds: 0.1 }), {
    name: 'TooLate',
  })
  assert.equal(await slow, 'cut off')
  letGo()
})

/** Resolves once nobody new gets in. */
async function refused(port: number): Promise<void> {
  for (;;) {
    const socket = connect({ port, host: '127.0.0.1' })
    const outcome = await Promise.race([
      once(socket, 'connect').then(() => 'in'),
      once(socket, 'error').then(() => 'refused'),
    ]).catch(() => 'refused')
    socket.destroy()
    if (outcome === 'refused') return
  }
}
