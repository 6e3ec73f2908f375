/** The made officials of a demo: who they are, how they sign in, and as whom they act when the month is seeded. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Db } from '../db/connect.ts'
import { dayFromNumber, dayNumber, toDay } from '../lib/time.ts'
import { addStaff } from '../office/accounts.ts'
import type { Role, StaffActor } from '../office/actor.ts'
import type { Directory } from '../office/directory.ts'
import type { TrialAccount } from '../office/pages.tsx'
import { assignmentsOn, findStaff } from '../office/store.ts'
import { totpCode } from '../office/totp.ts'

export type MadeOfficial = {
  email: string
  name: string
  office: number
  role: Role
  title: string
}
export type Cast = { password: string; wards: number[]; staff: MadeOfficial[] }

/** Terms of the made officials begin this many days before the first start, well before the month does. */
const TERM_BEFORE_DAYS = 120

export function readCast(dataDir: string): Cast {
  return JSON.parse(readFileSync(join(dataDir, 'standins/demo.json'), 'utf8')) as Cast
}

/** The published secret of a made account: it follows from the address, so that the sign-in page can show the code. */
export function demoTotpSecret(email: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...createHash('sha1').update(`motcua demo ${email}`).digest()]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('')
  return bits.replace(/.{5}/g, (five) => letters[Number.parseInt(five, 2)]!)
}

/** What the sign-in page of a demo shows: every account with the code of this half minute. */
export async function demoAccounts(
  cast: Cast,
  { directory, now }: { directory: Directory; now: Date },
): Promise<TrialAccount[]> {
  return Promise.all(
    cast.staff.map(async ({ email, name, office, title }) => ({
      who: `${name}, ${title} – ${directory.find(office)?.shortName ?? 'Hà Nội'}`,
      email,
      password: cast.password,
      code: await totpCode(demoTotpSecret(email), now),
    })),
  )
}

/** Makes those accounts that are not there yet; everybody as they act today, by address. */
export async function hire(
  db: Db,
  cast: Cast,
  { directory, now }: { directory: Directory; now: Date },
): Promise<Map<string, StaffActor>> {
  const validFrom = dayFromNumber(dayNumber(toDay(now)) - TERM_BEFORE_DAYS)
  const hired = new Map<string, StaffActor>()
  // One after the other: whoever was assigned first stands first in every list.
  for (const one of cast.staff) {
    const found = await findStaff(db, one.email)
    const personId =
      found?.personId ??
      (await addStaff(db, {
        fullName: one.name,
        email: one.email,
        password: cast.password,
        totpSecret: demoTotpSecret(one.email),
        assignments: [{ officeId: one.office, role: one.role, title: one.title, validFrom }],
        origin: 'demo',
      }))
    const [assignment] = await assignmentsOn(db, personId, toDay(now))
    const assignmentId = assignment?.id ?? 0
    hired.set(one.email, actorOf(one, { personId, assignmentId, directory }))
  }
  return hired
}

function actorOf(
  { name, title, office, role }: MadeOfficial,
  given: { personId: number; assignmentId: number; directory: Directory },
): StaffActor {
  return {
    kind: 'staff',
    personId: given.personId,
    name,
    title,
    officeId: office,
    officeName: given.directory.get(office).name,
    assignmentId: given.assignmentId,
    role,
    roles: [{ role, officeId: office }],
    scopes: [office],
  }
}
