/** A worker that does nothing but tell an agency: started by a test, which kills it while it waits for the answer. */
import { partnerAt } from '../../src/adapters/partner.ts'
import { openDb } from '../../src/db/connect.ts'
import { openPartnerSender } from '../../src/exchange/jobs.ts'

const [workerUrl = '', url = '', partner = '', secret = '', now = ''] = process.argv.slice(2)
const db = openDb(workerUrl, { name: 'killed sender', max: 2 })
const agency = partnerAt({ partner, url, key: { id: partner, secret } })
await openPartnerSender({ db, agency, now: () => new Date(now) }).turn()
await db.destroy()
