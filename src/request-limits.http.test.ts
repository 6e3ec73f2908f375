/** Against a real socket: what `inject` cannot show. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { connect, type AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { webApp } from '../test/support/web.ts'
import { connectionLimits } from './request-limits.ts'
import { readForm } from './ui/form.ts'

let app: FastifyInstance
let port: number
before(async () => {
  const { http } = connectionLimits
  const limits = { ...http, headersTimeout: 150, connectionsCheckingInterval: 30 }
  app = await webApp(
    async (web) => {
      web.get('/here', async () => 'here')
      web.post('/form', async (req) => (await readForm(req)).names())
    },
    { connectionLimits: { ...connectionLimits, requestTimeout: 300, http: limits } },
  )
  await app.listen({ port: 0, host: '127.0.0.1' })
  port = (app.server.address() as AddressInfo).port
})
after(() => app.close())

/** Sends this, keeps the connection open, and answers what came back until the house closed it. */
async function dialogue(text: string, drip?: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let heard = ''
  socket.on('data', (bytes) => (heard += bytes.toString('latin1')))
  // A house that hangs up while we still write is heard as an error, and as the end.
  socket.on('error', () => undefined)
  const ended = new Promise((resolve) => socket.once('close', resolve))
  socket.write(text)
  const dripping = setInterval(() => drip && socket.writable && socket.write(drip), 20)
  await ended
  clearInterval(dripping)
  return heard
}

test('whoever sends a header slowly, or a body slowly, is cut off', async () => {
  assert.match(await dialogue('GET /here HTTP/1.1\r\nHost: x\r\n'), /^HTTP\/1.1 408/)
  assert.match(await dialogue('GET /here HTTP/1.1\r\nHost: x\r\n', 'X-A: b\r\n'), /^HTTP\/1.1 408/)
  const head = 'POST /form HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n'
  const type = 'Content-Type: application/x-www-form-urlencoded\r\n\r\n'
  assert.match(await dialogue(head + type, 'x'), /^(HTTP\/1.1 408|$)/)
  assert.equal((await fetch(`http://127.0.0.1:${port}/here`)).status, 200)
})

test('the limits of the running program are longer than a phone needs and shorter than for ever', () => {
  const { requestTimeout, connectionTimeout, keepAliveTimeout, http } = connectionLimits
  assert.ok(requestTimeout >= 300_000 && requestTimeout <= 900_000)
  assert.ok(connectionTimeout > 0 && keepAliveTimeout > 60_000)
  assert.ok(http.headersTimeout > 0 && http.headersTimeout <= 30_000)
})

test('headers of 20 kB, an address of 9 kB, cookies of 9 kB and a smuggled length are refused', async () => {
  const ask = (path: string, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${port}${path}`, { headers })
  assert.equal((await ask('/here', { 'x-long': 'x'.repeat(20_000) })).status, 431)
  assert.equal((await ask(`/here?x=${'x'.repeat(9000)}`)).status, 400)
  assert.equal((await ask('/here', { cookie: `x=${'x'.repeat(9000)}` })).status, 400)
  const smuggled =
    'POST /form HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'
  assert.match(await dialogue(smuggled), /^HTTP\/1.1 400/)
})

test('nothing is unpacked: a packed body is not taken', async () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000))
  for (const encoding of ['gzip', 'br', 'deflate', 'GZIP', 'identity, gzip']) {
    const answer = await app.inject({
      method: 'POST',
      url: '/form',
      payload: bomb,
      headers: {
        'content-encoding': encoding,
        'content-type': 'application/x-www-form-urlencoded',
      },
    })
    assert.equal(answer.statusCode, 415, encoding)
  }
})
