/** A worker that does nothing but warn, as a process of its own, so that it can be killed: `warner.ts MINUTE`. */
import { join } from 'node:path'
import { hanoiCalendar } from '../../src/calendar/published.ts'
import { checkout } from '../../src/checkout.ts'
import { openDb } from '../../src/db/connect.ts'
import { loadNoticeTemplates, readWarningLevels } from '../../src/notice/load.ts'
import { BATCH, warnBatch } from '../../src/notice/warn.ts'

const now = new Date(process.argv[2]!)
const folder = join(checkout, 'data/templates/notices')
const db = openDb(process.env['WARNER_DATABASE_URL']!, { name: 'warner', max: 1 })
const deps = {
  db,
  calendar: hanoiCalendar,
  levels: readWarningLevels(folder),
  templates: await loadNoticeTemplates(folder),
  dossierUrl: (code: string) => `https://motcua.example/viec?q=${code}`,
  trackingUrl: 'https://motcua.hanoi.gov.vn/tra-cuu',
  now: () => now,
}
for (let looked = BATCH; looked === BATCH;) looked = (await warnBatch(deps)).looked
await db.destroy()
