// Against a real SMTP server over TCP.
import assert from 'node:assert/strict'
import type { AddressInfo, Socket } from 'node:net'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { SMTPServer } from 'smtp-server'
import type { SMTPServerOptions } from 'smtp-server'
import { openSmtp } from './smtp.ts'

const log = { warn: () => undefined }
const MAIL = {
  key: '0199-abc',
  to: 'nguoi.nop@example.vn',
  subject: 'Hồ sơ H26.16-20261120-0007 đã có kết quả',
  text: 'Hồ sơ đã có kết quả.\n.\nNhận tại UBND phường Ba Đình.',
}

type Received = { from: string; to: string[]; raw: string }

async function world(t: TestContext, options: SMTPServerOptions = {}, login = '') {
  const received: Received[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        const from = mailFrom === false ? '' : mailFrom.address
        received.push({
          from,
          to: rcptTo.map((r) => r.address),
          raw: Buffer.concat(chunks).toString(),
        })
        done()
      })
    },
    ...options,
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  t.after(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const { port } = server.server.address() as AddressInfo
  const url = `smtp://${login}127.0.0.1:${port}?from=motcua@hanoi.gov.vn`
  return { server, received, mail: openSmtp({ url, log, answerMs: 600 }) }
}

const refusal = (code: number) => Object.assign(new Error('no'), { responseCode: code })
const decoded = (raw: string) =>
  Buffer.from(raw.split('\r\n\r\n').slice(1).join('').replace(/=\r\n/g, ''), 'utf8')
    .toString()
    .replace(/(?:=[0-9A-F]{2})+/g, (bytes) =>
      Buffer.from(bytes.replaceAll('=', ''), 'hex').toString(),
    )

test('a mail arrives whole, in Vietnamese, from the address of the office and under the key of its delivery', async (t) => {
  const { mail, received } = await world(t)
  const outcome = await mail.send(MAIL)
  assert.equal(outcome.verdict, 'accepted')
  assert.equal(outcome.parts[0]?.messageId, MAIL.key)
  const [only] = received
  assert.deepEqual([only?.from, only?.to], ['motcua@hanoi.gov.vn', [MAIL.to]])
  assert.match(only!.raw, /^Message-ID: <0199-abc@hanoi\.gov\.vn>/m)
  assert.match(only!.raw, /^Auto-Submitted: auto-generated/m)
  assert.equal(decoded(only!.raw).trim().replaceAll('\r\n', '\n'), MAIL.text)
  assert.ok(mail.health().ok)
})

test('an address that the server refuses is refused for good; a full mailbox is tried again', async (t) => {
  const answers = [550, 452]
  const { mail } = await world(t, {
    onRcptTo: (_to, _session, done) => done(refusal(answers.shift()!)),
  })
  assert.equal((await mail.send(MAIL)).verdict, 'rejected')
  assert.equal((await mail.send(MAIL)).verdict, 'later')
})

test('an answer after the content decides as well', async (t) => {
  const answers = [554, 451]
  const { mail } = await world(t, {
    onData(stream, _session, done) {
      stream.resume()
      stream.on('end', () => done(refusal(answers.shift()!)))
    },
  })
  assert.deepEqual(await mail.send(MAIL), {
    verdict: 'rejected',
    parts: [],
    reason: 'Máy chủ thư từ chối (554).',
  })
  assert.equal((await mail.send(MAIL)).verdict, 'later')
})

test('a server that cannot be reached has certainly not taken the mail', async () => {
  const mail = openSmtp({ url: 'smtp://127.0.0.1:1?from=a@b.vn', log, answerMs: 300 })
  assert.equal((await mail.send(MAIL)).verdict, 'later')
  assert.equal(mail.health().ok, false)
})

test('a line that breaks before the content was asked for: it may be tried again', async (t) => {
  const { mail, server } = await world(t, {
    onRcptTo: () => connectionsOf(server).forEach((socket) => socket.destroy()),
  })
  assert.equal((await mail.send(MAIL)).verdict, 'later')
})

test('a line that breaks, or a server that falls silent, after the content: nobody knows', async (t) => {
  const breaking = await world(t, {
    onData(stream) {
      stream.resume()
      stream.on('end', () => connectionsOf(breaking.server).forEach((socket) => socket.destroy()))
    },
  })
  assert.equal((await breaking.mail.send(MAIL)).verdict, 'noAnswer')
  const silent = await world(t, { onData: (stream) => void stream.resume() })
  assert.equal((await silent.mail.send(MAIL)).verdict, 'noAnswer')
})

test('a wrong password is our fault, not that of the mail: it waits', async (t) => {
  const onAuth: SMTPServerOptions['onAuth'] = ({ password }, _session, done) =>
    password === 'đúng' ? done(null, { user: 'x' }) : done(refusal(535))
  const wrong = await world(t, { authOptional: false, onAuth }, 'motcua:sai@')
  assert.equal((await wrong.mail.send(MAIL)).verdict, 'later')
  const right = await world(
    t,
    { authOptional: false, onAuth },
    `motcua:${encodeURIComponent('đúng')}@`,
  )
  assert.equal((await right.mail.send(MAIL)).verdict, 'accepted')
})

test('a server elsewhere that offers no encryption gets nothing', async (t) => {
  let asked = 0
  const onMailFrom: SMTPServerOptions['onMailFrom'] = (_from, _session, done) => {
    asked++
    done()
  }
  const loose = new SMTPServer({ authOptional: true, disabledCommands: ['STARTTLS'], onMailFrom })
  loose.on('error', () => undefined)
  await new Promise<void>((resolve) => loose.listen(0, '127.0.0.2', () => resolve()))
  t.after(() => new Promise<void>((resolve) => loose.close(() => resolve())))
  const { port } = loose.server.address() as AddressInfo
  const mail = openSmtp({ url: `smtp://127.0.0.2:${port}?from=a@b.vn`, log, answerMs: 300 })
  assert.equal((await mail.send(MAIL)).verdict, 'later')
  assert.equal(asked, 0)
})

function connectionsOf(server: SMTPServer): Socket[] {
  const { connections } = server as unknown as { connections: Set<{ _socket: Socket }> }
  return [...connections].map((connection) => connection._socket)
}
