/** Every connection that this process opens, for tests that nothing leaves the house which is not to. */
import { Socket } from 'node:net'

export type Connections = { readonly opened: readonly string[]; stop(): void }

/** Each as host:port, or the path of a socket on this machine. */
export function watchConnections(): Connections {
  const opened: string[] = []
  const original = Socket.prototype.connect
  Socket.prototype.connect = function connect(this: Socket, ...args: unknown[]): Socket {
    opened.push(nameOf(args.flat()))
    return Reflect.apply(original, this, args) as Socket
  }
  return {
    opened,
    stop: () => {
      Socket.prototype.connect = original
    },
  }
}

function nameOf([first, second]: unknown[]): string {
  if (typeof first === 'string') return first
  if (typeof first === 'number')
    return `${typeof second === 'string' ? second : 'localhost'}:${first}`
  const {
    path,
    host = 'localhost',
    port,
  } = first as { path?: string; host?: string; port?: number }
  return path ?? `${host}:${port}`
}
