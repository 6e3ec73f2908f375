// The part of the `smpp` package (CommonJS, untyped) that we use.
declare module 'smpp' {
  import type { EventEmitter } from 'node:events'
  import type { Server as NetServer, Socket } from 'node:net'

  export type Fields = Record<string, string | number | Buffer>

  export type Pdu = {
    command: string
    command_id: number
    command_status: number
    sequence_number: number
    message_id?: string
    system_id?: string
    password?: string
    source_addr?: string
    destination_addr?: string
    esm_class?: number
    data_coding?: number
    registered_delivery?: number
    validity_period?: Date | string
    short_message?: { message: string | Buffer; udh?: Buffer[] } | Buffer
    message_payload?: { message: string | Buffer }
    receipted_message_id?: string
    message_state?: number
    response(fields?: Fields): Pdu
  }

  export type Answered = (answer: Pdu) => void

  export class Session extends EventEmitter {
    socket: Socket
    send(pdu: Pdu, answered?: Answered): boolean
    bind_transceiver(fields: Fields, answered: Answered): boolean
    submit_sm(fields: Fields, answered: Answered): boolean
    deliver_sm(fields: Fields, answered: Answered): boolean
    enquire_link(answered: Answered): boolean
    unbind(answered?: Answered): boolean
    close(): void
    destroy(): void
  }

  export type Server = NetServer & { sessions: Session[] }

  type Library = {
    connect(options: { host: string; port: number; tls?: boolean }): Session
    createServer(listener: (session: Session) => void): Server
    errors: Record<string, number>
  }
  const smpp: Library
  export default smpp
}
