/**
 * The one way in which kept messages leave: those of one lane in order, each until it has arrived, lanes side by side. Knows
 * neither the neighbour nor the table.
 */
import { breaker, type Breaker } from './breaker.ts'
import { GIVE_UP_AFTER_MS, waitAfter } from './retry.ts'

/** `rejected`: understood and refused; sending the same again does not help. `failed`: no believable answer. */
export type Reply =
  { kind: 'taken' } | { kind: 'rejected'; reason: string } | { kind: 'failed'; reason: string }

export type Place = { dossierId: string; seq: number; place: number }
export type Claimed = Place & {
  /** The same id is the same message: told twice, taken once. */
  id: string
  service: string
  body: object
  attempts: number
  since: Date
}
export type Afterwards = {
  state: 'sent' | 'stuck' | 'queued'
  nextTryAt: Date | null
  error: string | null
}

/** Where the messages of one neighbour wait. */
export type Outbox = {
  /** What was kept while no neighbour was configured leaves now. */
  takeUp(now: Date): Promise<void>
  /** The first message of each lane that has not arrived, when its time has come; nothing overtakes a stuck one. */
  dueHeads(now: Date): Promise<Place[]>
  /** Takes one message for a minute; undefined when another worker has it. The network is asked after the commit. */
  claim(of: Place, now: Date): Promise<Claimed | undefined>
  settle(of: Place, after: Afterwards, now: Date): Promise<void>
}

export type Sending = {
  outbox: Outbox
  /** Never throws. */
  tell(message: Claimed): Promise<Reply>
  now: () => Date
}
export type Sender = { turn(): Promise<number> }

const SIDE_BY_SIDE = 4

/** The sender of one worker; several may run side by side. `turn` answers how many messages arrived. */
export function senderOf(sending: Sending): Sender {
  const { outbox, now } = sending
  const silence = breaker()
  let hasLookedBack = false
  return {
    async turn() {
      if (!hasLookedBack) await outbox.takeUp(now())
      hasLookedBack = true
      let arrived = 0
      for (let sent = -1; sent !== 0 && silence.mayAsk(now());) {
        sent = await round(sending, silence)
        arrived += sent
      }
      return arrived
    },
  }
}

/** One message of every lane whose turn it is; those behind it follow in the next round. */
async function round({ outbox, tell, now }: Sending, silence: Breaker): Promise<number> {
  const heads = await outbox.dueHeads(now())
  let arrived = 0
  const next = async (): Promise<void> => {
    for (let head = heads.pop(); head && silence.mayAsk(now()); head = heads.pop()) {
      const claimed = await outbox.claim(head, now())
      if (!claimed) continue
      const answer = await tell(claimed)
      silence.heard(answer.kind !== 'failed', now())
      await outbox.settle(claimed, afterwards(claimed, answer, now()), now())
      if (answer.kind === 'taken') arrived += 1
    }
  }
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, next))
  return arrived
}

function afterwards({ attempts, since }: Claimed, answer: Reply, now: Date): Afterwards {
  switch (answer.kind) {
    case 'taken':
      return { state: 'sent', nextTryAt: null, error: null }
    case 'rejected':
      return { state: 'stuck', nextTryAt: null, error: answer.reason }
    case 'failed': {
      const nextTryAt = new Date(now.getTime() + waitAfter(attempts))
      const isOver = nextTryAt.getTime() - since.getTime() > GIVE_UP_AFTER_MS
      return isOver
        ? { state: 'stuck', nextTryAt: null, error: answer.reason }
        : { state: 'queued', nextTryAt, error: answer.reason }
    }
  }
}
