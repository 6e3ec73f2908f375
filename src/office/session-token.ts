/** The secret that a browser holds for its session. The database knows only its digest. */
import { createHash, randomBytes } from 'node:crypto'

/** 256 bits of chance, 43 letters. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What the session row is found by; undefined for anything that no token of ours looks like. */
export function tokenHash(token: string | undefined): Buffer | undefined {
  if (token === undefined || !/^[\w-]{43}$/.test(token)) return undefined
  return createHash('sha256').update(token).digest()
}

/** Cookies of a https installation cannot be set by a neighbouring host (`__Host-`) nor travel in the clear. */
export function sessionCookie(publicUrl: string): { name: string; secure: boolean } {
  const secure = publicUrl.startsWith('https:')
  return { name: secure ? '__Host-session' : 'session', secure }
}

export function cookieOptions({ secure }: { secure: boolean }) {
  return { path: '/', httpOnly: true, sameSite: 'lax' as const, secure }
}
