/** `motcua staff`: adds an official, or gives one new sign-in factors. The first administrator comes in this way. */
import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import type { Db } from '../db/connect.ts'
import { parseDay, toDay } from '../lib/time.ts'
import { addStaff, replaceFactors } from './accounts.ts'
import { ROLES, isRole } from './actor.ts'
import { findStaff, officeName, type NewAssignment } from './store.ts'
import { newTotpSecret, totpAddress } from './totp.ts'

export type StaffCommandDeps = {
  readonly db: Db
  readonly now: () => Date
  readonly out: (line: string) => void
}

export const STAFF_USAGE =
  '--email A --name "Họ và tên" --office ID --role R --title "Chức danh" [--to YYYY-MM-DD] | --email A --reset'

const OPTIONS = {
  email: { type: 'string' },
  name: { type: 'string' },
  office: { type: 'string' },
  role: { type: 'string' },
  title: { type: 'string' },
  to: { type: 'string' },
  reset: { type: 'boolean' },
} as const

/** Adds an account, or with --reset renews one. Prints the password and the TOTP secret once. Exit code 0, 1 or 2. */
export async function runStaff(argv: string[], deps: StaffCommandDeps): Promise<number> {
  const given = optionsOf(argv)
  if (given?.email === undefined || !given.email.includes('@')) {
    deps.out(`Cách dùng: motcua staff ${STAFF_USAGE}`)
    return 2
  }
  return given.reset === true ? reset(given.email, deps) : add(given, given.email, deps)
}

type Given = { [name in 'email' | 'name' | 'office' | 'role' | 'title' | 'to']?: string } & {
  reset?: boolean
}

function optionsOf(argv: string[]): Given | undefined {
  try {
    return { ...parseArgs({ args: argv, options: OPTIONS, strict: true }).values }
  } catch {
    return undefined
  }
}

async function add(given: Given, email: string, deps: StaffCommandDeps): Promise<number> {
  const assignment = assignmentOf(given, deps.now())
  if (typeof assignment === 'string' || given.name === undefined) {
    deps.out(typeof assignment === 'string' ? assignment : 'Thiếu --name "Họ và tên".')
    return 2
  }
  const office = await officeName(deps.db, assignment.officeId)
  if (office === undefined) {
    deps.out(`Không có đơn vị mang số ${assignment.officeId}.`)
    return 1
  }
  if ((await findStaff(deps.db, email)) !== undefined) {
    deps.out(`Đã có cán bộ dùng địa chỉ ${email}. Thêm --reset để cấp lại mật khẩu và mã xác thực.`)
    return 1
  }
  const factors = newFactors()
  const staff = { fullName: given.name, email, assignments: [assignment], ...factors }
  await addStaff(deps.db, staff)
  deps.out(`Đã thêm ${given.name}: ${assignment.title}, ${office}.`)
  show(email, factors, deps)
  return 0
}

/** The assignment, or a sentence that says what to mend. */
function assignmentOf(given: Given, now: Date): NewAssignment | string {
  const officeId = Number(given.office)
  const { role = '', title, to } = given
  if (!Number.isInteger(officeId) || officeId < 1) return 'Thiếu --office, số của đơn vị.'
  if (!isRole(role)) return `--role phải là một trong: ${ROLES.join(', ')}.`
  if (title === undefined) return 'Thiếu --title "Chức danh".'
  const validTo = to === undefined ? undefined : parseDay(to)
  if (to !== undefined && validTo === undefined) return '--to phải là một ngày, ví dụ 2027-06-30.'
  return { officeId, role, title, validFrom: toDay(now), ...(validTo && { validTo }) }
}

async function reset(email: string, deps: StaffCommandDeps): Promise<number> {
  const account = await findStaff(deps.db, email)
  if (account === undefined) {
    deps.out(`Không có cán bộ nào dùng địa chỉ ${email}.`)
    return 1
  }
  const factors = newFactors()
  await replaceFactors(deps.db, account.personId, { ...factors, now: deps.now() })
  deps.out(`Đã cấp lại cho ${account.fullName}. Mọi phiên đang mở đã đóng.`)
  show(email, factors, deps)
  return 0
}

type Factors = { readonly password: string; readonly totpSecret: string }

function newFactors(): Factors {
  return { password: randomBytes(15).toString('base64url'), totpSecret: newTotpSecret() }
}

function show(email: string, factors: Factors, { out }: StaffCommandDeps): void {
  out(`Mật khẩu: ${factors.password}`)
  out(`Khóa mã xác thực: ${factors.totpSecret}`)
  out(totpAddress(factors.totpSecret, email))
  out('Những dòng này chỉ hiện một lần. Hãy trao tận tay người dùng.')
}
