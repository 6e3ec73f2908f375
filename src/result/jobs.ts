/** What the worker does by the clock: asks the civil register, and lets silence confirm drafts. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'
import { inContext } from '../db/context.ts'
import type { Command } from '../dossier/commands.ts'
import { handle, type DossierDeps, type Handled } from '../dossier/handle.ts'
import type { DossierState } from '../dossier/dossier.ts'
import { answersOf, stateById } from '../dossier/store.ts'
import { activeStep, isOpen } from '../dossier/dossier.ts'
import { NewerHistory } from '../lib/problem.ts'
import type { Result } from '../lib/result.ts'
import type { SystemActor } from '../office/actor.ts'
import { idFrom } from './document-id.ts'
import { kindOfTemplate } from './kinds.ts'
import { answerOf, type Asking } from './register-asking.ts'
import {
  RegisterFailed,
  secondsToNextTry,
  TRIES_BEFORE_STUCK,
  type CivilRegister,
} from './register.ts'
import { registerQuestion } from './register-questions.ts'
import { officeNameOf } from './store.ts'

/** `dossier.db` is the worker role's. */
export type ResultJobs = { dossier: DossierDeps; register: CivilRegister; now: () => Date }

const REGISTER: SystemActor = { kind: 'system', name: 'civilRegister', scopes: [] }
const CLOCK: SystemActor = { kind: 'system', name: 'clock', scopes: [] }
const SIDE_BY_SIDE = 4
const BATCH = 40
/** A worker that dies while it waits for an answer gives the request up after this time. */
const LEASE_SECONDS = 60
const LOOK_AGAIN_SECONDS = 300

// ── the civil register ─────────────────────────────────────────────────────

/** `isLookUp`: nothing is entered by it, so that it may be forgotten also after it was sent. */
type Claimed = {
  dossier_id: string
  idempotency_key: string
  attempts: number
  isLookUp?: boolean
}

/** Asks the register for every request whose time has come; returns how many were asked. Several workers may run it. */
export async function runRegisterRequests(jobs: ResultJobs): Promise<number> {
  const due = await dueRequests(jobs.dossier.db)
  let asked = 0
  const next = async (): Promise<void> => {
    for (let id = due.pop(); id !== undefined; id = due.pop()) {
      const claimed = await claim(jobs.dossier.db, id)
      if (!claimed) continue
      asked += 1
      await ask(jobs, claimed)
    }
  }
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, next))
  return asked
}

async function dueRequests(db: Db): Promise<string[]> {
  const { rows } = await sql<{ dossier_id: string }>`
    select dossier_id from register_request where next_try_at <= now() order by next_try_at desc limit ${BATCH}`.execute(
    db,
  )
  return rows.map((row) => row.dossier_id)
}

/** Takes one request by its id for a minute; undefined when another worker has it. The network is asked after the commit. */
async function claim(db: Db, id: string): Promise<Claimed | undefined> {
  const { rows } = await sql<Claimed>`
    update register_request
       set attempts = attempts + 1, next_try_at = now() + make_interval(secs => ${LEASE_SECONDS})
     where dossier_id = (select dossier_id from register_request
                          where dossier_id = ${id}::uuid and next_try_at <= now() for update skip locked)
    returning dossier_id, idempotency_key, attempts`.execute(db)
  return rows[0]
}

async function ask(jobs: ResultJobs, claimed: Claimed): Promise<void> {
  const question = await questionOf(jobs, claimed)
  if (question.kind === 'later')
    return settle(jobs.dossier.db, claimed, { state: 'waiting', seconds: LOOK_AGAIN_SECONDS })
  if (question.kind === 'never') return settle(jobs.dossier.db, claimed, question)
  const sent = { ...claimed, isLookUp: question.asking.question.is === 'lookUp' }
  // Said before it is sent: a worker that dies meanwhile leaves no doubt whether something may have been entered.
  if (sent.isLookUp) await markLookUp(jobs.dossier.db, sent)
  try {
    const answer = await answerOf(jobs.register, question.asking)
    if (answer.kind === 'refused')
      return await settle(jobs.dossier.db, sent, { state: 'refused', error: answer.code })
    await recordEntry(jobs, sent, answer.command)
  } catch (error) {
    if (!(error instanceof RegisterFailed)) {
      await failed(jobs.dossier.db, sent, 'unreachable')
      throw error
    }
    await failed(jobs.dossier.db, sent, error.failure)
  }
}

async function markLookUp(db: Db, { dossier_id, idempotency_key }: Claimed): Promise<void> {
  await sql`
    update register_request set is_look_up = true
     where dossier_id = ${dossier_id}::uuid and idempotency_key = ${idempotency_key}::uuid and not is_look_up`.execute(
    db,
  )
}

type Question =
  | { kind: 'ask'; asking: Asking }
  | { kind: 'later' }
  | { kind: 'never'; state: 'dropped' | 'refused' | 'entered'; error: string | null }

/** Read before the network is touched, in a transaction that ends before it. */
async function questionOf({ dossier }: ResultJobs, claimed: Claimed): Promise<Question> {
  return inContext(dossier.db, REGISTER, async (tx): Promise<Question> => {
    const state = await stateById(tx, claimed.dossier_id)
    if (!state) return { kind: 'never', state: 'dropped', error: null }
    const standing = standingOf(dossier, state)
    if (standing !== null) return standing
    const { competent } = state.offices
    const { asks } = kindOfTemplate(dossier.law.terms(state.procedure).resultTemplate)
    if (asks === null) throw new Error(`dossier ${state.code} asks the register for a paper apart`)
    const answers = await answersOf(tx, claimed.dossier_id)
    const question = registerQuestion(asks, answers, {
      key: claimed.idempotency_key,
      dossierCode: state.code,
      office: {
        code: dossier.offices.agencyCodeOf(competent),
        name: await officeNameOf(tx, competent),
      },
    })
    return question.is === 'none'
      ? { kind: 'never', state: 'refused', error: question.code }
      : { kind: 'ask', asking: { question, answers } }
  })
}

