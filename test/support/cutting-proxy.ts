/** A wire that breaks: passes everything on to a program, and cuts the answer after so many bytes. */
import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'

export type CuttingProxy = {
  readonly url: string
  /** The next answer is cut after `bytes`; 0 when its first byte arrives. Every connection cuts once. */
  cutAfter(bytes: number): void
  /** How many answers were cut. */
  cuts(): number
  close(): Promise<void>
}

export async function cuttingProxy(target: string): Promise<CuttingProxy> {
  const { hostname, port } = new URL(target)
  let [limit, cuts] = [Infinity, 0]
  const server = createServer((near) => {
    const far = connect(Number(port), hostname)
    let left = limit
    const end = (): void => {
      near.destroy()
      far.destroy()
    }
    for (const each of [near, far]) each.on('error', end).on('close', end)
    near.pipe(far)
    far.on('data', (bytes: Buffer) => {
      if (bytes.length < left) {
        left -= bytes.length
        near.write(bytes)
        return
      }
      cuts += 1
      if (left === 0) return end()
      near.write(bytes.subarray(0, left), end)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cutAfter: (bytes) => {
      limit = bytes
    },
    cuts: () => cuts,
    close: async () => {
      server.close()
      await once(server, 'close')
    },
  }
}
