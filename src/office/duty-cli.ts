/** `motcua duty`: names who answers for the integrity of the house, and who is told when they do not. Exit code 0, 1 or 2. */
import { parseArgs } from 'node:util'
import type { Db } from '../db/connect.ts'
import { dutiesNow, nameDuty } from './duty-store.ts'
import { findStaff } from './store.ts'

export const DUTY_USAGE = '[--first A@…] [--second B@…]'
const options = { first: { type: 'string' }, second: { type: 'string' } } as const

export async function runDuty(
  args: string[],
  { db, out }: { db: Db; out: (line: string) => void },
): Promise<number> {
  const given = read(args)
  if (given === undefined) {
    out(`Cách dùng: motcua duty ${DUTY_USAGE}`)
    return 2
  }
  const named: { place: 1 | 2; personId: number }[] = []
  for (const [place, email] of [
    [1, given.first],
    [2, given.second],
  ] as const) {
    if (email === undefined) continue
    const account = await findStaff(db, email)
    if (account === undefined || !account.isActive) {
      out(`Không có cán bộ nào đang làm việc dùng địa chỉ ${email}.`)
      return 1
    }
    named.push({ place, personId: account.personId })
  }
  await db.transaction().execute(async (tx) => {
    for (const { place, personId } of named) await nameDuty(tx, { place, personId, namedBy: null })
  })
  await show(db, out)
  return 0
}

function read(args: string[]) {
  try {
    return parseArgs({ args, options, strict: true }).values
  } catch {
    return undefined
  }
}

async function show(db: Db, out: (line: string) => void): Promise<void> {
  const now = await dutiesNow(db)
  for (const place of [1, 2] as const) {
    const who = now.find((duty) => duty.place === place)?.fullName ?? 'CHƯA CÓ AI'
    out(`Người được báo thứ ${place} khi hệ thống có sai lệch: ${who}.`)
  }
}
