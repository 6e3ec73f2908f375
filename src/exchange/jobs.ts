/** Sends to the portal what waits for it: per dossier in order, each until it has arrived. */
import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import { breaker } from './breaker.ts'
import type { NationalPortal, PortalAnswer, PortalMessage } from './portal.ts'
import { waitAfter, GIVE_UP_AFTER_MS } from './retry.ts'

export type SendingDeps = {
  /** The worker role's database. */
  db: Db
  portal: NationalPortal
  now: () => Date
}

const SIDE_BY_SIDE = 4
const BATCH = 50
/** A worker that dies while it waits for an answer gives the message up after this time. */
const LEASE_SECONDS = 60

type Place = { dossierId: string; seq: number; place: number }
type Claimed = Place & PortalMessage & { attempts: number; since: Date }

/** The sender of one worker; several may run side by side. `turn` answers how many messages arrived. */
export function openSender(deps: SendingDeps): { turn(): Promise<number> } {
  const silence = breaker()
  let hasLookedBack = false
  return {
    async turn() {
      if (!hasLookedBack) await takeUp(deps.db, deps.now())
      hasLookedBack = true
      let arrived = 0
      for (let sent = -1; sent !== 0 && silence.mayAsk(deps.now());) {
        sent = await round(deps, silence)
        arrived += sent
      }
      return arrived
    },
  }
}

/** What was kept while no portal was configured leaves now. */
async function takeUp(db: Db, now: Date): Promise<void> {
  await sql`
    update exchange_delivery set state = 'queued', next_try_at = ${now}, since = ${now}
     where state = 'notConfigured'`.execute(db)
}

/** One message of every dossier whose turn it is; those behind it follow in the next round. */
async function round(deps: SendingDeps, silence: ReturnType<typeof breaker>): Promise<number> {
  const heads = await dueHeads(deps.db, deps.now())
  let arrived = 0
  const next = async (): Promise<void> => {
    for (let head = heads.pop(); head && silence.mayAsk(deps.now()); head = heads.pop()) {
      const claimed = await claim(deps.db, head, deps.now())
      if (!claimed) continue
      const answer = await deps.portal.tell(claimed)
      silence.heard(answer.kind !== 'failed', deps.now())
      await settle(deps.db, claimed, { answer, now: deps.now() })
      if (answer.kind === 'taken') arrived += 1
    }
  }
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, next))
  return arrived
}

/** The first message of each dossier that has not arrived, when its time has come; nothing overtakes a stuck one. */
async function dueHeads(db: Db, now: Date): Promise<Place[]> {
  const { rows } = await sql<Place>`
    select m.dossier_id as "dossierId", m.seq, m.place from exchange_delivery m
     where m.state = 'queued' and m.next_try_at <= ${now}
       and not exists (select from exchange_delivery e
                        where e.dossier_id = m.dossier_id and e.state in ('queued', 'stuck')
                          and (e.seq, e.place) < (m.seq, m.place))
     order by m.next_try_at desc limit ${BATCH}`.execute(db)
  return rows
}

/** Takes one message for a minute; undefined when another worker has it. The network is asked after the commit. */
async function claim(db: Db, of: Place, now: Date): Promise<Claimed | undefined> {
  const { rows } = await sql<Claimed>`
    update exchange_delivery m
       set attempts = m.attempts + 1, next_try_at = ${now}::timestamptz + make_interval(secs => ${LEASE_SECONDS})
     where m.dossier_id = ${of.dossierId}::uuid and m.seq = ${of.seq} and m.place = ${of.place}
       and m.state = 'queued' and m.next_try_at <= ${now}
    returning m.dossier_id as "dossierId", m.seq, m.place, m.id, m.service, m.body, m.attempts, m.since`.execute(
    db,
  )
  return rows[0]
}

async function settle(
  db: Db,
  claimed: Claimed,
  { answer, now }: { answer: PortalAnswer; now: Date },
): Promise<void> {
  const { state, nextTryAt, error } = afterwards(claimed, answer, now)
  await sql`
    update exchange_delivery
       set state = ${state}, next_try_at = ${nextTryAt}::timestamptz, last_error = ${error}::text,
           sent_at = case when ${state} = 'sent' then ${now}::timestamptz end
     where dossier_id = ${claimed.dossierId}::uuid and seq = ${claimed.seq} and place = ${claimed.place}
       and state = 'queued'`.execute(db)
}

type Afterwards = { state: string; nextTryAt: Date | null; error: string | null }

function afterwards({ attempts, since }: Claimed, answer: PortalAnswer, now: Date): Afterwards {
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

/** Nonces whose requests could no longer be accepted anyway. */
export async function forgetNonces(db: Db, before: Date): Promise<void> {
  await sql`delete from exchange_nonce where seen_at < ${before}`.execute(db)
}
