/** SQL of phone codes: sent, tried, used; and what the message says. */
import { sql, type Kysely } from 'kysely'
import type { DB } from '../../db/types.ts'
import { CODE_MINUTES, MOST_AN_HOUR, MOST_TRIES } from './phone-code.ts'

/** A pool or a transaction. */
type Access = Kysely<DB>

/** The account of the represented person that has a phone and lets codes be sent to it. */
const phoneOf = (representation: number) => sql`
  select p.id, p.phone from representation r join party t on t.id = r.party_id and t.kind = 'person'
    join person p on p.kind = 'citizen' and p.personal_number = t.number and fold(p.full_name) = t.name_key
    join consent s on s.person_id = p.id and s.purpose = 'phoneCode' and s.withdrawn_at is null
   where r.id = ${representation} and p.phone is not null order by p.id limit 1`

/**
 * Begins a code. Whether a phone is known makes no difference to whoever asks: there is a row either way, and the same number of
 * them in an hour for one represented party. False: there were too many.
 */
export async function beginCode(
  tx: Access,
  { id, representation, at }: { id: string; representation: number; at: Date },
): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtext('phone_code'), r.party_id)
              from representation r where r.id = ${representation}`.execute(tx)
  const { rows } = await sql<{ isSent: boolean }>`
    insert into phone_code (id, representation_id, is_sent, sent_at, expires_at)
    select ${id}::uuid, r.id, exists (${phoneOf(representation)}), ${at},
           ${at}::timestamptz + make_interval(mins => ${CODE_MINUTES})
      from representation r where r.id = ${representation}
       and (select count(*) from phone_code c join representation o on o.id = c.representation_id
             where o.party_id = r.party_id and c.sent_at > ${at}::timestamptz - interval '1 hour') < ${MOST_AN_HOUR}
    returning is_sent as "isSent"`.execute(tx)
  const [made] = rows
  if (made?.isSent) await sql`select enqueue_phone_code(${id}::uuid)`.execute(tx)
  return made !== undefined
}

/** The newest code, if it may still be tried: counts the try and holds the row, so that tries at once are counted one by one. */
export async function tryNewest(
  tx: Access,
  { representation, at }: { representation: number; at: Date },
): Promise<{ id: string; isSent: boolean } | undefined> {
  const { rows } = await sql<{ id: string; isSent: boolean }>`
    update phone_code set tries = tries + 1
     where id = (select id from phone_code where representation_id = ${representation}
                  order by sent_at desc, id desc limit 1 for update)
       and used_at is null and tries < ${MOST_TRIES} and expires_at > ${at}
    returning id, is_sent as "isSent"`.execute(tx)
  return rows[0]
}

export async function useCode(tx: Access, id: string, at: Date): Promise<void> {
  await sql`update phone_code set used_at = ${at} where id = ${id}::uuid`.execute(tx)
}

/** Whose phone it was: they answered. */
export async function whoAnswers(tx: Access, representation: number): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`${phoneOf(representation)}`.execute(tx)
  return rows[0]?.id ?? null
}

export type CodeToSend = {
  readonly id: string
  readonly phone: string
  readonly expiresAt: Date
  readonly representative: string
  /** Whose phone it is. */
  readonly personId: number
}

/** What the worker sends; undefined when the code is used or too old. */
export async function codeToSend(
  db: Access,
  id: string,
  now: Date,
): Promise<CodeToSend | undefined> {
  const { rows } = await sql<CodeToSend>`
    select c.id, p.phone, c.expires_at as "expiresAt", w.full_name as representative, p.id as "personId"
      from phone_code c join representation r on r.id = c.representation_id join person w on w.id = r.person_id
      join party t on t.id = r.party_id
      join person p on p.kind = 'citizen' and p.personal_number = t.number and fold(p.full_name) = t.name_key
      join consent s on s.person_id = p.id and s.purpose = 'phoneCode' and s.withdrawn_at is null
     where c.id = ${id}::uuid and c.is_sent and c.used_at is null and c.expires_at > ${now} and p.phone is not null
     order by p.id limit 1`.execute(db)
  return rows[0]
}

/** Codes of the day before yesterday count for nothing any more. */
export async function forgetOldCodes(db: Access, now: Date): Promise<void> {
  await sql`delete from phone_code where expires_at < ${now}::timestamptz - interval '1 day'`.execute(
    db,
  )
}

/** The newest code of a trial installation without a carrier. */
export async function newestCode(
  db: Access,
  representation: number,
  now: Date,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from phone_code where representation_id = ${representation} and is_sent and used_at is null
       and expires_at > ${now} order by sent_at desc, id desc limit 1`.execute(db)
  return rows[0]?.id
}
