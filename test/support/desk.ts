/** The desks of one ward with real people, sessions, law, papers and keys; dossiers brought to any step of their way. */
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { diskFiles } from '../../src/adapters/disk-files.ts'
import { pictures } from '../../src/adapters/pictures.ts'
import { typstRenderer } from '../../src/adapters/typst.ts'
import { openCrossOffice } from '../../src/catalogue/cross-office.ts'
import { openLaw, type Law } from '../../src/catalogue/law.ts'
import { checkout } from '../../src/checkout.ts'
import { fileRoutes } from '../../src/counter/file-routes.ts'
import { openCounterLibrary } from '../../src/counter/library.ts'
import type { DeskDeps } from '../../src/desk/deps.ts'
import { readEmergencyPolicy } from '../../src/desk/emergency/policy.ts'
import { emergencyRoutes } from '../../src/desk/emergency/routes.ts'
import { afterRoutes } from '../../src/desk/after/routes.ts'
import { lawRoutes } from '../../src/desk/laws/routes.ts'
import { deskRoutes } from '../../src/desk/routes.ts'
import type { Command } from '../../src/dossier/commands.ts'
import { handle, type Handled } from '../../src/dossier/handle.ts'
import { addStaff } from '../../src/office/accounts.ts'
import type { CitizenActor, Role, StaffActor } from '../../src/office/actor.ts'
import { openDirectory } from '../../src/office/directory.ts'
import { openPresence } from '../../src/office/presence.ts'
import { newToken, tokenHash } from '../../src/office/session-token.ts'
import { openSessions } from '../../src/office/session.ts'
import { insertSession } from '../../src/office/store.ts'
import { newTotpSecret, totpCode } from '../../src/office/totp.ts'
import { sendDraft, submitForSigning } from '../../src/result/prepare.ts'
import { sealResult } from '../../src/result/seal.ts'
import { signResult } from '../../src/result/sign.ts'
import { openKeyring } from '../../src/signing/keys.ts'
import { birth } from './birth.ts'
import { withDatabase, type TestDatabase } from './database.ts'
import { stateAsKept } from './kept-state.ts'
import { pdfOfTwoPages } from './marked-paper.ts'
import { accepted, citizen, filing, furnish, register, WARD } from './office.ts'
import { visitor, type Visitor } from './visitor.ts'
import { webApp } from './web.ts'

const PUBLIC_URL = 'http://localhost:3000'
const PASSWORD = 'mùa thu Hà Nội 1954'

export type Official = { actor: StaffActor; totpSecret: string }
export type Stage =
  | 'submitted'
  | 'accepted'
  | 'claimed'
  | 'examined'
  | 'drafted'
  | 'confirmed'
  | 'registered'
  | 'forSigning'
  | 'signed'
  | 'sealed'
export type Filed = { id: string; code: string; mother: CitizenActor }

export type DeskWorld = {
  database: TestDatabase
  app: FastifyInstance
  deps: DeskDeps
  law: Law
  /** Minutes that the desks' clock runs ahead; the database keeps its own. */
  clock: { aheadMinutes: number }
  hire(role: Role, officeId?: number, name?: string): Promise<Official>
  /** A browser in which the official has just signed in. */
  at(official: Official): Promise<Visitor>
  code(official: Official): Promise<string>
  /** A birth registration brought to that stage by these people. */
  dossier(stage: Stage, over?: DossierOver): Promise<Filed>
  act(id: string, by: StaffActor | CitizenActor, command: Command): Promise<Handled>
  people: { receptionist: Official; officer: Official; leader: Official; clerk: Official }
  close(): Promise<void>
}

export type DossierOver = {
  answers?: Record<string, unknown>
  ownerName?: string
  occurredAt?: Date
}

/** Answers in which nothing stands out. */
export function plainBirth(): Record<string, unknown> {
  const residence = { commune: '00004', detail: 'số 12 ngõ 5' }
  return {
    ...birth(),
    'situation.kind': 'ordinary',
    'situation.parents': 'both',
    'situation.married': true,
    'requester.residence': residence,
    'requester.phone': '0912345678',
    'marriage.place': 'Ủy ban nhân dân phường Cửa Nam',
    'result.manner': 'electronic',
    'copies.wanted': false,
  }
}

