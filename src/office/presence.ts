/**
 * Acts that bind the office (signing) want proof that the official is at the desk now, not only that a session was left open:
 * a one-time code given within the last five minutes, at sign-in or since.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Db } from '../db/connect.ts'
import { ok, refuse, type Result } from '../lib/result.ts'
import type { StaffActor } from './actor.ts'
import { emailOf, lastConfirmed, moveConfirmed } from './presence-store.ts'
import { cookieOptions, newToken, sessionCookie, tokenHash } from './session-token.ts'
import { claimAttempt, logSignIn, useStep } from './store.ts'
import { matchingStep } from './totp.ts'

export type PresenceDeps = {
  readonly db: Db
  readonly publicUrl: string
  readonly now: () => Date
}

export type Presence = {
  /** Whether this session's person has given a one-time code within the last five minutes. */
  readonly isFresh: (req: FastifyRequest) => Promise<boolean>
  /**
   * Checks a one-time code; wrong ones count like wrong sign-ins and make the account rest. A right one moves the session to a
   * new token: whoever holds the old one gains nothing by what was proved (ASVS 7.2.4).
   */
  readonly confirm: (at: Here, me: StaffActor, code: string) => Promise<Result<true>>
}

type Here = { readonly req: FastifyRequest; readonly reply: FastifyReply }

export const FRESH_MINUTES = 5

export function openPresence({ db, publicUrl, now }: PresenceDeps): Presence {
  const cookie = sessionCookie(publicUrl)
  const moved = new WeakMap<FastifyRequest, Buffer>()
  const held = (req: FastifyRequest) => moved.get(req) ?? tokenHash(req.cookies[cookie.name])
  return {
    isFresh: async (req) => {
      const hash = held(req)
      const at = hash && (await lastConfirmed(db, hash))
      return at !== undefined && now().getTime() - at.getTime() < FRESH_MINUTES * 60_000
    },
    confirm: async ({ req, reply }, me, code) => {
      const hash = held(req)
      const attempt = { personId: me.personId, code, now: now() }
      const isRight = hash !== undefined && (await isRightCode(db, attempt))
      const outcome = isRight ? 'confirmed' : 'wrongCode'
      await logSignIn(db, { kind: 'staff', outcome, personId: me.personId, at: now() })
      if (!isRight) return WRONG
      const token = newToken()
      const to = tokenHash(token)!
      if (!(await moveConfirmed(db, { from: hash, to, at: now() }))) return WRONG
      moved.set(req, to)
      reply.setCookie(cookie.name, token, cookieOptions(cookie))
      return ok(true)
    },
  }
}

const WRONG = refuse(
  'wrongCode',
  'Mã xác thực không đúng hoặc đã dùng. Hãy nhập mã đang hiện trên điện thoại; nếu đã sai nhiều lần, chờ vài phút rồi thử lại.',
)

type Attempt = { readonly personId: number; readonly code: string; readonly now: Date }

/** The same proof at a command line, where there is no session: wrong codes count as wrong sign-ins, each code counts once. */
export async function proveByCode(db: Db, attempt: Attempt): Promise<Result<true>> {
  const isRight = await isRightCode(db, attempt)
  const outcome = isRight ? 'confirmed' : 'wrongCode'
  const { personId, now } = attempt
  await logSignIn(db, { kind: 'staff', outcome, personId, at: now })
  return isRight ? ok(true) : WRONG
}

async function isRightCode(db: Db, { personId, code, now }: Attempt): Promise<boolean> {
  const email = await emailOf(db, personId)
  const candidate = email === undefined ? undefined : await claimAttempt(db, email, now)
  if (candidate === undefined) return false
  const step = await matchingStep(candidate.totpSecret, code, {
    now,
    lastStep: candidate.totpLastStep,
  })
  return step !== undefined && useStep(db, candidate.personId, step)
}
