/** What time does to petitions: late ones go up, answers are told, whoever has the last word is reminded of it, old ones are erased. */
import type { CronItem, TaskList } from 'graphile-worker'
import { sql } from 'kysely'
import type { Calendar } from '../calendar/calendar.ts'
import type { Db, Tx } from '../db/connect.ts'
import { toDay, toLocalMinute } from '../lib/time.ts'
import { insertDutyNotices, type DutyMessage } from '../notice/duty-store.ts'
import { momentIn } from '../notice/notice.ts'
import { HOTLINE } from '../notice/subscriber.ts'
import type { Directory } from '../office/directory.ts'
import type { NoticeTemplates } from '../notice/template.ts'
import { showCode } from './code.ts'
import { closesOn, dueOf, isLate } from './petition.ts'
import { scopesOf } from './send.ts'
import { close, insertEvent, moveTo, passUp } from './store.ts'
import type { PetitionTerms } from './terms.ts'

export type PetitionJobs = {
  /** The worker's database. */
  db: Db
  terms: PetitionTerms
  calendar: () => Calendar
  directory: Pick<Directory, 'ancestorsOf' | 'get' | 'closedOn'>
  templates: NoticeTemplates
  /** Where one's own petitions stand. */
  ownUrl: string
  now: () => Date
  /** False after the clock has jumped: then nothing happens by time alone. */
  isClockEven?: () => boolean
}

const BATCH = 200
const DAY_MS = 86_400_000

type Waiting = { id: string; officeId: number; handlerId: number; openSince: Date }

/** Those whose time has passed go to the office above, which has a time of its own. Answers how many. */
export async function passUpLate(deps: PetitionJobs): Promise<number> {
  const { db, terms, now } = deps
  // A working day is no shorter than a day: nothing younger can be late.
  const before = new Date(now().getTime() - terms.limits.answer.value * DAY_MS)
  const { rows } = await sql<Waiting>`
    select id, office_id as "officeId", handler_id as "handlerId", open_since as "openSince"
      from petition where state = 'open' and open_since <= ${before} order by open_since, id`.execute(
    db,
  )
  let passed = 0
  for (const row of rows) {
    const to = deps.directory.ancestorsOf(row.handlerId)[0]
    const dueAt = dueOf(deps.calendar(), row.openSince, terms)
    if (to === undefined || !isLate({ state: 'open' }, dueAt, now())) continue
    if (await hand(deps, row, { to, kind: 'passedUp' })) passed += 1
  }
  return passed
}

/** An office that has ended answers no more: its petitions go where its work went, or above when it was divided. Answers how many. */
export async function followOffices(deps: PetitionJobs): Promise<number> {
  const { db, directory, now } = deps
  const today = toDay(now())
  const { rows: offices } = await sql<{ id: number }>`
    select distinct handler_id as id from petition where state = 'open'`.execute(db)
  let moved = 0
  for (const { id } of offices) {
    const { closed } = directory.get(id)
    if (closed === undefined || directory.closedOn(id, today) === null) continue
    const above = directory.ancestorsOf(id)[0] ?? null
    const to = closed.isDivided ? above : (closed.successorId ?? above)
    if (to === null) continue
    const { rows } = await sql<Waiting>`
      select id, office_id as "officeId", handler_id as "handlerId", open_since as "openSince"
        from petition where state = 'open' and handler_id = ${id} order by id`.execute(db)
    for (const row of rows) if (await hand(deps, row, { to, kind: 'forwarded' })) moved += 1
  }
  return moved
}

/** False when somebody was faster. Only what is passed up has a new time. */
async function hand(
  { db, now, directory }: PetitionJobs,
  row: Waiting,
  { to, kind }: { to: number; kind: 'passedUp' | 'forwarded' },
): Promise<boolean> {
  const at = now()
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql`
      select from petition
       where id = ${row.id}::uuid and state = 'open' and open_since = ${row.openSince} and handler_id = ${row.handlerId}
         for update`.execute(tx)
    if (rows.length === 0) return false
    const scopes = scopesOf({ directory }, to)
    const event = { at, by: 'clock' } as const
    if (kind === 'passedUp') {
      await passUp(tx, row, { event, from: scopes, handlerId: to, scopes })
      return true
    }
    await insertEvent(tx, { id: row.id, scopes }, { ...event, kind, officeId: to })
    await moveTo(tx, row.id, { handlerId: to, officeId: row.officeId, scopes })
    return true
  })
}

const TOLD = {
  asked: 'petitionAsked',
  passedUp: 'petitionPassedUp',
  answered: 'petitionAnswered',
  refused: 'petitionAnswered',
} as const

type News = {
  id: string
  seq: number
  kind: keyof typeof TOLD
  handlerId: number
  personId: number | null
  code: string | null
  settledAt: Date | null
}

/** Mark and message in one transaction: a second worker finds them taken. Answers how many happenings were seen. */
export async function tellNews(deps: PetitionJobs): Promise<number> {
  return deps.db.transaction().execute(async (tx) => {
    const { rows } = await sql<News>`
      with taken as (
        update petition_event e set told_at = ${deps.now()}
         where (e.petition_id, e.seq) in (
                 select petition_id, seq from petition_event
                  where told_at is null and kind in ('asked', 'passedUp', 'answered', 'refused')
                  order by at limit ${BATCH} for update skip locked)
        returning e.petition_id, e.seq, e.kind)
      select t.petition_id as id, t.seq, t.kind, p.handler_id as "handlerId", p.settled_at as "settledAt",
             k.person_id as "personId", k.code
        from taken t join petition p on p.id = t.petition_id left join petition_key k on k.petition_id = p.id
       order by t.petition_id, t.seq`.execute(tx)
    for (const news of rows)
      await tell(tx, deps, {
        ...news,
        key: `petition:${news.id}:${news.seq}`,
        kind: TOLD[news.kind],
      })
    return rows.length
  })
}

