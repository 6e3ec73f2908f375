import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { handle } from '../../src/dossier/handle.ts'
import { axe, fitsWidth, launchBrowser, type TestBrowser } from '../support/browser.ts'
import { openDesks, type DeskWorld, type Filed, type Official } from '../support/desk.ts'
import { accepted, CITY, register, WARD } from '../support/office.ts'

let world: DeskWorld
let browser: TestBrowser
let baseURL: string

before(async () => {
  world = await openDesks()
  baseURL = await world.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launchBrowser()
})
after(async () => {
  await browser.close()
  await world.close()
})

async function seat(official: Official, javaScript: boolean): Promise<Page> {
  const page = await browser.newPage({ width: 1280, baseURL, javaScript })
  const session = (await world.at(official)).cookies.get('session')!
  await page.context().addCookies([{ name: 'session', value: session, url: baseURL }])
  return page
}

async function isFit(page: Page): Promise<void> {
  await page.waitForLoadState('load')
  assert.deepEqual(await axe(page), [], page.url())
  assert.equal(await fitsWidth(page), true, `${page.url()} scrolls sideways`)
}

/** What others do between the officer's two turns: the mother agrees, the register answers. */
async function meanwhile({ id, mother }: Filed): Promise<void> {
  await world.act(id, mother, { type: 'confirmDraft', by: 'applicant' })
  accepted(
    await handle(world.deps.result.dossier, {
      id,
      by: { ...register, scopes: [WARD] },
      key: randomUUID(),
      command: {
        type: 'recordRegisterEntry',
        register: 'hộ tịch',
        book: '01/2026',
        number: '319',
        registeredOn: '2026-11-23',
        reference: randomUUID(),
        personalNumber: '001326000131',
      },
    }),
  )
}

async function tickAll(page: Page): Promise<void> {
  for (const box of await page.locator('input[name=check]').all()) await box.check()
}

test(
  'by keys alone: the officer finds, takes and works a dossier, the leader opens and signs, the clerk seals',
  { timeout: 120_000 },
  async () => {
    const filed = await world.dossier('accepted', { ownerName: 'Đỗ Khánh An' })
    const officer = await seat(world.people.officer, true)
    await officer.goto('/viec?muc=chua-giu')
    await isFit(officer)
    await officer.keyboard.press('j')
    await officer.keyboard.press('Enter')
    await officer.waitForURL(`**/viec/${filed.id}`)
    await isFit(officer)
    await officer.keyboard.press('Control+Enter')
    await officer.waitForURL('**?xong=nhan')
    await officer.keyboard.press('b')
    await officer.waitForURL('**/bo-sung')
    await isFit(officer)
    await officer.goBack()
    await tickAll(officer)
    await officer.keyboard.press('Control+Enter')
    await officer.waitForURL('**?xong=tham-tra')
    await officer.keyboard.press('Control+Enter')
    await officer.waitForURL('**?xong=ban-nhap')
    await isFit(officer)
    await meanwhile(filed)
    await officer.goto('/viec')
    await officer.keyboard.press('/')
    await officer.keyboard.type('khanh an')
    await officer.keyboard.press('Enter')
    await officer.waitForURL('**tim=khanh+an*')
    await isFit(officer)
    assert.equal(await officer.locator('tr[data-row]').count(), 1)
    await officer.locator('h1').click()
    await officer.keyboard.press('n')
    await officer.waitForURL(`**/viec/${filed.id}`)
    await officer.keyboard.press('Control+Enter')
    await officer.waitForURL('**?xong=trinh-ky')

    const leader = await seat(world.people.leader, true)
    await leader.goto('/ky')
    await isFit(leader)
    await leader.keyboard.press('n')
    await leader.waitForURL(`**/ky/${filed.id}`)
    await isFit(leader)
    await leader.keyboard.press('Control+Enter')
    await leader.waitForURL('**?xong=ky')
    await isFit(leader)

    const clerk = await seat(world.people.clerk, true)
    await clerk.goto('/van-thu')
    await isFit(clerk)
    await clerk.keyboard.press('j')
    await clerk.keyboard.press('Enter')
    await clerk.waitForURL(`**/van-thu/${filed.id}`)
    await isFit(clerk)
    await clerk.keyboard.press('Control+Enter')
    await clerk.waitForURL('**?xong=dong-dau')
    await isFit(clerk)
    await clerk.getByRole('link', { name: 'Về danh sách' }).click()
    await clerk.getByRole('link', { name: 'Sổ văn bản' }).click()
    await isFit(clerk)
    assert.match((await clerk.locator('main').textContent()) ?? '', /Đỗ Khánh An/)
  },
)

