/** One run of the recomputation from its beginning to its record: looked at, written down, and what is gone is mended. */
import type { Db } from '../db/connect.ts'
import { keepDifferences, mendUnseen } from './finding-store.ts'
import type { Difference, Facts, Invariant } from './invariants/invariant.ts'
import { lookAll, lookedAt } from './invariants/look-all.ts'
import { failRun, finishRun, startRun, type Counted, type RunCause } from './run-store.ts'

export type Recompute = {
  /** The worker's database. */
  db: Db
  facts: Facts
  cause: RunCause
  only?: string
  dossierId?: string
  onDifferences?(invariant: Invariant, differences: readonly Difference[]): void
  onProgress?(dossiers: number): void
}

/** A thousand rows that all say the same help nobody: of one invariant so many are kept, and that there are more. */
const MOST_OF_ONE = 500

export async function recompute(run: Recompute): Promise<Counted> {
  const { db, cause, only = null, dossierId = null } = run
  const { id, startedAt } = await startRun(db, { cause, onlyName: only, onlyDossier: dossierId })
  try {
    const counted = await count(run, startedAt)
    await finishRun(db, id, counted)
    return counted
  } catch (error) {
    await failRun(db, id, error instanceof Error ? error.name : 'unknown').catch(() => undefined)
    throw error
  }
}

async function count(run: Recompute, startedAt: Date): Promise<Counted> {
  const { db, facts } = run
  const limits = {
    ...(run.only !== undefined && { only: [run.only] }),
    ...(run.dossierId !== undefined && { dossierId: run.dossierId }),
  }
  const counted: Counted = { dossiers: 0, files: 0, found: 0, fresh: 0, mended: 0 }
  const perInvariant = new Map<string, number>()
  counted.dossiers = await lookAll({
    db,
    facts: { ...facts, onFile: () => void (counted.files += 1) },
    ...limits,
    onDifferences: async (invariant, differences) => {
      run.onDifferences?.(invariant, differences)
      counted.found += differences.length
      const before = perInvariant.get(invariant.name) ?? 0
      perInvariant.set(invariant.name, before + differences.length)
      const kept = keptOf(differences, before)
      if (kept.length > 0)
        counted.fresh += await keepDifferences(db, { invariant: invariant.name, startedAt }, kept)
    },
    ...(run.onProgress && { onProgress: run.onProgress }),
  })
  const names = lookedAt(limits)
    .map(({ name }) => name)
    .filter((name) => (perInvariant.get(name) ?? 0) <= MOST_OF_ONE)
  counted.mended = await mendUnseen(db, { names, dossierId: run.dossierId ?? null, startedAt })
  return counted
}

function keptOf(differences: readonly Difference[], before: number): readonly Difference[] {
  const room = Math.max(0, MOST_OF_ONE - before)
  if (differences.length <= room) return differences
  const more = {
    place: 'more',
    dossierId: null,
    what: `và nhiều hơn nữa: chỉ ghi ${MOST_OF_ONE} chỗ đầu`,
  }
  return before > MOST_OF_ONE ? [] : [...differences.slice(0, room), more]
}
