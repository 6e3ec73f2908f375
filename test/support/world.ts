/** The people of a ward at their browsers, on the real program. */
import type { Page } from 'playwright-core'
import { openDb } from '../../src/db/connect.ts'
import { addStaff } from '../../src/office/accounts.ts'
import type { Role } from '../../src/office/actor.ts'
import { newTotpSecret, totpCode } from '../../src/office/totp.ts'
import type { TestBrowser } from './browser.ts'
import type { Running } from './running.ts'

export type Official = {
  role: Role
  officeId: number
  name: string
  title: string
  email: string
  password: string
  totpSecret: string
}

export const BA_DINH_WARD = 101
export const CITY_OFFICE = 1

const PASSWORD = 'mùa thu Hà Nội 1954'

/** Names are made: nobody of them exists. */
const STAFF: readonly [role: Role, office: number, name: string, title: string][] = [
  ['receptionist', BA_DINH_WARD, 'Ngô Thị Tiếp', 'Công chức tiếp nhận hồ sơ'],
  ['officer', BA_DINH_WARD, 'Vũ Văn Thẩm', 'Công chức tư pháp – hộ tịch'],
  ['leader', BA_DINH_WARD, 'Bùi Thị Chủ', 'Phó Chủ tịch'],
  ['clerk', BA_DINH_WARD, 'Lê Văn Thư', 'Văn thư'],
  ['supervisor', CITY_OFFICE, 'Hồ Thị Giám', 'Chuyên viên giám sát'],
]

export type Staff = Readonly<Record<'receptionist' | 'officer' | 'leader' | 'clerk', Official>> & {
  readonly supervisor: Official
}

/** Of two casts in one ward, each has names of its own. */
const CASTS = ['Nhất', 'Hai', 'Ba']
let casts = 0

/** One official for each role; their one-time codes have never been used. */
export async function hireStaff(running: Running): Promise<Staff> {
  const cast = CASTS[casts++ % CASTS.length]
  const owner = openDb(running.ownerUrl(), { name: 'test', max: 1 })
  try {
    const staff: [Role, Official][] = []
    for (const [role, officeId, called, title] of STAFF) {
      const name = `${called} ${cast}`
      const person = {
        email: `${role}.${casts}@thu.example`,
        password: PASSWORD,
        totpSecret: newTotpSecret(),
      }
      const assignments = [{ officeId, role, title, validFrom: '2026-01-01' as const }]
      await addStaff(owner, { ...person, fullName: name, assignments })
      staff.push([role, { ...person, role, officeId, name, title }])
    }
    return Object.fromEntries(staff) as Staff
  } finally {
    await owner.destroy()
  }
}

export type AtBrowser = { running: Running; browser: TestBrowser; javaScript: boolean }

/** An official's page after signing in, 1280 px wide. */
export async function staffPage(at: AtBrowser, official: Official): Promise<Page> {
  const { browser, running, javaScript } = at
  const page = await browser.newPage({ width: 1280, baseURL: running.url, javaScript })
  await page.goto('/can-bo/dang-nhap')
  await page.getByLabel('Thư điện tử công vụ').fill(official.email)
  await page.getByLabel('Mật khẩu').fill(official.password)
  await page.getByLabel('Mã xác thực').fill(await totpCode(official.totpSecret, new Date()))
  await page.getByRole('button', { name: 'Đăng nhập' }).click()
  await page.waitForURL((url) => url.pathname !== '/can-bo/dang-nhap')
  return page
}

/** A citizen's page on a telephone, 360 px wide; nobody has signed in yet. */
export function citizenPage({ browser, running, javaScript }: AtBrowser): Promise<Page> {
  return browser.newPage({ width: 360, height: 740, baseURL: running.url, javaScript })
}

/** Signs in by the stand-in identity provider, from the door that asked for it. */
export async function signInAs(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: 'Tiếp tục với VNeID' }).click()
  await page.getByRole('button', { name: new RegExp(name) }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/dinh-danh-thu'))
}

/** Fills boxes by the names under which they are sent, whatever kind of box they are. */
export async function fillIn(page: Page, answers: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, answer] of Object.entries(answers)) {
    const boxes = page.locator(`[name="${name}"]`)
    const kind = await boxes.first().evaluate((box) => `${box.tagName} ${box.getAttribute('type')}`)
    if (kind === 'INPUT radio') await page.locator(`[name="${name}"][value="${answer}"]`).check()
    else if (kind.startsWith('SELECT')) await boxes.selectOption(answer)
    else await boxes.fill(answer)
  }
}
