/**
 * The one door through which a dossier changes: lock, permission, decision, history, projections, commit. One transaction, no
 * network in it, cost independent of the length of the history. A lawful no is a value; "not there for you" is NotFound.
 */
import type { RawBuilder } from 'kysely'
import type { Calendar } from '../calendar/calendar.ts'
import type { Terms } from '../catalogue/terms.ts'
import { inContext } from '../db/context.ts'
import type { Db, Tx } from '../db/connect.ts'
import { canonical, sha256Hex } from '../lib/canonical.ts'
import { isUuid, newId } from '../lib/ids.ts'
import { Conflict, NotFound } from '../lib/problem.ts'
import { ok, refuse, type Refusal, type Result } from '../lib/result.ts'
import { toDay, toLocalMinute, type Day } from '../lib/time.ts'
import { actorKey, type Actor } from '../office/actor.ts'
import { useMandate } from '../office/mandate-store.ts'
import { canRead, refusalToAct, scopesOfState } from './access.ts'
import { GENESIS } from './chain.ts'
import type { Command, FileCommand } from './commands.ts'
import { decide } from './decide.ts'
import { standingIn } from './holders/standing.ts'
import type { OpenFees } from './fees/decide.ts'
import type { DossierState } from './dossier.ts'
import type { Origin } from './events.ts'
import { grow, toWrite } from './history.ts'
import { refusalToFollow } from './linked/follow.ts'
import { ownerNamed, stillRepresents } from './parties/naming.ts'
import { projectFiling } from './project.ts'
import { refuseNewer } from './newer.ts'
import { searchWords } from './search-words.ts'
import {
  appendEvents,
  insertDossier,
  isKeyTaken,
  keyAfterWait,
  lockDossier,
  rescope,
  takeKey,
  type KeyRow,
} from './store.ts'

/** What the dossier asks of the law and of the directory of offices: loaded once, immutable, no I/O. */
export type DossierDeps = {
  db: Db
  law: {
    calendar(): Calendar
    terms(procedure: { code: string; version: number; caseCode: string }): Terms
  }
  offices: {
    /** Offices above this one, nearest first. */
    ancestorsOf(officeId: number): readonly number[]
    agencyCodeOf(officeId: number): string
    /** Our office of a commune on that day; undefined where we have none. Absent: no workflow here asks. */
    communeOffice?(commune: string, on: Day): number | undefined
    /** The closed office and whoever stands in its place; null when it works on that day. */
    closedOn?(officeId: number, day: Day): { name: string; successor: string | null } | null
    /** Whether the first office is a counter that receives for the second as its own; absent: none is. */
    isOwnCounter?(receiving: number, competent: number): boolean
  }
  /** Fees of the dossier that nobody has paid yet; absent: no fees are kept here. */
  openFees?: (tx: Tx, id: string) => Promise<OpenFees>
  /** Tells the dispatcher that something happened. */
  poke(): void
  /** Told what became of each command, for those who watch; never who or which dossier. */
  onEnd?: (end: { command: Command['type']; outcome: Outcome; code?: string }) => void
}

export type Outcome = 'done' | 'repeat' | 'refused' | 'conflict' | 'notFound' | 'failed'

export type Request = {
  command: Command
  by: Actor
  /** Submission key: a uuid made before the first click. The same key gives the same answer, never a second effect. */
  key: string
  /** The dossier; absent for `file`. */
  id?: string
  /** The procedure, for `file`. */
  procedure?: { code: string; version: number; caseCode: string }
  origin?: Origin
  /** Claimed moment (offline, post, demo); the database's clock when absent. */
  occurredAt?: Date
  /** The office in whose name the actor acts, when they act for one. */
  officeId?: number
  /** Statements of the caller's own that stand or fall with the command; a repeat does not run them again. */
  alongside?: (id: string) => readonly RawBuilder<unknown>[]
}

export type Handled = {
  id: string
  code: string
  seq: number
  isRepeat: boolean
  state: DossierState
}

