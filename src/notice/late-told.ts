// Whose dossier has just become late is told so, once for each promised moment, before they ask (screens.md C13).
import type { Tx } from '../db/connect.ts'
import { toDay, toLocalMinute } from '../lib/time.ts'
import { wantedAddresses } from './moments.ts'
import { addressesOf, momentIn, shortOffice, shortProcedure } from './notice.ts'
import { applicantsOf, type Applicant } from './late-store.ts'
import { render, versionOn } from './template.ts'
import type { WarnDeps } from './warn.ts'
import type { DueTimer, WarningMessage } from './warning-store.ts'
import { PASSED } from './warning.ts'

const HOUR = 3_600_000
const HOTLINE = '024.1022'

/** Messages to the applicants of those among the claimed clocks that are of a whole dossier and have passed. */
export async function lateMessages(
  tx: Tx,
  deps: Pick<WarnDeps, 'templates' | 'trackingUrl' | 'now'>,
  claimed: readonly DueTimer[],
): Promise<WarningMessage[]> {
  const late = claimed.filter(({ leg, threshold }) => leg === '' && threshold === PASSED)
  if (late.length === 0) return []
  const applicants = await applicantsOf(
    tx,
    late.map(({ dossierId }) => dossierId),
  )
  return late.flatMap((timer) => {
    const applicant = applicants.get(timer.dossierId)
    return applicant === undefined ? [] : messagesTo(deps, timer, applicant)
  })
}

function messagesTo(
  { templates, trackingUrl, now }: Pick<WarnDeps, 'templates' | 'trackingUrl' | 'now'>,
  timer: DueTimer,
  { phone, provedPhone, email, language: lang, choices }: Applicant,
): WarningMessage[] {
  const version = versionOn(templates, 'lateTold', toDay(now()))
  const values = {
    code: timer.code,
    office: shortOffice(timer.office),
    procedureShort: shortProcedure(timer.procedureName),
    dueAt: momentIn(lang, toLocalMinute(timer.dueAt), timer.isProvisional),
    url: trackingUrl,
    phone1022: HOTLINE,
  }
  const reached = addressesOf({
    phone: provedPhone ?? phone ?? undefined,
    email: email ?? undefined,
    language: lang,
  })
  return wantedAddresses(reached, choices, 'lateTold').flatMap((address) => {
    const text = render(version, { channel: address.channel, lang }, values)
    if (text === undefined) return []
    return {
      dossierId: timer.dossierId,
      key: `lateTold:${timer.dueAt.toISOString()}:${address.channel}`,
      kind: 'lateTold',
      templateVersion: version.version,
      channel: address.channel,
      recipient: address.recipient,
      segments: text.segments,
      suppressed: address.suppressed ?? null,
      subject: text.subject ?? null,
      body: text.body,
      expiresAt: new Date(now().getTime() + version.liveHours * HOUR),
      scopes: timer.scopes,
    }
  })
}
