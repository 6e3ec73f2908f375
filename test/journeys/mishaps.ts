/** What goes wrong on the way, and how it ends well all the same: each a mother who registers a birth. */
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { fileIt, fillIn, PHOTO, START } from '../support/birth-filing.ts'
import { receptionist } from '../support/birth-life.ts'
import { accepted, act } from '../support/office.ts'
import { answerAll, fillBoxes, goOn, send, type Values } from './answering.ts'
import type { Town } from './town.ts'

const CHECK = `${START}/kiem-tra`

/** Changes one answer at the last look, and is led back there. */
async function change(page: Page, label: string, values: Values): Promise<void> {
  await page.goto(CHECK)
  await page
    .getByRole('link', { name: `Thay đổi ${label}` })
    .first()
    .click()
  await page.waitForURL('**ve=kiem-tra*')
  await fillBoxes(page, values)
  await saveAndBack(page)
}

async function saveAndBack(page: Page): Promise<void> {
  const save = page.getByRole('button', { name: 'Lưu và xem lại hồ sơ' }).last()
  await Promise.all([page.waitForEvent('domcontentloaded'), save.click()])
}

/** Born more than sixty days ago: it costs something, and what was paid is known although nobody told us. */
export async function lateBirth(town: Town): Promise<void> {
  const { inspect, gateway } = town
  const mother = await town.doors.citizen('Người Khai Muộn')
  await fillIn(mother)
  const page = await town.telephone(mother)
  await change(page, 'Ngày sinh của con', { 'child.birthOn.month': '8' })
  await page.waitForURL(`**${CHECK}*`)
  await page.getByText(/quá hạn.*: 5\.000\s₫/).waitFor()
  await inspect.look(page)
  const { id } = await send(page, inspect)
  await page.goto(`/ho-so/${id}/nop-phi`)
  await inspect.look(page)
  await page.getByRole('button', { name: /^Nộp 5\.000/ }).click()
  await page.waitForURL('**/nop-phi/di')
  await inspect.look(page)
  gateway.failNextMessages('lost')
  await page.getByRole('link', { name: 'Đến trang thanh toán' }).click()
  await page.getByRole('button', { name: 'Thanh toán', exact: true }).click()
  await page.waitForURL('**/nop-phi/ket-qua')
  await page.getByText('Đang chờ cổng thanh toán xác nhận').first().waitFor()
  await inspect.look(page)
  await page.goto(`/ho-so/${id}/nop-phi`)
  await page.getByText('Bạn không cần nộp lại trong lúc chờ').waitFor()
  assert.equal(await page.getByRole('button', { name: /^Nộp/ }).count(), 0)
  await town.afterMinutes(1)
  await page.goto(`/ho-so/${id}/nop-phi/ket-qua`)
  await page.getByText('Đã nhận tiền của bạn').first().waitFor()
  await inspect.look(page)
  await page.goto(`/ho-so/${id}/nop-phi`)
  await page.getByText(/Bạn đã nộp đủ 5\.000/).waitFor()
  await inspect.look(page)
  await page.context().close()
}

/** Half a form on one telephone, without scripts; the rest twenty days later on another, with them. */
export async function abandonedDraft(town: Town, values: Values): Promise<void> {
  const { doors, inspect } = town
  const mother = await doors.citizen('Người Bỏ Dở')
  const first = await town.telephone(mother, { javaScript: false })
  await first.goto(START)
  await first.getByRole('button', { name: 'Bắt đầu' }).click()
  const half = Object.fromEntries(
    Object.entries(values).filter(([name]) => /^(situation|requester)\./.test(name)),
  )
  while (!first.url().includes(`${START}/child`)) {
    await fillBoxes(first, half)
    await goOn(first)
  }
  await first.fill('[name="child.fullName"]', values['child.fullName']!)
  await goOn(first)
  await first.locator('.summary').waitFor()
  await inspect.look(first)
  await first.context().close()
  doors.clock.now = new Date(doors.clock.now.getTime() + 20 * 86_400_000)
  const second = await town.telephone(mother)
  await second.goto('/ho-so')
  await inspect.look(second)
  await second.locator(`a[href^="${START}"]`).first().click()
  await inspect.look(second)
  await second.getByRole('link', { name: 'Làm tiếp' }).click()
  await second.waitForURL(`**${START}/child*`)
  assert.equal(await second.inputValue('[name="child.fullName"]'), values['child.fullName'])
  const rest = await answerAll(second, values, inspect)
  assert.ok(!rest.some((path) => /situation|requester|contact/.test(path)), rest.join(' '))
  await send(second, inspect)
  await second.context().close()
}

