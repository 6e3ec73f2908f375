import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { pino } from 'pino'
import { withImportedDatabase, type TestDatabase } from '../../test/support/database.ts'
import { readState, type KeptState } from '../dossier/packing.ts'
import { FIRST_ID, LAST_ID, rawDossiers } from '../audit/store.ts'
import { verifyDossier } from '../audit/verify.ts'
import { filesOfDossier, historyOf } from '../dossier/store.ts'
import { loadConfig } from '../config.ts'
import { dataDir, openHouse, type House } from '../house.ts'
import { dutiesNow } from '../office/duty-store.ts'
import { signInStaff } from '../office/sign-in.ts'
import { verifyPdf } from '../signing/verify.ts'
import type { MadeDossier } from './month.ts'
import { seedDemo } from './seed.ts'
import { demoAccounts, readCast } from './staff.ts'

let database: TestDatabase
let house: House
let folder: string
before(async () => {
  database = await withImportedDatabase()
  folder = await mkdtemp(join(tmpdir(), 'motcua-seed-'))
  const config = loadConfig({ MOTCUA_STATE_DIR: folder, MOTCUA_DEMO: '1' })
  const { appUrl, workerUrl, ownerUrl } = database
  const server = { applied: [], appUrl, workerUrl, ownerUrl, stop: () => Promise.resolve() }
  house = await openHouse(config, server, pino({ level: 'silent' }))
})
after(async () => {
  await house.close()
  await database.close()
  await rm(folder, { recursive: true })
})

/** One dossier in eight, of every kind. */
const some = ({ nth }: MadeDossier): boolean => nth % 8 === 0 || nth < 4

const dossiers = () => database.owner.selectFrom('dossier').selectAll().execute()

test('a start that is cut short goes on where it stopped: every dossier once, nothing twice', async () => {
  let puts = 0
  const full: House['files'] = {
    ...house.files,
    put: async (bytes, mediaType) => {
      puts += 1
      if (puts > 25) throw new Error('the disk is full')
      return house.files.put(bytes, mediaType)
    },
  }
  const cut: House = {
    ...house,
    files: full,
    result: (db) => ({ ...house.result(db), files: full }),
  }
  await assert.rejects(seedDemo(cut, some), /the disk is full/)
  const before = await dossiers()
  assert.ok(before.length > 0)
  const played = await seedDemo(house, some)
  assert.ok(played)
  assert.deepEqual(played.refused, [])
  const rows = await dossiers()
  assert.equal(rows.length, played.dossiers)
  assert.ok(before.every(({ code }) => rows.some((row) => row.code === code)))
})

test('a second start adds nothing', async () => {
  const before = (await dossiers()).length
  assert.equal(await seedDemo(house, some), undefined)
  assert.equal((await dossiers()).length, before)
})

test('everything is of origin demo, and every history verifies', async () => {
  const rows = await dossiers()
  assert.deepEqual([...new Set(rows.map(({ origin }) => origin))], ['demo'])
  const raw = await rawDossiers(database.worker, { after: FIRST_ID, until: LAST_ID }, 1000)
  assert.equal(raw.length, rows.length)
  for (const one of raw) {
    const fault = verifyDossier(one, ({ code, caseCode, version }) =>
      house.law.terms(code, caseCode, version),
    )
    assert.equal(fault, null, JSON.stringify(fault))
  }
  const origins = await database.owner
    .selectFrom('dossier_event')
    .select('origin')
    .distinct()
    .execute()
  assert.deepEqual(origins, [{ origin: 'demo' }])
})

test('what the made officials have marked lies on a picture that came with that dossier', async () => {
  const { worker } = database
  let marked = 0
  for (const { id } of await dossiers()) {
    const events = await worker
      .transaction()
      .execute((tx) => historyOf(tx, id, { withPrivate: true }))
    const faults = events.flatMap((event) => event.private?.faults ?? [])
    const marks = faults.flatMap(({ marks = [] }) => marks)
    if (marks.length === 0) continue
    const files = await worker.transaction().execute((tx) => filesOfDossier(tx, id))
    for (const { file } of marks) assert.ok(files.some((each) => each.id === file))
    marked += marks.length
  }
  assert.ok(marked > 0)
})

test('an electronic result is claimed only where a sealed paper exists that verifies', async () => {
  const states = await database.owner
    .selectFrom('dossier_state')
    .select(['packed', 'state'])
    .execute()
  const claimed = (await dossiers()).filter((row) => row.has_e_result)
  const sealed = states.flatMap((kept) => readState(kept as KeptState).result?.sealedHash ?? [])
  assert.equal(claimed.length, sealed.length)
  assert.ok(sealed.length > 10)
  for (const sha256 of sealed) {
    const pdf = await house.files.read(sha256)
    assert.ok(pdf)
    assert.equal((await verifyPdf(pdf, house.keyring.trust)).whole, 'valid')
  }
})

test('the clerk’s books of the month have neither gaps nor doubles, and rise with the days', async () => {
  const numbers = await database.owner
    .selectFrom('result_number')
    .select(['office_id', 'number', 'reserved_on'])
    .orderBy('office_id')
    .orderBy('number')
    .execute()
  for (const [, book] of Map.groupBy(numbers, ({ office_id }) => office_id)) {
    assert.deepEqual(
      book.map(({ number }) => number),
      book.map((_, i) => i + 1),
    )
    const days = book.map(({ reserved_on }) => reserved_on)
    assert.deepEqual(days, days.toSorted())
  }
})

test('the accounts on the sign-in page open the door', async () => {
  const cast = readCast(dataDir)
  const now = new Date()
  const accounts = await demoAccounts(cast, { directory: house.directory, now })
  assert.equal(accounts.length, cast.staff.length)
  for (const { email, password, code } of [accounts[0]!, accounts.at(-1)!]) {
    const outcome = await signInStaff(house.app, { email, password, code }, now)
    assert.ok(outcome.ok, email)
  }
})

test('somebody is named who hears when the house differs from what must hold, and who hears next', async () => {
  const named = await dutiesNow(house.app)
  assert.deepEqual(
    named.map(({ place, fullName }) => [place, fullName]),
    [
      [1, 'Đinh Quang Vũ'],
      [2, 'Dương Hoàng Yến'],
    ],
  )
})
