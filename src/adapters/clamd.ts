/**
 * ClamAV's daemon over its own protocol (clamd.conf, INSTREAM): the length of a piece, the piece, a piece of length zero, and one line
 * of answer. Forty lines instead of a package: those in npm are wrappers of the command line with years between releases.
 */
import { connect, type Socket } from 'node:net'
import type { Scanner, ScanVerdict } from '../paper/scanner.ts'

/** Of the whole scan. Whoever sends a file waits for it; a slower answer is fetched later. */
const PATIENCE_MS = 5000
const PIECE_BYTES = 65_536
/** After a failure nobody is made to wait for this long: files go straight to the queue. */
const REST_MS = 10_000
const MOST_ANSWER = 4096

type Address = { path: string } | { host: string; port: number }

/** 'tcp://10.0.0.7:3310' or '/run/clamav/clamd.ctl'. */
export function clamdAddress(text: string): Address {
  if (text.startsWith('/')) return { path: text }
  const { hostname, port } = new URL(text)
  return { host: hostname, port: Number(port === '' ? 3310 : port) }
}

export function clamd(
  address: string,
  { patienceMs = PATIENCE_MS, now = Date.now }: { patienceMs?: number; now?: () => number } = {},
): Scanner {
  const place = clamdAddress(address)
  let restsUntil = 0
  return {
    async scan(bytes) {
      if (now() < restsUntil) return { kind: 'unavailable' }
      const verdict = verdictOf(await asked(place, bytes, patienceMs))
      if (verdict.kind === 'unavailable') restsUntil = now() + REST_MS
      return verdict
    },
  }
}

/** The daemon's line; '' when it gave none in time. */
function asked(place: Address, bytes: Uint8Array, patienceMs: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(place)
    let answer = ''
    const end = (): void => {
      clearTimeout(timer)
      socket.destroy()
      resolve(answer)
    }
    const timer = setTimeout(() => {
      answer = ''
      end()
    }, patienceMs)
    socket.on('connect', () => void send(socket, bytes))
    socket.on('data', (piece: Buffer) => {
      answer += piece.toString('utf8')
      if (answer.includes('\0') || answer.length > MOST_ANSWER) end()
    })
    socket.on('error', end)
    socket.on('close', end)
  })
}

async function send(socket: Socket, bytes: Uint8Array): Promise<void> {
  socket.write('zINSTREAM\0')
  for (let at = 0; at < bytes.length && !socket.destroyed; at += PIECE_BYTES) {
    const piece = bytes.subarray(at, at + PIECE_BYTES)
    const length = Buffer.alloc(4)
    length.writeUInt32BE(piece.length)
    socket.write(length)
    if (!socket.write(piece))
      await new Promise((resolve) => socket.once('drain', resolve).once('close', resolve))
  }
  socket.write(Buffer.alloc(4))
}

/** 'stream: OK', 'stream: Eicar-Signature FOUND'; anything else ('INSTREAM size limit exceeded. ERROR') is no verdict. */
function verdictOf(answer: string): ScanVerdict {
  const line = answer.replaceAll('\0', '').trim()
  if (line === 'stream: OK') return { kind: 'clean' }
  const threat = /^stream: (.+) FOUND$/.exec(line)?.[1]
  return threat === undefined ? { kind: 'unavailable' } : { kind: 'infected', threat }
}
