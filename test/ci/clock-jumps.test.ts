/** The clock of the whole house, program and PostgreSQL, jumps while people work (reliability R12). */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { openDb } from '../../src/db/connect.ts'
import { addStaff } from '../../src/office/accounts.ts'
import { newTotpSecret, totpCode } from '../../src/office/totp.ts'
import { clientOf, type Client as Portal } from '../../standins/portal/client.ts'
import { caller, type Caller } from '../support/caller.ts'
import { CROWD_SETTINGS, PORTAL_KEY } from '../support/kills.ts'
import { startProgram, type Running } from '../support/running.ts'
import { portalBirths } from '../support/portal-births.ts'
import { setClock, type SetClock } from '../support/set-clock.ts'
import { BA_DINH_WARD } from '../support/world.ts'

const DAY = 24 * 3600
const HOUR = 3600
const PASSWORD = 'mùa thu Hà Nội 1954'

let clock: SetClock
let running: Running
let portal: Portal
let ownerUrl = ''
before(async () => {
  clock = setClock()
  ownerUrl = await clock.postgres()
  running = await startProgram({ env: { ...CROWD_SETTINGS, ...clock.env, DATABASE_URL: ownerUrl } })
  portal = clientOf({ url: running.url, key: PORTAL_KEY, now: clock.now })
})
after(async () => {
  await running?.stop()
  await clock.stop()
})

async function ask<T>(query: string, values: unknown[] = []): Promise<T[]> {
  const client = new Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    return (await client.query(query, values)).rows as T[]
  } finally {
    await client.end()
  }
}

/** Lets the clock jump and waits until program and database have noticed. */
async function jump(seconds: number): Promise<void> {
  await clock.ahead(seconds)
  const isNoticed = (at: string | Date | null | undefined): boolean =>
    Math.abs(new Date(at ?? 0).getTime() - clock.now().getTime()) < 20_000
  await eventually('the jump', async () => {
    const answer = await caller(running.url).get('/healthz')
    const [row] = await ask<{ at: Date }>('select clock_timestamp() as at')
    return isNoticed(answer.headers.get('date')) && isNoticed(row?.at)
  })
}

type Receptionist = { email: string; totpSecret: string }

let hired = 0
async function hire(): Promise<Receptionist> {
  hired += 1
  const person = { email: `tiep.nhan.${hired}@thu.example`, totpSecret: newTotpSecret() }
  const owner = openDb(ownerUrl, { name: 'test', max: 1 })
  const assignment = { officeId: BA_DINH_WARD, role: 'receptionist' as const, title: 'Công chức' }
  const assignments = [{ ...assignment, validFrom: '2026-01-01' as const }]
  await addStaff(owner, { ...person, fullName: `Lê Thị ${hired}`, password: PASSWORD, assignments })
  await owner.destroy()
  return person
}

async function enter(
  { email }: Receptionist,
  code: string,
): Promise<{ browser: Caller; status: number }> {
  const browser = caller(running.url)
  const door = '/can-bo/dang-nhap'
  const form = await browser.formOn(door, door)
  const { status } = await browser.post(door, { ...form, email, password: PASSWORD, code })
  return { browser, status }
}

async function atWork(): Promise<Caller> {
  const person = await hire()
  const { browser, status } = await enter(person, await totpCode(person.totpSecret, clock.now()))
  assert.equal(status, 303)
  return browser
}

const isInside = async (browser: Caller): Promise<boolean> =>
  (await browser.get('/quay')).status === 200

const births = portalBirths()
let handed = 0
/** A dossier by the portal, and everything that must follow by itself: the queue of its office, the text to the mother. */
async function handedOver(): Promise<string> {
  handed += 1
  const now = clock.now()
  const day = now.toISOString().slice(0, 10).replaceAll('-', '')
  const answer = await portal.post('', births(`TN96-${day}-${handed}`, now))
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  const { id } = answer.body as { id: string }
  await eventually(`the text about dossier ${handed}`, async () => {
    const sent = await ask(
      `select 1 from notice_delivery where dossier_id = $1 and kind = 'submitted' and channel = 'sms' and state = 'sent'`,
      [id],
    )
    return sent.length === 1
  })
  return id
}

async function eventually(what: string, look: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await look()) return
    await sleep(100)
  }
  assert.fail(`${what} never came`)
}

async function accept(browser: Caller, id: string): Promise<void> {
  const action = `/quay/${id}/tiep-nhan`
  const form = await browser.formOn(`/quay/nhan/${id}`, action)
  assert.equal((await browser.post(action, { ...form, seen: 'birth-notice' })).status, 303)
}

/** Everything that is done in any time: somebody signs in, a dossier comes and is told of, an earlier one is accepted. */
const waiting: string[] = []
async function workGoesOn(): Promise<Caller> {
  const browser = await atWork()
  waiting.push(await handedOver())
  await accept(browser, waiting.shift()!)
  return browser
}

describe('the clock of the whole house jumps', () => {
  let early: Caller
  let future: Caller
  let punctual: Receptionist
  let forgetful: Receptionist
  let used = { at: new Date(), code: '' }

  test('first it runs as it should', async () => {
    waiting.push(await handedOver())
    early = await workGoesOn()
    ;[punctual, forgetful] = [await hire(), await hire()]
    used = { at: clock.now(), code: await totpCode(punctual.totpSecret, clock.now()) }
    assert.equal((await enter(punctual, used.code)).status, 303)
  })

  test('two days ahead: work goes on, and who did nothing for two days has been signed out', async () => {
    await jump(2 * DAY)
    future = await workGoesOn()
    assert.equal(await isInside(early), false)
    assert.equal(await isInside(future), true)
    for (let nth = 0; nth < 6; nth++) {
      assert.equal((await enter(forgetful, '000000')).status, 422)
    }
  })

  test('two days back, to the moment of an earlier sign-in: its code is not taken again', async () => {
    await jump(Math.round((used.at.getTime() - Date.now()) / 1000) - 1)
    assert.ok(Math.abs(clock.now().getTime() - used.at.getTime()) < 20_000)
    assert.equal((await enter(punctual, used.code)).status, 422)
  })

  test('back in the present: work goes on, no session and no rest of the future is left', async () => {
    await jump(0)
    await workGoesOn()
    assert.equal(await isInside(future), false, 'it would have lived for two days and twelve hours')
    const code = await totpCode(forgetful.totpSecret, clock.now())
    assert.equal((await enter(forgetful, code)).status, 303)
  })

  test('an hour ahead: work goes on', async () => {
    await jump(HOUR)
    await workGoesOn()
    await jump(0)
  })

  test('afterwards every history is in order and whole, nothing waits, and nothing is late that was not late', async () => {
    const disorder = await ask(`
      select a.dossier_id from dossier_event a join dossier_event b on b.dossier_id = a.dossier_id and b.seq = a.seq + 1
       where b.occurred_at < a.occurred_at`)
    assert.deepEqual(disorder, [], 'what happened later stands later')
    await eventually('the last message', async () => {
      const left = await ask(`
        select 1 from dossier_pending union all select 1 from subscriber_parked
         union all select 1 from notice_delivery where state in ('queued', 'sending')`)
      return left.length === 0
    })
    const falseAlarms = await ask(`
      select 1 from clock_warning union all select 1 from notice_delivery where kind in ('dueSoon', 'overdue')
       union all select 1 from dossier where is_open and due_at < now()`)
    assert.deepEqual(falseAlarms, [])
    const { code, output } = running.motcua('verify')
    assert.equal(code, 0, output)
  })
})
