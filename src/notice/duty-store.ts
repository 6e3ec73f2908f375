/** Messages to people on duty for the house: the same life as any other message, without a dossier. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'
import { newId } from '../lib/ids.ts'
import type { AcceptedPart } from './carrier.ts'
import { afterwards, type DeliveryFacts, type Happening } from './delivery.ts'
import { choiceOf } from './choice-store.ts'
import {
  addressesOf,
  type Channel,
  type Contact,
  type NoticeKind,
  type NoticeLang,
} from './notice.ts'
import { render, versionOn, type NoticeTemplates, type NoticeValues } from './template.ts'
import { toDay } from '../lib/time.ts'

export type DutyMessage = {
  /** One for what must be told once to this person. */
  key: string
  personId: number
  kind: NoticeKind &
    (
      | 'houseFinding'
      | 'houseUnanswered'
      | 'draftExpiring'
      | 'bookingReminder'
      | 'bookingStopped'
      | 'petitionAsked'
      | 'petitionPassedUp'
      | 'petitionAnswered'
      | 'petitionLastWord'
    )
  /** In the language that the person chose. */
  valuesIn: (lang: NoticeLang) => NoticeValues
}

/** Writes the message for every way that reaches the person; returns how many are new. */
export async function insertDutyNotices(
  tx: Tx,
  { templates, now }: { templates: NoticeTemplates; now: Date },
  message: DutyMessage,
): Promise<number> {
  const { personId } = message
  const contact = await contactOfPerson(tx, personId)
  const lang = contact.language
  const values = message.valuesIn(lang)
  const version = versionOn(templates, message.kind, toDay(now))
  const expiresAt = new Date(now.getTime() + version.liveHours * 3_600_000)
  let made = 0
  for (const { channel, recipient, suppressed } of addressesOf(contact)) {
    const text = render(version, { channel, lang }, values)
    if (text === undefined) continue
    const state = suppressed === undefined ? 'queued' : 'suppressed'
    const { numAffectedRows } = await sql`
      insert into duty_notice (id, key, person_id, channel, recipient, subject, body, segments, state, next_try_at, last_error,
                               created_at, since, expires_at)
      values (${newId(now)}::uuid, ${`${message.key}:${channel}`}, ${personId}, ${channel}, ${recipient},
              ${text.subject ?? null}, ${text.body}, ${text.segments}, ${state}, ${state === 'queued' ? now : null},
              ${suppressed ?? null}, ${now}, ${now}, ${expiresAt})
      on conflict (key) do nothing`.execute(tx)
    made += Number(numAffectedRows ?? 0n)
  }
  return made
}

async function contactOfPerson(tx: Tx, personId: number): Promise<Contact> {
  const { rows } = await sql<{ phone: string | null; email: string | null }>`
    select phone, email from person where id = ${personId}`.execute(tx)
  const { phone, email } = rows[0] ?? { phone: null, email: null }
  const { language } = await choiceOf(tx, personId)
  return { phone: phone ?? undefined, email: email ?? undefined, language: language ?? 'vi' }
}

export type DutyNotice = DeliveryFacts & {
  id: string
  channel: Channel
  recipient: string
  subject: string | null
  body: string
  acceptedParts: AcceptedPart[]
}

const columns = sql`id, state, attempts, repeats, since, expires_at as "expiresAt", channel, recipient, subject, body,
  parts as "acceptedParts"`

/** Takes the next message whose time has come and begins one try; undefined when there is none. */
export async function claimDutyNotice(db: Db, now: Date): Promise<DutyNotice | undefined> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<DutyNotice>`
      select ${columns} from duty_notice where state = 'queued' and next_try_at <= ${now}
       order by next_try_at limit 1 for update skip locked`.execute(tx)
    const [notice] = rows
    if (notice === undefined) return undefined
    const step = afterwards(notice, { type: 'begun' }, now)!
    await settle(tx, notice, { happening: { type: 'begun' }, parts: [], now })
    return { ...notice, ...step }
  })
}

/** Tries whose worker died while it waited for the answer. */
export async function lostDutyTries(db: Db, now: Date): Promise<DutyNotice[]> {
  const { rows } = await sql<DutyNotice>`
    select ${columns} from duty_notice
     where state = 'sending' and claimed_at < ${now}::timestamptz - interval '10 minutes'`.execute(
    db,
  )
  return rows
}

export async function settle(
  tx: Db | Tx,
  notice: DutyNotice,
  { happening, parts, now }: { happening: Happening; parts: readonly AcceptedPart[]; now: Date },
): Promise<void> {
  const step = afterwards(notice, happening, now)
  if (step === undefined) return
  await sql`
    update duty_notice
       set state = ${step.state}, attempts = ${step.attempts}, repeats = ${step.repeats},
           next_try_at = ${step.nextTryAt ?? null}::timestamptz, last_error = ${step.reason ?? null}::text,
           parts = parts || ${JSON.stringify(parts)}::jsonb,
           claimed_at = case when ${step.state} = 'sending' then ${now}::timestamptz end,
           sent_at = case when ${step.state} = 'sent' then ${now}::timestamptz else sent_at end
     where id = ${notice.id}::uuid and state = ${notice.state}`.execute(tx)
}
