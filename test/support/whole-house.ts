/** The whole house in this process: real data, every route as the program opens it, a database of its own; requests by inject. */
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, RouteOptions } from 'fastify'
import { sql } from 'kysely'
import { loadConfig } from '../../src/config.ts'
import { openHouse, type House } from '../../src/house.ts'
import { openLog } from '../../src/log.ts'
import { toDay } from '../../src/lib/time.ts'
import { addStaff } from '../../src/office/accounts.ts'
import type { Actor, AssignedRole } from '../../src/office/actor.ts'
import { newToken, sessionCookie, tokenHash } from '../../src/office/session-token.ts'
import { assignmentsOn, insertSession, upsertCitizen } from '../../src/office/store.ts'
import { newTotpSecret } from '../../src/office/totp.ts'
import { openWeb } from '../../src/web.ts'
import type { Citizen } from './citizen-doors.ts'
import { withImportedDatabase, type TestDatabase } from './database.ts'
import { PARTNER_KEY, PORTAL_KEY } from './kills.ts'
import { visitor, type Visitor } from './visitor.ts'

export type HiredOfficial = Visitor & {
  personId: number
  assignmentId: number
  email: string
  password: string
  totpSecret: string
}

export type WholeHouse = {
  app: FastifyInstance
  house: House
  database: TestDatabase
  /** Somebody who has signed in by the national identity; the same name is the same person. */
  citizen(fullName: string): Promise<Citizen>
  /** An official who has signed in. */
  official(role: AssignedRole, officeId: number): Promise<HiredOfficial>
  /** Who acts in a request of this browser, as the program recognises them. */
  actorOf(browser: Visitor): Promise<Actor>
  /** Everything that an office would notice: rows of dossiers, files, people, papers; a wrong input must not change it. */
  print(): Promise<Record<string, number>>
  /** Every line that was logged, at every level. */
  logged(): string
  close(): Promise<void>
}

const PUBLIC_URL = 'http://localhost:80'
const PASSWORD = 'mùa thu Hà Nội 1954'

/** `settings`: of the environment, beyond those of every test; `onRoute` hears of every route that the program registers. */
export async function openWholeHouse({
  settings = {},
  onRoute,
}: {
  settings?: Record<string, string>
  onRoute?: (route: RouteOptions) => void
} = {}): Promise<WholeHouse> {
  const database = await withImportedDatabase()
  const stateDir = mkdtempSync(join(tmpdir(), 'motcua-house-'))
  chmodSync(stateDir, 0o711)
  const config = loadConfig({
    MOTCUA_STATE_DIR: stateDir,
    PUBLIC_URL,
    PORTAL_KEYS: `${PORTAL_KEY.id}=${PORTAL_KEY.secret}`,
    PARTNER_KEYS: `${PARTNER_KEY.id}=${PARTNER_KEY.secret}`,
    REQUESTS_PER_MINUTE: '1000000',
    ...settings,
  })
  const server = { ...database, applied: [], stop: () => Promise.resolve() }
  const lines: string[] = []
  const log = openLog('trace', { write: (line) => void lines.push(line) })
  const house = await openHouse(config, server, log)
  let isOpening = true
  const app = await openWeb({
    house,
    progress: () => ({ done: true, steps: [] }),
    onRoute: (route) => (isOpening ? onRoute?.(route) : undefined),
  })
  isOpening = false
  app.get('/ai-dang-dung', async (req) => req.actor)
  let hired = 0
  return {
    app,
    house,
    database,
    citizen: async (fullName) => {
      const actor = {
        fullName,
        personalNumber: '001196999000',
        birthOn: '1996-03-14' as const,
        phone: '0990000001',
        email: 'thu.ha@thu.example',
      }
      const identity = { issuer: 'https://dinh-danh.example', subject: fullName, ...actor }
      const personId = await upsertCitizen(database.app, identity)
      if (personId === undefined) throw new Error('the account is closed')
      const browser = visitor(app)
      await enter(database, browser, { kind: 'citizen', personId })
      const scopes = [personId]
      return Object.assign(browser, {
        actor: { kind: 'citizen' as const, personId, name: fullName, scopes },
      })
    },
    official: async (role, officeId) => {
      const email = `can.bo.${++hired}@thu.example`
      const totpSecret = newTotpSecret()
      const personId = await addStaff(database.app, {
        fullName: `Cán bộ ${hired}`,
        email,
        password: PASSWORD,
        totpSecret,
        assignments: [{ officeId, role, title: 'Công chức', validFrom: '2026-01-01' }],
      })
      const [assignment] = await assignmentsOn(database.app, personId, toDay(new Date()))
      const browser = visitor(app)
      await enter(database, browser, { kind: 'staff', personId, assignmentId: assignment!.id })
      const assignmentId = assignment!.id
      const who = { personId, assignmentId, email, password: PASSWORD, totpSecret }
      return Object.assign(browser, who)
    },
    actorOf: async (browser) => (await browser.get('/ai-dang-dung')).json<Actor>(),
    logged: () => lines.join(''),
    print: () => printOf(database, stateDir),
    close: async () => {
      await app.close()
      await house.close()
      await database.close()
      rmSync(stateDir, { recursive: true, force: true })
    },
  }
}

type Who = { kind: 'staff' | 'citizen'; personId: number; assignmentId?: number }

async function enter(database: TestDatabase, browser: Visitor, who: Who): Promise<void> {
  const token = newToken()
  const now = new Date()
  const expiresAt = new Date(now.getTime() + 3_600_000)
  await insertSession(database.app, { ...who, tokenHash: tokenHash(token)!, now, expiresAt })
  browser.cookies.set(sessionCookie(PUBLIC_URL).name, token)
}

const NOTICED = [
  'dossier',
  'dossier_event',
  'dossier_code',
  'dossier_private',
  'dossier_access',
  'filing_draft',
  'filing_draft_file',
  'notice_delivery',
  'person',
  'assignment',
  'office',
  'result_document',
]

async function printOf({ owner }: TestDatabase, stateDir: string): Promise<Record<string, number>> {
  const counts = await Promise.all(
    NOTICED.map(async (table): Promise<[string, number]> => {
      const { rows } = await sql<{
        count: number
      }>`select count(*)::int as count from ${sql.table(table)}`.execute(owner)
      return [table, rows[0]!.count]
    }),
  )
  return { ...Object.fromEntries(counts), files: filesIn(join(stateDir, 'files')) }
}

function filesIn(folder: string): number {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) =>
      one.isFile(),
    ).length
  } catch {
    return 0 // nothing has ever been kept
  }
}
