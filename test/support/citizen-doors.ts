/** The citizens' pages over a real database: two wards that decide, made people, a clock that tests move. */
import type { FastifyInstance } from 'fastify'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { diskFiles, diskQuarantine } from '../../src/adapters/disk-files.ts'
import { pictures as openPictures } from '../../src/adapters/pictures.ts'
import { typstRenderer } from '../../src/adapters/typst.ts'
import { readBookingTerms } from '../../src/booking/load.ts'
import { bookingRoutes } from '../../src/booking/routes.ts'
import { openLaw, type Law } from '../../src/catalogue/law.ts'
import { checkout } from '../../src/checkout.ts'
import { openCounterLibrary } from '../../src/counter/library.ts'
import type { DossierDeps } from '../../src/dossier/handle.ts'
import { draftCards } from '../../src/filing/cards.ts'
import type { FilingDeps } from '../../src/filing/deps.ts'
import type { Intake } from '../../src/paper/intake.ts'
import type { OwnRecordsDeps } from '../../src/filing/own-records/deps.ts'
import { readPersonalDataLaw } from '../../src/filing/own-records/law.ts'
import { ownRecordsRoutes } from '../../src/filing/own-records/routes.ts'
import { readStatement } from '../../src/filing/own-records/statement.ts'
import { keptCode } from '../../src/filing/prepared.ts'
import { filingRoutes } from '../../src/filing/routes.ts'
import type { Day } from '../../src/lib/time.ts'
import { readChoiceTerms } from '../../src/notice/load-choices.ts'
import type { CitizenActor } from '../../src/office/actor.ts'
import { openDirectory } from '../../src/office/directory.ts'
import { representationRoutes } from '../../src/office/representation/routes.ts'
import { readRepresentationLaw } from '../../src/office/representation/law.ts'
import { openSessions } from '../../src/office/session.ts'
import { upsertCitizen } from '../../src/office/store.ts'
import { populationRoutes } from '../../src/population/routes.ts'
import { personalStoreRoutes } from '../../src/paper/personal-store/routes.ts'
import { byToken } from '../../src/result/routes.ts'
import type { PetitionDeps } from '../../src/petition/deps.ts'
import { readPetitionTerms } from '../../src/petition/load.ts'
import { petitionRoutes } from '../../src/petition/routes.ts'
import { readSatisfaction } from '../../src/survey/definition.ts'
import { surveyRoutes } from '../../src/survey/routes.ts'
import { readRatingTerms } from '../../src/survey/load.ts'
import { trackingRoutes } from '../../src/tracking/routes.ts'
import { withDatabase, type TestDatabase } from './database.ts'
import { furnish, OTHER_WARD, WARD } from './office.ts'
import { visitor, type Visitor } from './visitor.ts'
import { webApp } from './web.ts'

/** Somebody signs in; with an assignment as an official. */
type Entering = { Params: { id: string }; Querystring: { viec?: string } }

/** Communes of the two wards, by the numbers of the real list. */
export const BA_DINH = 'Phường Ba Đình, Thành phố Hà Nội'
export const NGOC_HA = 'Phường Ngọc Hà, Thành phố Hà Nội'

export type Citizen = Visitor & { actor: CitizenActor }

/** What the national identity says of the person, where it matters to a test. */
export type Identified = { personalNumber?: string; birthOn?: Day; subject?: string }

export type CitizenDoors = {
  readonly app: FastifyInstance
  readonly database: TestDatabase
  readonly deps: FilingDeps
  readonly ownRecords: OwnRecordsDeps
  readonly clock: { now: Date }
  /** Another law for pages opened from now on: a new version of a form. */
  enact(law: Law): void
  /** Somebody who has signed in, in a browser of their own; the same name is the same person. */
  citizen(name?: string, who?: Identified): Promise<Citizen>
  close(): Promise<void>
}

const ownLaw = openLaw(join(checkout, 'data'))

