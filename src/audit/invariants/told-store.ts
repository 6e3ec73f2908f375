/** Which events have a message of theirs, and which messages have an event; by primary keys, for the dossiers of one page. */
import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'

export type Untold = {
  id: string
  seq: number
  subscriber: 'notice' | 'portal-messages' | 'partner-messages'
}

/** Live events that must have become a message and have none, although neither a mark nor a parked pair waits for them. */
export async function untoldEvents(
  tx: Tx,
  ids: readonly string[],
  kinds: { notice: readonly string[]; portal: readonly string[] },
): Promise<Untold[]> {
  const { rows } = await sql<Untold>`
    with live as (
      select e.dossier_id, e.seq, e.kind, e.body, d.source from dossier_event e join dossier d on d.id = e.dossier_id
       where e.dossier_id = any(${[...ids]}::uuid[]) and e.origin = 'live'
         and not exists (select from dossier_pending p where p.dossier_id = e.dossier_id and p.from_seq <= e.seq)),
    untold as (
      select dossier_id, seq, 'notice' as subscriber from live e
       where kind = any(${[...kinds.notice]}::text[])
         and not exists (select from notice_delivery n
                          where n.dossier_id = e.dossier_id and n.key like e.seq || ':%')
      union all
      select dossier_id, seq, 'portal-messages' from live e
       where source = 'nationalPortal' and kind = any(${[...kinds.portal]}::text[])
         and not exists (select from exchange_delivery x where x.dossier_id = e.dossier_id and x.seq = e.seq)
      union all
      select dossier_id, seq, 'partner-messages' from live e
       where kind = 'legOpened' and body::jsonb ->> 'where' = 'outside'
         and not exists (select from partner_delivery m where m.dossier_id = e.dossier_id and m.seq = e.seq))
    select u.dossier_id as id, u.seq, u.subscriber from untold u
     where not exists (select from subscriber_parked s
                        where s.subscriber = u.subscriber and s.dossier_id = u.dossier_id and s.from_seq <= u.seq)`.execute(
    tx,
  )
  return rows
}

/** Messages about an event that is not in the history. */
export async function messagesWithoutEvent(
  tx: Tx,
  ids: readonly string[],
): Promise<{ id: string; part: string }[]> {
  const { rows } = await sql<{ id: string; part: string }>`
    select n.dossier_id as id, 'notice:' || n.id as part from notice_delivery n
     where n.dossier_id = any(${[...ids]}::uuid[]) and n.key ~ '^[0-9]{1,9}:'
       and not exists (select from dossier_event e
                        where e.dossier_id = n.dossier_id and e.seq = split_part(n.key, ':', 1)::int)
    union all
    select x.dossier_id, 'portal:' || x.seq || ':' || x.place from exchange_delivery x
     where x.dossier_id = any(${[...ids]}::uuid[])
       and not exists (select from dossier_event e where e.dossier_id = x.dossier_id and e.seq = x.seq)
    union all
    select m.dossier_id, 'partner:' || m.seq || ':' || m.place from partner_delivery m
     where m.dossier_id = any(${[...ids]}::uuid[])
       and not exists (select from dossier_event e where e.dossier_id = m.dossier_id and e.seq = m.seq)`.execute(
    tx,
  )
  return rows
}
