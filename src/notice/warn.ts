// Warns the office before a promised moment passes: the holder, or while nobody has claimed it, those whose turn it is.
import type { Calendar } from '../calendar/calendar.ts'
import type { Db, Tx } from '../db/connect.ts'
import { toDay, toInstant, toLocalMinute } from '../lib/time.ts'
import type { Address } from './notice.ts'
import { momentIn, shortOffice, shortProcedure } from './notice.ts'
import { insertDelivery } from './store.ts'
import { claimWarning, dueWithoutWarning, dutyMails } from './warning-store.ts'
import type { DueDossier } from './warning-store.ts'
import { render, versionOn } from './template.ts'
import type { NoticeTemplates } from './template.ts'
import { isWorthWarning, levelName, warnUpTo } from './warning.ts'
import type { Remainder, WarningLevels } from './warning.ts'

export type WarnDeps = {
  /** The worker role's database. */
  db: Db
  calendar: () => Calendar
  levels: WarningLevels
  templates: NoticeTemplates
  /** Where staff open the dossier. */
  dossierUrl: (code: string) => string
  now: () => Date
}

/** Dossiers per level and run; the rest follows with the next run, a minute later. */
const BATCH = 200
const HOUR = 3_600_000
const NOBODY: Address = {
  channel: 'mail',
  recipient: '',
  suppressed: 'Cơ quan chưa có người nhận thư nhắc hạn.',
}

/** Gives every warning that has become due. Returns how many dossiers were warned of. */
export async function warnDueSoon(deps: WarnDeps): Promise<number> {
  let warned = 0
  for (const level of deps.levels.remainders) {
    const now = deps.now()
    const upTo = warnUpTo(deps.calendar(), toLocalMinute(now), level)
    if (upTo === undefined) continue
    const wanted = { level: levelName(level), now, upTo: toInstant(upTo), most: BATCH }
    for (const dossier of await dueWithoutWarning(deps.db, wanted)) {
      if (await warnOf(deps, dossier, level)) warned++
    }
  }
  return warned
}

/** Claim and message in one transaction: a second worker finds the claim, a crash leaves neither. */
async function warnOf(deps: WarnDeps, dossier: DueDossier, level: Remainder): Promise<boolean> {
  return deps.db.transaction().execute(async (tx) => {
    if (!(await claimWarning(tx, dossier, levelName(level)))) return false
    const times = {
      acceptedAt: toLocalMinute(dossier.acceptedAt),
      dueAt: toLocalMinute(dossier.dueAt),
    }
    if (!isWorthWarning(deps.calendar(), times, level)) return false
    const today = toDay(deps.now())
    const mails = await dutyMails(tx, dossier, today)
    const addresses = mails.map((recipient): Address => ({ channel: 'mail', recipient }))
    for (const address of addresses.length > 0 ? addresses : [NOBODY]) {
      await write(tx, deps, { dossier, level, address })
    }
    return true
  })
}

type Warning = { dossier: DueDossier; level: Remainder; address: Address }

async function write(tx: Tx, deps: WarnDeps, { dossier, level, address }: Warning): Promise<void> {
  const now = deps.now()
  const version = versionOn(deps.templates, 'dueSoon', toDay(now))
  const text = render(
    version,
    { channel: 'mail', lang: 'vi' },
    {
      code: dossier.code,
      office: shortOffice(dossier.office),
      procedureShort: shortProcedure(dossier.procedureName),
      dueAt: momentIn('vi', toLocalMinute(dossier.dueAt), dossier.isProvisional),
      url: deps.dossierUrl(dossier.code),
    },
  )!
  await insertDelivery(tx, {
    dossierId: dossier.id,
    key: `dueSoon:${levelName(level)}:${dossier.dueAt.toISOString()}:${address.recipient}`,
    kind: 'dueSoon',
    templateVersion: version.version,
    address,
    text,
    now,
    expiresAt: new Date(now.getTime() + version.liveHours * HOUR),
    scopes: dossier.scopes,
  })
}