type Telling = Omit<News, 'seq' | 'kind'> & Pick<DutyMessage, 'key' | 'kind'>

/** Whoever sent it without an account looks for themselves. */
async function tell(tx: Tx, deps: PetitionJobs, telling: Telling): Promise<void> {
  const { personId, code, key, kind } = telling
  if (personId === null || code === null) return
  await insertDutyNotices(
    tx,
    { templates: deps.templates, now: deps.now() },
    {
      key,
      personId,
      kind,
      valuesIn: (lang) => ({
        code: showCode(code),
        office: deps.directory.get(telling.handlerId).name,
        url: deps.ownUrl,
        phone1022: HOTLINE,
        ...(telling.settledAt !== null && {
          answerBy: momentIn(lang, toLocalMinute(closesOn(telling.settledAt, deps.terms))),
        }),
      }),
    },
  )
}

/** Whoever has the last word is reminded of it once. Answers how many. */
export async function remindOfLastWord(deps: PetitionJobs): Promise<number> {
  const { db, terms, now } = deps
  const before = new Date(now().getTime() - terms.lastWord.remindAfterDays * DAY_MS)
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<Omit<News, 'seq' | 'kind'>>`
      with taken as (
        update petition set asked_again_at = ${now()}
         where id in (select id from petition
                       where state in ('answered', 'refused') and settled_at <= ${before}
                         and (asked_again_at is null or asked_again_at < settled_at)
                       order by settled_at limit ${BATCH} for update skip locked)
        returning id, handler_id, settled_at)
      select t.id, t.handler_id as "handlerId", t.settled_at as "settledAt", k.person_id as "personId", k.code
        from taken t left join petition_key k on k.petition_id = t.id`.execute(tx)
    for (const row of rows)
      await tell(tx, deps, {
        ...row,
        key: `petitionLastWord:${row.id}:${row.settledAt!.toISOString()}`,
        kind: 'petitionLastWord',
      })
    return rows.length
  })
}

/** An answer to which its sender says nothing ends it; they can still pass it up for a while. Answers how many. */
export async function closeSilent({ db, terms, now }: PetitionJobs): Promise<number> {
  const at = now()
  const before = new Date(at.getTime() - terms.lastWord.closeAfterDays * DAY_MS)
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: string; scopes: number[] }>`
      select id, scopes from petition
       where state in ('answered', 'refused') and settled_at <= ${before}
       order by settled_at limit ${BATCH} for update skip locked`.execute(tx)
    for (const { id, scopes } of rows) {
      await insertEvent(tx, { id, scopes }, { at, kind: 'closed', by: 'clock' })
      await close(tx, { id, at, isContent: null })
    }
    return rows.length
  })
}

/** Words, pictures, names and codes of what ended long ago; what stays tells nothing of anybody. Answers how many. */
export async function eraseOldPetitions({ db, terms, now }: PetitionJobs): Promise<number> {
  const before = new Date(now().getTime() - terms.keep.days * DAY_MS)
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: string }>`
      update petition set words = null
       where id in (select id from petition where closed_at <= ${before} and words is not null
                     order by closed_at limit ${BATCH} for update skip locked)
      returning id`.execute(tx)
    const ids = rows.map(({ id }) => id)
    if (ids.length === 0) return 0
    await sql`update petition_event set words = null, photos = '[]' where petition_id = any(${ids}::uuid[])`.execute(
      tx,
    )
    await sql`delete from petition_sender where petition_id = any(${ids}::uuid[])`.execute(tx)
    await sql`delete from petition_key where petition_id = any(${ids}::uuid[])`.execute(tx)
    return ids.length
  })
}

export function petitionTasks(deps: PetitionJobs): TaskList {
  const byTime = (task: (deps: PetitionJobs) => Promise<number>) => async () => {
    if (deps.isClockEven?.() !== false) await task(deps)
  }
  return {
    tellOfPetitions: async () => void (await tellNews(deps)),
    passUpLatePetitions: async () => {
      await followOffices(deps)
      if (deps.isClockEven?.() !== false) await passUpLate(deps)
    },
    remindOfPetitions: byTime(remindOfLastWord),
    closeSilentPetitions: byTime(closeSilent),
    eraseOldPetitions: byTime(eraseOldPetitions),
  }
}

const options = { backfillPeriod: 0, maxAttempts: 3 }

/** In UTC: people are reminded at 09:17 in Hà Nội, and old words are erased at 02:47. */
export const PETITION_TIMETABLE: readonly CronItem[] = [
  { task: 'tellOfPetitions', match: '* * * * *', options },
  { task: 'passUpLatePetitions', match: '*/10 * * * *', options },
  { task: 'remindOfPetitions', match: '17 2 * * *', options },
  { task: 'closeSilentPetitions', match: '23 * * * *', options },
  { task: 'eraseOldPetitions', match: '47 19 * * *', options },
]
