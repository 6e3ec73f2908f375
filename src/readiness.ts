/** The readiness of a house: its database with the migrations that this program brings, its law, its loops. */
import { join } from 'node:path'
import { checkout } from './checkout.ts'
import { readMigrations } from './db/migrate.ts'
import { DATABASE_MS, openHealth, type Readiness } from './health.ts'
import type { House } from './house.ts'
import { appliedMigrations, withinMs } from './metrics-store.ts'

export type Phase = { isLoaded(): boolean; isStopping(): boolean }

export async function readinessOf(
  { watch, beats }: Pick<House, 'watch' | 'beats'>,
  phase: Phase,
): Promise<() => Promise<Readiness>> {
  const needed = await readMigrations(join(checkout, 'migrations'))
  return openHealth({
    appliedMigrations: () => withinMs(watch, DATABASE_MS, appliedMigrations),
    neededMigrations: needed.map(({ number }) => number),
    isLoaded: phase.isLoaded,
    isStopping: phase.isStopping,
    beats,
  })
}
