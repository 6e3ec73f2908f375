/** The second factor of staff: six digits of RFC 6238 (SHA-1, 30 seconds), each usable once. */
import { generate, generateSecret, generateURI, verify } from 'otplib'

const STEP_SECONDS = 30

/** A fresh secret of 160 bits, in Base32 as authenticator programs take it. */
export function newTotpSecret(): string {
  return generateSecret({ length: 20 })
}

/** The address that an authenticator program reads from a QR code. */
export function totpAddress(secret: string, email: string): string {
  return generateURI({ issuer: 'Một Cửa Hà Nội', label: email, secret })
}

/** The code of that moment, as the person's telephone shows it: for trial accounts and tests. */
export function totpCode(secret: string, at: Date): Promise<string> {
  return generate({ secret, epoch: Math.floor(at.getTime() / 1000), period: STEP_SECONDS })
}

/**
 * The time step whose code this is: the present one, the one before or the one after (phones run fast or slow).
 * A step up to `lastStep` has been used and is refused (ASVS 6.5.1). Undefined when no step fits.
 */
export async function matchingStep(
  secret: string,
  code: string,
  at: { now: Date; lastStep: number },
): Promise<number | undefined> {
  const token = code.replace(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return undefined
  const epoch = Math.floor(at.now.getTime() / 1000)
  // otplib answers a last step beyond its window with an error, where "used already" is meant.
  if (at.lastStep > Math.floor(epoch / STEP_SECONDS)) return undefined
  const outcome = await verify({
    secret,
    token,
    epoch,
    period: STEP_SECONDS,
    epochTolerance: STEP_SECONDS,
    ...(at.lastStep > 0 && { afterTimeStep: at.lastStep }),
  })
  return outcome.valid && 'timeStep' in outcome ? outcome.timeStep : undefined
}
