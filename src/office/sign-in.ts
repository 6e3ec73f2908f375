/** Signing in: what is checked, in which order, and what the person is told. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Db } from '../db/connect.ts'
import { ok, refuse, type Result } from '../lib/result.ts'
import { cleanLine } from '../lib/text.ts'
import { toDay } from '../lib/time.ts'
import { isPassword } from './password.ts'
import {
  assignmentsOn,
  claimAttempt,
  logSignIn,
  useStep,
  type Assignment,
  type StaffCandidate,
} from './store.ts'
import { matchingStep } from './totp.ts'

export type TypedCredentials = {
  readonly email: string
  /** exactly as typed */
  readonly password: string
  readonly code: string
}

export type SignedInStaff = {
  readonly personId: number
  /** at least one; the first is taken unless the person chooses another */
  readonly assignments: readonly Assignment[]
}

/** A failed sign-in is answered no sooner than this, whatever failed: the time tells nothing either. */
const SLOWEST_ANSWER_MS = 400

/** One sentence for every failure, so that nobody learns which accounts exist (ASVS 6.3.8). */
const WRONG = refuse(
  'wrongCredentials',
  'Thư điện tử, mật khẩu hoặc mã xác thực không đúng. Nếu đã nhập sai nhiều lần, hãy chờ vài phút rồi thử lại.',
)

/** Checks email, password and TOTP of staff. Refuses with one sentence, and with another when nobody assigned the person. */
export async function signInStaff(
  db: Db,
  typed: TypedCredentials,
  now: Date,
): Promise<Result<SignedInStaff>> {
  const slowest = pause(SLOWEST_ANSWER_MS)
  const email = cleanLine(typed.email)
  const candidate = await claimAttempt(db, email, now)
  const outcome = await checkFactors(db, candidate, { ...typed, now })
  if (outcome !== 'in' || candidate === undefined) {
    await logSignIn(db, { kind: 'staff', outcome, email, at: now })
    await slowest
    return WRONG
  }
  const { personId } = candidate
  const assignments = await assignmentsOn(db, personId, toDay(now))
  const assigned = assignments.length > 0
  await logSignIn(db, {
    kind: 'staff',
    outcome: assigned ? 'in' : 'notAssigned',
    personId,
    at: now,
  })
  return assigned ? ok({ personId, assignments }) : NOT_ASSIGNED
}

const NOT_ASSIGNED = refuse(
  'notAssigned',
  'Tài khoản chưa được phân công hoặc thời hạn phân công đã hết. Hãy liên hệ người quản trị.',
)

type Outcome = 'in' | 'noAccountOrResting' | 'wrongPassword' | 'wrongCode'

/** The password is computed even where nobody could sign in; the code is used up only together with the right password. */
async function checkFactors(
  db: Db,
  candidate: StaffCandidate | undefined,
  typed: TypedCredentials & { now: Date },
): Promise<Outcome> {
  const right = await isPassword(candidate?.passwordHash, typed.password)
  if (candidate === undefined) return 'noAccountOrResting'
  if (!right) return 'wrongPassword'
  const at = { now: typed.now, lastStep: candidate.totpLastStep }
  const step = await matchingStep(candidate.totpSecret, typed.code, at)
  if (step === undefined) return 'wrongCode'
  return (await useStep(db, candidate.personId, step)) ? 'in' : 'wrongCode'
}
