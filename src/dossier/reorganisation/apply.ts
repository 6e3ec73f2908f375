/**
 * Applies a reorganisation on its day. In this order, each part repeatable: new offices open and closed ones take nothing new;
 * everybody has their right at the successor too; the dossiers move, office by office; the old assignments end. So nobody loses
 * sight of a dossier on its way, and a run that was killed goes on where it stood. Deadlines are not touched at all.
 */
import { setTimeout as wait } from 'node:timers/promises'
import type { Db } from '../../db/connect.ts'
import { canonical, sha256Hex } from '../../lib/canonical.ts'
import type { Day } from '../../lib/time.ts'
import { planFaults } from '../../office/reorganisation-check.ts'
import {
  assignmentMoves,
  rightsDiff,
  type PersonRights,
} from '../../office/reorganisation-rights.ts'
import {
  alone,
  announceOffices,
  appliedBefore,
  assignmentsAround,
  endReorganisation,
  giveAtSuccessors,
  knownOffices,
  numbersOn,
  openReorganisation,
  pastCodes,
  pastSuccessors,
} from '../../office/reorganisation-store.ts'
import { closingsOf, type Plan } from '../../office/reorganisation.ts'
import type { DossierDeps } from '../handle.ts'
import { handleMany, type ManyOutcome } from '../handle-many.ts'
import {
  askedOf,
  mappingOf,
  officesConcerned,
  REORGANISER,
  type Asked,
  type LookDeps,
} from './look.ts'
import { leftAt, withOpenDossiers } from './store.ts'
import { inContext } from '../../db/context.ts'

export type ReorganiseDeps = {
  /** The application role's database: offices and assignments. */
  app: Db
  /** The dossier's door over the worker role's database. */
  dossier: DossierDeps
  law: LookDeps['law']
  /** Reads the offices again in this process. */
  reload(): Promise<void>
  /** Milliseconds until every running program has read the new offices. */
  settleMs: number
}

export type Progress = { office: number; nth: number; of: number; moved: number }
export type OfficeCount = { office: number; moved: number; byRule: number; toDecide: number }
export type Troubled = { id: string; became: 'refused' | 'failed' | 'notFound'; why: string }

export type Report = {
  offices: OfficeCount[]
  /** Dossiers without an answer: each with what is in the way. */
  troubled: Troubled[]
  /** Open dossiers that a closed office still has. */
  left: number
  assignments: number
  isEnded: boolean
}

export type Start = { faults: string[]; isOpened: boolean; isEnded: boolean }

/** Whether the plan may be applied: faults in words, and whether it was begun before. Throws nothing lawful. */
export async function look(deps: Pick<ReorganiseDeps, 'app'>, plan: Plan): Promise<Start> {
  const before = await appliedBefore(deps.app, plan.id)
  if (before) {
    const isSame = before.sha256 === hashOf(plan)
    const faults = isSame
      ? []
      : ['văn bản mang số này đã được áp dụng với nội dung khác: hãy dùng một số (id) mới']
    return { faults, isOpened: true, isEnded: before.endedAt !== null }
  }
  const faults = planFaults(plan, {
    offices: await knownOffices(deps.app),
    successors: await pastSuccessors(deps.app),
    pastCodes: await pastCodes(deps.app),
  })
  return { faults, isOpened: false, isEnded: false }
}

export function hashOf(plan: Plan): string {
  return sha256Hex(canonical(plan))
}

/** What would move, without changing anything. */
export async function preview(
  deps: ReorganiseDeps,
  plan: Plan,
  onProgress: (progress: Progress) => void = () => undefined,
): Promise<OfficeCount[]> {
  const run = await runOf(deps, plan)
  const seen = new Set<string>()
  const counts: OfficeCount[] = []
  for (const [nth, office] of run.offices.entries()) {
    const asked = (await askedOf(run.look, { plan, mapping: run.mapping, office })).filter(
      ({ id }) => !seen.has(id) && seen.add(id),
    )
    counts.push(countOf(office, asked, run))
    onProgress({ office, nth: nth + 1, of: run.offices.length, moved: asked.length })
  }
  return counts
}

export async function rights(
  deps: Pick<ReorganiseDeps, 'app'>,
  plan: Plan,
): Promise<PersonRights[]> {
  const closed = closingsOf(plan).map(({ office }) => office)
  return rightsDiff(plan, await assignmentsAround(deps.app, closed))
}

/** Undefined while another reorganisation is under way. The plan must have been looked at. */
export async function apply(
  deps: ReorganiseDeps,
  plan: Plan,
  onProgress: (progress: Progress) => void = () => undefined,
): Promise<Report | undefined> {
  return alone(deps.app, async () => {
    const assignments = await open(deps, plan)
    const { offices, troubled } = await moveDossiers(deps, plan, onProgress)
    const left = await inContext(deps.dossier.db, REORGANISER, (tx) =>
      leftAt(
        tx,
        closingsOf(plan).map(({ office }) => office),
      ),
    )
    const isEnded = left === 0
    if (isEnded) await end(deps, plan)
    return { offices, troubled, left, assignments, isEnded }
  })
}

