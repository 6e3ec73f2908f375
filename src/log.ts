/** The log of this program: JSON lines on standard error. Errors are told by kind, code and place; messages hold what people wrote. */
import { pino, type DestinationStream, type Logger } from 'pino'
import type { Config } from './config.ts'
import { faultOf } from './lib/fault.ts'

/** Parts of a request that libraries add to their own lines: @fastify/multipart tells all headers, cookies too, at `trace`. */
const NEVER = ['headers', 'cookies', 'body', 'query', 'params', 'payload'].flatMap((name) => [
  name,
  `*.${name}`,
  `*.*.${name}`,
])

export function openLog(
  level: Config['logLevel'] | 'trace',
  to: DestinationStream = pino.destination(2),
): Logger {
  return pino(
    {
      level,
      base: null,
      // Whoever passes an error or a request, a library for instance, passes it through here.
      serializers: { err: faultOf, error: faultOf, req: routeOf, res: statusOf },
      hooks: { logMethod: withoutMessages },
      redact: { paths: NEVER, remove: true },
    },
    to,
  )
}

/** Without words of ours, `log.error(error)` and `log.error({ err })` would take the error's own message for the line. */
function withoutMessages(
  this: Logger,
  args: Parameters<Logger['info']>,
  method: (...args: Parameters<Logger['info']>) => void,
): void {
  const [first, words = 'fault', ...rest] = args as unknown[]
  const told = first instanceof Error ? { fault: faultOf(first) } : first
  const isObject = typeof told === 'object' && told !== null
  method.apply(this, (isObject ? [told, words, ...rest] : args) as Parameters<Logger['info']>)
}

type Asked = { id?: unknown; method?: unknown; routeOptions?: { url?: unknown } }

function routeOf(req: Asked): object {
  return { id: req.id, method: req.method, route: req.routeOptions?.url }
}

function statusOf(res: { statusCode?: unknown }): object {
  return { status: res.statusCode }
}
