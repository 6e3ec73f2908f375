/** Every page of holders, absences and the ledger: no fault that axe knows, and it fits 360 and 1280 px without a script. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { axe, fitsWidth, launchBrowser } from '../../../test/support/browser.ts'
import { openDesks, type DeskWorld, type Official } from '../../../test/support/desk.ts'
import { OTHER_WARD, WARD } from '../../../test/support/office.ts'
import { startDispatcher } from '../../dossier/dispatcher.ts'
import { responsibilityLedger } from '../../dossier/holders/subscriber.ts'
import { toDay } from '../../lib/time.ts'
import { declareAbsence, delegateSigning } from '../../office/declare.ts'
import { ABSENCE_PATH, ASSIGN_PATH, SIGNING_PATH } from './paths.ts'

let world: DeskWorld
let dossier: string
let away: Official
before(async () => {
  world = await openDesks()
  away = await world.hire('officer', WARD, 'Vũ Văn Vắng')
  const deputy = await world.hire('leader', WARD, 'Hà Thị Phó')
  const today = toDay(new Date())
  const period = { fromOn: today, toOn: today, officeId: WARD }
  const { leader } = world.people
  const by = { db: world.database.app, by: leader.actor, today }
  const held = await world.dossier('accepted', { ownerName: 'Đặng Hải Yến' })
  await world.act(held.id, away.actor, { type: 'claim' })
  await declareAbsence(by, {
    ...period,
    key: randomUUID(),
    personId: away.actor.personId,
    reason: 'leave',
    substituteId: null,
  })
  await delegateSigning(by, {
    ...period,
    key: randomUUID(),
    personId: leader.actor.personId,
    delegateId: deputy.actor.personId,
    procedures: ['1.001193'],
    paper: '12/UQ-UBND',
    paperOn: today,
    known: ['1.001193'],
  })
  const { id } = await world.dossier('drafted', { ownerName: 'Nguyễn Hoàng Minh Anh' })
  dossier = id
  await world.dossier('accepted', { ownerName: 'Lê Gia Bảo' })
  const { law } = world
  const dispatcher = startDispatcher({
    db: world.database.worker,
    subscribers: [
      responsibilityLedger({
        calendar: () => law.calendar(),
        termsOf: ({ code, caseCode, version }) => law.terms(code, caseCode, version),
      }),
    ],
    onError: (error) => assert.fail(String(error)),
    pollMs: 60_000,
  })
  await dispatcher.drain()
  await dispatcher.stop()
})
after(() => world.close())

test('the pages have no fault that axe knows, and fit 360 and 1280 px', async () => {
  const baseURL = await world.app.listen({ port: 0, host: '127.0.0.1' })
  const browser = await launchBrowser()
  const pages: [Official, string][] = [
    [world.people.officer, `/viec/${dossier}?xem=trach-nhiem`],
    [world.people.officer, `/viec/${dossier}/phieu-kiem-soat`],
    [world.people.officer, `/viec/${dossier}/ban-giao`],
    [world.people.officer, ABSENCE_PATH],
    [world.people.leader, ABSENCE_PATH],
    [world.people.leader, SIGNING_PATH],
    [world.people.leader, ASSIGN_PATH],
    [world.people.leader, `${ASSIGN_PATH}/${away.actor.personId}`],
  ]
  try {
    for (const width of [360, 1280])
      for (const [official, paths] of Map.groupBy(pages, ([who]) => who)) {
        const session = (await world.at(official)).cookies.get('session')!
        const page = await browser.newPage({ width, javaScript: false, baseURL })
        await page.context().addCookies([{ name: 'session', value: session, url: baseURL }])
        for (const [, path] of paths) {
          assert.equal((await page.goto(path))?.status(), 200, path)
          assert.ok(await fitsWidth(page), `${path} at ${width}`)
          assert.deepEqual(await axe(page), [], `${path} at ${width}`)
        }
        await page.context().close()
      }
  } finally {
    await browser.close()
  }
})

test('the ledger says who held it, and the control sheet who gave it to whom', async () => {
  const officer = await world.at(world.people.officer)
  const tab = (await officer.get(`/viec/${dossier}?xem=trach-nhiem`)).body
  assert.match(tab, /Người dân: xem bản nháp/)
  assert.match(tab, /Thời gian ở hàng đợi tính cho cơ quan, không tính cho cá nhân/)
  const sheet = (await officer.get(`/viec/${dossier}/phieu-kiem-soat`)).body
  assert.match(sheet, /Phiếu kiểm soát quá trình giải quyết hồ sơ/)
  assert.match(sheet, /Người dân: xem bản nháp/)
  const stranger = await world.at(await world.hire('officer', OTHER_WARD))
  assert.equal((await stranger.get(`/viec/${dossier}/phieu-kiem-soat`)).statusCode, 404)
})