/** Why the register is not asked now; null when it is its turn. */
function standingOf(dossier: DossierDeps, state: DossierState): Question | null {
  const terms = dossier.law.terms(state.procedure)
  const isAtStep = activeStep(state, terms.workflow, 'register') !== null
  // After a supplement a look-up is due again: the step waits although there is an answer of before.
  if (state.registerEntry !== null && !isAtStep)
    return { kind: 'never', state: 'entered', error: null }
  if (!isOpen(state)) return { kind: 'never', state: 'dropped', error: null }
  const isItsTurn = state.phase.at === 'processing' && !state.isWithdrawalAsked && isAtStep
  return isItsTurn ? null : { kind: 'later' }
}

async function recordEntry(
  jobs: ResultJobs,
  claimed: Claimed,
  command: Extract<Command, { type: 'recordRegisterEntry' }>,
): Promise<void> {
  const outcome = await handle(jobs.dossier, {
    id: claimed.dossier_id,
    by: REGISTER,
    key: claimed.idempotency_key,
    command,
  })
  if (outcome.ok) return settle(jobs.dossier.db, claimed, { state: 'entered' })
  if (claimed.isLookUp)
    return settle(jobs.dossier.db, claimed, { state: 'waiting', seconds: LOOK_AGAIN_SECONDS })
  // The register holds an entry and the dossier went another way meanwhile: only people can put that right.
  await settle(jobs.dossier.db, claimed, { state: 'stuck', error: 'entryWithoutDossier' })
}

async function failed(db: Db, claimed: Claimed, error: string): Promise<void> {
  const isForPeople = error === 'keyReused'
  const state = isForPeople || claimed.attempts >= TRIES_BEFORE_STUCK ? 'stuck' : 'waiting'
  const seconds = isForPeople ? undefined : secondsToNextTry(claimed.attempts)
  await settle(db, claimed, { state, error, ...(seconds === undefined ? {} : { seconds }) })
}

type Settled = { state: string; error?: string | null; seconds?: number }

/** Writes how it went, unless the dossier asks a new question meanwhile (another key). */
async function settle(
  db: Db,
  claimed: Claimed,
  { state, error = null, seconds }: Settled,
): Promise<void> {
  await sql`
    update register_request
       set state = ${state}, last_error = ${error},
           next_try_at = now() + make_interval(secs => ${seconds ?? null}::int),
           answered_at = case when ${state} in ('entered', 'refused') then now() end
     where dossier_id = ${claimed.dossier_id}::uuid and idempotency_key = ${claimed.idempotency_key}::uuid`.execute(
    db,
  )
}

export type StuckRequest = {
  dossierId: string
  code: string
  state: 'stuck' | 'refused'
  attempts: number
  lastError: string | null
  since: Date
}

/** The list of those that wait for people or for a register that has long been silent, oldest first. */
export async function stuckRequests(db: Db | Tx): Promise<StuckRequest[]> {
  const { rows } = await sql<StuckRequest>`
    select r.dossier_id as "dossierId", d.code, r.state, r.attempts, r.last_error as "lastError", r.requested_at as since
      from register_request r join dossier d on d.id = r.dossier_id
     where r.state in ('stuck', 'refused') order by r.requested_at`.execute(db)
  return rows
}

/** Asks again now, with the same key: what was entered is not entered twice. False when nothing was stuck there. */
export async function retryRegisterRequest(db: Db | Tx, dossierId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update register_request set state = 'waiting', next_try_at = now()
     where dossier_id = ${dossierId}::uuid and state in ('waiting', 'stuck')`.execute(db)
  return (numAffectedRows ?? 0n) > 0n
}

// ── silence is agreement ───────────────────────────────────────────────────

type Silent = { dossier_id: string; id: string }

/**
 * Confirms, in the clock's name, drafts whose time to answer has passed (1.001193: at most one day). A dossier that cannot be
 * confirmed just now (supplement or withdrawal under way) is looked at again later. Returns how many were confirmed.
 */
export async function confirmSilentDrafts({
  dossier,
}: Pick<ResultJobs, 'dossier'>): Promise<number> {
  const { rows } = await sql<Silent>`
    select dossier_id, id from result_document where silent_from <= now() order by silent_from limit ${BATCH}`.execute(
    dossier.db,
  )
  let confirmed = 0
  for (const draft of rows) {
    const outcome = await confirmSilent(dossier, draft)
    if (outcome?.ok && !outcome.value.isRepeat) confirmed += 1
    else if (!outcome?.ok) await lookAgain(dossier.db, draft)
  }
  return confirmed
}

/** Null: only a newer program can. */
async function confirmSilent(
  dossier: DossierDeps,
  { dossier_id, id }: Silent,
): Promise<Result<Handled> | null> {
  try {
    return await handle(dossier, {
      id: dossier_id,
      by: CLOCK,
      key: idFrom('silence', dossier_id, id),
      command: { type: 'confirmDraft', by: 'silence' },
    })
  } catch (error) {
    if (error instanceof NewerHistory) return null
    throw error
  }
}

async function lookAgain(db: Db, { dossier_id, id }: Silent): Promise<void> {
  await sql`
    update result_document set silent_from = now() + make_interval(secs => ${LOOK_AGAIN_SECONDS})
     where dossier_id = ${dossier_id}::uuid and id = ${id}::uuid`.execute(db)
}
