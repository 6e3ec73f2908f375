/** Looks at everything, page by page: first the dossiers, each page once for all invariants, then the tables beside them. */
import type { Db } from '../../db/connect.ts'
import { FIRST_ID } from '../store.ts'
import { INVARIANTS } from './all.ts'
import { onPage } from './open-page.ts'
import type {
  Difference,
  DossierInvariant,
  DossierPage,
  Facts,
  Invariant,
  Looked,
  TableInvariant,
} from './invariant.ts'

export type Looking = {
  /** The worker's database. */
  db: Db
  facts: Facts
  /** Some invariants only; all of them when left out. */
  only?: readonly string[]
  /** One dossier only: then tables beside the dossiers are not looked at. */
  dossierId?: string
  onDifferences(invariant: Invariant, differences: readonly Difference[]): Promise<void>
  onProgress?(dossiers: number): void
}

/** The invariants that a run with these limits looks at. */
export function lookedAt({ only, dossierId }: Pick<Looking, 'only' | 'dossierId'>): Invariant[] {
  return INVARIANTS.filter(
    ({ name, over }) =>
      (only === undefined || only.includes(name)) &&
      (dossierId === undefined || over === 'dossiers'),
  )
}

/** Returns how many dossiers were looked at. */
export async function lookAll(looking: Looking): Promise<number> {
  const invariants = lookedAt(looking)
  const ofDossiers = invariants.filter((each) => each.over === 'dossiers')
  const ofTables = invariants.filter((each) => each.over === 'table')
  const dossiers = ofDossiers.length === 0 ? 0 : await lookAtDossiers(looking, ofDossiers)
  for (const invariant of ofTables) await lookAtTable(looking, invariant)
  return dossiers
}

async function lookAtDossiers(
  looking: Looking,
  invariants: readonly DossierInvariant[],
): Promise<number> {
  const { db, facts, dossierId, onProgress } = looking
  let [dossiers, after] = [0, FIRST_ID]
  for (;;) {
    const which = dossierId === undefined ? { after } : { id: dossierId }
    const page = await onPage({ db, termsOf: facts.termsOf }, which, (each) =>
      looksOf(each, invariants, facts),
    )
    if (page === undefined) return dossiers
    for (const { invariant, looked } of page.value) {
      const differences = typeof looked === 'function' ? await looked() : looked
      if (differences.length > 0) await looking.onDifferences(invariant, differences)
    }
    dossiers += page.dossiers
    onProgress?.(dossiers)
    if (page.isLast) return dossiers
    after = page.last
  }
}

type Look = { invariant: DossierInvariant; looked: Looked }

async function looksOf(
  page: DossierPage,
  invariants: readonly DossierInvariant[],
  facts: Facts,
): Promise<Look[]> {
  const looks: Look[] = []
  for (const invariant of invariants)
    looks.push({ invariant, looked: await lookOf(page, invariant, facts) })
  return looks
}

/** What cannot be looked at is a finding, not the end of the run; a failure of the database is the end of the run. */
async function lookOf(
  page: DossierPage,
  invariant: DossierInvariant,
  facts: Facts,
): Promise<Looked> {
  try {
    return await invariant.look(page, facts)
  } catch (error) {
    if (!(error instanceof Error) || 'severity' in error || page.ids.length === 0) throw error
    const [first = ''] = page.ids
    const what = `không kiểm được ${page.ids.length} hồ sơ từ hồ sơ này: ${error.name}`
    return [{ place: `page:${first}`, dossierId: page.ids.length === 1 ? first : null, what }]
  }
}

async function lookAtTable(
  { db, facts, onDifferences }: Looking,
  invariant: TableInvariant,
): Promise<void> {
  for (let after: string | null = ''; after !== null;) {
    const page: Awaited<ReturnType<TableInvariant['look']>> = await invariant.look(db, after, facts)
    if (page.differences.length > 0) await onDifferences(invariant, page.differences)
    after = page.next
  }
}
