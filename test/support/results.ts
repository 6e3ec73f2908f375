/** Everything with which results are made in tests: real papers, real keys, a real store of files. */
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { diskFiles } from '../../src/adapters/disk-files.ts'
import { typstRenderer } from '../../src/adapters/typst.ts'
import type { Db } from '../../src/db/connect.ts'
import { startDispatcher } from '../../src/dossier/dispatcher.ts'
import type { DossierDeps } from '../../src/dossier/handle.ts'
import type { FiledPaper } from '../../src/dossier/events.ts'
import type { Subscriber } from '../../src/dossier/subscriber.ts'
import type { StaffActor } from '../../src/office/actor.ts'
import type { ResultDeps } from '../../src/result/deps.ts'
import { sendDraft, submitForSigning } from '../../src/result/prepare.ts'
import { sealResult } from '../../src/result/seal.ts'
import { signResult } from '../../src/result/sign.ts'
import { registerRequests, resultProjections } from '../../src/result/subscriber.ts'
import { openKeyring } from '../../src/signing/keys.ts'
import { birth, codeLists } from './birth.ts'
import {
  accepted,
  act,
  citizen,
  depsFor,
  fileFor,
  filing,
  furnish,
  register,
  staff,
} from './office.ts'
import { stateAsKept } from './kept-state.ts'
import { withDatabase, type TestDatabase } from './database.ts'

export type ResultWorld = {
  database: TestDatabase
  deps: ResultDeps
  officer: StaffActor
  leader: StaffActor
  clerk: StaffActor
  receptionist: StaffActor
  /** Tells the subscribers of results everything new. */
  project(): Promise<void>
  close(): Promise<void>
}

/** `more`: subscribers that hear of everything beside those of results; `kindOf`: which kind of result a dossier gives. */
export async function resultWorld(
  more: readonly Subscriber[] = [],
  kindOf: Parameters<typeof resultProjections>[0] = () => 'birthCertificate',
): Promise<ResultWorld> {
  const database = await withDatabase()
  await furnish(database.owner)
  const folder = await mkdtemp(join(tmpdir(), 'motcua-result-'))
  const deps: ResultDeps = {
    dossier: depsFor(database.app),
    files: diskFiles(join(folder, 'files')),
    papers: typstRenderer(),
    keyring: await openKeyring(folder, 'bí mật của phép thử', { keys: 'ec' }),
    codeLists: () => codeLists,
    publicUrl: 'https://motcua.example.vn',
    now: () => new Date(),
  }
  const errors: unknown[] = []
  const dispatcher = startDispatcher({
    db: database.worker,
    subscribers: [resultProjections(kindOf), registerRequests, ...more],
    onError: (error) => errors.push(error),
    pollMs: 60_000,
  })
  return {
    database,
    deps,
    officer: staff('officer'),
    leader: await appointed(database.owner, staff('leader')),
    clerk: staff('clerk'),
    receptionist: staff('receptionist'),
    project: async () => {
      await dispatcher.drain()
      const error = errors.shift()
      if (error !== undefined) throw error
    },
    close: async () => {
      await dispatcher.stop()
      await deps.papers.close()
      await database.close()
      await rm(folder, { recursive: true })
    },
  }
}

/** A leader whom the office's own list knows. */
export async function appointed(owner: Db, leader: StaffActor): Promise<StaffActor> {
  await sql`
    insert into person (id, kind, full_name) overriding system value
    values (${leader.personId}, 'staff', ${leader.name})`.execute(owner)
  await sql`
    insert into assignment (person_id, office_id, role, title, valid_from)
    values (${leader.personId}, ${leader.officeId}, 'leader', ${leader.title}, '2025-07-01')`.execute(
    owner,
  )
  return leader
}

const STAGES = [
  'accepted',
  'examined',
  'drafted',
  'confirmed',
  'registered',
  'submitted',
  'signed',
  'sealed',
] as const
export type Stage = (typeof STAGES)[number]

/** A birth registration that has come as far as `stage`; its id. */
export async function dossierAt(
  world: ResultWorld,
  stage: Stage,
  over: { answers?: Record<string, unknown>; deps?: DossierDeps; papers?: FiledPaper[] } = {},
): Promise<string> {
  const { deps, officer, receptionist } = world
  const dossier = over.deps ?? deps.dossier
  const mother = citizen()
  const command = filing(mother, {
    answers: over.answers ?? birth(),
    ...(over.papers && { papers: over.papers }),
  })
  const { id } = await fileFor(dossier, mother, { command })
  const order = { dossierId: id, by: officer }
  const steps: Record<Stage, () => Promise<unknown>> = {
    accepted: async () =>
      accepted(await act(dossier, id, receptionist, { type: 'accept', originals: [] })),
    examined: async () => {
      accepted(await act(dossier, id, officer, { type: 'claim' }))
      const checks = [{ id: 'parents', ok: true }]
      accepted(await act(dossier, id, officer, { type: 'examine', checks }))
    },
    drafted: async () => accepted(await sendDraft(deps, { ...order, key: randomUUID() })),
    confirmed: async () =>
      accepted(await act(dossier, id, mother, { type: 'confirmDraft', by: 'applicant' })),
    registered: async () => accepted(await act(dossier, id, register, entryCommand(id))),
    submitted: async () => accepted(await submitForSigning(deps, { ...order, key: randomUUID() })),
    signed: async () => {
      const seenHash = (await stateOf(world, id)).result!.documentHash
      accepted(
        await signResult(deps, { dossierId: id, by: world.leader, key: randomUUID(), seenHash }),
      )
    },
    sealed: async () =>
      accepted(await sealResult(deps, { dossierId: id, by: world.clerk, key: randomUUID() })),
  }
  for (const each of STAGES.slice(0, STAGES.indexOf(stage) + 1)) await steps[each]()
  return id
}

let lastEntry = 0
function entryCommand(id: string) {
  lastEntry += 1
  return {
    type: 'recordRegisterEntry' as const,
    register: 'hotich',
    book: '01/2026',
    number: `${lastEntry}/2026`,
    registeredOn: '2026-11-24',
    reference: `HT-${id}`,
    personalNumber: `001326${String(lastEntry).padStart(6, '0')}`,
  }
}

export async function stateOf({ database }: ResultWorld, id: string) {
  return stateAsKept(database, id)
}