/** `law`: another one than the city's own; `population`: a register that may be asked; `more`: pages beside those. */
export async function openCitizenDoors(
  law: Law = ownLaw,
  population?: FilingDeps['population'],
  more?: (app: FastifyInstance, deps: FilingDeps) => Promise<void>,
): Promise<CitizenDoors> {
  const database = await withDatabase()
  await furnish(database.owner)
  await numberWards(database)
  const stateDir = await mkdtemp(join(tmpdir(), 'motcua-citizens-'))
  const clock = { now: new Date() }
  const papers = typstRenderer()
  const publicUrl = 'http://localhost:3000'
  let present = law
  const files = diskFiles(join(stateDir, 'files'))
  const decoder = openPictures()
  const intake: Intake = {
    files,
    quarantine: diskQuarantine(join(stateDir, 'quarantine')),
    pictures: decoder,
    scanner: null,
  }
  const deps: FilingDeps = {
    db: database.app,
    get law() {
      return present
    },
    directory: await openDirectory(database.app),
    papers,
    library: openCounterLibrary(join(checkout, 'data')),
    publicUrl,
    isTrial: true,
    now: () => clock.now,
    population,
    files,
    intake,
    representation: readRepresentationLaw(join(checkout, 'data')),
    get dossier() {
      return dossierDeps(database, present, this.directory)
    },
  }
  const ownRecords: OwnRecordsDeps = Object.assign(Object.create(deps) as FilingDeps, {
    personalData: readPersonalDataLaw(join(checkout, 'data')),
    statement: readStatement(join(checkout, 'data')),
  })
  const sessions = openSessions({ db: database.app, publicUrl, now: deps.now })
  const app = await webApp(async () => undefined, {
    publicUrl,
    routes: [
      sessions.plugin,
      async (app) => {
        app.get<Entering>('/vao/:id', async (req, reply) => {
          const personId = Number(req.params.id)
          const assignmentId = Number(req.query.viec)
          const asOfficial = { kind: 'staff', personId, assignmentId } as const
          const who = assignmentId ? asOfficial : ({ kind: 'citizen', personId } as const)
          await sessions.begin(req, reply, who)
          return reply.send('')
        })
      },
      (app) => filingRoutes(app, deps),
      (app) =>
        bookingRoutes(app, {
          ...deps,
          law,
          terms: readBookingTerms(join(checkout, 'data')),
          preparedCode: (actor, code) => keptCode(deps, actor, code),
        }),
      async (app) => more?.(app, deps),
      (app) => populationRoutes(app, { db: database.app, procedureName: (code) => code }),
      async (app) => personalStoreRoutes(app, deps),
      (app) => surveyRoutes(app, surveyOf(deps)),
      (app) => petitionRoutes(app, petitionsOf(deps)),
      (app) => ownRecordsRoutes(app, ownRecords),
      (app) =>
        representationRoutes(app, {
          db: deps.db,
          now: deps.now,
          representation: deps.representation,
          secret: 'a secret of the tests, long enough',
          procedureName: (code, lang) => present.procedure(code)?.shortName[lang],
        }),
      (app) =>
        trackingRoutes(app, {
          ...deps,
          law,
          rating: readRatingTerms(join(checkout, 'data')),
          choices: readChoiceTerms(join(checkout, 'data')),
          verdictOf: (token) => byToken({ ...deps, trust: NOBODY_TRUSTED }, token),
          dossier: deps.dossier,
          draftsOf: (actor, lang) => draftCards(deps, actor, lang),
        }),
    ],
  })
  return {
    app,
    database,
    deps,
    ownRecords,
    clock,
    enact: (next) => {
      present = next
    },
    citizen: (name = 'Trần Thị Thu Hà', who = {}) => enter(app, database, { name, ...who }),
    close: async () => {
      await app.close()
      await Promise.all([papers.close(), decoder.close()])
      await database.close()
      await rm(stateDir, { recursive: true })
    },
  }
}

/** The papers of these tests are made bytes: nobody has signed them. */
const NOBODY_TRUSTED = { roots: [], timestampRoots: [], revoked: [] }

export function petitionsOf(deps: FilingDeps): PetitionDeps {
  return {
    db: deps.db,
    law: deps.law,
    directory: deps.directory,
    intake: deps.intake,
    terms: readPetitionTerms(join(checkout, 'data')),
    secret: 'a secret of the tests, long enough',
    now: deps.now,
  }
}

function surveyOf(deps: FilingDeps) {
  const data = join(checkout, 'data')
  return {
    db: deps.db,
    law: deps.law,
    directory: deps.directory,
    files: deps.files,
    intake: deps.intake,
    now: deps.now,
    terms: readRatingTerms(data),
    definition: readSatisfaction(data),
  }
}

async function numberWards(database: TestDatabase): Promise<void> {
  const code = (name: string): string => {
    const found = ownLaw.codeLists.readCommune(name, '2026-11-28')
    if (found.kind !== 'found') throw new Error(`no commune ${name}`)
    return found.code
  }
  await sql`
    insert into office_number (number, office_id, valid_from) values
      (${code(BA_DINH)}, ${WARD}, '2025-07-01'), (${code(NGOC_HA)}, ${OTHER_WARD}, '2025-07-01')`.execute(
    database.owner,
  )
}

function dossierDeps(
  { app }: TestDatabase,
  present: Law,
  directory: FilingDeps['directory'],
): DossierDeps {
  return {
    db: app,
    law: {
      calendar: () => present.calendar(),
      terms: ({ code, caseCode, version }) => present.terms(code, caseCode, version),
    },
    offices: directory,
    poke: () => undefined,
  }
}

async function enter(
  app: FastifyInstance,
  database: TestDatabase,
  { name: fullName, ...over }: Identified & { name: string },
): Promise<Citizen> {
  const identity = {
    issuer: 'https://dinh-danh.example',
    subject: fullName,
    fullName,
    personalNumber: '001196999000',
    birthOn: '1996-03-14' as Day,
    phone: '0990000001',
    email: 'thu.ha@thu.example',
    ...over,
  }
  const personId = await upsertCitizen(database.app, identity)
  if (personId === undefined) throw new Error('the account is closed')
  const browser = visitor(app)
  await browser.get(`/vao/${personId}`)
  const { phone, email } = identity
  const actor: CitizenActor = {
    kind: 'citizen',
    personId,
    name: fullName,
    phone,
    email,
    personalNumber: identity.personalNumber,
    birthOn: identity.birthOn,
    scopes: [personId],
  }
  return Object.assign(browser, { actor })
}