export async function handle(deps: DossierDeps, request: Request): Promise<Result<Handled>> {
  const told = (outcome: Outcome, code?: string): void =>
    deps.onEnd?.({ command: request.command.type, outcome, ...(code && { code }) })
  try {
    const outcome = await handleUntold(deps, request)
    if (!outcome.ok) told('refused', outcome.refusal.code)
    else told(outcome.value.isRepeat ? 'repeat' : 'done')
    return outcome
  } catch (error) {
    if (error instanceof Conflict) told('conflict', error.code)
    else told(error instanceof NotFound ? 'notFound' : 'failed')
    throw error
  }
}

async function handleUntold(deps: DossierDeps, request: Request): Promise<Result<Handled>> {
  if (!isUuid(request.key))
    throw new Conflict('Yêu cầu thiếu khóa gửi. Hãy tải lại trang.', 'keyMissing')
  const work = (tx: Tx): Promise<Result<Handled>> =>
    request.command.type === 'file'
      ? fileOne(deps, tx, request, request.command)
      : changeOne(deps, tx, request)
  const outcome = await rollingBack(deps.db, request.by, work).catch((fault: unknown) => {
    // Whoever waited for the lock read the keys as they were before the wait; by now the key has its answer.
    if (isKeyTaken(fault)) return rollingBack(deps.db, request.by, work)
    throw fault
  })
  if (outcome.ok && !outcome.value.isRepeat) deps.poke()
  return outcome
}

class LawfulNo extends Error {
  readonly outcome: Result<Handled>
  constructor(outcome: Result<Handled>) {
    super('refused')
    this.outcome = outcome
  }
}

/** A refusal undoes what the transaction took (key, counter) and comes back as a value. */
async function rollingBack(
  db: Db,
  by: Actor,
  work: (tx: Tx) => Promise<Result<Handled>>,
): Promise<Result<Handled>> {
  try {
    return await inContext(db, by, async (tx) => {
      const outcome = await work(tx)
      if (!outcome.ok) throw new LawfulNo(outcome)
      return outcome
    })
  } catch (error) {
    if (error instanceof LawfulNo) return error.outcome
    throw error
  }
}

async function fileOne(
  deps: DossierDeps,
  tx: Tx,
  request: Request,
  command: FileCommand,
): Promise<Result<Handled>> {
  if (!request.procedure) throw new Error('file needs a procedure')
  const id = newId(request.occurredAt ?? new Date())
  const actor = actorKey(request.by)
  const requestHash = hashOf(request)
  const refusal = refusalToAct(request.by, command, null) ?? refusalOfClosed(deps, request, command)
  const counting = command.portalCode === undefined && !refusal
  const { now, number, repeat } = await takeKey(
    tx,
    { key: request.key, actor, requestHash, dossierId: id },
    counting ? { officeId: command.offices.competent, at: request.occurredAt ?? null } : null,
  )
  if (repeat) return repeated(tx, repeat, { actor, requestHash })
  if (refusal) return { ok: false, refusal }
  const occurredAt = request.occurredAt ?? now
  const terms = deps.law.terms(request.procedure)
  const code =
    command.portalCode ??
    ownCode(deps.offices.agencyCodeOf(command.offices.competent), occurredAt, number!)
  const naming = { by: request.by, command, procedure: request.procedure.code, on: toDay(now) }
  const owner = await ownerNamed(tx, naming)
  if (owner === 'over') return REPRESENTATION_OVER
  const decision = decide(null, command, {
    ...facts(deps, request, { terms, occurredAt, code }),
    ...(owner && { owner }),
  })
  if (!decision.ok) return decision
  const mandate = { id: command.mandate, personId: command.applicantPersonId }
  const isCovered = await useMandate(tx, { ...mandate, dossierId: id, on: toDay(now) })
  if (!isCovered) return MANDATE_OVER
  const history = grow(null, decision.value, {
    id,
    request,
    terms,
    now,
    occurredAt,
    headHash: GENESIS,
  })
  const followed = command.follows && (await refusalToFollow(tx, command.follows))
  if (followed) return { ok: false, refusal: followed }
  const scopes = scopesOfState(history.state, deps.offices.ancestorsOf)
  const write = toWrite(history, { id, scopes, terms, request, requestHash: null })
  await insertDossier(tx, write, {
    row: {
      ...projectFiling(history.state, request.origin ?? 'live'),
      owner_name: command.ownerName,
      applicant_name: command.applicantName,
    },
    code,
    codeKind: command.portalCode ? 'portal' : 'own',
    contact: {
      phone: command.phone ?? null,
      email: command.email ?? null,
      language: command.language ?? 'vi',
    },
    words: searchWords(code, [command.ownerName, command.applicantName], scopes),
  })
  return ok({ id, code, seq: history.state.seq, isRepeat: false, state: history.state })
}

