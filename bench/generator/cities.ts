/**
 * Made cities of several sizes side by side, for measurements of how an act grows with the city: the same act is done in one
 * after the other, so that a busy minute of the machine falls on all of them.
 *
 *   [--sizes 10000,100000] [--keep FOLDER] [--also FOLDER of `generate --keep`] [--rounds 150]
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Client } from 'pg'
import { openLaw, type Law } from '../../src/catalogue/law.ts'
import { checkout } from '../../src/checkout.ts'
import { openDb, type Db } from '../../src/db/connect.ts'
import type { DossierDeps } from '../../src/dossier/handle.ts'
import { openDirectory, type Office } from '../../src/office/directory.ts'
import { benchServer, prepareCity } from './city.ts'
import { makeCity } from './load.ts'

export type OpenCity = {
  name: string
  app: Db
  worker: Db
  law: Law
  dossier: DossierDeps
  communes: Office[]
  close(): Promise<void>
}
type Wanted = { dossiers: number; folder: string | undefined }
export type Cities = { cities: OpenCity[]; rounds: number }

export async function openCities(args: string[]): Promise<Cities> {
  const { values } = parseArgs({
    args,
    options: {
      sizes: { type: 'string', default: '10000,100000' },
      keep: { type: 'string' },
      also: { type: 'string' },
      rounds: { type: 'string', default: '150' },
    },
  })
  const { keep, also } = values
  const wanted: Wanted[] = values.sizes.split(',').map((size) => ({
    dossiers: Number(size),
    folder: keep === undefined ? undefined : join(keep, size),
  }))
  if (also !== undefined) wanted.push({ dossiers: 0, folder: also })
  const cities: OpenCity[] = []
  for (const each of wanted) cities.push(await openCity(each))
  return { cities, rounds: Number(values.rounds) }
}

/** A folder that is there already holds its city. */
async function openCity({ dossiers, folder }: Wanted): Promise<OpenCity> {
  const isMade = folder !== undefined && existsSync(folder)
  const server = await benchServer(folder)
  const { appUrl, workerUrl } = await prepareCity(server.ownerUrl)
  const adminUrl = server.adminUrl.replace('/postgres?', '/motcua?')
  if (!isMade) await makeCity({ url: adminUrl, dossiers, mostEvents: 4 })
  const [app, worker] = [appUrl, workerUrl].map((url) => openDb(url, { name: 'bench', max: 4 }))
  const law = openLaw(join(checkout, 'data'))
  const offices = await openDirectory(app!)
  return {
    name: `${await dossiersIn(adminUrl)} dossiers`,
    app: app!,
    worker: worker!,
    law,
    dossier: {
      db: app!,
      law: {
        calendar: () => law.calendar(),
        terms: ({ code, caseCode, version }) => law.terms(code, caseCode, version),
      },
      offices,
      poke: () => undefined,
    },
    communes: offices.all().filter(({ kind }) => kind === 'commune'),
    close: async () => {
      await Promise.all([app!.destroy(), worker!.destroy()])
      await server.stop()
    },
  }
}

async function dossiersIn(url: string): Promise<string> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ many: string }>('select count(*) as many from dossier')
  await client.end()
  return Number(rows[0]!.many).toLocaleString('en')
}

let statements = 0
const { query } = Client.prototype as { query: (...args: unknown[]) => unknown }
Object.assign(Client.prototype, {
  query(this: Client, ...args: unknown[]): unknown {
    statements += 1
    return query.apply(this, args)
  },
})

/** Milliseconds and statements of every time that something was done in a city. */
export class Times {
  readonly #times = new Map<string, { took: number[]; statements: number }>()

  async of<T>(what: string, act: () => Promise<T>): Promise<T> {
    const before = statements
    const began = performance.now()
    const outcome = await act()
    const took = performance.now() - began
    const so = this.#times.get(what) ?? { took: [], statements: 0 }
    so.took.push(took)
    so.statements += statements - before
    this.#times.set(what, so)
    return outcome
  }

  /** The first tenth, in which statements are prepared and caches filled, is left out. */
  read(what: string): { p50: number; p95: number; statements: number } {
    const { took, statements: sent } = this.#times.get(what)!
    const warm = took.slice(Math.ceil(took.length / 10)).toSorted((a, b) => a - b)
    const at = (share: number): number => warm[Math.floor(warm.length * share)] ?? 0
    return { p50: at(0.5), p95: at(0.95), statements: sent / took.length }
  }
}

/** One line per act and city, with the ratio to the first city. */
export function tell(
  acts: readonly string[],
  measured: ReadonlyMap<{ name: string }, Times>,
): void {
  const [first] = measured.values()
  for (const act of acts) {
    console.log(act)
    for (const [{ name }, times] of measured) {
      const { p50, p95, statements: sent } = times.read(act)
      const least = first!.read(act)
      console.log(
        `  ${name.padEnd(20)} p50 ${p50.toFixed(2)} ms (× ${(p50 / least.p50).toFixed(2)}), p95 ${p95.toFixed(2)} ms (× ${(p95 / least.p95).toFixed(2)}), ${sent.toFixed(1)} statements`,
      )
    }
  }
}
