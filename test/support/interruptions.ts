/** A register with its pages: two wards with a point each, people who may speak for them, and a clock that the test sets. */
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { hanoiCalendar } from '../../src/calendar/published.ts'
import { checkout } from '../../src/checkout.ts'
import type { Declared } from '../../src/interruption/interruption.ts'
import { readReasons } from '../../src/interruption/reasons.ts'
import { interruptionRoutes, type InterruptionDeps } from '../../src/interruption/routes.ts'
import type { Actor, Role, StaffActor } from '../../src/office/actor.ts'
import { openDirectory } from '../../src/office/directory.ts'
import { withDatabase, type TestDatabase } from './database.ts'
import { furnish, OTHER_WARD, staff, WARD } from './office.ts'
import { visitor, type Visitor } from './visitor.ts'
import { webApp } from './web.ts'

export const POINT = 1
export const OTHER_POINT = 2

export type Register = {
  database: TestDatabase
  deps: InterruptionDeps
  app: FastifyInstance
  clock: { now: Date }
  /** Somebody with an account and this role, from 2026 on. */
  hire(role: Role, officeId: number): Promise<StaffActor>
  at(actor: Actor): Visitor
  close(): Promise<void>
}

/** Monday 16 November 2026, nine in the morning. */
export async function openRegister(): Promise<Register> {
  const database = await withDatabase()
  await furnish(database.owner)
  await sql`
    insert into service_point (id, office_id, name, address) values
      (${POINT}, ${WARD}, 'Điểm phục vụ phường Một', '1 phố Một'), (${OTHER_POINT}, ${OTHER_WARD}, 'Điểm phục vụ phường Hai', '2 phố Hai')`.execute(
    database.owner,
  )
  const clock = { now: new Date('2026-11-16T09:00+07:00') }
  const deps: InterruptionDeps = {
    db: database.app,
    calendar: hanoiCalendar,
    reasons: readReasons(join(checkout, 'data')),
    directory: await openDirectory(database.app),
    now: () => clock.now,
  }
  const acting = new Map<string, Actor>()
  const app = await webApp(async (root) => {
    root.addHook('onRequest', async (req) => {
      const actor = acting.get(String(req.cookies['who'])) ?? { kind: 'public', scopes: [] }
      Object.defineProperty(req, 'actor', { value: actor })
    })
    await interruptionRoutes(root, deps)
  })
  return {
    database,
    deps,
    app,
    clock,
    hire: (role, officeId) => hire(database, role, officeId),
    at: (actor) => {
      const browser = visitor(app)
      const who = randomUUID()
      acting.set(who, actor)
      browser.cookies.set('who', who)
      return browser
    },
    close: async () => {
      await app.close()
      await database.close()
    },
  }
}

async function hire({ owner }: TestDatabase, role: Role, officeId: number): Promise<StaffActor> {
  const { rows } = await sql<{ id: number }>`
    with someone as (insert into person (kind, full_name, email) values ('staff', 'Cán bộ thử', ${randomUUID()}) returning id)
    insert into assignment (person_id, office_id, role, title, valid_from)
    select id, ${officeId}, ${role}, 'Công chức', '2026-01-01' from someone returning person_id as id`.execute(
    owner,
  )
  return { ...staff(role, officeId), personId: rows[0]!.id }
}

/** A ward without power, from half past eight until five. */
export function outage(
  deps: InterruptionDeps,
  over: Partial<Declared> & { code?: string } = {},
): Declared {
  const { code = 'powerOrNetwork', ...rest } = over
  return {
    officeId: WARD,
    pointId: null,
    reason: deps.reasons.reasons.find((each) => each.code === code)!,
    words: 'Mất điện toàn phường, điện lực báo có lại trước 17 giờ.',
    from: '2026-11-16T08:30',
    to: '2026-11-16T17:00',
    stops: ['receiving', 'returning'],
    substitutePointId: OTHER_POINT,
    ...rest,
  }
}
