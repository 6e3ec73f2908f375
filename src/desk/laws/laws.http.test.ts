/** The pages of the controllers: type, preview, release by the second person, results. */
import assert from 'node:assert/strict'
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { axe, fitsWidth, launchBrowser } from '../../../test/support/browser.ts'
import { openDesks, type DeskWorld, type Filed, type Official } from '../../../test/support/desk.ts'
import { CITY, WARD } from '../../../test/support/office.ts'
import { assertAnchorsExist, mainOf, summaryOf } from '../../../test/support/page-checks.ts'
import type { Visitor } from '../../../test/support/visitor.ts'
import { checkout } from '../../checkout.ts'
import { applyReleased } from './apply.ts'

const PATH = '/bien-tap/chuyen-luat'
let world: DeskWorld
let folder: string
let drafter: Official
let releaser: Official
let filed: Filed

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'motcua-law-'))
  lawWithSecondVersion(folder)
  world = await openDesks(folder)
  drafter = await world.hire('controller', CITY, 'Phan Thị Soạn')
  releaser = await world.hire('controller', CITY, 'Lý Văn Duyệt')
  filed = await world.dossier('claimed')
})
after(async () => {
  await world.close()
  rmSync(folder, { recursive: true })
})

/** The city's law, in which a birth registration takes three working days from 2030 on. */
function lawWithSecondVersion(to: string): void {
  const from = join(checkout, 'data')
  for (const name of readdirSync(from).filter((each) => each !== 'curated'))
    symlinkSync(join(from, name), join(to, name))
  cpSync(join(from, 'curated'), join(to, 'curated'), { recursive: true })
  const file = join(from, 'curated/1.001193.json')
  const first = JSON.parse(readFileSync(file, 'utf8')) as { cases: { limit: object }[] }
  const value = { value: 3, unit: 'workingDay' }
  const cases = first.cases.map((each) => ({ ...each, limit: { ...each.limit, value } }))
  const [validTo, validFrom] = ['2029-12-31', '2030-01-01']
  const write = (name: string, document: object): void =>
    writeFileSync(join(to, 'curated', name), JSON.stringify(document))
  write('1.001193.json', { ...first, validTo })
  write('1.001193.v2.json', { ...first, version: 2, validFrom, validTo: null, cases })
}

const TYPED = {
  number: '21/QĐ-UBND',
  signedOn: '06/07/2026',
  effectOn: '7/7/2026',
  legalBasis: 'Nghị quyết 66.18/2026/NQ-CP',
  reason: 'Thời hạn mới có lợi cho người dân.',
  procedure: '1.001193',
  from: '1',
  to: '2',
  clock: 'restart',
}

async function types(browser: Visitor, over: Record<string, string> = {}) {
  const form = await browser.formOn(`${PATH}/moi`, `${PATH}/moi`)
  return browser.post(`${PATH}/moi`, { ...form, ...TYPED, codes: filed.code, ...over })
}

test('who is no controller does not find the pages', async () => {
  for (const official of [world.people.leader, world.people.officer]) {
    const browser = await world.at(official)
    assert.equal((await browser.get(PATH)).statusCode, 404)
  }
})

test('what is typed wrongly comes back whole, each sentence at its box', async () => {
  const browser = await world.at(drafter)
  const wrong = { number: '', effectOn: '30/02/2026', from: 'một', clock: 'x', cases: 'a b' }
  const answer = await types(browser, wrong)
  assert.equal(answer.statusCode, 422)
  assert.deepEqual(summaryOf(answer.body), [
    'Hãy ghi số quyết định.',
    'Hãy ghi một ngày có thật, ví dụ 07/07/2026.',
    'Hãy ghi số phiên bản, ví dụ 2.',
    'Mỗi dòng ghi “cũ = mới”.',
    'Hãy chọn cách tính thời hạn.',
  ])
  assertAnchorsExist(answer.body)
  const unknown = await types(browser, { to: '7', steps: 'x = y' })
  assert.deepEqual(summaryOf(unknown.body), ['Thủ tục 1.001193 chưa ban hành phiên bản 7.'])
  assertAnchorsExist(unknown.body)
})

test('drafted, previewed, released by another with a code, carried out, told line by line; a second run changes nothing', async () => {
  const author = await world.at(drafter)
  const kept = await types(author)
  assert.equal(kept.statusCode, 303)
  const path = String(kept.headers.location)
  const preview = await author.get(path)
  assert.match(mainOf(preview.body), /Sẽ chuyển 1/)
  assert.ok(mainOf(preview.body).includes(filed.code))
  assert.match(preview.body, /Một người kiểm soát khác/)
  assert.equal((await author.get(PATH)).body.includes('Chờ ban hành'), true)

  const second = await world.at(releaser)
  world.clock.aheadMinutes += 10
  const form = await second.formOn(path, `${path}/ban-hanh`)
  const without = await second.post(`${path}/ban-hanh`, form)
  assert.equal(without.statusCode, 422)
  assert.deepEqual(summaryOf(without.body), ['Hãy nhập mã xác thực 6 số.'])
  const code = await world.code(releaser)
  const done = await second.post(`${path}/ban-hanh`, { ...form, code })
  assert.equal(done.statusCode, 303)
  const { deps, database } = world
  const carryOut = {
    db: database.worker,
    dossier: { ...deps.result.dossier, db: database.worker },
    now: deps.result.now,
  }
  assert.equal(await applyReleased(carryOut), 1)
  assert.equal(await applyReleased(carryOut), 0)
  const results = mainOf((await second.get(path)).body)
  assert.match(results, /Đã chuyển 1, giữ nguyên 0, lỗi 0, đang chờ 0/)
  assert.match(results, /1 → 2/)
  const officer = await world.at(world.people.officer)
  assert.match((await officer.get(`/viec/${filed.id}?xem=lich-su`)).body, /21\/QĐ-UBND/)
  const drop = await author.formOn(`${PATH}/moi`, `${PATH}/moi`)
  const again = await author.post(`${path}/bo`, drop)
  assert.equal(again.statusCode, 409, 'what is released is not dropped')
})

test('the author cannot release, another office does not see it, and what is dropped stays dropped', async () => {
  const author = await world.at(drafter)
  const path = String((await types(author)).headers.location)
  const page = await author.get(path)
  assert.doesNotMatch(page.body, /ban-hanh"/)
  const elsewhere = await world.at(await world.hire('controller', WARD))
  assert.equal((await elsewhere.get(path)).statusCode, 404)
  const dropped = await author.post(`${path}/bo`, await author.formOn(path, `${path}/bo`))
  assert.equal(dropped.statusCode, 303)
  assert.match((await author.get(PATH)).body, /Đã bỏ/)
})

test('the pages fit a telephone and have no fault that axe knows', async () => {
  const author = await world.at(drafter)
  const open = String((await types(author)).headers.location)
  const baseURL = await world.app.listen({ port: 0, host: '127.0.0.1' })
  const browser = await launchBrowser()
  try {
    for (const width of [360, 1280]) {
      const page = await browser.newPage({ width, baseURL })
      await page
        .context()
        .addCookies([{ name: 'session', value: author.cookies.get('session')!, url: baseURL }])
      for (const path of [PATH, `${PATH}/moi`, open]) {
        await page.goto(path)
        assert.ok(await fitsWidth(page), `${path} at ${width}`)
        assert.deepEqual(await axe(page), [], path)
      }
    }
  } finally {
    await browser.close()
  }
})
