/**
 * Many clocks that are due in the same minute, two workers that warn of them side by side, one of them killed in the middle; then
 * what was claimed, fired, doubled and lost. For test/warnings-at-once and bench/warnings.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { checkout } from '../../src/checkout.ts'
import type { Db } from '../../src/db/connect.ts'
import { FIRST_WARD, WARDS } from './many-dossiers.ts'
import { CITY, furnish } from './office.ts'

/** Thursday 5 November 2026, when half of five working days from Monday at nine are left. */
export const MINUTE = '2026-11-05T08:30:00+07:00'
const DUE = '2026-11-09T17:00:00+07:00'

/** `due`: clocks whose moment has come; `others`: running clocks that have been warned of already or come later. */
export async function writeClocks(owner: Db, due: number, others: number): Promise<void> {
  await furnish(owner)
  await sql`
    insert into office (id, kind, name, short_name, parent_id, agency_code, agency_code_is_stand_in, valid_from)
    select id, 'commune', 'UBND phường ' || id, 'Phường ' || id, ${CITY}, 'H26.' || id, true, '2025-07-01'
      from generate_series(${FIRST_WARD + 3}::int, ${FIRST_WARD + WARDS - 1}::int) id`.execute(
    owner,
  )
  await sql`
    with made as (
      insert into person (kind, full_name, email)
      select 'staff', 'Công chức ' || ward, 'thu.ly.' || ward || '@motcua.example'
        from generate_series(${FIRST_WARD}::int, ${FIRST_WARD + WARDS - 1}::int) ward
      returning id, email)
    insert into assignment (person_id, office_id, role, title, valid_from)
    select id, split_part(split_part(email, '.', 3), '@', 1)::int, 'officer', 'Công chức', '2026-01-01' from made`.execute(
    owner,
  )
  await owner.transaction().execute(async (tx) => {
    await sql`set local synchronous_commit = off`.execute(tx)
    await dossiers(0, due).execute(tx)
    await dossiers(due, due + others).execute(tx)
    await timers(due).execute(tx)
  })
  await sql`vacuum analyze dossier, clock_timer`.execute(owner)
}

const dossiers = (from: number, to: number) => sql`
  insert into dossier (id, seq, code, procedure_code, procedure_version, procedure_name, source, kind_of_filing,
    receiving_office_id, competent_office_id, returning_office_id, owner_name, applicant_name, status, waits_for,
    submitted_at, accepted_at, due_at, first_due_at, is_open, origin, scopes)
  select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 2, 'H26.' || ward || '-20261102-' || n, '1.001193', 1,
         'Thủ tục đăng ký khai sinh', 'counter', 'counter', ward, ward, ward, 'Chủ hồ sơ', 'Người nộp', 2, 'officer',
         '2026-11-02T09:00+07', '2026-11-02T09:00+07', ${DUE}, ${DUE}, true, 'live', array[${CITY}, ward]::int[]
    from (select n, ${FIRST_WARD} + n % ${WARDS} as ward from generate_series(${from + 1}::int, ${to}::int) n) made`

/** Those that are due have their moment in this minute; of the others half have had it, half have it a minute later. */
const timers = (due: number) => sql`
  insert into clock_timer (dossier_id, leg, office_id, runs_since, due_at, working_minutes, threshold, fires_at)
  select id, '', competent_office_id, accepted_at, due_at, 2820, case when n > ${due} and n % 2 = 0 then null else '50 percent' end,
         case when n <= ${due} then ${MINUTE}::timestamptz
              when n % 2 = 1 then ${MINUTE}::timestamptz + interval '1 minute' end
    from (select *, split_part(code, '-', 3)::int as n from dossier) d`

export type Counted = { claimed: number; fired: number; doubled: number; lost: number }

/** `lost`: clocks whose moment had come and of which nobody was told. */
export async function countWarnings(owner: Db, due: number): Promise<Counted> {
  const { rows } = await sql<Counted>`
    with claim as (select dossier_id, leg, threshold, due_at, count(*)::int as times from clock_warning group by 1, 2, 3, 4),
         told as (select dossier_id, count(*)::int as times from notice_delivery where kind = 'dueSoon' group by 1)
    select coalesce((select sum(times) from claim), 0)::int as claimed,
           coalesce((select sum(times) from told), 0)::int as fired,
           coalesce((select sum(times - 1) from claim), 0)::int + coalesce((select sum(times - 1) from told), 0)::int as doubled,
           ${due} - (select count(*)::int from claim join told using (dossier_id)) as lost`.execute(
    owner,
  )
  return rows[0]!
}

/** Negative control: the claim is unique no more. (A second message would still be stopped by its own key.) */
export async function forgetUniqueness(owner: Db): Promise<void> {
  await sql`alter table clock_warning drop constraint clock_warning_pkey`.execute(owner)
}

export type Side = { process: ChildProcess; ended: Promise<unknown> }

/** A worker of its own that warns until nothing is left. */
export function startWarner(workerUrl: string): Side {
  const script = join(checkout, 'test/support/warner.ts')
  const process_ = spawn(process.execPath, ['--import', 'tsx', script, MINUTE], {
    env: { ...process.env, WARNER_DATABASE_URL: workerUrl },
    stdio: ['ignore', 'inherit', 'inherit'],
    cwd: checkout,
  })
  return { process: process_, ended: once(process_, 'exit') }
}

/** Two workers begin together; one is killed once `after` warnings have been given. Returns the seconds until none was left. */
export async function warnWithOneKilled(
  { owner, workerUrl }: { owner: Db; workerUrl: string },
  after: number,
): Promise<{ seconds: number; killedAt: number }> {
  const [victim, survivor] = [startWarner(workerUrl), startWarner(workerUrl)]
  let given = 0
  while (given === 0) given = await claims(owner)
  const began = performance.now()
  const killing = (async () => {
    while (given < after && victim.process.exitCode === null) {
      await sleep(20)
      given = await claims(owner)
    }
    victim.process.kill('SIGKILL')
    await victim.ended
    return given
  })()
  await survivor.ended
  const seconds = (performance.now() - began) / 1000
  return { seconds, killedAt: await killing }
}

async function claims(owner: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from clock_warning`.execute(
    owner,
  )
  return rows[0]!.n
}
