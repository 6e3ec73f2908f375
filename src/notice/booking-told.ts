/** What people are told of their time at a counter: the day before, and when the counter stops. */
import type { Told } from '../booking/jobs.ts'
import type { Tx } from '../db/connect.ts'
import { toLocalMinute } from '../lib/time.ts'
import { insertDutyNotices } from './duty-store.ts'
import { momentIn, type NoticeLang } from './notice.ts'
import { HOTLINE } from './subscriber.ts'
import type { NoticeTemplates } from './template.ts'

export type BookingTelling = {
  templates: NoticeTemplates
  /** Where one's own bookings stand. */
  ownUrl: string
  procedureName: (code: string, lang: NoticeLang) => string
  now: () => Date
}

/** Only in mail: a message on a telephone names nobody (its template has no procedure). */
const COMES: Readonly<Record<NoticeLang, (name: string) => string>> = {
  vi: (name) => ` (người đến: ${name})`,
  en: (name) => ` (for ${name})`,
}

/** Writes the message for every way that reaches the person, once for each key; answers how many are new. */
export function bookingTeller({ templates, ownUrl, procedureName, now }: BookingTelling) {
  return (tx: Tx, told: Told): Promise<number> => {
    const { key, kind, personId, pointName, procedureCode, startsAt, comesName } = told
    const valuesIn = (lang: NoticeLang) => ({
      dueAt: momentIn(lang, toLocalMinute(startsAt)),
      office: pointName,
      procedureShort: `${procedureName(procedureCode, lang)}${comesName === null ? '' : COMES[lang](comesName)}`,
      url: ownUrl,
      phone1022: HOTLINE,
    })
    return insertDutyNotices(tx, { templates, now: now() }, { key, kind, personId, valuesIn })
  }
}
