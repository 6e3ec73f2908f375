/** A dossier's whole life in which every form carries what no form of ours has: it ends exactly as without (mass assignment). */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sql } from 'kysely'
import type { Db } from '../../src/db/connect.ts'
import { randomUUID } from 'node:crypto'
import { handOverOf } from '../../standins/portal/mother.ts'
import { authorizationOf } from '../../src/exchange/signature.ts'
import { keyOf } from './everywhere.ts'
import { CANARIES, EXTRA } from './extras.ts'
import type { AbuseWorld } from './world.ts'

/** Every table in which one of these values stands, of those that a request can write to. */
export async function tablesHolding(owner: Db, values: readonly string[]): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select c.relname as name from pg_class c
     where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
       and has_any_column_privilege('motcua_app', c.oid, 'insert, update')`.execute(owner)
  assert.ok(tables.length > 20)
  const words = values.map((value) => value.replace(/[.[\]]/g, '.')).join('|')
  // Whole words: six digits of a value also stand, by chance, behind the second of some moment.
  const pattern = `(?<![0-9a-z.])(${words})(?![0-9a-z])`
  const found: string[] = []
  for (const { name } of tables) {
    const { rows } = await sql<{ row: string }>`
      select t::text as row from ${sql.table(name)} t where t::text ~ ${pattern} limit 1`.execute(
      owner,
    )
    if (rows[0]) found.push(`${name}: ${rows[0].row.slice(0, 300)}`)
  }
  return found
}

/** The end of a life without what every life has of its own: ids, hashes, moments, codes, numbers. */
async function endOf(owner: Db, id: string): Promise<unknown> {
  const { rows } = await sql<{ end: unknown }>`
    select jsonb_build_object(
             'dossier', (select to_jsonb(d) from dossier d where d.id = ${id}::uuid),
             'state', (select s.state from dossier_state s where s.dossier_id = ${id}::uuid),
             'kinds', (select jsonb_agg(e.kind order by e.seq) from dossier_event e where e.dossier_id = ${id}::uuid),
             'access', (select jsonb_agg(a.scope order by a.scope) from dossier_access a where a.dossier_id = ${id}::uuid)
           ) as end`.execute(owner)
  return JSON.parse(
    JSON.stringify(rows[0]!.end, (_name, value: unknown) =>
      typeof value === 'string' ? likeOthers(value) : value,
    ),
  )
}

function likeOthers(text: string): string {
  return text
    .replace(/^\\x[0-9a-f]+$|[0-9a-f]{64}/g, 'hash')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'id')
    .replace(/\d{4}-\d{2}-\d{2}T[\d:.]+(Z|\+[\d:]+)?/g, 'moment')
    .replace(/[A-Z0-9.]+-\d{8}-\d{4,}/g, 'code')
    .replace(/\d+\/\d{4}\/[A-ZĐ]+/g, 'number')
}

export function lifeWithExtras(world: () => AbuseWorld): void {
  describe('boxes that no form has (status, office, deadline, fee, owner, role, __proto__ …)', () => {
    test('sent with every form of a whole life change nothing of how it ends', async () => {
      const { house, polluted, dossiers } = world()
      const { owner } = house.database
      if (polluted instanceof Error) throw polluted
      assert.deepEqual(await endOf(owner, polluted), await endOf(owner, dossiers.sealed))
      assert.deepEqual(await tablesHolding(owner, CANARIES), [])
    })

    test('in what a program sends are refused on every route, and change nothing', async () => {
      const { house, routes, people, code } = world()
      const before = await house.print()
      const now = new Date()
      const bodies: Record<string, object> = {
        dossiers: handOverOf('TN96-20261128-000001', now),
        supplements: { messageId: randomUUID(), files: [] },
        confirmations: { messageId: randomUUID(), draftSha256: 'a'.repeat(64), answer: 'agree' },
        withdrawals: { messageId: randomUUID(), reason: 'Nộp nhầm nơi' },
        statuses: {
          messageId: randomUUID(),
          dossier: code,
          leg: 'residence',
          number: 1,
          status: '1',
          at: now.toISOString(),
        },
      }
      const taken: string[] = []
      for (const { url } of routes.filter(
        // This house has no gateway: its messages are tried in src/payment/callbacks.http.test.ts.
        (r) => r.method === 'POST' && r.url.startsWith('/api/') && !r.url.includes('/payment/'),
      )) {
        const body = bodies[url.split('/').at(-1)!]
        assert.ok(body, `${url}: say here what a right body of this route is`)
        for (const [name, value] of Object.entries(EXTRA)) {
          if (Object.hasOwn(body, name)) continue
          const path = url.replace(':code', code)
          const payload = JSON.stringify(body).replace('{', `{${JSON.stringify(name)}:"${value}",`)
          const signed = { method: 'POST', path, body: payload }
          const answer = await people.anybody.raw({
            method: 'POST',
            url: path,
            payload,
            headers: {
              'content-type': 'application/json',
              authorization: authorizationOf(signed, { key: keyOf(url), now }),
            },
          })
          if (answer.statusCode !== 422) taken.push(`${url} ${name}: ${answer.statusCode}`)
        }
      }
      assert.deepEqual(taken, [])
      assert.deepEqual(await house.print(), before)
    })

    test('would be found wherever they stood', async () => {
      const { owner } = world().house.database
      await sql`update office set address = address || ' vai-tro-gian' where id = 101`.execute(
        owner,
      )
      assert.equal((await tablesHolding(owner, CANARIES)).length, 1)
      await sql`update office set address = replace(address, ' vai-tro-gian', '') where id = 101`.execute(
        owner,
      )
    })
  })
}
