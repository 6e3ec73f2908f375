/** Open tabs of somebody whose right ends: what each of them gets in the next request. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { inContext } from '../../src/db/context.ts'
import { newToken, tokenHash } from '../../src/office/session-token.ts'
import {
  addAssignment,
  insertSession,
  revokeSessionsOf,
  setActive,
} from '../../src/office/store.ts'
import type { Visitor } from '../support/visitor.ts'
import type { HiredOfficial } from '../support/whole-house.ts'
import { COMPETENT, OTHER, type MatrixWorld } from './matrix-world.ts'
import type { Letter } from './matrix-words.ts'
import { letterOf } from './requests.ts'

/** A page, a file that is sent as a stream, an export, a search, and a form that was opened before. */
export type Tabs = Record<'page' | 'file' | 'paper' | 'search' | 'form', Letter | undefined>
export const OPEN: Tabs = { page: 'o', file: 'o', paper: 'o', search: 'o', form: 'f' }
export const TO_THE_DOOR: Tabs = { page: 'd', file: 'd', paper: 'd', search: 'd', form: 'd' }
export const NOT_THERE: Tabs = { page: 'h', file: 'h', paper: 'h', search: 'o', form: 'h' }

/** A receptionist's desk with a form that is open in one of the tabs. */
export async function deskOf(world: MatrixWorld) {
  const official = await world.house.official('receptionist', COMPETENT)
  const { waiting } = world.ids
  const action = `/quay/${waiting}/tu-choi`
  const form = await official.formOn(action, action)
  return { official, look: () => looks(world, official, { action, form }) }
}

async function looks(
  { ids }: MatrixWorld,
  tab: Visitor,
  { action, form }: { action: string; form: Record<string, string> },
): Promise<Tabs> {
  const get = async (path: string) => letterOf(await tab.get(path))
  return {
    page: await get(`/quay/nhan/${ids.waiting}`),
    file: await get(`/tep/${ids.dossier}/${ids.file}`),
    paper: await get(`/quay/${ids.dossier}/giay-to/form01.pdf`),
    search: await get('/quay?q=kim+bao'),
    // Sent as it was opened: the reason is missing, so that nothing happens where it still may.
    form: letterOf(await tab.post(action, form)),
  }
}

export const yesterday = () => new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10)

export type Ending = {
  what: string
  end(world: MatrixWorld, official: HiredOfficial): Promise<void>
  /** What the open tabs get afterwards. */
  afterwards: Tabs
}

export const ENDINGS: readonly Ending[] = [
  {
    what: 'the role has ended',
    end: async ({ house }, { assignmentId }) => {
      await sql`update assignment set valid_to = ${yesterday()}::date where id = ${assignmentId}`.execute(
        house.database.owner,
      )
    },
    afterwards: TO_THE_DOOR,
  },
  {
    what: 'the account was closed',
    end: ({ house }, { personId }) => setActive(house.database.app, personId, false),
    afterwards: TO_THE_DOOR,
  },
  {
    what: 'every session was ended, as after a lost telephone',
    end: ({ house }, { personId }) => revokeSessionsOf(house.database.app, personId, new Date()),
    afterwards: TO_THE_DOOR,
  },
  {
    what: 'the official was transferred and has signed in at the new office in the same browser',
    end: async ({ house }, official) => {
      const { app, owner } = house.database
      await sql`update assignment set valid_to = ${yesterday()}::date where id = ${official.assignmentId}`.execute(
        owner,
      )
      const assignmentId = await addAssignment(app, official.personId, {
        officeId: OTHER,
        role: 'receptionist',
        title: 'Công chức',
        validFrom: '2026-01-01',
      })
      const token = newToken()
      const now = new Date()
      const expiresAt = new Date(now.getTime() + 3_600_000)
      const { personId } = official
      await insertSession(app, {
        tokenHash: tokenHash(token)!,
        personId,
        kind: 'staff',
        assignmentId,
        now,
        expiresAt,
      })
      for (const name of official.cookies.keys())
        if (name.includes('session')) official.cookies.set(name, token)
    },
    afterwards: NOT_THERE,
  },
]

/** The dossiers go to other offices, as a transfer would write it: the rows of every table follow. */
export async function reroute({ house, ids }: MatrixWorld, to: number): Promise<void> {
  const scopes = [1, to]
  for (const dossier of [ids.dossier, ids.waiting]) {
    await sql`update dossier set scopes = ${scopes}::int[] where id = ${dossier}::uuid`.execute(
      house.database.worker,
    )
    for (const table of ['dossier_state', 'dossier_event', 'dossier_private', 'dossier_file'])
      await sql`update ${sql.table(table)} set scopes = ${scopes}::int[] where dossier_id = ${dossier}::uuid`.execute(
        house.database.worker,
      )
  }
}

/** How many dossiers somebody of the agent reads, as this very request knows them. */
export async function agentReads(world: MatrixWorld, agent: Visitor): Promise<number> {
  const { scopes } = await world.house.actorOf(agent)
  return inContext(world.house.database.app, { scopes }, async (tx) => {
    const { rows } = await sql`select id from dossier`.execute(tx)
    return rows.length
  })
}

/** A part of a page that a script asks for tells it to load the door, not to put it into the page. */
export async function fragmentAfterTheEnd(world: MatrixWorld): Promise<void> {
  const controller = await world.house.official('controller', 1)
  const page = `/bien-tap/ban-thao/${world.ids.edition}/muc/phi`
  const { _csrf: token = '' } = await controller.formOn('/tra-cuu', '/tra-cuu')
  const ask = () =>
    controller.post(
      page,
      { _csrf: token, _key: randomUUID(), _do: 'add:fees' },
      { 'hx-request': 'true' },
    )
  const before = await ask()
  await revokeSessionsOf(world.house.database.app, controller.personId, new Date())
  const after = await ask()
  assert.notEqual(before.headers['hx-redirect'], after.headers['hx-redirect'])
  assert.match(String(after.headers['hx-redirect']), /^\/can-bo\/dang-nhap/)
  assert.equal(after.body, '')
}
