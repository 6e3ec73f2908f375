/** Controllers, a law that follows its publications, and drafts made of the birth registration, on a database of their own. */
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { readOffices } from '../../src/catalogue/import-offices.ts'
import { bringTo, targets } from '../../src/catalogue/import-store.ts'
import { publishFiles } from '../../src/catalogue/publication/publish-files.ts'
import {
  createDraft,
  checkDrafts,
  type PublicationDeps,
} from '../../src/catalogue/publication/acts.ts'
import type { Draft } from '../../src/catalogue/publication/draft.ts'
import { readExamples } from '../../src/catalogue/law.ts'
import { liveLaw, type LiveLaw } from '../../src/catalogue/publication/live-law.ts'
import type { DocumentKind } from '../../src/catalogue/publication/publication.ts'
import { releaseDrafts } from '../../src/catalogue/publication/release.ts'
import { checkout } from '../../src/checkout.ts'
import type { Refusal, Result } from '../../src/lib/result.ts'
import { insertStaff } from '../../src/office/store.ts'
import type { Role } from '../../src/office/actor.ts'
import { withDatabase, withImportedDatabase, type TestDatabase } from './database.ts'

export const dataDir = join(checkout, 'data')
export const CITY = 1

export type PublishingWorld = {
  database: TestDatabase
  law: LiveLaw
  deps: PublicationDeps
  /** The clock of this world; tests set it. */
  at: { now: Date }
  /** Three controllers and somebody who is none. */
  people: { an: number; binh: number; cuc: number; officer: number }
  close(): Promise<void>
}

/** Saturday 28 November 2026, 09:00 in Hà Nội. */
export const NOW = new Date('2026-11-28T09:00:00+07:00')

/** `isWhole`: with the national catalogue, which takes seconds to read. */
export async function publishingWorld({ isWhole = false } = {}): Promise<PublishingWorld> {
  const database = isWhole ? await withImportedDatabase() : await withDatabase()
  if (!isWhole) await publishOnly(database)
  const at = { now: NOW }
  const now = () => at.now
  const law = await liveLaw({ dataDir, db: database.app, now, onFault: () => undefined, pollMs: 0 })
  const hire = (name: string, role: Role) =>
    insertStaff(database.owner, {
      fullName: name,
      email: `${randomUUID()}@thu.example`,
      passwordHash: '-',
      totpSecret: '-',
      assignments: [{ officeId: CITY, role, title: 'Chuyên viên', validFrom: '2026-01-01' }],
    })
  const people = {
    an: await hire('Đỗ Thị An', 'controller'),
    binh: await hire('Trần Văn Bình', 'controller'),
    cuc: await hire('Lý Thị Cúc', 'controller'),
    officer: await hire('Vũ Văn Thẩm', 'officer'),
  }
  return {
    database,
    law,
    deps: { db: database.app, law, now },
    at,
    people,
    close: async () => {
      await law.stop()
      await database.close()
    },
  }
}

/** What stands in the files, and the offices that controllers belong to. */
export async function publishOnly({ owner }: Pick<TestDatabase, 'owner'>): Promise<void> {
  await owner.transaction().execute(async (tx) => {
    await bringTo(tx, targets.office, readOffices(dataDir).offices)
    await publishFiles(tx, dataDir)
  })
}

/** The birth registration as its next version would be written. */
export function birthProcedure(
  { law }: Pick<PublishingWorld, 'law'>,
  change: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const published = law.procedure('1.001193', 1)
  return { ...(JSON.parse(JSON.stringify(published)) as Record<string, unknown>), ...change }
}

/** The examples of the birth registration, for another version of it. */
export function birthExamples(version: number): Record<string, unknown> {
  const tests = readExamples(dataDir).get('1.001193 v1') as Record<string, unknown>
  return { ...tests, version }
}

type Writing = { body: Record<string, unknown>; by: number; kind?: DocumentKind }

export async function drafted(
  { deps }: PublishingWorld,
  { body, by, kind = 'procedure' }: Writing,
): Promise<Draft> {
  const origin = { from: 'file', name: 'test.json' } as const
  const tests = kind === 'procedure' ? birthExamples(Number(body['version'])) : undefined
  const order = { personId: by, key: randomUUID(), kind, body, tests, origin }
  return must(await createDraft(deps, order))
}

export async function checked(world: PublishingWorld, writing: Writing): Promise<Draft> {
  const draft = await drafted(world, writing)
  const personId = writing.by
  const { drafts, faults } = must(
    await checkDrafts(world.deps, { personId, key: randomUUID(), ids: [draft.id] }),
  )
  if (drafts[0]?.state !== 'checked') throw new Error(JSON.stringify(faults))
  return drafts[0]
}

/** Drafted and checked by one, released by another. */
export async function released(
  world: PublishingWorld,
  change: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { an, binh } = world.people
  const draft = await checked(world, { body: birthProcedure(world, change), by: an })
  const order = { personId: binh, key: randomUUID(), isPresent: true, ids: [draft.id] }
  must(await releaseDrafts(world.deps, order))
}

export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.refusal.code}: ${result.refusal.message}`)
  return result.value
}

export function refusalOf(result: Result<unknown>): Refusal['code'] | undefined {
  return result.ok ? undefined : result.refusal.code
}
