/** A message that is of use only now: the carrier takes it, or the job that sends it is tried again. */
import type { SmsCarrier } from './carrier.ts'
import { mobileNumber } from './notice.ts'

export function smsOrThrow(sms: SmsCarrier) {
  return async (message: {
    key: string
    to: string
    text: string
    expiresAt: Date
  }): Promise<void> => {
    const to = mobileNumber(message.to)
    // A land line gets no message; whoever asked for it hears the same as ever.
    if (to === undefined) return
    const { verdict, reason } = await sms.send({ ...message, to, acceptedParts: [] })
    if (verdict !== 'accepted') throw new Error(`the carrier did not take it: ${reason ?? verdict}`)
  }
}
