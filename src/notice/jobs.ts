// The worker's queue and timetable (graphile-worker): deliveries at their moment, a sweep and the warnings every minute.
import { Logger, parseCronItems, run, runMigrations } from 'graphile-worker'
import type { CronItem, LogFunctionFactory, Runner, TaskList } from 'graphile-worker'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Logger as Log } from 'pino'
import { faultOf } from '../lib/fault.ts'
import { isUuid } from '../lib/ids.ts'
import { sendDutyNotices } from './duty-send.ts'
import { sendPhoneChecks } from './phone-check-send.ts'
import { joinLateReceipts, storeReceipt } from './answer-store.ts'
import { endLostTries, requeueForgotten } from './stuck-store.ts'
import { tryDelivery } from './send.ts'
import type { SendDeps } from './send.ts'
import { armForgotten } from './subscriber-timers.ts'
import { warnDueSoon } from './warn.ts'
import type { WarnDeps } from './warn.ts'

/**
 * Makes or renews the queue's tables, as the owner, and lets the worker's role work on them. graphile-worker closes its
 * tables to everybody but their owner by row security without a policy; the application's role stays outside and comes
 * in by enqueue_notice alone.
 */
export async function prepareJobs(ownerUrl: string): Promise<void> {
  await runMigrations({ connectionString: ownerUrl, logger: quiet })
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(OPEN_TO_WORKER)
  } finally {
    await client.end()
  }
}

const OPEN_TO_WORKER = `
  begin;
  select pg_advisory_xact_lock(hashtext('motcua jobs'));
  grant usage on schema graphile_worker to motcua_worker;
  grant select, insert, update, delete on all tables in schema graphile_worker to motcua_worker;
  grant usage on all sequences in schema graphile_worker to motcua_worker;
  do $$
  declare t regclass;
  begin
    for t in select c.oid from pg_class c where c.relnamespace = 'graphile_worker'::regnamespace and c.relrowsecurity
        and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'motcua_worker') loop
      execute format('create policy motcua_worker on %s to motcua_worker using (true) with check (true)', t);
    end loop;
  end $$;
  commit`

const quiet = new Logger(() => () => undefined)

export type NoticeJobs = SendDeps &
  WarnDeps & {
    /** False after the clock has jumped: then no warning is given by it. */
    isClockEven?: () => boolean
  }

/** The tasks of this slice, to be given to `startJobs` with those of others. */
export function noticeTasks(deps: NoticeJobs): TaskList {
  return {
    deliverNotice: (payload) => tryDelivery(deps, refOf(payload)),
    sweepNotices: () => sweep(deps),
    sendDutyNotices: async () => void (await sendDutyNotices(deps)),
    sendPhoneChecks: async () => void (await sendPhoneChecks(deps)),
    warnDueSoon: async () => {
      if (deps.isClockEven?.() !== false) await warnDueSoon(deps)
    },
    armForgotten: async () => void (await armForgotten(deps.db, deps)),
  }
}

/** When they run by themselves; one worker of all gets each turn. */
export const NOTICE_TIMETABLE: readonly CronItem[] = [
  { task: 'sweepNotices', match: '* * * * *', options: { backfillPeriod: 0, maxAttempts: 1 } },
  { task: 'sendDutyNotices', match: '* * * * *', options: { backfillPeriod: 0, maxAttempts: 1 } },
  { task: 'sendPhoneChecks', match: '* * * * *', options: { backfillPeriod: 0, maxAttempts: 1 } },
  { task: 'warnDueSoon', match: '* * * * *', options: { backfillPeriod: 0, maxAttempts: 1 } },
  { task: 'armForgotten', match: '17 * * * *', options: { backfillPeriod: 0, maxAttempts: 1 } },
]

function refOf(payload: unknown): { dossierId: string; id: string } {
  const { dossierId, id } = payload as { dossierId?: unknown; id?: unknown }
  if (typeof dossierId === 'string' && typeof id === 'string' && isUuid(dossierId) && isUuid(id)) {
    return { dossierId, id }
  }
  throw new Error('deliverNotice: payload without the ids of a delivery')
}

/** What must not stay lying: forgotten rows, tries cut off by a crash, receipts that missed their answer. */
export async function sweep(deps: SendDeps): Promise<void> {
  const now = deps.now()
  const acceptsKeys = { sms: deps.sms.acceptsKeys, mail: deps.mail.acceptsKeys }
  await endLostTries(deps.db, acceptsKeys, now)
  await joinLateReceipts(deps.db, now)
  await requeueForgotten(deps.db, now)
}

