// The SQL of phone checks: asked for by the person, sent by the worker, answered once.
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'
import type { NoticeLang } from './notice.ts'
import type { PhoneCheck } from './phone-check.ts'

export type KeptCheck = PhoneCheck & {
  requestKey: string
  sentAt: Date | null
  failure: string | null
}

/** The person's newest check, locked until the transaction ends. */
export async function checkOf(tx: Tx, personId: number): Promise<KeptCheck | undefined> {
  const { rows } = await sql<KeptCheck>`
    select request_key as "requestKey", phone, salt, code_hash as "codeHash", tries, asked_on::text as "askedOn", asked,
           expires_at as "expiresAt", sent_at as "sentAt", failure
      from phone_check where person_id = ${personId} for update`.execute(tx)
  return rows[0]
}

export type NewCheck = Omit<PhoneCheck, 'tries' | 'asked'> & {
  personId: number
  requestKey: string
  code: string
  now: Date
}

/** Takes the place of the person's last one, which counts no longer, and wakes a worker. */
export async function insertCheck(tx: Tx, check: NewCheck): Promise<void> {
  const { personId, requestKey, phone, salt, codeHash, code, askedOn, now, expiresAt } = check
  await sql`
    insert into phone_check (person_id, request_key, phone, salt, code_hash, code, asked_on, asked_at, expires_at)
    values (${personId}, ${requestKey}::uuid, ${phone}, ${salt}, ${codeHash}, ${code}, ${askedOn}::date, ${now}, ${expiresAt})
        on conflict (person_id) do update
           set request_key = ${requestKey}::uuid, phone = ${phone}, salt = ${salt}, code_hash = ${codeHash}, code = ${code},
               tries = 0, asked = case when phone_check.asked_on = ${askedOn}::date then phone_check.asked + 1 else 1 end,
               asked_on = ${askedOn}::date, asked_at = ${now}, expires_at = ${expiresAt}, sent_at = null, failure = null,
               shown_locally = null`.execute(tx)
  await sql`select enqueue_phone_check(${personId})`.execute(tx)
}

/** One more try was wrong. */
export async function countTry(tx: Tx, personId: number): Promise<void> {
  await sql`update phone_check set tries = tries + 1 where person_id = ${personId}`.execute(tx)
}

/** A code counts once. */
export async function endCheck(tx: Tx, personId: number, now: Date): Promise<void> {
  await sql`
    update phone_check set expires_at = least(expires_at, ${now}::timestamptz), code = null, shown_locally = null
     where person_id = ${personId}`.execute(tx)
}

export type UnsentCode = {
  personId: number
  requestKey: string
  phone: string
  code: string
  expiresAt: Date
  language: NoticeLang | null
}

/** Takes the oldest code that waits; from then on it stands nowhere in clear. What is lost here is asked for again by its person. */
export async function takeUnsentCode(db: Db, now: Date): Promise<UnsentCode | undefined> {
  const { rows } = await sql<UnsentCode>`
    with next as (
      select person_id, code from phone_check where code is not null and expires_at > ${now}
       order by asked_at limit 1 for update skip locked)
    update phone_check p set code = null, sent_at = ${now} from next where p.person_id = next.person_id
    returning p.person_id as "personId", p.request_key as "requestKey", p.phone, next.code, p.expires_at as "expiresAt",
              (select n.language from notice_choice n where n.person_id = p.person_id) as language`.execute(
    db,
  )
  return rows[0]
}

/** What became of it: given back to wait, not sent, or (on a machine without a carrier) shown. */
export async function settleCode(
  db: Db,
  { personId, requestKey }: Pick<UnsentCode, 'personId' | 'requestKey'>,
  outcome: { again?: string; failure?: string; shown?: string },
): Promise<void> {
  await sql`
    update phone_check
       set code = ${outcome.again ?? null}::text, failure = ${outcome.failure ?? null}::text,
           shown_locally = ${outcome.shown ?? null}::text,
           sent_at = case when ${outcome.failure ?? null}::text is null then sent_at end
     where person_id = ${personId} and request_key = ${requestKey}::uuid`.execute(db)
}

export type LocalCode = { phone: string; code: string; sentAt: Date }

/** Codes that went to the outbox of this machine instead of a carrier. */
export async function localCodes(db: Db): Promise<LocalCode[]> {
  const { rows } = await sql<LocalCode>`
    select phone, code, sent_at as "sentAt" from local_phone_checks()`.execute(db)
  return rows
}
