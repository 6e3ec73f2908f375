// From the history to the clocks that run, each with its next warning. Idempotent: it reads where the dossier stands now.
import { sql } from 'kysely'
import type { Calendar } from '../calendar/calendar.ts'
import type { Db, Tx } from '../db/connect.ts'
import { takeDossier } from '../dossier/jobs.ts'
import type { DossierRow } from '../dossier/rows.ts'
import { stateById } from '../dossier/store.ts'
import type { Subscriber } from '../dossier/subscriber.ts'
import { toInstant } from '../lib/time.ts'
import { runningClocks } from './timers.ts'
import { timersOf, type WarningLevels } from './warning.ts'

export type TimerDeps = { calendar(): Calendar; levels: WarningLevels }

export function deadlineTimers(deps: TimerDeps): Subscriber {
  return {
    name: 'deadline-timers',
    effects: 'inside',
    onEvents: (tx, dossier) => arm(tx, deps, dossier),
  }
}

/** Only living dossiers are warned of; one that was never accepted has no clock. */
async function arm(
  tx: Tx,
  deps: TimerDeps,
  { id, origin, accepted_at: acceptedAt }: Pick<DossierRow, 'id' | 'origin' | 'accepted_at'>,
): Promise<void> {
  if (origin !== 'live' || acceptedAt === null) return
  const state = await stateById(tx, id)
  if (!state) return
  const calendar = deps.calendar()
  const rows = runningClocks(calendar, state).map(({ leg, officeId, ...clock }) => {
    const [first] = timersOf(calendar, deps.levels.thresholds, clock)
    return {
      leg,
      office_id: officeId,
      runs_since: toInstant(clock.runsSince),
      due_at: toInstant(clock.dueAt),
      working_minutes: clock.workingMinutes,
      threshold: first?.threshold ?? null,
      fires_at: first ? toInstant(first.at) : null,
    }
  })
  await writeTimers(tx, id, rows)
}

/** A clock that goes on as before keeps the moment that it waits for; one that stands or has ended goes. */
async function writeTimers(tx: Tx, id: string, rows: readonly object[]): Promise<void> {
  await sql`
    with running as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (leg text, office_id int, runs_since timestamptz,
             due_at timestamptz, working_minutes int, threshold text, fires_at timestamptz)),
    gone as (delete from clock_timer where dossier_id = ${id}::uuid and leg not in (select leg from running))
    insert into clock_timer (dossier_id, leg, office_id, runs_since, due_at, working_minutes, threshold, fires_at)
    select ${id}::uuid, leg, office_id, runs_since, due_at, working_minutes, threshold, fires_at from running
    on conflict (dossier_id, leg) do update
       set office_id = excluded.office_id, runs_since = excluded.runs_since, due_at = excluded.due_at,
           working_minutes = excluded.working_minutes,
           threshold = case when (clock_timer.runs_since, clock_timer.due_at, clock_timer.working_minutes)
                               = (excluded.runs_since, excluded.due_at, excluded.working_minutes)
                            then clock_timer.threshold else excluded.threshold end,
           fires_at = case when (clock_timer.runs_since, clock_timer.due_at, clock_timer.working_minutes)
                              = (excluded.runs_since, excluded.due_at, excluded.working_minutes)
                           then clock_timer.fires_at else excluded.fires_at end`.execute(tx)
}

const PAGE = 500

/**
 * Arms the open dossiers whose promised moment no timer knows: those accepted before there were timers, and whatever was
 * forgotten. A deadline that nobody watches may not be. Returns how many there were.
 */
export async function armForgotten(db: Db, deps: TimerDeps): Promise<number> {
  let [armed, after] = [0, { dueAt: new Date(0), id: FIRST_ID }]
  for (;;) {
    const page = await forgotten(db, after)
    for (const row of page)
      await db.transaction().execute(async (tx) => {
        if (await takeDossier(tx, row.id)) await arm(tx, deps, row)
      })
    armed += page.length
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) return armed
    after = { dueAt: last.due_at!, id: last.id }
  }
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000'

type Unwatched = Pick<DossierRow, 'id' | 'origin' | 'accepted_at' | 'due_at'>

async function forgotten(db: Db, after: { dueAt: Date; id: string }): Promise<Unwatched[]> {
  const { rows } = await sql<Unwatched>`
    select d.id, d.origin, d.accepted_at, d.due_at from dossier d
     where d.is_open and d.due_at is not null and (d.due_at, d.id) > (${after.dueAt}::timestamptz, ${after.id}::uuid)
       and d.origin = 'live' and d.accepted_at is not null and d.paused_at is null and d.finished_at is null
       and not exists (select from clock_timer t where t.dossier_id = d.id and t.leg = '' and t.due_at = coalesce(d.promised_at, d.due_at))
       and not exists (select from dossier_pending p where p.dossier_id = d.id)
     order by d.due_at, d.id limit ${PAGE}`.execute(db)
  return rows
}
