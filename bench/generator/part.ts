/** One worker thread: its share of the city's communes, day by day over three years, copied into the database as it is made. */
import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import { parentPort, workerData } from 'node:worker_threads'
import { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { openLaw } from '../../src/catalogue/law.ts'
import { chanceOf } from '../../src/demo/chance.ts'
import type { Names } from '../../src/demo/family.ts'
import { workingFrom } from '../../src/demo/hours.ts'
import { scopesOfDossier } from '../../src/dossier/access.ts'
import { sha256Hex } from '../../src/lib/canonical.ts'
import {
  dayFromNumber,
  dayNumber,
  localMinute,
  toLocalMinute,
  type LocalMinute,
} from '../../src/lib/time.ts'
import type { Office } from '../../src/office/directory.ts'
import type { Actor } from '../../src/office/actor.ts'
import { addLines, columns, noLines, type Lines, type Table } from './copy.ts'
import { fileable, filingOf, wayOf } from './filings.ts'
import { live } from './life.ts'
import { citizenOf, staffOf, type Staff } from './people.ts'

export type Place = { office: Office; ancestors: number[]; communes: string[]; weight: number }
export type Share = {
  part: number
  url: string
  dataDir: string
  names: Names
  places: Place[]
  dossiers: number
  firstDay: string
  now: string
  seed: string
  mostEvents: number
}
export type Told = { made: number; events: number } & {
  done?: true
  counters?: [number, string, number][]
  citizens?: number
}

const CHUNK = 1000
const share = workerData as Share
const law = openLaw(share.dataDir)
const wares = { law, names: share.names, procedures: fileable(law) }
const calendar = law.calendar()
const chance = chanceOf(`${share.seed} ${share.part}`)
const now = toLocalMinute(new Date(share.now))
const client = new Client({ connectionString: share.url })
const counters = new Map<string, number>()
const staff = new Map<number, Staff>(share.places.map(({ office }) => [office.id, staffOf(office)]))
let [serial, citizens] = [share.part * 50_000_000, 0]

await client.connect()
await client.query('set synchronous_commit = off')
await client.query("set session_replication_role = 'replica'").catch(() => undefined)
await makeAll()
await client.end()
tell({
  made: 0,
  events: 0,
  done: true,
  citizens,
  counters: [...counters].map(([key, last]) => [
    Number(key.split(' ')[0]),
    key.split(' ')[1]!,
    last,
  ]),
})

function tell(told: Told): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort!.postMessage(told)
}

async function makeAll(): Promise<void> {
  const first = dayNumber(share.firstDay as `${number}-${number}-${number}`)
  const days = dayNumber(share.now.slice(0, 10) as `${number}-${number}-${number}`) - first + 1
  const total = share.places.reduce((sum, { weight }) => sum + weight, 0)
  let lines = noLines()
  let [owed, held, events] = [0, 0, 0]
  for (let day = 0; day < days; day += 1) {
    // Fewer on days off: people file online then.
    const isWorking = calendar.days[first + day - calendar.firstDay]?.counts ?? false
    const rate = isWorking ? 1.35 : 0.2
    for (const place of share.places) {
      owed += ((share.dossiers / days) * rate * place.weight) / total
      for (; owed >= 1; owed -= 1) {
        events += makeOne(lines, place, first + day)
        if ((held += 1) < CHUNK) continue
        await write(lines)
        tell({ made: held, events })
        lines = noLines()
        ;[held, events] = [0, 0]
      }
    }
  }
  await write(lines)
  tell({ made: held, events })
}

function makeOne(lines: Lines, place: Place, day: number): number {
  const { office, ancestors, communes } = place
  serial += 1
  const way = wayOf(chance)
  const at = momentOf(way.kind === 'counter', day)
  const isOwn = way.source === 'ownPortal'
  const citizen = isOwn ? someone() : null
  const made = filingOf(wares, chance, {
    at,
    serial,
    commune: chance.one(communes),
    office: office.id,
    personId: citizen?.personId ?? null,
    way,
  })
  const people = staff.get(office.id)!
  const by: Actor =
    citizen ??
    (way.source === 'nationalPortal'
      ? { kind: 'system', name: 'portal', scopes: [] }
      : chance.one(people.receptionist))
  const life = live(
    { calendar, now, chance, mostEvents: share.mostEvents },
    { command: made.command, by, at, code: codeOf(office, at), terms: made.terms, staff: people },
  )
  const scopes = scopesOfDossier(
    made.command.offices,
    made.command.applicantPersonId,
    () => ancestors,
  )
  addLines(lines, life, { ...made, scopes, requestHash: sha256Hex(life.id) })
  return life.events.length
}

/** Two in three are here for the first time. */
function someone() {
  const nth = citizens === 0 || chance.isIn(0.67) ? citizens++ : chance.between(0, citizens - 1)
  return citizenOf(share.part, nth, 'Người dân dựng')
}

function momentOf(isAtCounter: boolean, day: number): LocalMinute {
  const midnight = localMinute(day, 0)
  const at = isAtCounter
    ? workingFrom(calendar, midnight, chance.between(5, 440))
    : localMinute(day, chance.between(360, 1320))
  return at < now ? at : localMinute(dayNumber(dayFromNumber(day)) - 1, 600)
}

function codeOf(office: Office, at: LocalMinute): string {
  const key = `${office.id} ${at.slice(0, 10)}`
  const last = (counters.get(key) ?? 0) + 1
  counters.set(key, last)
  return `${office.agencyCode}-${at.slice(0, 10).replaceAll('-', '')}-${String(last).padStart(4, '0')}`
}

async function write(lines: Lines): Promise<void> {
  await client.query('begin')
  for (const table of Object.keys(columns) as Table[]) {
    if (lines[table].length === 0) continue
    const into = client.query(copyFrom(`copy ${table} (${columns[table]}) from stdin`))
    await pipeline(Readable.from([lines[table].join('\n') + '\n']), into)
  }
  await client.query('commit')
}
