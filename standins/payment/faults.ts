/** How the stand-in gateway fails: the messages that it sends, and the answers that it gives. */
import type { ServerResponse } from 'node:http'
import { authorizationOf, type Key } from '../../src/exchange/signature.ts'

/**
 * lost: never sent · doubled: a hundred times at once, each signed anew · replayed: the very same bytes and signature a hundred
 * times · reordered: an old "failed" comes after "paid" · forged: signed with another key · late: signed ten minutes ago ·
 * wrongAmount, wrongDossier: signed, and about something else.
 */
export const MESSAGE_FAULTS = [
  'lost',
  'doubled',
  'replayed',
  'reordered',
  'forged',
  'late',
  'wrongAmount',
  'wrongDossier',
] as const
export type MessageFault = (typeof MESSAGE_FAULTS)[number]

/** lost: done, connection broken · 500: error · malformed, huge: rubbish · errorIn200: another shape · slow: answered late. */
export const ANSWER_FAULTS = ['lost', '500', 'malformed', 'huge', 'errorIn200', 'slow'] as const
export type AnswerFault = (typeof ANSWER_FAULTS)[number]

export const CALLBACK_PATH = '/api/payment/v1/callbacks'

export type Sending = {
  to: string
  key: Key
  now: () => Date
  fault: MessageFault | undefined
  answers: number[]
}

export async function sendMessage(message: string, sending: Sending): Promise<void> {
  const { fault } = sending
  const changed = (over: object): string => JSON.stringify({ ...JSON.parse(message), ...over })
  switch (fault) {
    case undefined:
      return post(message, sending)
    case 'lost':
      return
    case 'doubled':
      await Promise.all(Array.from({ length: 100 }, () => post(message, sending)))
      return
    case 'replayed': {
      const signed = signatureOf(message, sending)
      await Promise.all(Array.from({ length: 100 }, () => post(message, sending, signed)))
      return
    }
    case 'reordered':
      await post(message, sending)
      return post(changed({ outcome: 'failed', paymentId: null, why: 'declined' }), sending)
    case 'forged':
      return post(message, { ...sending, key: { ...sending.key, secret: 'khóa của người khác' } })
    case 'late':
      return post(message, { ...sending, now: () => new Date(sending.now().getTime() - 600_000) })
    case 'wrongAmount':
      return post(changed({ amount: 1000 }), sending)
    case 'wrongDossier':
      return post(changed({ dossierCode: 'H26.999-20260101-0001' }), sending)
  }
}

function signatureOf(body: string, { key, now }: Sending): string {
  return authorizationOf({ method: 'POST', path: CALLBACK_PATH, body }, { key, now: now() })
}

async function post(body: string, sending: Sending, authorization?: string): Promise<void> {
  const response = await fetch(new URL(CALLBACK_PATH, sending.to), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: authorization ?? signatureOf(body, sending),
    },
    body,
    signal: AbortSignal.timeout(30_000),
  })
  await response.arrayBuffer()
  sending.answers.push(response.status)
}

export type Faulty = {
  fault: AnswerFault
  outcome: { status: number; body: object }
  slowMs: number
}

export function faultyAnswer(res: ServerResponse, { fault, outcome, slowMs }: Faulty): void {
  const json = { 'content-type': 'application/json; charset=utf-8' }
  switch (fault) {
    case 'lost':
      return void res.destroy()
    case '500':
      return void res.writeHead(500, json).end('{"code":"fault","detail":"Lỗi thử nghiệm."}')
    case 'malformed':
      return void res.writeHead(200, json).end('<html>502 Bad Gateway</html>')
    case 'huge':
      return void res.writeHead(200, json).end('x'.repeat(200_000))
    case 'errorIn200':
      return void res.writeHead(200, json).end('{"error":"maintenance"}')
    case 'slow':
      setTimeout(() => {
        res.writeHead(outcome.status, json).end(JSON.stringify(outcome.body))
      }, slowMs)
  }
}
