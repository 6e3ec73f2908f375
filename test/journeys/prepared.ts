/** What is filled in here and taken elsewhere: a code to show, and whatever goes wrong or is unusual on the way to it. */
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import type { Citizen } from '../support/citizen-doors.ts'
import type { Inspector } from '../support/inspection.ts'
import { WARD } from '../support/office.ts'
import { answerAll, answerPage, fillBoxes, GO_ON, goOn, pathOf, type Values } from './answering.ts'
import { press } from './keyboard.ts'
import { slowLine, somebody, start, type Town } from './town.ts'

const FINISH = 'Hoàn tất tờ khai'

/** The last button; the page that says that nothing is filed yet, and its code. */
export async function finish(page: Page, inspect: Inspector): Promise<string> {
  await page.getByRole('button', { name: FINISH }).click()
  return codeShown(page, inspect)
}

async function codeShown(page: Page, inspect: Inspector): Promise<string> {
  await page.waitForURL('**/da-soan')
  await inspect.look(page)
  await page.getByText('Bạn chưa nộp hồ sơ').waitFor()
  const shown = await page.locator('.big.num').innerText()
  assert.match(shown, /^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  return shown
}

/** Answers pages as the example does until one of them asks for that box. */
async function answerUntil(page: Page, box: string, values: Values): Promise<void> {
  while ((await page.locator(`[name="${box}"]`).count()) === 0) await answerPage(page, values)
}

/** A paper that its owner wrote is certified by nobody: said beside the box, mended, finished; then a time at the counter. */
export async function certifiedCopies(town: Town): Promise<void> {
  const code = '2.000815'
  const { inspect } = town
  const { person, values } = await somebody(town, code, 'Người Chứng Thực')
  const page = await town.telephone(person, { javaScript: false })
  await start(town, page, code)
  await answerUntil(page, 'document.issuer', values)
  await fillBoxes(page, { ...values, 'document.issuer': 'self' })
  await goOn(page)
  await fillBoxes(page, { 'document.confirmed': 'no' })
  await goOn(page)
  await page.locator('.summary').waitFor()
  await inspect.look(page)
  await page.locator('[name="document.issuer"][value="vietnam"]').check()
  await goOn(page)
  assert.equal(await page.locator('.summary').count(), 0)
  await answerAll(page, values, inspect)
  const shown = await finish(page, inspect)
  await page.getByRole('link', { name: 'Đặt lịch đến quầy' }).click()
  await inspect.look(page)
  await page.getByRole('link', { name: 'Điểm phục vụ phường Một' }).click()
  await inspect.look(page)
  await page.locator('[name="at"]').first().check()
  await page.getByRole('button', { name: 'Đặt lịch' }).click()
  await page.waitForURL('**/dat-lich/hen/*')
  await inspect.look(page)
  await page.goto('/ho-so')
  await page.getByText(`mã ${shown}`).waitFor()
  await page.locator('a[href^="/dat-lich/hen/"]').waitFor()
  await page.context().close()
}

export type Ready = { person: Citizen; code: string }

/** Somebody who does not know Vietnamese well has a signature certified. */
export async function certifiedSignature(town: Town): Promise<Ready> {
  const code = '2.000884'
  // A number that nobody else of the town has: by number and name the counter finds their account.
  const own = { personalNumber: '001176012087' }
  const { person, values } = await somebody(town, code, 'Người Ký Tên', own)
  const page = await town.telephone(person)
  await slowLine(page)
  await start(town, page, code)
  await answerAll(page, { ...values, 'signing.vietnamese': 'no' }, town.inspect)
  await page
    .getByText(/phiên dịch/)
    .first()
    .waitFor()
  const shown = await finish(page, town.inspect)
  await page.context().close()
  return { person, code: shown }
}

/** The counter opens the code, looks at everything with the person, takes the paper and files it; the person finds the dossier. */
export async function takenInAtCounter(town: Town, { person, code }: Ready): Promise<void> {
  const { inspect } = town
  const desk = await town.counter('Lê Thị Quầy', WARD)
  await desk.goto('/quay/to-khai')
  await desk.getByLabel('Mã tờ khai').fill(code)
  await desk.getByRole('button', { name: 'Mở tờ khai' }).click()
  await inspect.look(desk)
  await desk.getByRole('button', { name: 'Tiếp nhận hồ sơ từ tờ khai này' }).click()
  await desk.getByText('Điền từ tờ khai soạn sẵn').waitFor()
  await inspect.look(desk)
  await desk.locator('[name="original"][value="document"]').check()
  await desk.getByRole('button', { name: 'Nhận hồ sơ và in giấy tiếp nhận' }).click()
  await desk.waitForURL('**/xong')
  await inspect.look(desk)
  await desk.goto('/quay/to-khai')
  await desk.getByLabel('Mã tờ khai').fill(code)
  await desk.getByRole('button', { name: 'Mở tờ khai' }).click()
  await desk.getByText(/Tờ khai này đã được nhận lúc .* người nhận: Lê Thị Quầy/).waitFor()
  await inspect.look(desk)
  await desk.context().close()
  const page = await town.telephone(person)
  await page.goto('/nop/2.000884/da-soan')
  await page.getByText(/UBND phường Một đã nhận hồ sơ từ tờ khai này/).waitFor()
  await inspect.look(page)
  await page.getByRole('link', { name: /^Xem hồ sơ H26/ }).click()
  await page.waitForURL('**/ho-so/*')
  await inspect.look(page)
  await page.context().close()
}

/** The old name of a divided ward: the page asks which part, and the declaration says both names. */
export async function stayInDividedWard(town: Town): Promise<void> {
  const code = '1.004194'
  const { inspect } = town
  const { person, values } = await somebody(town, code, 'Người Tạm Trú')
  const page = await town.telephone(person, { javaScript: false })
  await start(town, page, code)
  const old = { ...values, 'stay.address.commune': 'phường Đội Cấn, quận Ba Đình' }
  await answerUntil(page, 'stay.address.commune', old)
  await fillBoxes(page, old)
  const at = pathOf(page)
  await goOn(page)
  assert.equal(pathOf(page), at)
  await inspect.look(page)
  await page.getByRole('radio', { name: /Phường Ngọc Hà/ }).check()
  await goOn(page)
  await answerAll(page, old, inspect)
  await page.getByText(/Phường Ngọc Hà.*tên cũ đã ghi: phường Đội Cấn/).waitFor()
  await finish(page, inspect)
  const away = page.getByRole('link', { name: /Nộp trực tuyến tại Cổng Dịch vụ công quốc gia/ })
  assert.match((await away.getAttribute('href'))!, /^https:\/\/dichvucong\.gov\.vn\//)
  assert.equal(await page.getByRole('link', { name: 'Đặt lịch đến quầy' }).count(), 0)
  await page.context().close()
}

/** Left half done, gone on with twenty days later on another telephone. */
export async function abandonedBusiness(town: Town): Promise<void> {
  const code = '1.001612'
  const { doors, inspect } = town
  const { person, values } = await somebody(town, code, 'Người Bán Hàng')
  const first = await town.telephone(person, { javaScript: false })
  await start(town, first, code)
  await answerUntil(first, 'business.name', values)
  const left = pathOf(first)
  await first.fill('[name="business.name"]', values['business.name']!)
  await goOn(first)
  await first.locator('.summary').waitFor()
  await first.context().close()
  doors.clock.now = new Date(doors.clock.now.getTime() + 20 * 86_400_000)
  const second = await town.telephone(person)
  await second.goto('/ho-so')
  await second.locator(`a[href^="/nop/${code}"]`).first().click()
  await second.getByRole('link', { name: 'Làm tiếp' }).click()
  await second.waitForURL(`**${left}*`)
  assert.equal(await second.inputValue('[name="business.name"]'), values['business.name'])
  const rest = await answerAll(second, values, inspect)
  assert.ok(!rest.some((path) => /requester|contact/.test(path)), rest.join(' '))
  await finish(second, inspect)
  await second.context().close()
}

/** The register is silent: said on the page, everything typed by hand, also a life in two rows. */
export async function recordWithoutRegister(town: Town): Promise<void> {
  const code = '3.000333'
  const { register, inspect } = town
  register.failAlways('500')
  const { person, values } = await somebody(town, code, 'Người Xin Phiếu')
  const page = await town.telephone(person, { javaScript: false })
  await start(town, page, code)
  await answerUntil(page, 'requester.residence.commune', values)
  await page.getByText('Chưa lấy được dữ liệu dân cư').first().waitFor()
  await answerAll(page, values, inspect)
  await page
    .getByText(/nhân viên/)
    .first()
    .waitFor()
  await finish(page, inspect)
  await page.context().close()
}

/** A foreigner with a passport, who has no mouse. */
export async function foreignDriver(town: Town): Promise<void> {
  const code = '3.000347'
  const { inspect } = town
  const { person, values } = await somebody(town, code, 'Kim Min-jun')
  const foreign = {
    ...values,
    'driver.group': 'foreigner',
    'driver.nationality': 'KR',
    'driver.passport': 'M12345678',
    'driver.passportIssued': '1/2/2022, Seoul',
  }
  const page = await town.telephone(person)
  await page.goto(`/nop/${code}`)
  await press(page, 'Bắt đầu')
  while (!pathOf(page).endsWith('/kiem-tra')) {
    await inspect.look(page)
    const before = page.url()
    await press(page, GO_ON, foreign)
    assert.notEqual(page.url(), before)
  }
  await page.getByText('M12345678').waitFor()
  await press(page, FINISH)
  await codeShown(page, inspect)
  await page.getByText('Hộ chiếu').first().waitFor()
  await page.context().close()
}
