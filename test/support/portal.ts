/** The city with its real offices and law, the portal's door, and a partner who signs. */
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { diskFiles } from '../../src/adapters/disk-files.ts'
import { openLaw } from '../../src/catalogue/law.ts'
import { checkout } from '../../src/checkout.ts'
import type { DossierDeps } from '../../src/dossier/handle.ts'
import type { ExchangeDeps } from '../../src/exchange/deps.ts'
import { exchangeRoutes } from '../../src/exchange/routes.ts'
import type { HandOver } from '../../src/exchange/schema.ts'
import { authorizationOf, type Key } from '../../src/exchange/signature.ts'
import { sha256Hex } from '../../src/lib/canonical.ts'
import { openDirectory } from '../../src/office/directory.ts'
import { chanceOf } from '../../src/demo/chance.ts'
import { madeScan } from '../../src/demo/scan.ts'
import { birth } from './birth.ts'
import { withImportedDatabase, type TestDatabase } from './database.ts'
import { webApp } from './web.ts'

export const KEY: Key = { id: 'dvcqg', secret: 'a shared secret of the tests' }
export const DOSSIERS = '/api/portal/v1/dossiers'

export type PortalWorld = {
  database: TestDatabase
  app: FastifyInstance
  deps: ExchangeDeps
  clock: { now: Date }
  /** A signed request; `over` spoils it. */
  send(
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
    over?: Partial<Spoiled>,
  ): Promise<LightMyRequestResponse>
  close(): Promise<void>
}

export type Spoiled = {
  key: Key
  signedAt: Date
  nonce: string
  /** What is signed instead of what is sent. */
  signedBody: string
  signedPath: string
  authorization: string | null
}

export async function portalWorld(): Promise<PortalWorld> {
  const database = await withImportedDatabase()
  const dataDir = join(checkout, 'data')
  const folder = await mkdtemp(join(tmpdir(), 'motcua-portal-'))
  const law = openLaw(dataDir)
  const directory = await openDirectory(database.app)
  const clock = { now: new Date() }
  const dossier: DossierDeps = {
    db: database.app,
    law: {
      calendar: () => law.calendar(),
      terms: ({ code, caseCode, version }) => law.terms(code, caseCode, version),
    },
    offices: directory,
    poke: () => undefined,
  }
  const deps: ExchangeDeps = {
    db: database.app,
    dossier,
    law,
    directory,
    files: diskFiles(folder),
    keys: { [KEY.id]: KEY.secret, other: 'the secret of another partner' },
    publicUrl: 'https://motcua.example.vn',
    now: () => clock.now,
  }
  const app = await webApp((scope) => exchangeRoutes(scope, deps))
  return {
    database,
    app,
    deps,
    clock,
    send: (method, path, body, over = {}) => {
      const payload =
        body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
      const signed = { method, path: over.signedPath ?? path, body: over.signedBody ?? payload }
      const stamp = {
        key: over.key ?? KEY,
        now: over.signedAt ?? clock.now,
        ...(over.nonce && { nonce: over.nonce }),
      }
      const authorization =
        over.authorization === undefined ? authorizationOf(signed, stamp) : over.authorization
      return app.inject({
        method,
        url: path,
        headers: {
          ...(authorization !== null && { authorization }),
          ...(payload !== '' && { 'content-type': 'application/json' }),
        },
        ...(payload !== '' && { payload }),
      })
    },
    close: async () => {
      await app.close()
      await database.close()
      await rm(folder, { recursive: true })
    },
  }
}

/** What the made mother declares on the portal, complete and lawful. */
export function declaration(): Record<string, unknown> {
  return {
    ...birth(),
    'child.birthOn': new Date(Date.now() - 6 * 86_400_000).toISOString().slice(0, 10),
    'situation.kind': 'ordinary',
    'situation.parents': 'both',
    'situation.married': true,
    'requester.residence': { commune: '00004', detail: 'số 12 ngõ 5' },
    'requester.phone': '0990000001',
    'marriage.place': 'Ủy ban nhân dân phường Ba Đình, thành phố Hà Nội',
    'result.manner': 'electronic',
    'copies.wanted': false,
  }
}

let handed = 0

/** A dossier as the portal hands it over, each with a code of its own. */
export function handOver(over: Partial<HandOver> = {}): HandOver {
  handed += 1
  return {
    code: `TN01-20261122-${String(handed).padStart(7, '0')}`,
    procedure: '1.001193',
    submittedAt: new Date(Date.now() - 60_000).toISOString(),
    applicant: {
      kind: 'citizen',
      fullName: 'Trần Thị Thu Hà',
      personalNumber: '001196999000',
      phone: '0990000001',
    },
    competentOffice: { commune: '00004' },
    answers: declaration(),
    files: [handedScan()],
    ...over,
  }
}

export function handedScan(words: string = randomUUID()): HandOver['files'][number] {
  const bytes = madeScan(chanceOf(words))
  return {
    paper: 'birth-notice',
    name: 'giấy chứng sinh.png',
    mediaType: 'image/png',
    sha256: sha256Hex(bytes),
    content: bytes.toString('base64'),
  }
}
