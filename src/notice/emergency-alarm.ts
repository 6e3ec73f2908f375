// Tells the supervisors by mail, within a second or two, that somebody asks for, opens, reads or ends an emergency access.
import type { Db, Tx } from '../db/connect.ts'
import { toDay } from '../lib/time.ts'
import { newAlarms, supervisorMails, told, type NewAlarm } from './alarm-store.ts'
import { shortOffice, type Address } from './notice.ts'
import { insertDelivery } from './store.ts'
import { render, versionOn, type NoticeTemplates } from './template.ts'

export type AlarmDeps = {
  /** The worker role's database. */
  db: Db
  templates: NoticeTemplates
  /** Where the alarms stand. */
  url: string
  now: () => Date
}

const HOUR = 3_600_000
const NOBODY: Address = {
  channel: 'mail',
  recipient: '',
  suppressed: 'Cơ quan chưa có người giám sát nhận thư cảnh báo.',
}

/** What has happened since the last turn of an access is one mail to each supervisor. Returns how many accesses were told of. */
export async function tellOfEmergencies(deps: AlarmDeps): Promise<number> {
  const alarms = await newAlarms(deps.db)
  for (const alarm of alarms) {
    await deps.db.transaction().execute(async (tx) => {
      if (await told(tx, alarm)) await mail(tx, deps, alarm)
    })
  }
  return alarms.length
}

async function mail(tx: Tx, { templates, url, now }: AlarmDeps, alarm: NewAlarm): Promise<void> {
  const at = now()
  const version = versionOn(templates, 'emergencyAlarm', toDay(at))
  const values = { code: alarm.code, office: shortOffice(alarm.office), url }
  const text = render(version, { channel: 'mail', lang: 'vi' }, values)!
  const mails = await supervisorMails(tx, alarm.officeId, toDay(at))
  const addresses = mails.map((recipient): Address => ({ channel: 'mail', recipient }))
  for (const address of addresses.length > 0 ? addresses : [NOBODY]) {
    await insertDelivery(tx, {
      dossierId: alarm.dossierId,
      key: `emergencyAlarm:${alarm.accessId}:${alarm.upTo}:${address.recipient}`,
      kind: 'emergencyAlarm',
      templateVersion: version.version,
      address,
      text,
      now: at,
      expiresAt: new Date(at.getTime() + version.liveHours * HOUR),
      scopes: alarm.scopes,
    })
  }
}