/** `dataDir`: a law of its own; the city's own otherwise. */
export async function openDesks(dataDir: string = join(checkout, 'data')): Promise<DeskWorld> {
  const database = await withDatabase()
  await furnish(database.owner)
  const stateDir = await mkdtemp(join(tmpdir(), 'motcua-desk-'))
  const clock = { aheadMinutes: 0 }
  const now = () => new Date(Date.now() + clock.aheadMinutes * 60_000)
  const law = openLaw(dataDir)
  const directory = await openDirectory(database.app)
  const papers = typstRenderer()
  const deps: DeskDeps = {
    law,
    library: openCounterLibrary(dataDir),
    directory,
    presence: openPresence({ db: database.app, publicUrl: PUBLIC_URL, now }),
    pictures: pictures(),
    result: {
      dossier: {
        db: database.app,
        law: {
          calendar: () => law.calendar(),
          terms: ({ code, caseCode, version }) => law.terms(code, caseCode, version),
        },
        offices: directory,
        poke: () => undefined,
      },
      files: diskFiles(join(stateDir, 'files')),
      papers,
      keyring: await openKeyring(stateDir, 'a secret of the tests', { keys: 'ec' }),
      codeLists: () => law.codeLists,
      publicUrl: PUBLIC_URL,
      now,
    },
  }
  const sessions = openSessions({ db: database.app, publicUrl: PUBLIC_URL, now })
  const app = await webApp(sessions.plugin, {
    // Faults of ours tell where they happened.
    log: pino({ level: 'error' }),
    publicUrl: PUBLIC_URL,
    routes: [
      sessions.plugin,
      (each) => deskRoutes(each, deps),
      (each) => afterRoutes(each, deps),
      (each) => lawRoutes(each, { ...deps, laws: law }),
      (each) =>
        fileRoutes(each, {
          db: database.app,
          crossOffice: openCrossOffice(dataDir),
          law,
          directory,
          files: deps.result.files,
          papers,
          library: deps.library,
          publicUrl: PUBLIC_URL,
          isTrial: true,
          now,
          dossier: deps.result.dossier,
          secret: 'a secret of the tests',
        }),
      (each) =>
        emergencyRoutes(each, {
          ...deps,
          files: deps.result.files,
          policy: readEmergencyPolicy(dataDir),
        }),
    ],
  })
  let hired = 0
  const hire: DeskWorld['hire'] = async (role, officeId = WARD, name) => {
    const totpSecret = newTotpSecret()
    const assignment = { officeId, role, title: TITLES[role], validFrom: '2026-01-01' as const }
    const fullName = name ?? `Cán bộ Thử ${++hired}`
    const email = `${role}.${officeId}.${randomUUID()}@thu.example`
    const person = { fullName, email, password: PASSWORD, totpSecret, assignments: [assignment] }
    const personId = await addStaff(database.app, person)
    const actor: StaffActor = {
      kind: 'staff',
      personId,
      name: fullName,
      title: TITLES[role],
      officeId,
      officeName: directory.get(officeId).name,
      assignmentId: personId,
      role,
      roles: [{ role, officeId }],
      scopes: [officeId],
    }
    return { actor, totpSecret }
  }
  const people = {
    receptionist: await hire('receptionist', WARD, 'Lê Thị Tiếp'),
    officer: await hire('officer', WARD, 'Phạm Thị Ngọc Lan'),
    leader: await hire('leader', WARD, 'Nguyễn Văn Thịnh'),
    clerk: await hire('clerk', WARD, 'Trần Văn Thư'),
  }
  const world: DeskWorld = {
    database,
    app,
    deps,
    law,
    clock,
    hire,
    people,
    at: async ({ actor }) => {
      const token = newToken()
      const at = now()
      const assignments = await database.owner
        .selectFrom('assignment')
        .select('id')
        .where('person_id', '=', actor.personId)
        .execute()
      await insertSession(database.app, {
        tokenHash: tokenHash(token)!,
        personId: actor.personId,
        kind: 'staff',
        assignmentId: assignments[0]!.id,
        now: at,
        expiresAt: new Date(at.getTime() + 12 * 3_600_000),
      })
      const browser = visitor(app)
      browser.cookies.set('session', token)
      return browser
    },
    code: ({ totpSecret }) => totpCode(totpSecret, now()),
    act: async (id, by, command) =>
      accepted(
        await handle(deps.result.dossier, { id, by, command, key: randomUUID(), ...officeOf(by) }),
      ),
    dossier: (stage, over = {}) => bring(world, stage, over),
    close: async () => {
      await app.close()
      await papers.close()
      await database.close()
      await rm(stateDir, { recursive: true })
    },
  }
  return world
}

