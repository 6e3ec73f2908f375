import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { confirmed } from '../../../test/support/acting.ts'
import { fileIt, fillIn, START } from '../../../test/support/birth-filing.ts'
import { axe, fitsWidth, launchBrowser, type TestBrowser } from '../../../test/support/browser.ts'
import { openCitizenDoors, type CitizenDoors } from '../../../test/support/citizen-doors.ts'

let doors: CitizenDoors
let browser: TestBrowser
let baseURL: string
before(async () => {
  doors = await openCitizenDoors()
  baseURL = await doors.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launchBrowser()
})
after(async () => {
  await browser.close()
  await doors.close()
})

test('no page of acting for others or of one’s own data has a fault that axe knows; all fit 360 and 1280 px without a script', async () => {
  const someone = await doors.citizen('Nguyễn Thị Thanh Xuân Hoàng Phương Thảo')
  const other = await doors.citizen('Trần Công Tằng Tôn Nữ Thị Minh Khai')
  const { personId } = someone.actor
  const { name, personalNumber: number = '' } = other.actor
  const of = { kind: 'person' as const, number, name }
  const id = await confirmed(doors.database.app, { personId, of })
  await someone.post(START, { ...(await someone.formOn(START, START)), cho: String(id) })
  await fillIn(someone)
  const dossier = await fileIt(someone)
  await someone.post('/toi/yeu-cau/moi', {
    ...(await someone.formOn('/toi/yeu-cau/moi', '/toi/yeu-cau/moi')),
    kind: 'erase',
    about: 'drafts',
    words: 'Xin xóa bản nháp',
  })
  const page = await browser.newPage({ width: 360, baseURL, javaScript: false })
  await page.goto(`/vao/${personId}`)
  const look = async (where: string) => {
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 800 })
      assert.ok(await fitsWidth(page), `${where} ${width} px`)
    }
    assert.deepEqual(await axe(page), [], where)
  }
  const paths = ['/toi', '/toi/ban-sao', '/toi/dai-dien', `/toi/dai-dien/${id}`, '/toi/dai-ly/moi']
  const open = ['/quyen-rieng-tu', '/tro-nang', `${START}?cho=chon`, `/ho-so/${dossier}/da-nop`]
  for (const path of [...paths, ...open]) {
    await page.goto(path)
    await look(path)
  }
  for (const path of ['/toi/dai-dien/moi', '/toi/yeu-cau/moi']) {
    await page.goto(path)
    await look(path)
    await page.locator('main form button').last().click()
    assert.match(await page.title(), /^Lỗi: /)
    await look(`${path} with errors`)
  }
  await page.context().close()
})
