/** One altered byte, one deleted, inserted or swapped row, one cut tail: found, and the first bad row is named (L01). */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { Client } from 'pg'
import { withDatabase, type TestDatabase } from '../../test/support/database.ts'
import {
  accepted,
  act,
  calendar,
  citizen,
  depsFor,
  fileFor,
  furnish,
  staff,
  terms,
} from '../../test/support/office.ts'
import { asSuperuser, keepTables, type KeptTables } from '../../test/support/tampering.ts'
import { lookAll } from './invariants/look-all.ts'

let database: TestDatabase
let id = ''
let kept: KeptTables
const EVENTS = 5

before(async () => {
  database = await withDatabase()
  await furnish(database.owner)
  const deps = depsFor(database.app)
  const [counter, officer, mother] = [staff('receptionist'), staff('officer'), citizen()]
  ;({ id } = await fileFor(deps, mother))
  await fileFor(deps, citizen())
  const ask = {
    type: 'requestSupplement' as const,
    faults: [{ paper: 'giay-chung-sinh', fault: 'Ảnh mờ' }],
    reason: 'Không đọc được',
    legalBasis: 'NĐ 61/2018 Đ15',
  }
  accepted(await act(deps, id, counter, ask))
  accepted(
    await act(deps, id, mother, {
      type: 'supplement',
      papers: [],
      fileNames: {},
      answers: { a: 'b' },
      note: 'Đã chụp lại',
    }),
  )
  accepted(await act(deps, id, counter, { type: 'accept', originals: [] }))
  accepted(await act(deps, id, officer, { type: 'claim' }))
  kept = await keepTables(database.owner, ['dossier_private', 'dossier_event', 'dossier_state'])
})
after(() => database.close())

/** What is found about the histories, one line per finding: the dossier, the row and what. */
async function found(): Promise<string[]> {
  const lines: string[] = []
  await lookAll({
    db: database.worker,
    facts: {
      termsOf: () => terms,
      calendar,
      ancestorsOf: depsFor(database.app).offices.ancestorsOf,
      files: { put: notAsked, read: notAsked, open: notAsked },
      now: () => new Date(),
      slices: undefined,
      markOlderThanMinutes: 60,
    },
    only: ['history-is-whole', 'erasure-is-named'],
    onDifferences: async (_, differences) =>
      void lines.push(...differences.map(({ dossierId, what }) => `${dossierId} ${what}`)),
  })
  return lines
}
const notAsked = (): Promise<never> => Promise.reject(new Error('no file is read here'))

async function harmed(
  harm: (client: Client) => Promise<unknown>,
  look: (lines: string[]) => void,
): Promise<void> {
  await kept.harming({
    harm: () => asSuperuser(database, harm),
    look: async () => look(await found()),
  })
}

const columnsOf = async (table: string) =>
  (
    await sql<{ name: string; type: string }>`
      select attname as name, format_type(atttypid, null) as type from pg_attribute
       where attrelid = ${table}::regclass and attnum > 0 and not attisdropped order by attnum`.execute(
      database.owner,
    )
  ).rows

/** Another value of the column, in SQL. */
function otherValue({ name, type }: { name: string; type: string }): string {
  if (name === 'dossier_id') return 'gen_random_uuid()'
  if (name === 'seq') return `${name} + 100`
  if (name === 'body') return `replace(body, ':', ': ')`
  if (name === 'kind') return `case kind when 'claimed' then 'examined' else 'claimed' end`
  if (name === 'origin') return `'demo'`
  if (type === 'bytea')
    return `set_byte(coalesce(${name}, '\\x00'), 0, (get_byte(coalesce(${name}, '\\x00'), 0) + 1) % 256)`
  if (type === 'text') return `coalesce(${name}, '') || 'x'`
  if (type.startsWith('timestamp')) return `coalesce(${name}, now()) + interval '1 millisecond'`
  return `coalesce(${name}, 0) + 1`
}

/** The list of who may see it follows a transfer and is held against the dossier by another invariant. */
const OUTSIDE_THE_HASH = ['scopes']

describe('every column of every row of the history', () => {
  it('nothing is found where nothing was altered', async () => {
    assert.deepEqual(await found(), [])
  })

  for (const table of ['dossier_event', 'dossier_private'])
    it(`${table}: another value is found, and the row is named`, async () => {
      const columns = (await columnsOf(table)).filter(
        ({ name }) => !OUTSIDE_THE_HASH.includes(name),
      )
      assert.ok(columns.length >= 6)
      const { rows } = await sql<{ seq: number }>`
        select seq from ${sql.table(table)} where dossier_id = ${id}::uuid order by seq`.execute(
        database.owner,
      )
      for (const { seq } of [rows.at(0)!, rows.at(1)!, rows.at(-1)!])
        for (const column of columns)
          await harmed(
            (client) =>
              client.query(
                `update ${table} set ${column.name} = ${otherValue(column)} where dossier_id = $1 and seq = $2`,
                [id, seq],
              ),
            (lines) => {
              const about = lines.filter((line) => line.startsWith(id))
              const first = Math.min(...about.map((line) => Number(/dòng (\d+):/.exec(line)?.[1])))
              assert.equal(first, seq, `${table}.${column.name} of row ${seq}: ${lines.join('; ')}`)
            },
          )
    })
})

describe('rows as a whole', () => {
  const rowNamed = (expected: number) => (lines: string[]) =>
    assert.match(lines.find((line) => line.startsWith(id)) ?? '', new RegExp(`dòng ${expected}:`))

  for (let seq = 1; seq < EVENTS; seq += 1)
    it(`row ${seq} deleted`, () =>
      harmed(
        (client) =>
          client.query('delete from dossier_event where dossier_id = $1 and seq = $2', [id, seq]),
        rowNamed(seq),
      ))

  it('rows 2 and 3 swapped', () =>
    harmed(
      (client) =>
        client.query(
          `update dossier_event set seq = case seq when 2 then 1003 else 1002 end where dossier_id = $1 and seq in (2, 3);`.replace(
            '$1',
            `'${id}'`,
          ) + `update dossier_event set seq = seq - 1000 where dossier_id = '${id}' and seq > 1000`,
        ),
      rowNamed(2),
    ))

  it('a row inserted in the middle, the later ones moved down', () =>
    harmed(
      (client) =>
        client.query(
          `update dossier_event set seq = seq + 1000 where dossier_id = '${id}' and seq >= 3;
           update dossier_event set seq = seq - 999 where dossier_id = '${id}' and seq > 1000;
           insert into dossier_event select dossier_id, 3, kind, version, occurred_at, recorded_at, actor, office_id, origin, body, prev_hash, hash, scopes
             from dossier_event where dossier_id = '${id}' and seq = 2`,
        ),
      rowNamed(3),
    ))

  it('the tail cut off, one row or all but the first', async () => {
    for (const kept of [EVENTS - 1, 1])
      await harmed(
        (client) =>
          client.query('delete from dossier_event where dossier_id = $1 and seq > $2', [id, kept]),
        rowNamed(kept + 1),
      )
  })

  it('the whole history gone', () =>
    harmed(
      (client) => client.query('delete from dossier_event where dossier_id = $1', [id]),
      (lines) => assert.match(lines.join('\n'), new RegExp(`${id} .*không còn dòng lịch sử nào`)),
    ))
})