/** Nothing new is filed at an office that has closed: whoever had its page open is told who stands in its place. */
function refusalOfClosed(
  { offices }: DossierDeps,
  { occurredAt }: Request,
  command: FileCommand,
): Refusal | null {
  const day = toDay(occurredAt ?? new Date())
  for (const office of Object.values(command.offices)) {
    const closed = offices.closedOn?.(office, day)
    if (!closed) continue
    const where = closed.successor === null ? '' : ` Hãy chọn ${closed.successor}.`
    return refuse('officeClosed', `${closed.name} đã ngừng hoạt động theo sắp xếp tổ chức.${where}`)
      .refusal
  }
  return null
}

const MANDATE_OVER = refuse(
  'mandateOver',
  'Ủy quyền cho đại lý không còn hiệu lực hoặc đã dùng cho hồ sơ khác. Hãy nộp trực tiếp hoặc ủy quyền lại.',
)

/** Acts that fees must have been paid for (domain §11.2). */
const ASKS_FOR_FEES: ReadonlySet<Command['type']> = new Set(['accept', 'deliver'])
const REPRESENTATION_OVER = refuse(
  'representationOver',
  'Bạn không còn được nộp thủ tục này thay cho người đó. Bản nháp vẫn được giữ.',
)

/** One command on one dossier inside the caller's transaction: nothing is written when the answer is a lawful no. */
export async function changeOne(
  deps: DossierDeps,
  tx: Tx,
  request: Request,
): Promise<Result<Handled>> {
  const { id, by, command, key } = request
  const locked = id !== undefined && isUuid(id) ? await lockDossier(tx, id, key) : null
  if (id === undefined || locked === null || (by.kind !== 'system' && !canRead(by, locked.scopes)))
    throw new NotFound()
  const actor = actorKey(by)
  const requestHash = hashOf(request)
  if (locked.repeat) return sameAnswer(locked.repeat, { actor, requestHash }, locked.state)
  refuseNewer(locked.state)
  const refusing = async (refusal: Refusal): Promise<Result<Handled>> => {
    const repeat = await keyAfterWait(tx, key)
    return repeat
      ? sameAnswer(repeat, { actor, requestHash }, locked.state)
      : { ok: false, refusal }
  }
  const { state } = locked
  const occurredAt = later(request.occurredAt ?? locked.now, new Date(state.lastOccurredAt))
  const standing = await standingIn(tx, { by, command, state, day: toDay(occurredAt) })
  const isOwnCounter = ownCounter(deps, state)
  const refusal = refusalToAct(standing.by, command, state, { isOwnCounter })
  if (refusal) return refusing(refusal)
  if (!(await stillRepresents(tx, { by, command, state, on: toDay(locked.now) })))
    throw new NotFound()
  const terms = deps.law.terms(state.procedure)
  const { by: _by, ...known } = standing
  const lawTerms = newTermsOf(deps, command, state)
  const openFees = ASKS_FOR_FEES.has(command.type) ? await deps.openFees?.(tx, id) : undefined
  const given = {
    terms,
    occurredAt,
    code: null,
    ...(lawTerms && { lawTerms }),
    ...(openFees && { openFees }),
  }
  const decision = decide(state, command, {
    ...facts(deps, request, given),
    ...known,
    isOwnCounter,
  })
  if (!decision.ok) return refusing(decision.refusal)
  // A dossier that changes its law is folded and shown by the new terms from this event on.
  const termsAfter = lawTerms ?? terms
  const history = grow(state, decision.value, {
    id,
    request,
    terms: termsAfter,
    now: locked.now,
    occurredAt,
    headHash: locked.headHash,
  })
  const scopes = scopesOfState(history.state, deps.offices.ancestorsOf)
  const write = toWrite(history, { id, scopes, terms: termsAfter, request, requestHash })
  await appendEvents(tx, write)
  if (scopes.join() !== locked.scopes.join()) await rescope(tx, id, scopes)
  return ok({
    id,
    code: history.state.code,
    seq: history.state.seq,
    isRepeat: false,
    state: history.state,
  })
}