const MOST_AT_ONCE = 10
const RESTART_MS = 500

export type JobsOptions = {
  workerUrl: string
  tasks: TaskList
  timetable: readonly CronItem[]
  log: Pick<Log, 'debug' | 'info' | 'warn' | 'error'>
  /** Jobs at once (default 10): as many as the carriers' windows take. */
  concurrency?: number
}

export type Jobs = {
  stop(): Promise<void>
  /**
   * Begins the timetable anew: behind a clock that went back it would stand still until that time comes again, and after a leap ahead
   * it would run through every minute in between.
   */
  clockJumped(): Promise<void>
}

const FORGET_THE_FUTURE = `
  update graphile_worker._private_known_crontabs set last_execution = clock_timestamp()
   where last_execution > clock_timestamp()`

/**
 * Starts the queue; `stop` lets the jobs under way end. `prepareJobs` must have run before. A queue that ends by itself,
 * because the database went away under it, is started again; deliveries it left in the middle are the sweep's business.
 */
export async function startJobs(options: JobsOptions): Promise<Jobs> {
  const { log } = options
  const pool = poolOf(options)
  let isStopping = false
  let isRenewed = false
  let runner = await runQueue(options, pool)
  const keeping = (async () => {
    for (;;) {
      await runner.promise.catch((error: unknown) => error)
      if (isStopping) return
      if (isRenewed) isRenewed = false
      else log.error('job queue ended; starting it again')
      const next = await untilItRuns(options, pool, () => isStopping)
      if (next === undefined) return
      runner = next
      if (isStopping) await runner.stop()
    }
  })()
  return {
    stop: async () => {
      isStopping = true
      await runner.stop().catch(() => undefined) // it may have ended by itself just now
      await keeping
      await pool.end()
    },
    clockJumped: async () => {
      await pool.query(FORGET_THE_FUTURE)
      isRenewed = true
      await runner.stop().catch(() => undefined)
    },
  }
}

function poolOf({ workerUrl, concurrency = MOST_AT_ONCE, log }: JobsOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: workerUrl,
    max: concurrency,
    application_name: 'motcua jobs',
  })
  // Without a listener an idle connection that breaks would end the whole program.
  pool.on('error', (error) =>
    log.warn({ fault: faultOf(error) }, 'connection of the job queue broke'),
  )
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

function runQueue(options: JobsOptions, pool: pg.Pool): Promise<Runner> {
  return run({
    pgPool: pool,
    concurrency: options.concurrency ?? MOST_AT_ONCE,
    pollInterval: 1000,
    noHandleSignals: true,
    taskList: options.tasks,
    parsedCronItems: parseCronItems([...options.timetable]),
    logger: new Logger(logInto(options.log)),
    // Only in batches does graphile-worker look at whether a job could be marked as done: outside of them a connection
    // that breaks in that moment is an unhandled rejection, which ends the program (tried: kill -9 of PostgreSQL).
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  })
}

async function untilItRuns(
  options: JobsOptions,
  pool: pg.Pool,
  isStopping: () => boolean,
): Promise<Runner | undefined> {
  for (;;) {
    await sleep(RESTART_MS)
    if (isStopping()) return undefined
    try {
      return await runQueue(options, pool)
    } catch (error) {
      options.log.warn({ fault: faultOf(error) }, 'job queue does not start yet')
    }
  }
}

/** Receipts go straight into the database; until they are there the carrier keeps them. */
export function listenForReceipts(deps: SendDeps): void {
  deps.sms.onReceipt((receipt) => storeReceipt(deps.db, receipt, deps.now()))
}

/** What the job queue tells, in the levels of our log; its own "info" is chatter. */
const LEVELS = { error: 'error', warning: 'warn', info: 'debug', debug: 'debug' } as const

/** Its metadata may hold a payload, and its complaints repeat the words of the error: of these only the fault is told. */
function logInto(log: JobsOptions['log']): LogFunctionFactory {
  return (scope) => (level, message, meta) => {
    const line = {
      scope: scope.label ?? 'jobs',
      ...(scope.taskIdentifier && { task: scope.taskIdentifier }),
    }
    const error: unknown = meta?.['error'] ?? meta?.['fatalError']
    if (level !== 'error' && error === undefined) return log[LEVELS[level]](line, message)
    const task = (meta?.['job'] as { task_identifier?: string } | undefined)?.task_identifier
    log[LEVELS[level]]({ ...line, ...(task && { task }), fault: faultOf(error) }, 'job queue')
  }
}
