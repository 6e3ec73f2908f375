/** While the disk is nearly full nothing new is taken in, so that what is there can still be read and finished. */
import type { FastifyInstance } from 'fastify'
import { NoRoom } from './refusals.ts'

/** Signing in and looking up keep next to nothing, and without them nobody could read. */
const READING = /^\/(can-bo|dang-nhap|dang-xuat|dinh-danh-thu|tra-cuu|kiem-tra)(\/|$)/

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

type Plugin = (app: FastifyInstance) => Promise<void>

/** For every route that is registered after it, wherever it stands (hence not encapsulated). */
export function refuseWithoutRoom(hasRoom: () => Promise<boolean>): Plugin {
  const plugin: Plugin = async (app) => {
    app.addHook('preHandler', async (req) => {
      if (SAFE.has(req.method) || READING.test(req.routeOptions.url ?? '')) return
      if (await hasRoom()) return
      // Read to nowhere, so that the answer arrives instead of a broken connection.
      req.raw.resume()
      throw new NoRoom()
    })
  }
  return Object.assign(plugin, { [Symbol.for('skip-override')]: true })
}
