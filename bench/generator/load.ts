/** Fills a migrated and imported database with a made city: workers make and copy, the main thread counts and builds the indexes. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { Client } from 'pg'
import { checkout } from '../../src/checkout.ts'
import type { Names } from '../../src/demo/family.ts'
import type { Office } from '../../src/office/directory.ts'
import { columns } from './copy.ts'
import type { Place, Share, Told } from './part.ts'
import { everyoneOf, staffOf, citizenOf } from './people.ts'

export type City = {
  /** Best a superuser's: then foreign keys are not checked row by row. */
  url: string
  dossiers: number
  seed?: string
  /** The moment up to which the city has lived. */
  now?: Date
  years?: number
  mostEvents?: number
  workers?: number
  /** In how many communes; all of them when absent. */
  communes?: number
  onProgress?: (made: number) => void
}
export type Made = {
  dossiers: number
  events: number
  citizens: number
  seconds: number
  indexSeconds: number
}

export async function makeCity(city: City): Promise<Made> {
  const began = performance.now()
  const now = city.now ?? new Date()
  const client = new Client({ connectionString: city.url })
  await client.connect()
  try {
    const places = (await placesOf(client)).slice(0, city.communes)
    await makeStaff(client, places)
    const indexes = await dropIndexes(client)
    const shares = sharesOf(city, { places, now })
    const told = await Promise.all(shares.map((share) => runPart(share, city.onProgress)))
    const loaded = performance.now()
    await client.query("set maintenance_work_mem = '512MB'")
    for (const index of indexes) await client.query(index)
    await keepCounters(
      client,
      told.flatMap(({ counters }) => counters),
    )
    await makeCitizens(
      client,
      told.map(({ citizens }) => citizens),
    )
    await client.query('vacuum analyze')
    const ended = performance.now()
    const sum = (of: (each: PartMade) => number) => told.reduce((all, each) => all + of(each), 0)
    return {
      dossiers: sum(({ made }) => made),
      events: sum(({ events }) => events),
      citizens: sum(({ citizens }) => citizens),
      seconds: (ended - began) / 1000,
      indexSeconds: (ended - loaded) / 1000,
    }
  } finally {
    await client.end()
  }
}

type PartMade = {
  made: number
  events: number
  citizens: number
  counters: [number, string, number][]
}

function runPart(share: Share, onProgress?: (made: number) => void): Promise<PartMade> {
  const worker = new Worker(new URL('./part.ts', import.meta.url), { workerData: share })
  const whole: PartMade = { made: 0, events: 0, citizens: 0, counters: [] }
  return new Promise((resolve, reject) => {
    worker.on('message', (told: Told) => {
      whole.made += told.made
      whole.events += told.events
      whole.citizens = told.citizens ?? whole.citizens
      whole.counters = told.counters ?? whole.counters
      onProgress?.(told.made)
    })
    worker.on('error', reject)
    worker.on('exit', (code) =>
      code === 0 ? resolve(whole) : reject(new Error(`a part ended with ${code}`)),
    )
  })
}

function sharesOf(city: City, { places, now }: { places: Place[]; now: Date }): Share[] {
  const many = city.workers ?? 2
  const names = JSON.parse(
    readFileSync(join(checkout, 'data/standins/register/names.json'), 'utf8'),
  ) as Names
  const parts = Array.from({ length: many }, (_, part) =>
    places.filter((_place, i) => i % many === part),
  )
  const weightOf = (part: Place[]) => part.reduce((sum, { weight }) => sum + weight, 0)
  const firstDay = new Date(now.getTime() - (city.years ?? 3) * 365 * 86_400_000)
    .toISOString()
    .slice(0, 10)
  return parts.map((part, i) => ({
    part: i,
    url: city.url,
    dataDir: join(checkout, 'data'),
    names,
    places: part,
    dossiers: (city.dossiers * weightOf(part)) / weightOf(places),
    firstDay: firstDay < '2024-01-02' ? '2024-01-02' : firstDay,
    now: now.toISOString(),
    seed: city.seed ?? 'một cửa',
    mostEvents: city.mostEvents ?? 100,
  }))
}

/** The communes with those above them; some receive twenty times what others do. */
async function placesOf(client: Client): Promise<Place[]> {
  const { rows } = await client.query<Office & { number: string | null }>(
    `select o.id, o.kind, o.name, o.short_name as "shortName", o.parent_id as "parentId", o.address, o.agency_code as "agencyCode",
            o.agency_code_is_stand_in as "agencyCodeIsStandIn", n.number
       from office o left join office_number n on n.office_id = o.id and n.valid_to is null order by o.id`,
  )
  const parents = new Map(rows.map(({ id, parentId }) => [id, parentId]))
  const above = (id: number): number[] => {
    const parent = parents.get(id)
    return parent == null ? [] : [parent, ...above(parent)]
  }
  return rows
    .filter(({ kind }) => kind === 'commune')
    .map(({ number, ...office }, i) => ({
      office,
      ancestors: above(office.id),
      communes: [number ?? '00004'],
      weight: 0.25 + 5 * (((i * 37) % 100) / 100) ** 2,
    }))
}

async function makeStaff(client: Client, places: Place[]): Promise<void> {
  const all = places.flatMap(({ office }) => everyoneOf(staffOf(office)))
  await client.query(
    `insert into person (id, kind, full_name, email) overriding system value
     select id, 'staff', name, 'dung-' || id || '@made.example' from unnest($1::int[], $2::text[]) as p (id, name)
     on conflict do nothing`,
    [all.map(({ personId }) => personId), all.map(({ name }) => name)],
  )
  await client.query(
    `insert into assignment (person_id, office_id, role, title, valid_from)
     select p, o, r, t, '2025-07-01' from unnest($1::int[], $2::int[], $3::text[], $4::text[]) as a (p, o, r, t)`,
    [
      all.map(({ personId }) => personId),
      all.map(({ officeId }) => officeId),
      all.map(({ role }) => role),
      all.map(({ title }) => title),
    ],
  )
}

async function makeCitizens(client: Client, many: number[]): Promise<void> {
  for (const [part, count] of many.entries()) {
    const first = citizenOf(part, 0, '').personId
    await client.query(
      `insert into person (id, kind, full_name, issuer, subject) overriding system value
       select $1 + i, 'citizen', 'Người dân dựng ' || i, 'made', $1 || '.' || i from generate_series(0, $2::int - 1) i
       on conflict do nothing`,
      [first, count],
    )
  }
}

async function keepCounters(client: Client, counters: [number, string, number][]): Promise<void> {
  await client.query(
    `insert into dossier_counter (office_id, day, last) select o, d, l from unnest($1::int[], $2::date[], $3::int[]) as c (o, d, l)
     on conflict (office_id, day) do update set last = greatest(dossier_counter.last, excluded.last)`,
    [
      counters.map(([office]) => office),
      counters.map(([, day]) => day),
      counters.map(([, , last]) => last),
    ],
  )
}

/** Indexes that no constraint rests on are built once at the end; answers with their definitions. */
async function dropIndexes(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select c.relname as name, pg_get_indexdef(i.indexrelid) as definition
       from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
      where t.relname = any($1) and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid)`,
    [Object.keys(columns)],
  )
  for (const { name } of rows) await client.query(`drop index ${name}`)
  return rows.map(({ definition }) => definition)
}