const TITLES: Readonly<Record<Role, string>> = {
  receptionist: 'Công chức Bộ phận một cửa',
  officer: 'Công chức tư pháp, hộ tịch',
  leader: 'Phó Chủ tịch',
  clerk: 'Văn thư',
  supervisor: 'Giám sát',
  controller: 'Kiểm soát thủ tục hành chính',
  admin: 'Quản trị',
}

function officeOf(by: StaffActor | CitizenActor): { officeId?: number } {
  return by.kind === 'staff' ? { officeId: by.officeId } : {}
}

const STAGES: readonly Stage[] = [
  'submitted',
  'accepted',
  'claimed',
  'examined',
  'drafted',
  'confirmed',
  'registered',
  'forSigning',
  'signed',
  'sealed',
]

async function bring(world: DeskWorld, stage: Stage, over: DossierOver): Promise<Filed> {
  const filed = await file(world, over)
  const wanted = STAGES.indexOf(stage)
  for (const [index, step] of stepsOf(world, filed, over).entries())
    if (index < wanted) await step()
  return filed
}

let mothers = 1_900_000
async function file(world: DeskWorld, over: DossierOver): Promise<Filed> {
  // Far from the ids of the officials, who are rows.
  const personId = (mothers += 1)
  const mother: CitizenActor = { ...citizen(), personId, scopes: [personId] }
  const answers = over.answers ?? plainBirth()
  const scan = await world.deps.result.files.put(pdfOfTwoPages(), 'application/pdf')
  const ownerName = over.ownerName ?? String(answers['child.fullName'])
  const command = filing(mother, {
    answers,
    ownerName,
    papers: [{ paper: 'birth-notice', files: [{ id: randomUUID(), ...scan }] }],
  })
  const { id, code } = accepted(
    await handle(world.deps.result.dossier, {
      command,
      by: mother,
      key: randomUUID(),
      procedure: { code: '1.001193', version: 1, caseCode: '1.001193' },
      ...(over.occurredAt ? { occurredAt: over.occurredAt } : {}),
    }),
  )
  return { id, code, mother }
}

/** What brings a dossier from each stage to the next. */
function stepsOf(
  world: DeskWorld,
  { id, mother }: Filed,
  { occurredAt }: DossierOver,
): (() => Promise<unknown>)[] {
  const { people, deps, act } = world
  const { receptionist, officer, leader, clerk } = people
  const order = () => ({ dossierId: id, key: randomUUID() })
  const accept = async () =>
    accepted(
      await handle(deps.result.dossier, {
        id,
        by: receptionist.actor,
        key: randomUUID(),
        command: { type: 'accept', originals: [] },
        officeId: WARD,
        ...(occurredAt ? { occurredAt } : {}),
      }),
    )
  return [
    accept,
    () => act(id, officer.actor, { type: 'claim' }),
    () => act(id, officer.actor, { type: 'examine', checks: [{ id: 'content', ok: true }] }),
    async () => accepted(await sendDraft(deps.result, { ...order(), by: officer.actor })),
    () => act(id, mother, { type: 'confirmDraft', by: 'applicant' }),
    async () =>
      accepted(
        await handle(deps.result.dossier, {
          id,
          by: { ...register, scopes: [WARD] },
          key: randomUUID(),
          command: {
            type: 'recordRegisterEntry',
            register: 'hộ tịch',
            book: '01/2026',
            number: '318',
            registeredOn: '2026-11-23',
            reference: randomUUID(),
            personalNumber: '001326000123',
          },
        }),
      ),
    async () => accepted(await submitForSigning(deps.result, { ...order(), by: officer.actor })),
    async () => {
      const seenHash = await documentHashOf(world, id)
      accepted(await signResult(deps.result, { ...order(), by: leader.actor, seenHash }))
    },
    async () => accepted(await sealResult(deps.result, { ...order(), by: clerk.actor })),
  ]
}

/** Of the paper that waits for the leader. */
export async function documentHashOf(world: DeskWorld, id: string): Promise<string> {
  return (await stateAsKept(world.database, id)).result!.documentHash
}
