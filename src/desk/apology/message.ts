/** The text message of an apology as the published text has it, for the page that shows it before it is sent. Pure. */
import notice from '../../../data/templates/notices/apologised.json' with { type: 'json' }
import { showDay, showTime, toDay, type LocalMinute } from '../../lib/time.ts'

export type ApologyMessage = {
  code: string
  office: string
  dueAt: LocalMinute
  url: string
  now: Date
}

/** As whoever reads Vietnamese gets it. */
export function messageOfApology({ code, office, dueAt, url, now }: ApologyMessage): string {
  const today = toDay(now)
  const version = notice.versions.findLast(({ validFrom }) => validFrom <= today)
  const values: Readonly<Record<string, string>> = {
    code,
    office: office.replace(/^Ủy ban nhân dân\s+/i, 'UBND '),
    dueAt: `${showTime(dueAt)} ngày ${showDay(dueAt)}`,
    url,
  }
  return (version?.sms.vi ?? '').replace(
    /\{(\w+)\}/g,
    (whole, name: string) => values[name] ?? whole,
  )
}