/** How many assignments were given at successors just now. */
async function open(deps: ReorganiseDeps, plan: Plan): Promise<number> {
  const before = await appliedBefore(deps.app, plan.id)
  if (!before) {
    await deps.app.transaction().execute(async (tx) => {
      await openReorganisation(tx, plan, hashOf(plan))
      await announceOffices(tx)
    })
    await wait(deps.settleMs)
  }
  await deps.reload()
  const closed = closingsOf(plan).map(({ office }) => office)
  return deps.app.transaction().execute(async (tx) => {
    const held = await assignmentsAround(tx, closed)
    return giveAtSuccessors(tx, plan, assignmentMoves(plan, held))
  })
}

async function end(deps: ReorganiseDeps, plan: Plan): Promise<void> {
  await deps.app.transaction().execute(async (tx) => {
    await endReorganisation(tx, plan)
    await announceOffices(tx)
  })
  await deps.reload()
}

type Run = { look: LookDeps; mapping: ReturnType<typeof mappingOf>; offices: number[] }

async function runOf(deps: ReorganiseDeps, plan: Plan): Promise<Run> {
  const { ancestorsOf } = deps.dossier.offices
  const look: LookDeps = {
    db: deps.dossier.db,
    law: deps.law,
    ancestorsOf: knowing(plan, ancestorsOf),
    officeOfNumber: numbersAfter(plan, await numbersOn(deps.app, plan.effectiveOn)),
  }
  const offices = await inContext(deps.dossier.db, REORGANISER, (tx) =>
    withOpenDossiers(tx, officesConcerned(plan)),
  )
  return { look, mapping: mappingOf(plan, look.ancestorsOf), offices }
}

/** Before anything is opened a preview knows the new offices from the plan alone. */
function knowing(
  { offices }: Plan,
  ancestorsOf: (office: number) => readonly number[],
): (office: number) => readonly number[] {
  const parents = new Map(offices.map(({ id, parent }) => [id, parent]))
  return (office) => {
    const parent = parents.get(office)
    if (parent === undefined) return ancestorsOf(office)
    return parent === null ? [] : [parent, ...ancestorsOf(parent)]
  }
}

function numbersAfter(
  plan: Plan,
  now: readonly { number: string; office: number }[],
): ReadonlyMap<string, number> {
  const closed = new Set(closingsOf(plan).map(({ office }) => office))
  const kept = now.flatMap(({ number, office }) =>
    closed.has(office) ? [] : [[number, office] as const],
  )
  const opened = plan.offices.flatMap(({ number, id }) =>
    number === undefined || closed.has(id) ? [] : [[number, id] as const],
  )
  return new Map([...kept, ...opened])
}

async function moveDossiers(
  deps: ReorganiseDeps,
  plan: Plan,
  onProgress: (progress: Progress) => void,
): Promise<{ offices: OfficeCount[]; troubled: Troubled[] }> {
  const run = await runOf(deps, plan)
  const offices: OfficeCount[] = []
  const troubled: Troubled[] = []
  for (const [nth, office] of run.offices.entries()) {
    const asked = await askedOf(run.look, { plan, mapping: run.mapping, office })
    const outcomes = await move(deps, plan, asked)
    const done = new Set(outcomes.flatMap(({ id, became }) => (became === 'done' ? [id] : [])))
    troubled.push(...outcomes.flatMap(troubleOf))
    offices.push(
      countOf(
        office,
        asked.filter(({ id }) => done.has(id)),
        run,
      ),
    )
    onProgress({ office, nth: nth + 1, of: run.offices.length, moved: done.size })
  }
  return { offices, troubled }
}

function move(deps: ReorganiseDeps, plan: Plan, asked: readonly Asked[]): Promise<ManyOutcome[]> {
  const commands = new Map(asked.map(({ id, command }) => [id, command]))
  return handleMany(deps.dossier, {
    ids: [...commands.keys()],
    key: plan.id,
    by: REORGANISER,
    commandOf: (id) => commands.get(id)!,
  })
}

/** A dossier that ended meanwhile, or that somebody else moved, is no trouble. */
function troubleOf(outcome: ManyOutcome): Troubled[] {
  switch (outcome.became) {
    case 'done':
    case 'repeat':
      return []
    case 'refused':
      return ['closed', 'sameOffices'].includes(outcome.refusal.code)
        ? []
        : [{ id: outcome.id, became: 'refused', why: outcome.refusal.message }]
    case 'failed':
      return [{ id: outcome.id, became: 'failed', why: 'không ghi được hồ sơ này' }]
    case 'notFound':
      return [{ id: outcome.id, became: 'notFound', why: 'không còn hồ sơ này' }]
  }
}

function countOf(office: number, asked: readonly Asked[], { mapping }: Run): OfficeCount {
  const toDecide = asked.filter(({ command }) => command.undecided !== undefined).length
  const byRule = asked.filter(
    ({ from, command }) =>
      command.undecided === undefined && (mapping.closings.get(from)?.rule ?? 'whole') !== 'whole',
  ).length
  return { office, moved: asked.length, byRule, toDecide }
}

/** The day before which a plan may not be applied. */
export function isTooEarly(plan: Plan, today: Day): boolean {
  return today < plan.effectiveOn
}
