// Whoever gets a dossier from somebody else is told by mail at once; what one takes oneself needs no message.
import type { Tx } from '../db/connect.ts'
import type { DossierEvent } from '../dossier/events.ts'
import type { DossierRow } from '../dossier/rows.ts'
import type { Subscriber } from '../dossier/subscriber.ts'
import { toDay } from '../lib/time.ts'
import { shortOffice, shortProcedure, type Address } from './notice.ts'
import { insertDelivery, mailOfStaff, officeNames } from './store.ts'
import { render, versionOn, type NoticeTemplates } from './template.ts'

export type HolderNoticeDeps = {
  templates: NoticeTemplates
  /** Where staff find the dossier by its code. */
  dossierUrl: (code: string) => string
  now: () => Date
}

const HOUR = 3_600_000

export function holderNotices(deps: HolderNoticeDeps): Subscriber {
  return {
    name: 'holder-notice',
    effects: 'outside',
    async onEvents(tx, dossier, events) {
      for (const event of events) {
        const personId = receiverIn(event)
        if (personId !== null) await tell(tx, deps, { dossier, event, personId })
      }
    },
  }
}

/** Who got it from somebody else by this event; null when nobody did. */
export function receiverIn(event: DossierEvent): number | null {
  if (event.kind !== 'holderChanged' && event.kind !== 'legHolderChanged') return null
  const { to } = event.body
  return to === null || event.actor === `staff:${to}` ? null : to
}

type Telling = { dossier: DossierRow; event: DossierEvent; personId: number }

async function tell(
  tx: Tx,
  { templates, dossierUrl, now }: HolderNoticeDeps,
  { dossier, event, personId }: Telling,
): Promise<void> {
  const mail = await mailOfStaff(tx, personId)
  const address: Address =
    mail === null
      ? { channel: 'mail', recipient: '', suppressed: 'Người nhận hồ sơ không có thư điện tử.' }
      : { channel: 'mail', recipient: mail }
  const version = versionOn(templates, 'handedToYou', toDay(event.recordedAt))
  const office = (await officeNames(tx, [dossier.competent_office_id])).values().next().value
  const values = {
    code: dossier.code,
    office: shortOffice(office ?? ''),
    procedureShort: shortProcedure(dossier.procedure_name),
    url: dossierUrl(dossier.code),
  }
  const text = render(version, { channel: 'mail', lang: 'vi' }, values)
  if (text === undefined) return
  await insertDelivery(tx, {
    dossierId: dossier.id,
    key: `handedToYou:${event.seq}:${personId}`,
    kind: 'handedToYou',
    templateVersion: version.version,
    address,
    text,
    now: now(),
    expiresAt: new Date(event.recordedAt.getTime() + version.liveHours * HOUR),
    scopes: dossier.scopes,
  })
}
