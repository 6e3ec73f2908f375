/** Sends what waits for people on duty. The carrier is never asked inside a transaction. */
import { claimDutyNotice, lostDutyTries, settle } from './duty-store.ts'
import { askCarrier, happeningOf, type SendDeps } from './send.ts'

/** One turn: everything whose time has come. Returns how many were tried. */
export async function sendDutyNotices(deps: SendDeps): Promise<number> {
  const { db, now } = deps
  for (const notice of await lostDutyTries(db, now())) {
    const reason = 'Chương trình dừng giữa chừng khi đang gửi.'
    const { acceptsKeys } = deps[notice.channel]
    const happening = { type: 'noAnswer', reason, acceptsKeys } as const
    await settle(db, notice, { happening, parts: [], now: now() })
  }
  let tried = 0
  for (;;) {
    const notice = await claimDutyNotice(db, now())
    if (notice === undefined) return tried
    if (notice.state !== 'sending') continue
    tried += 1
    const outcome = await askCarrier(deps, notice)
    const happening = happeningOf(outcome, deps[notice.channel].acceptsKeys)
    await settle(db, notice, { happening, parts: outcome.parts, now: now() })
  }
}
