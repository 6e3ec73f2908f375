/** A ward with a joint procedure, the door of the agencies outside, and agencies that sign. */
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { diskFiles } from '../../src/adapters/disk-files.ts'
import { checkout } from '../../src/checkout.ts'
import { inContext } from '../../src/db/context.ts'
import { startDispatcher, type Dispatcher } from '../../src/dossier/dispatcher.ts'
import type { DossierState } from '../../src/dossier/dossier.ts'
import { handle, type DossierDeps } from '../../src/dossier/handle.ts'
import { stateById } from '../../src/dossier/store.ts'
import type { PartnerDeps } from '../../src/exchange/partner-deps.ts'
import type { Partners, Share } from '../../src/exchange/partner.ts'
import { loadPartners } from '../../src/exchange/partner-load.ts'
import { partnerRoutes } from '../../src/exchange/partner-routes.ts'
import type { LegStatus } from '../../src/exchange/partner-schema.ts'
import { legMessages } from '../../src/exchange/partner-subscriber.ts'
import { authorizationOf, type Key } from '../../src/exchange/signature.ts'
import { sha256Hex } from '../../src/lib/canonical.ts'
import type { FileStore } from '../../src/paper/files.ts'
import { openDirectory } from '../../src/office/directory.ts'
import { legsList } from '../../src/result/subscriber-legs.ts'
import { withDatabase, type TestDatabase } from './database.ts'
import { jointTerms } from './joint.ts'
import { mother, sealedWith } from './joint-life.ts'
import { accepted, CITY, depsFor, filing, furnish, procedure } from './office.ts'
import { webApp } from './web.ts'

export const POLICE: Key = { id: 'police', secret: 'the secret of the police' }
export const INSURANCE: Key = { id: 'insurance', secret: 'the secret of the insurance' }
export const KEYS: readonly Key[] = [POLICE, INSURANCE]
export const STATUSES = '/api/partner/v1/statuses'

/** What the agencies get on the legs of the tests' joint procedure. */
const share = (leg: string, over: Partial<Share> = {}): Share => ({
  procedure: procedure.code,
  leg,
  answers: ['child.fullName', 'residence.address'],
  papers: ['residence-consent'],
  ownResult: true,
  source: 'căn cứ của thử nghiệm',
  mark: 'toBeConfirmed',
  ...over,
})

/** The published agencies, with the legs of the tests besides. */
export function agencies(): Partners {
  const extra: Readonly<Record<string, Share[]>> = {
    police: [share('residence')],
    insurance: [share('insurance', { answers: ['child.fullName'], papers: [] })],
  }
  return loadPartners(join(checkout, 'data')).map((each) => ({
    ...each,
    shares: [...each.shares, ...(extra[each.id] ?? [])],
  }))
}

export const ANSWERS = {
  'child.fullName': 'Nguyễn Hoàng Minh Anh',
  'residence.address': { commune: '00004', detail: 'số 12 ngõ 5' },
  'mother.personalNumber': '001196999000',
}

export type Joint = { id: string; code: string; consent: string; secret: string }

export type PartnerWorld = {
  database: TestDatabase
  app: FastifyInstance
  deps: PartnerDeps
  dossier: DossierDeps
  clock: { now: Date }
  /** A dossier whose own leg is sealed, so that the legs of the police and the insurance are open. */
  joint(at?: Date): Promise<Joint>
  state(id: string): Promise<DossierState>
  /** A signed message of an agency. */
  send(
    body: unknown,
    key?: Key,
    over?: { nonce?: string; path?: string },
  ): Promise<LightMyRequestResponse>
  get(path: string, key?: Key): Promise<LightMyRequestResponse>
  /** Tells the subscribers everything; throws what they throw. */
  tell(configured?: readonly string[]): Promise<void>
  close(): Promise<void>
}

/** What the agencies' door asks of a furnished database, whose dossiers are all of the joint procedure. */
export async function partnerDepsFor(
  database: TestDatabase,
  files: FileStore,
  now: () => Date = () => new Date(),
): Promise<PartnerDeps> {
  const plain = depsFor(database.app)
  return {
    db: database.app,
    dossier: { ...plain, law: { ...plain.law, terms: () => jointTerms } },
    directory: await openDirectory(database.app),
    files,
    partners: agencies(),
    keys: Object.fromEntries(KEYS.map(({ id, secret }) => [id, secret])),
    now,
  }
}

