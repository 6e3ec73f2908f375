import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Client } from 'pg'
import { clientOf, type Client as Portal } from '../standins/portal/client.ts'
import { handOverOf } from '../standins/portal/mother.ts'
import { totpCode } from '../src/office/totp.ts'
import { caller, type Caller } from './support/caller.ts'
import { draftOf, signIn } from './support/crowd.ts'
import { CROWD_SETTINGS, PORTAL_KEY } from './support/kills.ts'
import { startProgram, type Running } from './support/running.ts'
import { hireStaff, type Official } from './support/world.ts'

const PRESSES = 50
const ROUNDS = 20

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
  const now = new Date()
  const day = now.toISOString().slice(0, 10).replaceAll('-', '')
  const answer = await portal.post('', handOverOf(`TN97-${day}-${round + 1}`, now))
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return (answer.body as { id: string }).id
}