/** What the law says in the version to which the command moves the dossier; undefined for every other command. */
function newTermsOf(
  { law }: DossierDeps,
  command: Command,
  { procedure: { code } }: DossierState,
): Terms | undefined {
  return command.type === 'moveToLaw' ? law.terms({ code, ...command.to }) : undefined
}

function facts(
  deps: DossierDeps,
  { by, officeId }: Request,
  at: {
    terms: Terms
    occurredAt: Date
    code: string | null
    lawTerms?: Terms
    openFees?: OpenFees
  },
): Parameters<typeof decide>[2] {
  const { offices } = deps
  const day = toDay(at.occurredAt)
  return {
    communeOffice: (commune) => offices.communeOffice?.(commune, day) ?? null,
    now: toLocalMinute(at.occurredAt),
    terms: at.terms,
    calendar: deps.law.calendar(),
    actor: actorKey(by),
    personId: by.kind === 'staff' || by.kind === 'citizen' ? by.personId : null,
    code: at.code,
    ...(at.lawTerms && { lawTerms: at.lawTerms }),
    ...(at.openFees && { openFees: at.openFees }),
    officeId: officeId ?? (by.kind === 'staff' ? by.officeId : null),
  }
}

function ownCounter({ offices }: DossierDeps, { offices: of }: DossierState): boolean {
  return offices.isOwnCounter?.(of.receiving, of.competent) ?? false
}

/** `<agency code>-yyyyMMdd-<sequence>`, at least four digits (NĐ 61/2018 Đ26; rules: Codes). */
function ownCode(agencyCode: string, at: Date, sequence: number): string {
  return `${agencyCode}-${toDay(at).replaceAll('-', '')}-${String(sequence).padStart(4, '0')}`
}

async function repeated(
  tx: Tx,
  row: KeyRow,
  same: { actor: string; requestHash: string },
): Promise<Result<Handled>> {
  const locked = await lockDossier(tx, row.dossier_id, newId(new Date()))
  if (!locked) throw new NotFound()
  return sameAnswer(row, same, locked.state)
}

function sameAnswer(
  row: KeyRow,
  same: { actor: string; requestHash: string },
  state: DossierState,
): Result<Handled> {
  if (row.actor !== same.actor || row.request_hash !== same.requestHash) {
    throw new Conflict('Khóa gửi này đã dùng cho một yêu cầu khác. Hãy tải lại trang.', 'keyReused')
  }
  return ok({ id: row.dossier_id, code: state.code, seq: row.seq, isRepeat: true, state })
}

function hashOf({ command, id, procedure }: Request): string {
  return sha256Hex(canonical({ command, id: id ?? null, procedure: procedure ?? null }))
}

function later(a: Date, b: Date): Date {
  return a.getTime() >= b.getTime() ? a : b
}
