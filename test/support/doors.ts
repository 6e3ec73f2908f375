/** An office with people, its doors, a clock that tests move, and browsers to come in with. */
import type { FastifyInstance } from 'fastify'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mountIdentity } from '../../standins/identity.ts'
import { openIdProvider } from '../../src/adapters/oidc.ts'
import type { Day } from '../../src/lib/time.ts'
import { addStaff } from '../../src/office/accounts.ts'
import type { Role } from '../../src/office/actor.ts'
import type { IdentityProvider } from '../../src/office/identity.ts'
import { officeRoutes, type OfficeDeps } from '../../src/office/routes.ts'
import { openSessions, requireCitizen, requireStaff } from '../../src/office/session.ts'
import { newTotpSecret, totpCode } from '../../src/office/totp.ts'
import { withDatabase, type TestDatabase } from './database.ts'
import { CookieJar, visit, type Visit } from './identity.ts'
import { WARD, furnish } from './office.ts'
import { webApp } from './web.ts'

export const PUBLIC_URL = 'http://mot-cua.example'
export const PASSWORD = 'mùa thu Hà Nội 1954'
const client = { clientId: 'motcua', clientSecret: 'a secret of the tests' }

export type Doors = {
  readonly database: TestDatabase
  readonly app: FastifyInstance
  readonly clock: { now: Date }
  /** a new official; every one has the same password */
  hire(role: Role, officeId?: number, term?: Term): Promise<Official>
  /** one form of ours, with the anti-forgery token of the page it stands on */
  send(jar: CookieJar, page: string, form: Record<string, string>, action?: string): Promise<Visit>
  signIn(
    official: Official,
    form?: Record<string, string>,
  ): Promise<{ jar: CookieJar; answer: Visit }>
  close(): Promise<void>
}

export type Term = { readonly validFrom?: Day; readonly validTo?: Day }
export type Official = { readonly id: number; readonly email: string; readonly totpSecret: string }

export type DoorsOptions = {
  readonly publicUrl?: string
  /** instead of the stand-in */
  readonly identity?: IdentityProvider
  readonly trials?: OfficeDeps['trials']
}

export async function openDoors(options: DoorsOptions = {}): Promise<Doors> {
  const publicUrl = options.publicUrl ?? PUBLIC_URL
  const database = await withDatabase()
  await furnish(database.owner)
  const clock = { now: new Date('2026-11-24T01:00:00Z') }
  const now = (): Date => clock.now
  const stateDir = await mkdtemp(join(tmpdir(), 'motcua-doors-'))
  const sessions = openSessions({ db: database.app, publicUrl, now })
  const app = await webApp(sessions.plugin, {
    publicUrl,
    routes: [
      sessions.plugin,
      async (app) => {
        const mounted = await mountIdentity(app, { publicUrl, stateDir, ...client })
        const redirectUri = `${publicUrl}/dang-nhap/xong`
        const provider = openIdProvider({ ...mounted, ...client, redirectUri })
        const identity = options.identity ?? provider
        await officeRoutes(app, {
          db: database.app,
          sessions,
          identity,
          publicUrl,
          now,
          secret: 's',
          identityIsStandIn: options.identity === undefined,
          ...(options.trials && { trials: options.trials }),
        })
      },
      peepholes,
    ],
  })
  let hired = 0
  const doors: Doors = {
    database,
    app,
    clock,
    hire: async (role, officeId = WARD, term = {}) => {
      const totpSecret = newTotpSecret()
      const email = `can.bo.${++hired}@thu.example`
      const assignment = {
        officeId,
        role,
        title: 'Công chức',
        validFrom: '2026-01-01' as Day,
        ...term,
      }
      const person = { fullName: `Cán bộ ${hired}`, email, password: PASSWORD, totpSecret }
      const id = await addStaff(database.app, { ...person, assignments: [assignment] })
      return { id, email, totpSecret }
    },
    send: async (jar, page, form, action = page) => {
      const { body } = await visit(app, jar, `${publicUrl}${page}`)
      const token = /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? ''
      return visit(app, jar, `${publicUrl}${action}`, { _csrf: token, ...form })
    },
    signIn: async (official, form = {}) => {
      const jar = new CookieJar()
      const code = await totpCode(official.totpSecret, clock.now)
      const typed = { email: official.email, password: PASSWORD, code, ...form }
      return { jar, answer: await doors.send(jar, '/can-bo/dang-nhap', typed) }
    },
    close: async () => {
      await app.close()
      await database.close()
      await rm(stateDir, { recursive: true })
    },
  }
  return doors
}

/** Pages that show nothing but who acts. */
async function peepholes(app: FastifyInstance): Promise<void> {
  app.get('/who', async (req) => req.actor)
  app.get('/viec', async (req) => requireStaff(req, 'officer'))
  app.post('/viec', async (req) => requireStaff(req, 'officer'))
  app.get('/nop/1.001193', async (req) => requireCitizen(req))
}
