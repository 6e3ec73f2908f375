/** A counter with its pages: two wards, the published law, real papers, and whoever sits at the counter just now. */
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { diskFiles } from '../../src/adapters/disk-files.ts'
import { pictures } from '../../src/adapters/pictures.ts'
import { typstRenderer } from '../../src/adapters/typst.ts'
import { openCrossOffice } from '../../src/catalogue/cross-office.ts'
import { openLaw, type Law } from '../../src/catalogue/law.ts'
import { checkout } from '../../src/checkout.ts'
import type { CounterDeps } from '../../src/counter/deps.ts'
import { openCounterLibrary } from '../../src/counter/library.ts'
import { counterRoutes } from '../../src/counter/routes.ts'
import { originalPlaces } from '../../src/counter/subscriber-originals.ts'
import { tripCounts } from '../../src/counter/subscriber-trips.ts'
import { startDispatcher } from '../../src/dossier/dispatcher.ts'
import type { Command, FileCommand } from '../../src/dossier/commands.ts'
import { handle, type Handled } from '../../src/dossier/handle.ts'
import type { Actor } from '../../src/office/actor.ts'
import { openDirectory } from '../../src/office/directory.ts'
import { withDatabase, type TestDatabase } from './database.ts'
import { accepted, citizen, CITY, furnish, OTHER_WARD, WARD } from './office.ts'
import { visitor, type Visitor } from './visitor.ts'
import { webApp } from './web.ts'

export type Counter = {
  database: TestDatabase
  deps: CounterDeps
  app: FastifyInstance
  clock: { now: Date }
  /** A browser in which that person has signed in. */
  at(actor: Actor): Visitor
  /** A birth that somebody filed online, with its papers in the store. */
  filed(over?: Partial<FileCommand>): Promise<Handled>
  act(id: string, by: Actor, command: Command): Promise<Handled>
  /** Tells the counter's lists what has happened. */
  told(): Promise<void>
  close(): Promise<void>
}

const dataDir = join(checkout, 'data')

export async function openCounter(): Promise<Counter> {
  const database = await withDatabase()
  await furnish(database.owner)
  await numberWards(database)
  const folder = await mkdtemp(join(tmpdir(), 'motcua-counter-'))
  const clock = { now: new Date('2026-11-25T02:10:00Z') }
  const directory = await openDirectory(database.app)
  const law = openLaw(dataDir)
  const papers = typstRenderer()
  const decoder = pictures()
  const deps: CounterDeps = {
    db: database.app,
    law,
    directory,
    papers,
    files: diskFiles(folder),
    pictures: decoder,
    library: openCounterLibrary(dataDir),
    crossOffice: openCrossOffice(dataDir),
    publicUrl: 'http://mot-cua.example',
    isTrial: true,
    now: () => clock.now,
    secret: 'a secret of the tests',
    dossier: {
      db: database.app,
      law: {
        calendar: () => law.calendar(),
        terms: ({ code, caseCode, version }) => law.terms(code, caseCode, version),
      },
      offices: directory,
      poke: () => undefined,
    },
  }
  const acting = new Map<string, Actor>()
  const app = await webApp(async (root) => {
    root.addHook('onRequest', async (req) => {
      const actor = acting.get(String(req.cookies['who'])) ?? { kind: 'public', scopes: [] }
      Object.defineProperty(req, 'actor', { value: actor })
    })
    await counterRoutes(root, deps)
  })
  return {
    database,
    deps,
    app,
    clock,
    at: (actor) => {
      const browser = visitor(app)
      const who = randomUUID()
      acting.set(who, actor)
      browser.cookies.set('who', who)
      return browser
    },
    filed: (over) => fileBirth(deps, clock, over),
    act: async (id, by, command) =>
      accepted(
        await handle(deps.dossier, {
          id,
          by,
          command,
          key: randomUUID(),
          occurredAt: clock.now,
        }),
      ),
    told: () => tell(database, law),
    close: async () => {
      await app.close()
      await papers.close()
      await decoder.close()
      await database.close()
      await rm(folder, { recursive: true })
    },
  }
}

async function tell({ worker }: TestDatabase, law: Law): Promise<void> {
  const dispatcher = startDispatcher({
    db: worker,
    subscribers: [originalPlaces({ calendar: () => law.calendar() }), tripCounts()],
    onError: (error) => {
      throw error
    },
  })
  await dispatcher.drain()
  await dispatcher.stop()
}

