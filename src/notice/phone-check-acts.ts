// Asking for a code, and answering with it. One transaction each; the phone counts only once its code came back.
import { createHash, randomBytes, randomInt } from 'node:crypto'
import { toDay } from '../lib/time.ts'
import type { Tx } from '../db/connect.ts'
import { keepPhone } from './choice-store.ts'
import { mayAsk, tried, type PhoneCheckTerms } from './phone-check.ts'
import { checkOf, countTry, endCheck, insertCheck } from './phone-check-store.ts'

const hashOf = (salt: string, code: string): string =>
  createHash('sha256').update(`${salt}\n${code}`).digest('hex')

export type Asking = {
  personId: number
  /** '84912345678' */
  phone: string
  /** Of the form: pressed twice, it is one code. */
  key: string
  now: Date
  terms: PhoneCheckTerms
}

/** Whether a code is on its way; false when this person asked too often today. */
export async function askCode(tx: Tx, asking: Asking): Promise<boolean> {
  const { personId, phone, key: requestKey, now, terms } = asking
  const before = await checkOf(tx, personId)
  if (before?.requestKey === requestKey) return true
  const askedOn = toDay(now)
  if (!mayAsk(before, askedOn, terms)) return false
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const salt = randomBytes(16).toString('hex')
  const expiresAt = new Date(now.getTime() + terms.minutes * 60_000)
  const codeHash = hashOf(salt, code)
  await insertCheck(tx, {
    personId,
    requestKey,
    phone,
    salt,
    code,
    codeHash,
    askedOn,
    now,
    expiresAt,
  })
  return true
}

export type Answering = { personId: number; code: string; now: Date; terms: PhoneCheckTerms }

/** Keeps the phone when the code is right. A wrong one is counted; `gone` tells nothing of whether it was right. */
export async function answerCode(
  tx: Tx,
  { personId, code, now, terms }: Answering,
): Promise<'right' | 'wrong' | 'gone'> {
  const check = await checkOf(tx, personId)
  const verdict = tried(check, { hash: hashOf(check?.salt ?? '', code), now, terms })
  if (verdict === 'wrong') await countTry(tx, personId)
  if (verdict === 'right' && check) {
    await keepPhone(tx, { personId, phone: check.phone, now })
    await endCheck(tx, personId, now)
  }
  return verdict
}
