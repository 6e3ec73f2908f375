import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startPortal, type Portal } from '../../standins/portal.ts'
import { handOverOf } from '../../standins/portal/mother.ts'
import { launchBrowser, type TestBrowser } from '../support/browser.ts'
import { PORTAL_KEY } from '../support/kills.ts'
import { freePort, startProgram, type Running } from '../support/running.ts'
import { citizenPage, hireStaff } from '../support/world.ts'
import { beginLife, eventually, leave, type Dossier, type Life } from './life.ts'
import { motherConfirms, motherFiles, motherReceives } from './mother.ts'
import {
  anyoneTracks,
  anyoneVerifies,
  figuresOf,
  messagesWentOut,
  supervisorSees,
} from './public.ts'
import {
  clerkSeals,
  counterReturns,
  leaderSigns,
  officerExamines,
  officerSubmits,
  receptionAccepts,
} from './ward.ts'

let running: Running
let browser: TestBrowser
let portal: Portal

before(async () => {
  const portalPort = await freePort()
  running = await startProgram({
    env: {
      PORTAL_KEYS: `${PORTAL_KEY.id}=${PORTAL_KEY.secret}`,
      PORTAL_URL: `http://127.0.0.1:${portalPort}`,
    },
  })
  portal = await startPortal({ port: portalPort, to: running.url, key: PORTAL_KEY })
  browser = await launchBrowser()
})
after(async () => {
  await browser.close()
  await portal.stop()
  await running.stop()
})

for (const javaScript of [true, false]) {
  describe(`a birth registration lives its whole life ${javaScript ? 'with scripts' : 'without scripts'}`, () => {
    test(
      'seven people, two dossiers, one certificate that anyone can verify',
      { timeout: 240_000 },
      async (t) => {
        const child = javaScript ? 'Nguyễn Hoàng Minh Anh' : 'Nguyễn Hoàng An Nhiên'
        const staff = await hireStaff(running)
        const life = beginLife({ running, browser, javaScript, staff, child })
        t.after(() => leave(life, t))
        const figuresBefore = await figuresOf(life)

        const mother = await citizenPage(life)
        life.open.add(mother)
        const own = await motherFiles(life, mother)
        const handed = await portalHandsOver(life)
        await anyoneTracks(life, own)
        await receptionAccepts(life, [own, handed])
        await officerExamines(life, [own, handed])
        await motherConfirms(life, mother, own)
        await portalConfirms(handed)
        await officerSubmits(life, [own, handed])
        await leaderSigns(life, [own, handed])
        await clerkSeals(life, [own, handed])
        const pdf = await motherReceives(life, mother, own)
        await counterReturns(life, handed)
        await anyoneVerifies(life, mother, { own, pdf })
        await messagesWentOut(life, own)
        await supervisorSees(life, figuresBefore, [own, handed])
        await portalKnows(handed)

        assert.deepEqual(life.inspect.faults, [])
      },
    )
  })
}

// ── the National Portal ────────────────────────────────────────────────────

async function portalHandsOver({ javaScript }: Life): Promise<Dossier> {
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '')
  const nth = codes(day).filter((code, i, all) => bornOn(code) !== bornOn(all[i - 1] ?? ''))
  const code = nth[javaScript ? 0 : 1]!
  const { answer } = await portal.handOver(code)
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return { id: (answer.body as { id: string }).id, code }
}

/** Children of one mother, born on one day, would be suspected doubles: the two of the test are born on different days. */
function codes(day: string): string[] {
  return Array.from({ length: 20 }, (_, nth) => `TN99-${day}-${String(nth + 1).padStart(10, '0')}`)
}

function bornOn(code: string): unknown {
  return code === '' ? null : handOverOf(code, new Date()).answers['child.birthOn']
}

async function portalConfirms({ code }: Dossier): Promise<void> {
  const response = await fetch(`${portal.url}/ho-so/${code}/dong-y`, { method: 'POST' })
  assert.match(await response.text(), /Đã gửi cho hồ sơ/)
}

const DELIVERED = 10

async function portalKnows({ code }: Dossier): Promise<void> {
  await eventually(async () => assert.equal(portal.remembered(code)?.status, DELIVERED))
}
