// Sends the codes that wait. The carrier is never asked inside a transaction; a code is sent at most once.
import { toDay } from '../lib/time.ts'
import { LOCAL_OUTBOX } from './carrier.ts'
import { settleCode, takeUnsentCode } from './phone-check-store.ts'
import { askCarrier, type SendDeps } from './send.ts'
import { render, versionOn, type NoticeTemplates } from './template.ts'

export type CodeDeps = SendDeps & { templates: NoticeTemplates }

/** Everything that waits now; returns how many were tried. */
export async function sendPhoneChecks(deps: CodeDeps): Promise<number> {
  const { db, now, sms, templates } = deps
  for (let sent = 0; ; sent += 1) {
    const unsent = await takeUnsentCode(db, now())
    if (unsent === undefined) return sent
    const { requestKey: id, phone: recipient, code, expiresAt } = unsent
    const lang = unsent.language ?? 'vi'
    const version = versionOn(templates, 'phoneCheck', toDay(now()))
    const { body } = render(version, { channel: 'sms', lang }, { digits: code })!
    const { verdict, reason = '' } = await askCarrier(deps, {
      id,
      recipient,
      body,
      expiresAt,
      channel: 'sms',
      subject: null,
      acceptedParts: [],
    })
    if (verdict === 'accepted') {
      await settleCode(db, unsent, sms.name === LOCAL_OUTBOX ? { shown: code } : {})
      continue
    }
    // Not taken for certain: it may be tried again by the next turn. Whatever else: the person asks for another one.
    await settleCode(db, unsent, verdict === 'later' ? { again: code } : { failure: reason })
    if (verdict === 'later') return sent + 1
  }
}
