import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { withDatabase, type TestDatabase } from '../../test/support/database.ts'
import { stateAsKept } from '../../test/support/kept-state.ts'
import {
  accepted,
  act,
  citizen,
  depsFor,
  fileFor,
  furnish,
  staff,
  terms,
} from '../../test/support/office.ts'
import { runVerify } from '../audit/cli.ts'
import { checkout } from '../checkout.ts'
import type { DossierDeps } from './handle.ts'
import { forgetOldKeys, KEEP_KEYS_DAYS } from './jobs.ts'
import { packingWords } from './packing-words.ts'
import { unpack } from './packing.ts'

describe('what a dossier weighs', () => {
  let database: TestDatabase
  let deps: DossierDeps
  before(async () => {
    database = await withDatabase()
    await furnish(database.owner)
    deps = depsFor(database.app)
  })
  after(() => database.close())

  const verify = () =>
    runVerify([], { db: database.worker, termsOf: () => terms, out: () => undefined })

  /** As it stood before migration 0033. */
  const keptPlain = async (id: string): Promise<void> => {
    const state = JSON.stringify(await stateAsKept(database, id))
    const { rows } = await sql<{ seq: number; bytes: Buffer }>`
      select seq, bytes from dossier_private where dossier_id = ${id}::uuid`.execute(database.owner)
    for (const { seq, bytes } of rows)
      await sql`
        update dossier_private set bytes = ${unpack(bytes)} where dossier_id = ${id}::uuid and seq = ${seq}`.execute(
        database.owner,
      )
    await sql`
      update dossier_state set packed = null, state = ${state}::jsonb where dossier_id = ${id}::uuid`.execute(
      database.owner,
    )
  }
  const isPacked = async (id: string): Promise<boolean> => {
    const { rows } = await sql<{ is: boolean }>`
      select packed is not null and state is null as is from dossier_state where dossier_id = ${id}::uuid`.execute(
      database.owner,
    )
    return rows[0]!.is
  }

  it('a dossier from before packing verifies, is worked on, and is packed by its next event', async () => {
    const { id } = await fileFor(deps, citizen())
    await keptPlain(id)
    assert.equal(await isPacked(id), false)
    assert.equal(await verify(), 0)
    accepted(await act(deps, id, staff('receptionist'), { type: 'accept', originals: [] }))
    assert.equal(await isPacked(id), true)
    assert.equal(await verify(), 0)
  })

  it('a withdrawal asked for before the migration is on the counter’s list afterwards', async () => {
    const mother = citizen()
    const [asked, other] = [await fileFor(deps, mother), await fileFor(deps, citizen())]
    accepted(await act(deps, asked.id, mother, { type: 'requestWithdrawal', reason: 'nhầm' }))
    for (const { id } of [asked, other]) await keptPlain(id)
    await sql`update dossier set is_withdrawal_asked = null`.execute(database.owner)
    await sql
      .raw(readFileSync(join(checkout, 'migrations/0034_withdrawals_asked.sql'), 'utf8'))
      .execute(database.owner)
    const { rows } = await sql<{ id: string }>`
      select id from dossier where is_withdrawal_asked`.execute(database.owner)
    assert.deepEqual(rows, [{ id: asked.id }])
    assert.equal(await verify(), 0)
  })

  it('a copy of the database holds the words with which it was packed', async () => {
    const { rows } = await sql<{ number: number; words: string }>`
      select number, words from packing_words order by number`.execute(database.app)
    assert.deepEqual(
      rows.map(({ number, words }) => [String(number), words]),
      Object.entries(packingWords),
    )
  })

  it('submission keys are forgotten after 90 days and not a day before', async () => {
    const { id } = await fileFor(deps, citizen())
    const now = new Date()
    const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)
    const ages = [0, KEEP_KEYS_DAYS - 1, KEEP_KEYS_DAYS + 1, 400]
    const keys = ages.map((days) => ({ key: randomUUID(), at: daysAgo(days) }))
    for (const { key, at } of keys)
      await sql`
        insert into submission_key (key, actor, command, request_hash, dossier_id, seq, at)
        values (${key}::uuid, 'citizen:1', 'file', '\\x00', ${id}::uuid, 1, ${at})`.execute(
        database.owner,
      )
    assert.equal(await forgetOldKeys(database.worker, now), 2)
    const { rows } = await sql<{ key: string }>`
      select key from submission_key where key = any(${keys.map(({ key }) => key)}::uuid[]) order by at desc`.execute(
      database.owner,
    )
    assert.deepEqual(
      rows.map(({ key }) => key),
      keys.slice(0, 2).map(({ key }) => key),
    )
  })
})
