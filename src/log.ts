/** The log of this program: JSON lines on standard error. Errors are told by kind, code and place; messages hold what people wrote. */
import { pino, type DestinationStream, type Logger } from 'pino'
import type { Config } from './config.ts'
import { faultOf } from './lib/fault.ts'

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
    },
    to,
  )
}

/** `log.error(error)` would take the error's own message for the line. */
function withoutMessages(
  this: Logger,
  args: Parameters<Logger['info']>,
  method: (...args: Parameters<Logger['info']>) => void,
): void {
  const [first, ...rest] = args as unknown[]
  if (!(first instanceof Error)) return method.apply(this, args)
  const words = typeof rest[0] === 'string' ? rest[0] : 'fault'
  method.apply(this, [{ fault: faultOf(first) }, words] as Parameters<Logger['info']>)
}

type Asked = { id?: unknown; method?: unknown; routeOptions?: { url?: unknown } }

function routeOf(req: Asked): object {
  return { id: req.id, method: req.method, route: req.routeOptions?.url }
}

function statusOf(res: { statusCode?: unknown }): object {
  return { status: res.statusCode }
}