/** The old name of a ward of which two are made today: the page asks which, and nobody has to know the new one. */
export async function dividedWard(town: Town): Promise<void> {
  const mother = await town.doors.citizen('Người Phường Cũ')
  await fillIn(mother)
  const page = await town.telephone(mother, { javaScript: false })
  await change(page, 'Nơi cư trú của người yêu cầu', {
    'requester.residence.commune': 'phường Đội Cấn, quận Ba Đình',
    'requester.residence.detail': 'số 5',
  })
  assert.match(page.url(), /\/contact/)
  await town.inspect.look(page)
  await page.getByRole('radio', { name: /Phường Ngọc Hà/ }).check()
  await saveAndBack(page)
  // The father lives in the other part: the parents choose which of the two decides.
  await page.waitForURL('**/noi-giai-quyet*')
  await town.inspect.look(page)
  await page.getByRole('radio', { name: 'UBND phường Hai' }).check()
  await saveAndBack(page)
  await page.waitForURL(`**${CHECK}*`)
  await page.getByText('số 5, Phường Ngọc Hà').first().waitFor()
  await send(page, town.inspect)
  await page.context().close()
}

/** The register does not answer: said on the page, typed by hand, filed. */
export async function silentRegister(town: Town, values: Values): Promise<void> {
  const { register, inspect } = town
  register.failAlways('500')
  const mother = await town.doors.citizen('Trần Thị Thu Hà', { subject: 'thu-ha-im-lang' })
  const page = await town.telephone(mother, { javaScript: false })
  await page.goto(START)
  await page.getByRole('button', { name: 'Bắt đầu' }).click()
  await page.goto(`${START}/contact`)
  await page.getByText('Chưa lấy được dữ liệu dân cư').waitFor()
  await inspect.look(page)
  await page.goto(`${START}/situation`)
  const byHand = await answerAll(page, values, inspect)
  await send(page, inspect)
  register.failAlways(undefined)
  await page.context().close()
  const other = await town.doors.citizen('Trần Thị Thu Hà', { subject: 'thu-ha-co-so' })
  const quick = await town.telephone(other)
  await quick.goto(START)
  await quick.getByRole('button', { name: 'Bắt đầu' }).click()
  const held = await answerAll(quick, values, inspect)
  assert.ok(held.length < byHand.length, `${held.join(' ')} against ${byHand.join(' ')}`)
  await quick.context().close()
}

const PAPER = 'birth-notice'

/** The office asks, and asks again with a ground for it; each time the whole list, each time one answer. */
export async function askedTwice(town: Town): Promise<void> {
  const { doors, inspect } = town
  const mother = await doors.citizen('Người Bổ Sung Hai Lần')
  await fillIn(mother)
  const id = await fileIt(mother)
  const page = await town.telephone(mother)
  const ask = async (fault: string, second: { ground?: string } = {}) => {
    const faults = [{ paper: PAPER, fault }]
    const request = { type: 'requestSupplement', faults, reason: fault, ...second } as const
    const legalBasis = 'Nghị định 118/2025/NĐ-CP'
    accepted(await act(doors.deps.dossier, id, receptionist, { ...request, legalBasis }))
  }
  await ask('Ảnh mờ, không đọc được số.')
  await answerRequest(town, page, 'Ảnh mờ, không đọc được số.')
  const refused = { paper: PAPER, fault: 'Thiếu mặt sau.' }
  const without = await act(doors.deps.dossier, id, receptionist, {
    type: 'requestSupplement',
    faults: [refused],
    reason: refused.fault,
    legalBasis: 'l',
  })
  assert.equal(without.ok || without.refusal.code, 'groundNeeded')
  await ask('Thiếu mặt sau.', { ground: 'Luật Hộ tịch' })
  await page.goto(`/ho-so/${id}/bo-sung`)
  await page.getByText('Đây là lần yêu cầu bổ sung thứ 2').waitFor()
  await inspect.look(page)
  await answerRequest(town, page, 'Thiếu mặt sau.')
  await page.context().close()
}

async function answerRequest({ inspect }: Town, page: Page, fault: string): Promise<void> {
  await page.goto('/ho-so')
  await page.getByText('Cần bạn làm').first().waitFor()
  await inspect.look(page)
  await page.getByRole('link', { name: 'Xem cần bổ sung gì' }).first().click()
  await page.waitForURL('**/bo-sung')
  await page.getByText(fault).first().waitFor()
  await inspect.look(page)
  const photo = { name: 'chup-lai.png', mimeType: 'image/png', buffer: Buffer.from(PHOTO) }
  await page.locator(`[name="${PAPER}"]`).setInputFiles(photo)
  await page.getByText(photo.name).first().waitFor()
  await page.getByRole('button', { name: 'Gửi bổ sung' }).click()
  await page.waitForURL(/\/ho-so\/[0-9a-f-]{36}$/)
  await inspect.look(page)
}