async function numberWards({ owner }: TestDatabase): Promise<void> {
  await sql`insert into office_number (number, office_id, valid_from) values
    ('00004', ${WARD}, '2025-07-01'), ('00025', ${OTHER_WARD}, '2025-07-01')`.execute(owner)
  await sql`insert into service_point (id, office_id, name) values
    (1, ${WARD}, 'Điểm phục vụ hành chính công phường Một')`.execute(owner)
}

export { CITY, OTHER_WARD, WARD }

/** Answers of a mother who lives in the first ward, as the validator gives them. */
export function birthAnswers(): Record<string, unknown> {
  return {
    'situation.kind': 'ordinary',
    'situation.parents': 'motherOnly',
    'requester.relation': 'mother',
    'requester.fullName': 'Trần Thị Thu Hà',
    'requester.birthOn': '1996-03-14',
    'requester.idKind': 'identityCard',
    'requester.personalNumber': '001196999000',
    'requester.residence': { commune: '00004', detail: 'số 12 ngõ 5 phố Thử' },
    'requester.phone': '0912345678',
    'child.fullName': 'Trần Minh Anh',
    'child.birthOn': '2026-11-19',
    'child.sex': 'female',
    'child.ethnicity': '01',
    'child.nationality': 'VN',
    'child.birthPlace': { commune: '00025', detail: 'Bệnh viện Phụ sản Hà Nội' },
    'child.homeTown': 'Phường Ba Đình, thành phố Hà Nội',
    'mother.fullName': 'Trần Thị Thu Hà',
    'mother.birthOn': '1996-03-14',
    'mother.personalNumber': '001196999000',
    'mother.ethnicity': '01',
    'mother.nationality': 'VN',
    'mother.residence': { commune: '00004', detail: 'số 12 ngõ 5 phố Thử' },
    'result.manner': 'counter',
    'copies.wanted': true,
    'copies.count': 2,
  }
}

/** The same birth as the boxes of a form send it. */
export function birthFields(over: Record<string, string> = {}): Record<string, string> {
  return {
    'situation.kind': 'ordinary',
    'situation.parents': 'motherOnly',
    'requester.relation': 'mother',
    'requester.fullName': 'Trần Thị Thu Hà',
    'requester.birthOn.day': '14',
    'requester.birthOn.month': '3',
    'requester.birthOn.year': '1996',
    'requester.idKind': 'identityCard',
    'requester.personalNumber': '001 196 999 000',
    'requester.residence.commune': 'Phường Ba Đình, Hà Nội',
    'requester.residence.detail': 'số 12 ngõ 5 phố Thử',
    'requester.phone': '0912 345 678',
    'requester.email': '',
    'child.fullName': 'Trần Minh Anh',
    'child.birthOn.day': '19',
    'child.birthOn.month': '11',
    'child.birthOn.year': '2026',
    'child.sex': 'female',
    'child.ethnicity': '01',
    'child.nationality': 'VN',
    'child.birthPlace.commune': 'Phường Giảng Võ, Hà Nội',
    'child.birthPlace.detail': 'Bệnh viện Phụ sản Hà Nội',
    'child.homeTown': 'Phường Ba Đình, thành phố Hà Nội',
    'mother.ethnicity': '01',
    'mother.nationality': 'VN',
    'result.manner': 'counter',
    'copies.wanted': 'yes',
    'copies.count': '2',
    kind: 'counter',
    ...over,
  }
}

export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

async function fileBirth(
  deps: CounterDeps,
  clock: { now: Date },
  over: Partial<FileCommand> = {},
): Promise<Handled> {
  const mother = citizen()
  const stored = await deps.files.put(png, 'image/png')
  const id = randomUUID()
  const command: FileCommand = {
    type: 'file',
    source: 'ownPortal',
    kindOfFiling: 'selfOnline',
    offices: { receiving: WARD, competent: WARD, returning: WARD },
    applicantPersonId: mother.personId,
    papers: [{ paper: 'birth-notice', files: [{ id, ...stored }] }],
    result: { manner: 'counter', copies: 2 },
    answers: birthAnswers(),
    ownerName: 'Trần Minh Anh',
    applicantName: 'Trần Thị Thu Hà',
    phone: '0912345678',
    fileNames: { [id]: 'giấy chứng sinh.png' },
    ...over,
  }
  const personId = command.applicantPersonId
  const by: Actor =
    personId === null
      ? { kind: 'system', name: 'portal', scopes: [CITY] }
      : { ...mother, personId, scopes: [personId] }
  const result = await handle(deps.dossier, {
    command,
    by,
    key: randomUUID(),
    procedure: { code: '1.001193', version: 1, caseCode: '1.001193' },
    occurredAt: clock.now,
  })
  return accepted(result)
}