export async function partnerWorld(): Promise<PartnerWorld> {
  const database = await withDatabase()
  await furnish(database.owner)
  const folder = await mkdtemp(join(tmpdir(), 'motcua-partner-'))
  const files = diskFiles(folder)
  const clock = { now: new Date() }
  const deps = await partnerDepsFor(database, files, () => clock.now)
  const { dossier } = deps
  const app = await webApp((scope) => partnerRoutes(scope, deps))
  const tell = teller(database, deps)
  const signed = (
    method: 'GET' | 'POST',
    path: string,
    payload: string,
    key: Key,
    nonce?: string,
  ) =>
    authorizationOf(
      { method, path, body: payload },
      { key, now: clock.now, ...(nonce && { nonce }) },
    )
  return {
    database,
    app,
    deps,
    dossier,
    clock,
    joint: (at) => jointDossier({ dossier, deps }, at),
    state: async (id) =>
      (await inContext(database.app, { scopes: [CITY] }, (tx) => stateById(tx, id)))!,
    send: (body, key = POLICE, { nonce, path = STATUSES } = {}) => {
      const payload = typeof body === 'string' ? body : JSON.stringify(body)
      const authorization = signed('POST', path, payload, key, nonce)
      const headers = { authorization, 'content-type': 'application/json' }
      return app.inject({ method: 'POST', url: path, headers, payload })
    },
    get: (path, key = POLICE) =>
      app.inject({
        method: 'GET',
        url: path,
        headers: { authorization: signed('GET', path, '', key) },
      }),
    tell,
    close: async () => {
      await app.close()
      await database.close()
      await rm(folder, { recursive: true })
    },
  }
}

function teller(database: TestDatabase, deps: PartnerDeps) {
  return async (configured: readonly string[] = ['police', 'insurance']): Promise<void> => {
    const errors: unknown[] = []
    const dispatcher: Dispatcher = startDispatcher({
      db: database.worker,
      subscribers: [
        legsList({ termsOf: () => jointTerms }),
        legMessages({
          termsOf: () => jointTerms,
          officeOf: (id) => deps.directory.get(id),
          partners: deps.partners,
          configured: new Set(configured),
          now: deps.now,
        }),
      ],
      onError: (error) => errors.push(error),
      pollMs: 60_000,
    })
    await dispatcher.drain()
    await dispatcher.stop()
    if (errors.length > 0) throw errors[0]
  }
}

async function jointDossier(
  { dossier, deps: { files } }: { dossier: DossierDeps; deps: PartnerDeps },
  at?: Date,
): Promise<Joint> {
  const consent = await files.put(
    Buffer.from(`%PDF-1.7\n% ${randomUUID()}\n%%EOF\n`),
    'application/pdf',
  )
  const secret = await files.put(
    Buffer.from(`%PDF-1.7\n% ${randomUUID()}\n%%EOF\n`),
    'application/pdf',
  )
  const sealed = await files.put(Buffer.from(`%PDF-1.7\n% sealed\n%%EOF\n`), 'application/pdf')
  const papers = [
    { paper: 'residence-consent', files: [{ id: randomUUID(), ...consent }] },
    { paper: 'birth-notice', files: [{ id: randomUUID(), ...secret }] },
  ]
  const [, ...acts] = sealedWith()
  const first = filing(mother, { answers: ANSWERS, papers })
  const moment = (minutes: number) =>
    at === undefined ? {} : { occurredAt: new Date(at.getTime() + minutes * 60_000) }
  const { id, code } = accepted(
    await handle(dossier, {
      by: mother,
      command: first,
      key: randomUUID(),
      procedure,
      ...moment(0),
    }),
  )
  for (const [step, [by, given]] of acts.entries()) {
    const command = given.type === 'recordSealed' ? { ...given, sealedHash: sealed.sha256 } : given
    accepted(await handle(dossier, { id, by, command, key: randomUUID(), ...moment(step + 1) }))
  }
  return { id, code, consent: consent.sha256, secret: secret.sha256 }
}

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

export const RESULT = {
  name: 'Thông báo kết quả đăng ký thường trú',
  number: '12/TB',
  on: '2026-11-28',
  file: {
    name: 'ket-qua.png',
    mediaType: 'image/png' as const,
    sha256: sha256Hex(PNG),
    content: PNG.toString('base64'),
  },
}
export const WHY = { reason: 'Thiếu giấy tờ.', legalBasis: 'Nghị định 301/2026/NĐ-CP' }

/** What the police say of their leg with one of their codes. */
export function status(of: Joint, number: number, over: Partial<LegStatus> = {}): LegStatus {
  const minutes = Date.now() - (20 - number) * 1000
  return {
    messageId: randomUUID(),
    dossier: of.code,
    leg: 'residence',
    number,
    status: '1',
    at: new Date(minutes).toISOString(),
    ...over,
  }
}
