// Proving that somebody holds the phone to which their notices shall go: one code, a few minutes, a few tries. Pure.

/** data/notice/choices.json (reliability S03). */
export type PhoneCheckTerms = { minutes: number; tries: number; codesADay: number }

export type PhoneCheck = {
  phone: string
  salt: string
  codeHash: string
  tries: number
  /** The Hà Nội day of the newest code, and how many were asked for on it. */
  askedOn: string
  asked: number
  expiresAt: Date
}

export type Tried = 'right' | 'wrong' | 'gone'

/** `gone`: no code, too late or tried too often; a new one has to be asked for. `hash`: of salt and code. */
export function tried(
  check: PhoneCheck | undefined,
  { hash, now, terms }: { hash: string; now: Date; terms: PhoneCheckTerms },
): Tried {
  if (check === undefined || now >= check.expiresAt || check.tries >= terms.tries) return 'gone'
  return hash === check.codeHash ? 'right' : 'wrong'
}

/** Whether one more code may be sent to anybody on that day for this person. */
export function mayAsk(
  check: Pick<PhoneCheck, 'askedOn' | 'asked'> | undefined,
  today: string,
  { codesADay }: PhoneCheckTerms,
): boolean {
  return check === undefined || check.askedOn !== today || check.asked < codesADay
}

/** Six digits, as people copy them: with spaces or hyphens between. Undefined for anything else. */
export function readCode(typed: string): string | undefined {
  const digits = typed.replace(/[\s-]/g, '')
  return /^\d{6}$/.test(digits) ? digits : undefined
}
