/** Passwords of staff: argon2id, computed on the thread pool and never on the event loop. */
import { hash, verify } from '@node-rs/argon2'
import type { Problem } from '../lib/problem.ts'

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const SHORTEST_PASSWORD = 12
export const LONGEST_PASSWORD = 200

/** What is wrong with a new password; undefined when it can be used. Length is what counts (ASVS 6.2.1). */
export function passwordProblem(password: string): Problem | undefined {
  const length = [...password].length
  if (length >= SHORTEST_PASSWORD && length <= LONGEST_PASSWORD) return undefined
  return {
    code: 'passwordLength',
    field: 'password',
    message: `Mật khẩu phải có từ ${SHORTEST_PASSWORD} đến ${LONGEST_PASSWORD} ký tự.`,
  }
}

/** The stored form, with its own salt and cost. The same letters typed as NFC or NFD are one password. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), COST)
}

let decoy: Promise<string> | undefined

/**
 * Compares in constant time. Without a stored hash (nobody has this account, or it rests) the same work is done
 * against a decoy, so that the time taken tells nothing; the answer is then always no.
 */
export async function isPassword(stored: string | undefined, password: string): Promise<boolean> {
  const typed = password.normalize('NFC').slice(0, 4 * LONGEST_PASSWORD)
  const right = await verify(
    stored ?? (await (decoy ??= hashPassword('nobody has this one'))),
    typed,
  )
  return right && stored !== undefined
}
