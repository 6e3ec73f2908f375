/**
 * The work list of an officer and of a ward, as its page is really asked for, at growing sizes of the city:
 * `npm run bench -- worklist [sizes] [--keep FOLDER] [--plans]`. Each ward has its eight thousand dossiers; a larger city has more.
 */
import { grow } from './growth/grow.ts'
import type { MadeCity } from './growth/house.ts'
import type { Visitor } from '../test/support/visitor.ts'

/** A page of work and some more. */
const HOLDS = 40

await grow(async (city) => {
  const busy = await busyOfficer(city)
  const browser = await city.official(busy)
  return [
    { name: 'work list, what I hold', ask: () => open(browser, '/viec') },
    { name: 'work list, held by nobody', ask: () => open(browser, '/viec?muc=chua-giu') },
  ]
})

/** The officer whose hands hold most nearly as many open dossiers as a full page. */
async function busyOfficer({ admin }: MadeCity): Promise<number> {
  const { rows } = await admin.query<{ person: number; held: number }>(
    `select holder_person_id as person, count(*)::int as held from dossier
      where is_open and finished_at is null and holder_person_id is not null
      group by 1 order by abs(count(*) - $1), 1 limit 1`,
    [HOLDS],
  )
  if (!rows[0]) throw new Error('nobody holds anything in this city')
  console.error(`the officer holds ${rows[0].held} dossiers`)
  return rows[0].person
}

async function open(browser: Visitor, url: string): Promise<void> {
  const { statusCode } = await browser.get(url)
  if (statusCode !== 200) throw new Error(`${url} answered ${statusCode}`)
}