test(
  'without a script the same life works by clicks, every tab of the dossier included',
  { timeout: 120_000 },
  async () => {
    const filed = await world.dossier('accepted', { ownerName: 'Bùi Gia Hân' })
    const officer = await seat(world.people.officer, false)
    await officer.goto('/viec?muc=chua-giu')
    await officer.getByRole('link', { name: 'Bùi Gia Hân' }).click()
    await officer.getByRole('button', { name: 'Nhận xử lý' }).click()
    for (const tab of ['Tờ khai', 'Giấy tờ', 'Lịch sử', 'Bản nháp kết quả', 'Đối chiếu']) {
      await officer.getByRole('navigation', { name: 'Nội dung hồ sơ' }).getByText(tab).click()
      await isFit(officer)
    }
    await officer.getByRole('button', { name: 'Thẩm tra xong' }).click()
    await officer.getByRole('link', { name: 'Còn mục thẩm tra chưa đạt' }).waitFor()
    await isFit(officer)
    await tickAll(officer)
    await officer.getByRole('button', { name: 'Thẩm tra xong' }).click()
    await officer.getByRole('button', { name: 'Gửi bản nháp cho người dân' }).click()
    await officer.getByText('Đã gửi bản nháp cho người dân.').waitFor()
    await meanwhile(filed)
    await officer.goto(`/viec/${filed.id}`)
    await officer.getByRole('button', { name: 'Trình ký' }).click()
    await officer.getByText('Đã trình lãnh đạo ký.').waitFor()

    const leader = await seat(world.people.leader, false)
    await leader.goto('/ky')
    await leader.getByRole('link', { name: 'Bùi Gia Hân' }).click()
    await leader.goto('/ky')
    assert.match((await leader.locator('main').textContent()) ?? '', /Đã mở 1 trong 1/)
    await leader.getByRole('button', { name: 'Ký các văn bản đã chọn' }).click()
    await leader.getByText('Đã ký 1 trong 1 văn bản.').waitFor()
    await isFit(leader)

    const clerk = await seat(world.people.clerk, false)
    await clerk.goto(`/van-thu/${filed.id}`)
    await clerk.getByRole('button', { name: 'Cấp số và đóng dấu' }).click()
    await clerk.getByText('Đã cấp số và đóng dấu.').waitFor()
  },
)

test(
  'in an emergency: one asks, another in another browser opens and ends it, and the page that is open is gone with the next click',
  { timeout: 120_000 },
  async () => {
    const filed = await world.dossier('accepted', { ownerName: 'Phan Tuệ Lâm' })
    const asking = await world.hire('admin', CITY, 'Đỗ Văn Quản')
    const granting = await world.hire('supervisor', CITY, 'Hồ Thị Giám')
    const admin = await seat(asking, false)
    await admin.goto('/khan-cap/xin')
    await isFit(admin)
    await admin.getByRole('button', { name: 'Gửi yêu cầu' }).click()
    await admin.getByRole('link', { name: 'Hãy nhập mã hồ sơ cần xem.' }).waitFor()
    await isFit(admin)
    await admin.getByLabel('Mã hồ sơ').fill(filed.code)
    await admin.getByLabel('Lý do').fill('Cả phường mất điện, người dân cần giấy để cấp cứu.')
    await admin.getByLabel('Căn cứ pháp lý').fill('Luật 91/2025/QH15 Điều 20')
    await admin.getByRole('button', { name: 'Gửi yêu cầu' }).click()
    await admin.waitForURL('**/khan-cap')
    await isFit(admin)

    const supervisor = await seat(granting, true)
    await supervisor.goto('/khan-cap')
    await isFit(supervisor)
    await supervisor.getByRole('link', { name: filed.code }).click()
    await isFit(supervisor)
    await supervisor.getByLabel('Mã xác thực').fill(await world.code(granting))
    await supervisor.keyboard.press('Control+Enter')
    await supervisor.getByRole('button', { name: 'Kết thúc ngay' }).waitFor()

    await admin.reload()
    await admin.getByRole('link', { name: 'của' }).first().click()
    await admin.getByRole('link', { name: 'Xem hồ sơ' }).click()
    await admin.getByRole('heading', { name: /Phan Tuệ Lâm/ }).waitFor()
    await isFit(admin)
    await admin.setViewportSize({ width: 360, height: 740 })
    await isFit(admin)

    await supervisor.goto('/khan-cap')
    await supervisor.getByText('hồ sơ đang được mở khẩn cấp').waitFor()
    await supervisor.setViewportSize({ width: 360, height: 740 })
    await isFit(supervisor)
    await supervisor.getByRole('link', { name: filed.code }).first().click()
    await isFit(supervisor)
    await supervisor.getByRole('button', { name: 'Kết thúc ngay' }).click()
    await supervisor.getByText('Đã kết thúc').waitFor()
    await admin.reload()
    await admin.getByRole('heading', { name: 'Không có trang này' }).waitFor()

    // The same official in two browsers: when the role ends, neither of them goes on.
    const [here, there] = [
      await seat(world.people.receptionist, true),
      await seat(world.people.receptionist, false),
    ]
    for (const tab of [here, there]) await tab.goto(`/viec/${filed.id}`)
    await world.database.owner
      .updateTable('assignment')
      .set({ valid_to: '2026-01-02' })
      .where('person_id', '=', world.people.receptionist.actor.personId)
      .execute()
    await here.getByRole('link', { name: 'Lịch sử' }).click()
    await there.getByRole('link', { name: 'Lịch sử' }).click()
    for (const tab of [here, there]) assert.equal(new URL(tab.url()).pathname, '/can-bo/dang-nhap')
  },
)
