/** Mandates: what people let an accredited agent file for them, and when it ends. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { withDatabase, type TestDatabase } from '../../test/support/database.ts'
import {
  accepted,
  citizen,
  depsFor,
  filing,
  furnish,
  procedure,
  WARD,
} from '../../test/support/office.ts'
import { handle } from '../dossier/handle.ts'
import type { CitizenActor } from './actor.ts'
import { giveMandate, revokeMandate, type NewMandate } from './mandate-store.ts'

const AGENT = 900_001
let database: TestDatabase
let mother: CitizenActor
let stranger: CitizenActor

before(async () => {
  database = await withDatabase()
  await furnish(database.owner)
  await sql`
    insert into office (id, kind, name, short_name, agency_code, agency_code_is_stand_in, valid_from)
    values (${AGENT}, 'agent', 'Đại lý thử', 'Đại lý thử', 'DL.1', true, '2026-01-01')`.execute(
    database.owner,
  )
  ;[mother, stranger] = [await person(), await person()]
})
after(() => database.close())

async function person(): Promise<CitizenActor> {
  const { rows } = await sql<{
    id: number
  }>`insert into person (kind, full_name) values ('citizen', 'Dân') returning id`.execute(
    database.owner,
  )
  return { ...citizen(), personId: rows[0]!.id, scopes: [rows[0]!.id] }
}

async function mandate(over: Partial<NewMandate> = {}): Promise<number> {
  const id = await giveMandate(database.app, {
    agentId: AGENT,
    personId: mother.personId,
    covers: 'person',
    validFrom: '2026-01-01',
    validTo: '2099-12-31',
    ...over,
  })
  return id!
}

async function fileUnder(id: number, by: CitizenActor = mother) {
  const command = filing(by, { source: 'agent', mandate: id })
  const request = { command, by, key: randomUUID(), procedure }
  const outcome = await handle(depsFor(database.app), request)
  return outcome.ok ? 'filed' : outcome.refusal.code
}

test('what is filed under a mandate carries its number among the scopes, and in its history', async () => {
  const id = await mandate()
  const command = filing(mother, { source: 'agent', mandate: id })
  const filed = accepted(
    await handle(depsFor(database.app), { command, by: mother, key: randomUUID(), procedure }),
  )
  assert.equal(filed.state.mandate, id)
  const { scopes } = await database.owner
    .selectFrom('dossier')
    .select('scopes')
    .where('id', '=', filed.id)
    .executeTakeFirstOrThrow()
  assert.deepEqual(scopes, [1, WARD, mother.personId, id])
})

test('a mandate for everything is used again and again, one for a dossier once', async () => {
  const all = await mandate()
  const one = await mandate({ covers: 'dossier' })
  assert.deepEqual([await fileUnder(all), await fileUnder(all)], ['filed', 'filed'])
  const twice = await Promise.all([fileUnder(one), fileUnder(one), fileUnder(one)])
  assert.deepEqual(twice.sort(), ['filed', 'mandateOver', 'mandateOver'])
})

test('nothing is filed under a mandate that is over, not yet there, revoked, or somebody else’s', async () => {
  const over = await mandate({ validTo: '2026-01-02' })
  const later = await mandate({ validFrom: '2099-01-01' })
  const revoked = await mandate()
  const at = new Date()
  assert.equal(
    await revokeMandate(database.app, { id: revoked, personId: stranger.personId, at }),
    false,
  )
  assert.equal(
    await revokeMandate(database.app, { id: revoked, personId: mother.personId, at }),
    true,
  )
  assert.equal(
    await revokeMandate(database.app, { id: revoked, personId: mother.personId, at }),
    false,
  )
  for (const id of [over, later, revoked]) assert.equal(await fileUnder(id), 'mandateOver')
  assert.equal(await fileUnder(await mandate(), stranger), 'mandateOver')
  const keys =
    await sql`select from submission_key where command = 'file' and dossier_id not in (select id from dossier)`.execute(
      database.owner,
    )
  assert.equal(keys.rows.length, 0, 'a refusal leaves nothing behind')
})

test('only an office that is an agent is given one, and only a dossier of an agent has one', async () => {
  assert.equal(
    await giveMandate(database.app, { ...NEW, agentId: WARD, personId: mother.personId }),
    undefined,
  )
  const command = filing(mother, { source: 'ownPortal', mandate: await mandate() })
  const request = { command, by: mother, key: randomUUID(), procedure }
  const outcome = await handle(depsFor(database.app), request)
  assert.equal(!outcome.ok && outcome.refusal.code, 'wrongState')
})

const NEW = { covers: 'person', validFrom: '2026-01-01', validTo: '2099-12-31' } as const
