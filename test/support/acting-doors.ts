/** The pages of acting for others over a real database: made people with numbers of their own, an official, a clock that tests move. */
import { join } from 'node:path'
import { sql } from 'kysely'
import { checkout } from '../../src/checkout.ts'
import type { Actor } from '../../src/office/actor.ts'
import { readRepresentationLaw } from '../../src/office/representation/law.ts'
import { representationRoutes, type ActingDeps } from '../../src/office/representation/routes.ts'
import { openSessions } from '../../src/office/session.ts'
import { addAssignment, upsertCitizen } from '../../src/office/store.ts'
import { withDatabase, type TestDatabase } from './database.ts'
import { furnish, WARD } from './office.ts'
import { visitor, type Visitor } from './visitor.ts'
import { webApp } from './web.ts'

export type Acting = Visitor & {
  readonly personId: number
  readonly name: string
  readonly number: string
  /** Who they are in a request of this moment. */
  actor(): Promise<Actor>
}

export type ActingDoors = {
  readonly database: TestDatabase
  readonly deps: ActingDeps
  readonly clock: { now: Date }
  person(more?: { phone?: string; number?: string; name?: string }): Promise<Acting>
  official(number?: string): Promise<Visitor & { personId: number }>
  close(): Promise<void>
}

export async function openActingDoors(): Promise<ActingDoors> {
  const database = await withDatabase()
  await furnish(database.owner)
  const clock = { now: new Date() }
  const deps: ActingDeps = {
    db: database.app,
    representation: readRepresentationLaw(join(checkout, 'data')),
    now: () => clock.now,
    secret: 'a secret of the tests, long enough',
    procedureName: (code) => (code === '1.000894' ? 'Đăng ký kết hôn' : undefined),
  }
  const publicUrl = 'http://localhost:3000'
  const sessions = openSessions({ db: database.app, publicUrl, now: deps.now })
  const asked = new Map<string, Actor>()
  const app = await webApp((app) => representationRoutes(app, deps), {
    publicUrl,
    routes: [
      sessions.plugin,
      async (app) => {
        app.get<{ Params: { id: string; assignment: string } }>(
          '/vao/:id/:assignment',
          async (req, reply) => {
            const { id, assignment } = req.params
            const personId = Number(id)
            const who =
              assignment === '0'
                ? ({ kind: 'citizen', personId } as const)
                : ({ kind: 'staff', personId, assignmentId: Number(assignment) } as const)
            await sessions.begin(req, reply, who)
            return reply.send('')
          },
        )
        app.get<{ Params: { key: string } }>('/ai/:key', async (req, reply) => {
          asked.set(req.params.key, req.actor)
          return reply.send('')
        })
      },
      (app) => representationRoutes(app, deps),
    ],
  })
  let made = 0
  const next = () => String(++made).padStart(6, '0')
  return {
    database,
    deps,
    clock,
    person: async (more = {}) => {
      const nth = next()
      const { name = `Người Dân ${nth}`, number = `001190${nth}` } = more
      const identity = { issuer: 'https://dinh-danh.example', subject: nth, fullName: name }
      const personId = await upsertCitizen(database.app, {
        ...identity,
        personalNumber: number,
        birthOn: null,
        email: null,
        phone: more.phone ?? null,
      })
      if (personId === undefined) throw new Error('the account is closed')
      const browser = visitor(app)
      await browser.get(`/vao/${personId}/0`)
      const actor = async () => {
        await browser.get(`/ai/${nth}`)
        return asked.get(nth)!
      }
      return Object.assign(browser, { personId, name, number, actor })
    },
    official: async (number) => {
      const nth = next()
      const { rows } = await sql<{ id: number }>`
        insert into person (kind, full_name, email, personal_number)
        values ('staff', ${`Cán Bộ ${nth}`}, ${`${nth}@thu.example`}, ${number ?? null}) returning id`.execute(
        database.owner,
      )
      const personId = rows[0]!.id
      const role = { officeId: WARD, role: 'receptionist' as const, title: 'Công chức' }
      const assignment = await addAssignment(database.app, personId, {
        ...role,
        validFrom: '2020-01-01',
      })
      const browser = visitor(app)
      await browser.get(`/vao/${personId}/${assignment}`)
      return Object.assign(browser, { personId })
    },
    close: async () => {
      await app.close()
      await database.close()
    },
  }
}
