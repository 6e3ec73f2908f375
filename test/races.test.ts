import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Client } from 'pg'
import { clientOf, type Client as Portal } from '../standins/portal/client.ts'
import { totpCode } from '../src/office/totp.ts'
import { START } from './support/birth-filing.ts'
import { launchBrowser } from './support/browser.ts'
import { caller, type Caller } from './support/caller.ts'
import { draftOf, signIn } from './support/crowd.ts'
import { cuttingProxy, type CuttingProxy } from './support/cutting-proxy.ts'
import { CROWD_SETTINGS, PORTAL_KEY } from './support/kills.ts'
import { portalBirths } from './support/portal-births.ts'
import { startProgram, type Running } from './support/running.ts'
import { hireStaff, staffPage, type Official } from './support/world.ts'

const PRESSES = 50
const ROUNDS = 20
/** Bytes of the answer that still arrive: none, a part of its first line, a part of its headers, nearly everything. */
const ARRIVING = [0, 1, 12, 150, 400]

const births = portalBirths()
const codeOf = (nth: number): string =>
  `TN97-${new Date().toISOString().slice(0, 10).replaceAll('-', '')}-${nth + 1}`

let running: Running
let portal: Portal
before(async () => {
  running = await startProgram({ env: CROWD_SETTINGS })
  portal = clientOf({ url: running.url, key: PORTAL_KEY, now: () => new Date() })
})
after(() => running.stop())

async function ask<T>(query: string, values: unknown[] = []): Promise<T[]> {
  const client = new Client({ connectionString: running.ownerUrl() })
  await client.connect()
  try {
    return (await client.query(query, values)).rows as T[]
  } finally {
    await client.end()
  }
}

test(`${PRESSES} presses of the last button at once are one dossier, one code, one receipt`, async () => {
  const mother = caller(running.url)
  await signIn(mother, 'thu-nghiem-01')
  const hidden = await draftOf(mother)
  const sent = await Promise.all(
    Array.from({ length: PRESSES }, () => mother.post('/nop/1.001193/nop', hidden)),
  )
  assert.deepEqual([...new Set(sent.map(({ status }) => status))], [303])
  const receipts = new Set(sent.map(({ location }) => location))
  assert.equal(receipts.size, 1)
  const [receipt = ''] = receipts
  const { body } = await mother.get(receipt)
  const [row] = await ask<{ dossiers: number; events: number; codes: string[] }>(`
    select (select count(*)::int from dossier) as dossiers, (select count(*)::int from dossier_event) as events,
           array(select code from dossier_code) as codes`)
  assert.deepEqual([row?.dossiers, row?.events, row?.codes.length], [1, 1, 1])
  assert.ok(body.includes(row?.codes[0] ?? 'no code'))
})

test(`${ROUNDS} rounds of three receptionists who accept at once: accepted once, two polite refusals`, async () => {
  const officials = [
    (await hireStaff(running)).receptionist,
    (await hireStaff(running)).receptionist,
    (await hireStaff(running)).receptionist,
  ]
  const three = await Promise.all(officials.map((official) => atWork(official)))
  for (let round = 0; round < ROUNDS; round++) {
    const id = await handedOver(round)
    const action = `/quay/${id}/tiep-nhan`
    const forms = await Promise.all(three.map((who) => who.formOn(`/quay/nhan/${id}`, action)))
    const answers = await Promise.all(
      three.map((who, nth) => who.post(action, { ...forms[nth], seen: 'birth-notice' })),
    )
    assert.deepEqual(
      answers.map(({ status }) => status).sort((a, b) => a - b),
      [303, 409, 409],
    )
    const winner = officials[answers.findIndex(({ status }) => status === 303)]!
    for (const { body } of answers.filter(({ status }) => status === 409)) {
      const words = body.replace(/<[^>]*>/g, '')
      assert.match(words, /Hồ sơ này đã được tiếp nhận/)
      assert.ok(words.includes(`Người làm trước: ${winner.name}`), 'who was faster')
    }
    const accepted = await ask<{ actor: string }>(
      `select p.full_name as actor from dossier_event e join person p on e.actor = 'staff:' || p.id
        where e.dossier_id = $1 and e.kind = 'accepted'`,
      [id],
    )
    assert.deepEqual(accepted, [{ actor: winner.name }])
  }
})

