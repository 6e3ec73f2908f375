import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createServer, type Server } from 'node:http'
import type { AddressInfo, LookupFunction } from 'node:net'
import { guarded, OutboundFailed, outboundTo, type OutboundFailure } from './outbound.ts'
import { isPrivate } from './private-networks.ts'

let asked: string[] = []
let odd: Server
let base: string
before(async () => {
  odd = createServer((req, res) => {
    asked.push(`${req.method} ${req.url}`)
    if (req.url === '/redirect') return res.writeHead(302, { location: '/secret' }).end()
    if (req.url === '/silent') return undefined
    if (req.url === '/trickle') {
      res.writeHead(200)
      const drip = setInterval(() => res.write('.'), 20)
      return res.once('close', () => clearInterval(drip))
    }
    if (req.url === '/endless') {
      const more = (): void => {
        while (!res.destroyed && res.write('x'.repeat(10_000)));
        if (!res.destroyed) res.once('drain', more)
      }
      res.writeHead(200)
      return more()
    }
    return res.end('here')
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => odd.once('listening', resolve))
  base = `http://127.0.0.1:${(odd.address() as AddressInfo).port}`
})
after(() => odd.closeAllConnections() ?? odd.close())

const outgoing = { method: 'GET', timeoutMs: 5000, mostBytes: 50_000 }

async function failure(sent: Promise<unknown>): Promise<OutboundFailure | undefined> {
  const error: unknown = await sent.then(
    () => undefined,
    (why: unknown) => why,
  )
  return error instanceof OutboundFailed ? error.because : undefined
}

describe('a request that leaves the house', () => {
  test('reaches the configured neighbour, with its body', async () => {
    const answer = await outboundTo({ to: [`${base}/v1`] }).send(`${base}/v1/x`, {
      ...outgoing,
      method: 'POST',
      body: 'Đ',
    })
    assert.deepEqual([answer.status, answer.body.toString()], [200, 'here'])
  })

  test('reaches nobody else: another port, host, scheme, or a name that looks alike', async () => {
    asked = []
    const door = outboundTo({ to: ['https://neighbour.example/base'] })
    for (const address of [
      `${base}/`,
      'https://neighbour.example:8443/',
      'http://neighbour.example/',
      'https://neighbour.example.evil.example/',
      'https://neighbour.example@evil.example/',
      'file:///etc/passwd',
      'ftp://neighbour.example/',
    ])
      assert.equal(await failure(door.send(address, outgoing)), 'notAllowed', address)
    assert.deepEqual(asked, [])
  })

  test('follows no redirect, not even to the same neighbour', async () => {
    asked = []
    const door = outboundTo({ to: [base] })
    assert.equal(await failure(door.send(`${base}/redirect`, outgoing)), 'redirected')
    assert.deepEqual(asked, ['GET /redirect'])
  })

  test('ends when the answer never comes, never ends, or trickles', async () => {
    const door = outboundTo({ to: [base] })
    const short = { ...outgoing, timeoutMs: 150 }
    assert.equal(await failure(door.send(`${base}/silent`, short)), 'timeout')
    assert.equal(await failure(door.send(`${base}/trickle`, short)), 'timeout')
    assert.equal(await failure(door.send(`${base}/endless`, outgoing)), 'tooLong')
  })

  test('to nobody is an outage', async () => {
    const nobody = outboundTo({ to: ['http://127.0.0.1:9'] })
    assert.equal(await failure(nobody.send('http://127.0.0.1:9/', outgoing)), 'unreachable')
  })
})

/** A name server that answers these addresses, one after the other. */
function nameServer(...answers: string[][]): LookupFunction {
  let turn = 0
  return (_name, _options, answer) => {
    const now = answers[Math.min(turn++, answers.length - 1)] ?? []
    answer(
      null,
      now.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }
}

function resolved(lookup: LookupFunction, name = 'neighbour.example'): Promise<unknown> {
  return new Promise((resolve) =>
    lookup(name, { all: true }, (error, found) => resolve(error ?? found)),
  )
}

describe('a name', () => {
  test('that leads into the private network is refused, in every spelling of the address', async () => {
    for (const address of [
      '127.0.0.1',
      '10.0.0.7',
      '169.254.169.254',
      '192.168.1.1',
      '172.31.0.1',
      '100.64.0.1',
      '0.0.0.0',
      '::1',
      '::',
      '::ffff:10.0.0.7',
      '::ffff:a00:7',
      '::127.0.0.1',
      'fd12::1',
      'fe80::1',
      '64:ff9b::a00:7',
    ]) {
      const found = await resolved(guarded([], nameServer([address])))
      assert.ok(found instanceof OutboundFailed && found.because === 'privateAddress', address)
    }
    assert.ok(!isPrivate('203.0.113.9') && !isPrivate('2001:db8::1'))
  })

  test('keeps its public addresses when it has private ones too', async () => {
    const found = await resolved(guarded([], nameServer(['10.0.0.7', '203.0.113.9'])))
    assert.deepEqual(found, [{ address: '203.0.113.9', family: 4 }])
  })

  test('that changes between two requests is looked at again each time', async () => {
    const lookup = guarded([], nameServer(['203.0.113.9'], ['169.254.169.254']))
    assert.deepEqual(await resolved(lookup), [{ address: '203.0.113.9', family: 4 }])
    assert.ok((await resolved(lookup)) instanceof OutboundFailed)
  })

  test('may lead to the private addresses that the operator named', async () => {
    const lookup = guarded(['10.20.0.0/16', 'fd00::/8'], nameServer(['10.20.3.4', 'fd00::5']))
    assert.equal(((await resolved(lookup)) as unknown[]).length, 2)
    const other = guarded(['10.20.0.0/16'], nameServer(['10.21.0.1']))
    assert.ok((await resolved(other)) instanceof OutboundFailed)
  })

  test('of a stranger that leads to this machine is refused; localhost is this machine', async () => {
    asked = []
    const port = new URL(base).port
    const here = outboundTo({ to: [`http://localhost:${port}`] })
    assert.equal((await here.send(`http://localhost:${port}/`, outgoing)).status, 200)
    const found = await resolved(guarded([], nameServer(['127.0.0.1'])), 'rebound.example')
    assert.ok(found instanceof OutboundFailed)
  })
})
