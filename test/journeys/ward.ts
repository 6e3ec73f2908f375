/** The ward, at its desks: 1280 px wide. */
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { fillIn } from '../support/world.ts'
import { deskOf, eventually, MOTHER, type Dossier, type Life } from './life.ts'

export async function receptionAccepts(life: Life, dossiers: readonly Dossier[]): Promise<void> {
  const { inspect } = life
  const page = await deskOf(life, 'receptionist')
  await inspect.look(page)
  for (const { id, code } of dossiers) {
    await page.goto('/quay')
    const row = page.getByRole('row', { name: new RegExp(code) })
    await inspect.look(page)
    await row.getByRole('link').first().click()
    await page.waitForURL(`**/quay/nhan/${id}`)
    await inspect.look(page)
    for (const box of await page.locator('#accept input[name=seen]').all()) await box.check()
    await page.getByRole('button', { name: 'Nhận hồ sơ và in giấy tiếp nhận' }).click()
    await page.waitForURL(`**/quay/${id}/xong`)
    await inspect.look(page)
    const form01 = await page.request.get(`/quay/${id}/giay-to/form01.pdf`)
    assert.match((await form01.body()).subarray(0, 8).toString('latin1'), /^%PDF-1/)
  }
}

export async function officerExamines(life: Life, dossiers: readonly Dossier[]): Promise<void> {
  const { inspect } = life
  const page = await deskOf(life, 'officer')
  for (const { id, code } of dossiers) {
    await page.goto('/viec')
    await inspect.look(page)
    await page.goto(`/viec/${id}`)
    await page.getByText(code).first().waitFor()
    await inspect.look(page)
    await page.getByRole('button', { name: 'Nhận xử lý' }).click()
    await page.getByRole('button', { name: 'Thẩm tra xong' }).waitFor()
    await inspect.look(page)
    for (const box of await page.locator('#examine input[type=checkbox]').all()) await box.check()
    await page.getByRole('button', { name: 'Thẩm tra xong' }).click()
    await page.getByRole('button', { name: 'Gửi bản nháp cho người dân' }).click()
    await page
      .getByRole('button', { name: 'Gửi bản nháp cho người dân' })
      .waitFor({ state: 'detached' })
    await inspect.look(page)
    for (const tab of ['Tờ khai', 'Giấy tờ', 'Lịch sử', 'Bản nháp kết quả']) {
      await page.getByRole('link', { name: new RegExp(`^${tab}`) }).click()
      await inspect.look(page)
    }
  }
}

/** The register answers in the background; the officer reloads until its number is there. */
export async function officerSubmits(life: Life, dossiers: readonly Dossier[]): Promise<void> {
  const page = await deskOf(life, 'officer')
  for (const { id } of dossiers) {
    const submit = page.getByRole('button', { name: 'Trình ký' })
    await eventually(async () => {
      await page.goto(`/viec/${id}`)
      assert.equal(await submit.isVisible(), true, 'the register has not answered yet')
    })
    await life.inspect.look(page)
    const leaders = page.getByLabel('Người ký')
    if (await leaders.isVisible()) {
      const { title, name } = life.staff.leader
      await leaders.selectOption({ label: `${title} ${name}` })
    }
    await submit.click()
    await submit.waitFor({ state: 'detached' })
    await life.inspect.look(page)
  }
}

export async function leaderSigns(life: Life, dossiers: readonly Dossier[]): Promise<void> {
  const { inspect } = life
  const page = await deskOf(life, 'leader')
  for (const { id, code } of dossiers) {
    await page.goto('/ky')
    await page.getByText(code).first().waitFor()
    await inspect.look(page)
    await page.goto(`/ky/${id}`)
    await inspect.look(page)
    await page.locator('button[form=sign]').click()
    await page.waitForURL((url) => !url.pathname.endsWith('/ky/ky'))
    await inspect.look(page)
  }
}

export async function clerkSeals(life: Life, dossiers: readonly Dossier[]): Promise<void> {
  const { inspect } = life
  const page = await deskOf(life, 'clerk')
  for (const { id, code } of dossiers) {
    await page.goto('/van-thu')
    await page.getByText(code).first().waitFor()
    await inspect.look(page)
    await page.goto(`/van-thu/${id}`)
    await inspect.look(page)
    await page.getByRole('button', { name: 'Cấp số và đóng dấu' }).click()
    await page.getByRole('button', { name: 'Cấp số và đóng dấu' }).waitFor({ state: 'detached' })
    await inspect.look(page)
  }
  await page.goto('/van-thu/so')
  await inspect.look(page)
}

export async function counterReturns(life: Life, { id, code }: Dossier): Promise<void> {
  const { inspect } = life
  const page = await deskOf(life, 'receptionist')
  await page.goto('/tra-ket-qua')
  await page.getByText(code).first().waitFor()
  await inspect.look(page)
  await copiesPaid(life, page, { id, code })
  await page.goto(`/tra-ket-qua/${id}`)
  await inspect.look(page)
  await fillIn(page, {
    receiver: 'applicant',
    receiverName: MOTHER,
    identityPaper: 'identityCard',
    identityDigits: '9000',
  })
  await page.getByRole('button', { name: 'Đã trả kết quả' }).click()
  await page.waitForURL(`**/quay/${id}/xong`)
  await inspect.look(page)
}

/** The copies that were asked for cost; nothing is handed out before that. */
async function copiesPaid(
  { inspect }: Life,
  page: Page,
  { id, code }: Pick<Dossier, 'id' | 'code'>,
): Promise<void> {
  await page.goto(`/quay/${id}/thu-phi`)
  await inspect.look(page)
  await page.getByRole('button', { name: 'Thu tiền mặt' }).click()
  await page.getByLabel('Số biên lai').fill(`BL-${code.slice(-6)}`)
  await inspect.look(page)
  await page.getByRole('button', { name: 'Đã nhận đủ tiền' }).click()
  await page.getByText('đã nộp').first().waitFor()
  await inspect.look(page)
}