test('two officers take one dossier in two browsers: one has it, the other sees who', async () => {
  const { receptionist, officer } = await hireStaff(running)
  const officers = [officer, (await hireStaff(running)).officer]
  const counter = await atWork(receptionist)
  const browser = await launchBrowser()
  try {
    const at = { running, browser, javaScript: true }
    const pages = await Promise.all(officers.map((each) => staffPage(at, each)))
    for (let round = 0; round < 3; round++) {
      const id = await handedOver(100 + round)
      const action = `/quay/${id}/tiep-nhan`
      const form = await counter.formOn(`/quay/nhan/${id}`, action)
      assert.equal((await counter.post(action, { ...form, seen: 'birth-notice' })).status, 303)
      await Promise.all(pages.map((page) => page.goto(`/viec/${id}`)))
      const words = await Promise.all(
        pages.map(async (page) => {
          const answered = page.waitForResponse((each) => each.request().method() === 'POST')
          await page.getByRole('button', { name: 'Nhận xử lý' }).click()
          await answered
          await page.waitForLoadState()
          return page.locator('main').innerText()
        }),
      )
      const winner = words.findIndex((text) => text.includes('Ông/bà đã nhận xử lý hồ sơ này.'))
      assert.notEqual(winner, -1, words.join('\n'))
      assert.ok(
        words[1 - winner]!.includes(`${officers[winner]!.name} đã nhận xử lý hồ sơ này trước`),
      )
      const claims = await ask<{ actor: string }>(
        `select p.full_name as actor from dossier_event e join person p on e.actor = 'staff:' || p.id
          where e.dossier_id = $1 and e.kind = 'claimed'`,
        [id],
      )
      assert.deepEqual(claims, [{ actor: officers[winner]!.name }])
    }
  } finally {
    await browser.close()
  }
})

test('an answer that is lost after the commit: sent again it is the same receipt, for the mother, the portal and the counter', async (t) => {
  const wire = await cuttingProxy(running.url)
  t.after(() => wire.close())
  const mother = caller(running.url)
  await signIn(mother, 'thu-nghiem-02')
  const counter = await atWork((await hireStaff(running)).receptionist)
  for (const [nth, bytes] of ARRIVING.entries()) {
    const before = await dossiers()
    const hidden = await draftOf(mother)
    const receipt = await lostThenAgain(wire, {
      bytes,
      by: mother,
      path: `${START}/nop`,
      form: hidden,
    })
    assert.match(receipt, /^\/ho-so\/[0-9a-f-]{36}\/da-nop$/)
    assert.equal((await mother.get(receipt)).status, 200)
    assert.equal(await dossiers(), before + 1, `${bytes} bytes of the answer arrived`)

    const id = await handedOverLosing(wire, { bytes, nth: 200 + nth })
    assert.equal(await dossiers(), before + 2)
    const action = `/quay/${id}/tiep-nhan`
    const form = { ...(await counter.formOn(`/quay/nhan/${id}`, action)), seen: 'birth-notice' }
    await lostThenAgain(wire, { bytes, by: counter, path: action, form })
    const accepted = await ask(
      `select 1 from dossier_event where dossier_id = $1 and kind = 'accepted'`,
      [id],
    )
    assert.equal(accepted.length, 1)
  }
  assert.equal(wire.cuts(), 3 * ARRIVING.length)
})

async function dossiers(): Promise<number> {
  const [row] = await ask<{ all: number }>('select count(*)::int as all from dossier')
  return row!.all
}

type Sending = { bytes: number; by: Caller; path: string; form: Record<string, string> }

/** Sends over the wire that breaks, until the program has surely answered, and once more over a whole one. */
async function lostThenAgain(
  wire: CuttingProxy,
  { bytes, by, path, form }: Sending,
): Promise<string> {
  const overWire = caller(wire.url)
  for (const [name, value] of by.cookies) overWire.cookies.set(name, value)
  wire.cutAfter(bytes)
  await assert.rejects(overWire.post(path, form))
  const again = await by.post(path, form)
  assert.equal(again.status, 303)
  return again.location
}

async function handedOverLosing(
  wire: CuttingProxy,
  { bytes, nth }: { bytes: number; nth: number },
): Promise<string> {
  const lossy = clientOf({ url: wire.url, key: PORTAL_KEY, now: () => new Date() })
  const body = births(codeOf(nth), new Date())
  wire.cutAfter(bytes)
  await assert.rejects(lossy.post('', body))
  const [kept] = await ask<{ id: string }>(
    'select dossier_id as id from dossier_code where code = $1',
    [body.code],
  )
  const again = await portal.post('', body)
  assert.equal(again.status, 200, 'the same dossier again')
  assert.equal((again.body as { id: string }).id, kept?.id)
  return kept!.id
}

async function atWork({ email, password, totpSecret }: Official): Promise<Caller> {
  const browser = caller(running.url)
  const door = '/can-bo/dang-nhap'
  const code = await totpCode(totpSecret, new Date())
  const typed = { ...(await browser.formOn(door, door)), email, password, code }
  const { status } = await browser.post(door, typed)
  assert.equal(status, 303)
  return browser
}

async function handedOver(round: number): Promise<string> {
  const answer = await portal.post('', births(codeOf(round), new Date()))
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return (answer.body as { id: string }).id
}
