/**
 * A stand-in of ClamAV's daemon: speaks its protocol over TCP, knows the EICAR test file bare, in a PDF and inside archives, and has
 * the faults of a real one on a second door (`POST /su-co?la=slow|error|closed|none`). Started by tests and by
 * `node standins/clamd.ts --port 3310`; never a protection.
 */
import { createServer as createDoor } from 'node:http'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { inflateRawSync } from 'node:zlib'

export type Fault = 'none' | 'slow' | 'error' | 'closed'
export type StandInClamd = {
  address: string
  fault: Fault
  /** How many files it has looked at. */
  readonly scans: number
  close(): Promise<void>
}

/** In two halves, so that no scanner of this machine finds it in the sources. */
export const EICAR = [
  'X5O!P%@AP[4\\PZX54(P^)7CC)7}$',
  'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*',
].join('')

export async function standInClamd(port = 0): Promise<StandInClamd> {
  const open = new Set<Socket>()
  const self = { address: '', fault: 'none' as Fault, scans: 0 }
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket)).on('error', () => socket.destroy())
    if (self.fault === 'closed') return void socket.destroy()
    listen(
      socket,
      (bytes) => {
        self.scans += 1
        return self.fault === 'error' ? 'INSTREAM size limit exceeded. ERROR' : lineFor(bytes)
      },
      () => self.fault === 'slow',
    )
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  self.address = `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`
  return Object.assign(self, {
    close: () =>
      new Promise<void>((resolve) => {
        for (const socket of open) socket.destroy()
        server.close(() => resolve())
      }),
  })
}

/** Gathers the pieces until one of length zero; a slow daemon never comes to an answer. */
function listen(socket: Socket, answer: (bytes: Buffer) => string, isSlow: () => boolean): void {
  let come = Buffer.alloc(0)
  socket.on('data', (piece: Buffer) => {
    come = Buffer.concat([come, piece])
    const begin = come.indexOf(0)
    if (begin < 0) return
    const command = come.toString('latin1', 0, begin)
    if (command === 'zPING') return void socket.end('PONG\0')
    if (command !== 'zINSTREAM') return void socket.end('UNKNOWN COMMAND\0')
    const stream = piecesOf(come.subarray(begin + 1))
    if (stream !== undefined && !isSlow()) socket.end(`${answer(stream)}\0`)
  })
}

/** Undefined while the last piece has not come. */
function piecesOf(come: Buffer): Buffer | undefined {
  const pieces: Buffer[] = []
  for (let at = 0; at + 4 <= come.length;) {
    const length = come.readUInt32BE(at)
    if (length === 0) return Buffer.concat(pieces)
    pieces.push(come.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return undefined
}

function lineFor(bytes: Buffer): string {
  return holdsEicar(bytes, 0) ? 'stream: Eicar-Signature FOUND' : 'stream: OK'
}

const DEEPEST = 3

function holdsEicar(bytes: Buffer, depth: number): boolean {
  if (bytes.includes(EICAR)) return true
  return depth < DEEPEST && filesIn(bytes).some((file) => holdsEicar(file, depth + 1))
}

/** The files of a ZIP (a DOCX is one), by their own headings. */
function filesIn(bytes: Buffer): Buffer[] {
  const files: Buffer[] = []
  for (let at = bytes.indexOf('PK\x03\x04'); at >= 0; at = bytes.indexOf('PK\x03\x04', at + 4)) {
    const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28)
    const packed = bytes.subarray(start, start + bytes.readUInt32LE(at + 18))
    files.push(bytes.readUInt16LE(at + 8) === 8 ? unpacked(packed) : packed)
  }
  return files
}

function unpacked(packed: Buffer): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: 10_000_000 })
  } catch {
    return Buffer.alloc(0)
  }
}

/** The door for faults, beside the protocol. */
function openFaults(clamd: StandInClamd, port: number): void {
  createDoor((request, response) => {
    const fault = new URL(request.url ?? '/', 'http://x').searchParams.get('la')
    if (fault === 'none' || fault === 'slow' || fault === 'error' || fault === 'closed')
      clamd.fault = fault
    response.end(`${clamd.fault}\n`)
  }).listen(port, '127.0.0.1')
}

if (process.argv[1]?.includes('clamd')) {
  const port = Number(process.argv[process.argv.indexOf('--port') + 1] ?? 3310)
  const clamd = await standInClamd(port)
  openFaults(clamd, port + 1)
  console.log(`clamd ${clamd.address}, faults http://127.0.0.1:${port + 1}/su-co?la=slow`)
}
