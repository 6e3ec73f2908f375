/** The program's own pages over a made city of a given size, with people signed in, and every statement that it sends counted. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { Client } from 'pg'
import { pino } from 'pino'
import { loadConfig } from '../../src/config.ts'
import { openHouse, type House } from '../../src/house.ts'
import { newToken, sessionCookie, tokenHash } from '../../src/office/session-token.ts'
import { insertSession } from '../../src/office/store.ts'
import { openWeb } from '../../src/web.ts'
import { visitor, type Visitor } from '../../test/support/visitor.ts'
import { benchServer, prepareCity, type BenchServer } from '../generator/city.ts'
import { makeCity } from '../generator/load.ts'

const PUBLIC_URL = 'http://localhost:80'
/** As many dossiers as one commune takes in within the three years, so that a larger city has more communes, not busier ones. */
const A_COMMUNE = 8000

export type MadeCity = {
  name: string
  dossiers: number
  house: House
  app: FastifyInstance
  /** The superuser's connection, to look for what to ask. */
  admin: Client
  official(personId: number): Promise<Visitor>
  close(): Promise<void>
}

/** `keepIn`: a folder in which the database of each size is kept and found again. */
export async function openCity(dossiers: number, keepIn?: string): Promise<MadeCity> {
  const folder = keepIn === undefined ? undefined : join(keepIn, String(dossiers))
  const isMade = folder !== undefined && existsSync(join(folder, 'postgres'))
  const server = await benchServer(folder)
  try {
    return await furnished(server, { dossiers, isMade })
  } catch (error) {
    await server.stop()
    throw error
  }
}

async function furnished(
  server: BenchServer,
  { dossiers, isMade }: { dossiers: number; isMade: boolean },
): Promise<MadeCity> {
  const logins = await prepareCity(server.ownerUrl)
  const url = server.adminUrl.replace('/postgres?', '/motcua?')
  if (!isMade) {
    const communes = Math.ceil(dossiers / A_COMMUNE)
    const { seconds, events } = await makeCity({ url, dossiers, communes })
    console.error(`${dossiers} dossiers, ${events} events made in ${seconds.toFixed(0)} s`)
  }
  const settings = { MOTCUA_STATE_DIR: server.stateDir, PUBLIC_URL, REQUESTS_PER_MINUTE: '1000000' }
  const opened = { ownerUrl: server.ownerUrl, ...logins, applied: [], stop: async () => undefined }
  const house = await openHouse(loadConfig(settings), opened, pino({ level: 'silent' }))
  const app = await openWeb({ house, progress: () => ({ done: true, steps: [] }) })
  const admin = new Client({ connectionString: url })
  await admin.connect()
  return {
    name: `${dossiers.toLocaleString('en')} dossiers`,
    dossiers,
    house,
    app,
    admin,
    official: (personId) => signIn(house, visitor(app), personId),
    close: async () => {
      await admin.end()
      await app.close()
      await house.close()
      await server.stop()
    },
  }
}

async function signIn(house: House, browser: Visitor, personId: number): Promise<Visitor> {
  const token = newToken()
  const now = new Date()
  const { id: assignmentId } = await house.app
    .selectFrom('assignment')
    .select('id')
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow()
  await insertSession(house.app, {
    kind: 'staff',
    personId,
    assignmentId,
    tokenHash: tokenHash(token)!,
    now,
    expiresAt: new Date(now.getTime() + 3_600_000),
  })
  browser.cookies.set(sessionCookie(PUBLIC_URL).name, token)
  return browser
}
