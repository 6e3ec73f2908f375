/** Accounts of officials: made, and given a new password and a new second factor. */
import type { Db } from '../db/connect.ts'
import { Conflict, Invalid } from '../lib/problem.ts'
import { cleanLine } from '../lib/text.ts'
import { hashPassword, passwordProblem } from './password.ts'
import {
  findStaff,
  insertStaff,
  revokeSessionsOf,
  setPasswordHash,
  setTotpSecret,
  type NewAssignment,
} from './store.ts'

export type StaffToAdd = {
  readonly fullName: string
  readonly email: string
  readonly password: string
  /** Base32; from `newTotpSecret()` */
  readonly totpSecret: string
  readonly assignments: readonly NewAssignment[]
  readonly origin?: 'live' | 'demo'
}

/** The new person's id. Throws `Invalid` for a password that is too short, `Conflict` when the address is taken. */
export async function addStaff(db: Db, staff: StaffToAdd): Promise<number> {
  const { password, ...kept } = staff
  const email = cleanLine(staff.email)
  if ((await findStaff(db, email)) !== undefined) {
    throw new Conflict(`Đã có cán bộ dùng địa chỉ ${email}.`, 'emailTaken')
  }
  const fullName = cleanLine(staff.fullName)
  return insertStaff(db, { ...kept, fullName, email, passwordHash: await newHash(password) })
}

/** A new password; whoever is signed in with the old one is signed out. Throws `Invalid`. */
export async function setPassword(db: Db, personId: number, change: Change): Promise<void> {
  await setPasswordHash(db, personId, await newHash(change.password))
  await revokeSessionsOf(db, personId, change.now)
}

type Change = { readonly password: string; readonly now: Date }

/** After a lost telephone: both factors are new, every session has ended. Throws `Invalid`. */
export async function replaceFactors(
  db: Db,
  personId: number,
  change: Change & { readonly totpSecret: string },
): Promise<void> {
  await setTotpSecret(db, personId, change.totpSecret)
  await setPassword(db, personId, change)
}

async function newHash(password: string): Promise<string> {
  const problem = passwordProblem(password)
  if (problem !== undefined) throw new Invalid(problem)
  return hashPassword(password)
}
