/** Every route that a program opens, learned from Fastify itself: a new route is in the list without anybody writing it down. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { FastifyInstance, RouteOptions } from 'fastify'

export type EveryRoute = {
  readonly method: string
  /** The pattern, e.g. /ho-so/:id. */
  readonly url: string
  readonly schema: RouteOptions['schema']
}

/** Begins to listen; call before the application is made. HEAD is Fastify's own twin of GET and left out. */
export function watchRoutes(): { readonly routes: EveryRoute[]; stop(): void } {
  const routes: EveryRoute[] = []
  const begun = (message: unknown): void => {
    const { fastify } = message as { fastify: FastifyInstance }
    fastify.addHook('onRoute', ({ method, url, schema }) => {
      for (const each of [method].flat()) {
        if (each !== 'HEAD') routes.push({ method: each, url, schema })
      }
    })
  }
  subscribe('fastify.initialization', begun)
  return { routes, stop: () => unsubscribe('fastify.initialization', begun) }
}

export const isChanging = ({ method }: EveryRoute): boolean =>
  !['GET', 'HEAD', 'OPTIONS'].includes(method)

/** As `inject` wants it. */
export const methodOf = ({ method }: EveryRoute): 'POST' => method as 'POST'

export const nameOf = ({ method, url }: EveryRoute): string => `${method} ${url}`
