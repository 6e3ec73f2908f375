/** An issued result through the pages: corrected by officer, leader and clerk; revoked by leader and clerk. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { axe, fitsWidth, launchBrowser } from '../../../test/support/browser.ts'
import { openDesks, type DeskWorld, type Official } from '../../../test/support/desk.ts'
import { OTHER_WARD } from '../../../test/support/office.ts'
import { assertAnchorsExist, mainOf, summaryOf } from '../../../test/support/page-checks.ts'
import { startDispatcher } from '../../dossier/dispatcher.ts'
import { resultProjections } from '../../result/subscriber.ts'

let world: DeskWorld
before(async () => {
  world = await openDesks()
})
after(() => world.close())

const path = (id: string, act = ''): string => `/ket-qua-da-cap/${id}${act}`

async function does(
  official: Official,
  id: string,
  { act, ...fields }: { act: string } & Record<string, string>,
) {
  const browser = await world.at(official)
  const form = await browser.formOn(path(id), path(id, `/${act}`))
  return browser.post(path(id, `/${act}`), { ...form, ...fields })
}

async function told(): Promise<void> {
  const dispatcher = startDispatcher({
    db: world.database.worker,
    subscribers: [resultProjections(() => 'birthCertificate')],
    onError: (error) => {
      throw error
    },
    pollMs: 60_000,
  })
  await dispatcher.drain()
  await dispatcher.stop()
}

const CORRECTION = {
  act: 'dinh-chinh',
  question: 'child.fullName',
  right: 'Nguyễn Hoàng Minh Ánh',
  why: 'typing',
  reason: 'Thiếu dấu trong tên',
  legalBasis: 'Nghị định 61/2018/NĐ-CP, Điều 21',
}
const REVOCATION = {
  act: 'thu-hoi',
  number: '15/QĐ-UBND',
  signedOn: '20/11/2026',
  why: 'falseDeclaration',
  reason: 'Giấy chứng sinh giả',
  legalBasis: 'Luật Hộ tịch số 60/2014/QH13',
}

test('the officer prepares, the leader signs what they see, the clerk seals; the page tells both versions', async () => {
  const { officer, leader, clerk } = world.people
  const { id, code } = await world.dossier('sealed')
  const wrong = await does(officer, id, { ...CORRECTION, right: '', why: 'x' })
  assert.equal(wrong.statusCode, 422)
  assert.deepEqual(summaryOf(wrong.body), ['Hãy ghi nội dung đúng.', 'Hãy chọn loại sai sót.'])
  assertAnchorsExist(wrong.body)
  const digits = await does(officer, id, { ...CORRECTION, right: 'Nguyễn 123' })
  assert.equal(digits.statusCode, 422)
  assert.equal((await does(officer, id, CORRECTION)).statusCode, 303)
  const seen = await (await world.at(leader)).get(path(id))
  assert.match(mainOf(seen.body), /Bản đính chính chờ lãnh đạo ký/)
  const paper = /src="(\/viec\/[^"]+\.pdf)"/.exec(seen.body)?.[1]
  assert.equal((await (await world.at(leader)).get(paper!)).statusCode, 200)
  assert.equal((await does(leader, id, { act: 'ky' })).statusCode, 303)
  assert.equal((await does(clerk, id, { act: 'dong-dau' })).statusCode, 303)
  const done = mainOf((await (await world.at(clerk)).get(path(id))).body)
  assert.match(done, /Bản đã thay thế/)
  await told()
  const list = await world.at(clerk)
  assert.match((await list.get('/ket-qua-da-cap')).body, /1 kết quả đã đính chính/)
  const byCode = await list.get(`/ket-qua-da-cap?ma=${code}`)
  assert.equal(byCode.headers.location, path(id))
  const none = await list.get('/ket-qua-da-cap?ma=khong-co')
  assert.equal(none.statusCode, 422)
})

test('a wrong correction is dropped with its reason', async () => {
  const { officer, leader } = world.people
  const { id } = await world.dossier('sealed')
  await does(officer, id, CORRECTION)
  const without = await does(leader, id, { act: 'bo' })
  assert.deepEqual(
    [without.statusCode, summaryOf(without.body)],
    [422, ['Hãy ghi lý do bỏ bản đính chính.']],
  )
  assertAnchorsExist(without.body)
  assert.equal((await does(leader, id, { act: 'bo', dropReason: 'Chưa đúng' })).statusCode, 303)
  assert.doesNotMatch(
    mainOf((await (await world.at(leader)).get(path(id))).body),
    /chờ lãnh đạo ký/,
  )
})

test('the leader decides a revocation, the clerk lets it count; nobody else may, and another ward finds nothing', async () => {
  const { officer, leader, clerk } = world.people
  const { id } = await world.dossier('sealed')
  const wrong = await does(leader, id, { ...REVOCATION, number: '', signedOn: '31/02/2026' })
  assert.deepEqual(summaryOf(wrong.body), [
    'Hãy ghi số quyết định thu hồi.',
    'Hãy ghi ngày ký có thật, không sau hôm nay, ví dụ 23/11/2026.',
  ])
  assertAnchorsExist(wrong.body)
  assert.equal((await does(leader, id, REVOCATION)).statusCode, 303)
  assert.match(mainOf((await (await world.at(officer)).get(path(id))).body), /Chờ văn thư/)
  assert.equal((await does(clerk, id, { act: 'thuc-hien-thu-hoi' })).statusCode, 303)
  assert.match(mainOf((await (await world.at(clerk)).get(path(id))).body), /Đã thu hồi/)
  const elsewhere = await world.at(await world.hire('leader', OTHER_WARD))
  assert.equal((await elsewhere.get(path(id))).statusCode, 404)
  const counter = await world.at(world.people.receptionist)
  assert.ok([403, 404].includes((await counter.get(path(id))).statusCode))
})

test('the pages fit a telephone and have no fault that axe knows', async () => {
  const { id } = await world.dossier('sealed')
  const baseURL = await world.app.listen({ port: 0, host: '127.0.0.1' })
  const browser = await launchBrowser()
  try {
    for (const [width, official] of [
      [360, world.people.officer],
      [1280, world.people.leader],
    ] as const) {
      const page = await browser.newPage({ width, baseURL })
      const session = (await world.at(official)).cookies.get('session')!
      await page.context().addCookies([{ name: 'session', value: session, url: baseURL }])
      for (const each of ['/ket-qua-da-cap', path(id)]) {
        await page.goto(each)
        assert.ok(await fitsWidth(page), `${each} at ${width}`)
        assert.deepEqual(await axe(page), [], each)
      }
    }
  } finally {
    await browser.close()
  }
})
