/** The published procedures beside a snapshot of the National Portal: missing there, missing here, different. */
import type { Db, Tx } from '../../db/connect.ts'
import type { Day } from '../../lib/time.ts'
import type { Law } from '../law.ts'
import { normalised } from '../national/detail.ts'
import type { Snapshot } from '../national/snapshot-file.ts'
import type { Procedure } from '../procedure.ts'
import { portalDifferences, type PortalDifference } from './portal-difference.ts'
import { newestDetails } from './portal-store.ts'

export type Compared = {
  readonly code: string
  readonly name: string
  /** What the portal's record is called, and its day. */
  readonly source: string
  readonly takenOn: string
  readonly differences: readonly PortalDifference[]
}

/** For the editors' page: the procedure in force against the newest detail record that was imported; undefined without one. */
export async function comparedWithPortal(
  db: Db | Tx,
  law: Pick<Law, 'procedureOn'>,
  { code, today }: { code: string; today: Day },
): Promise<Compared | undefined> {
  const procedure = law.procedureOn(code, today)
  const [newest] = await newestDetails(db, [code])
  if (!procedure || !newest) return undefined
  const { source, takenOn, body } = newest
  const differences = portalDifferences(procedure, normalised(body, source), today)
  return { code, name: procedure.name.vi, source, takenOn, differences }
}

export type SnapshotComparison = {
  readonly source: string
  readonly takenOn: string
  /** Published here and not in the snapshot. */
  readonly missingThere: readonly { readonly code: string; readonly name: string }[]
  /** In the snapshot, received by our offices, and not published here as a curated document. */
  readonly missingHere: readonly { readonly code: string; readonly name: string }[]
  readonly different: readonly Compared[]
  readonly same: readonly string[]
}

/** A whole file; a list compares names, fields and subjects only. */
export function comparedWithSnapshot(
  procedures: readonly Procedure[],
  snapshot: Snapshot,
  { received, today }: { received: ReadonlySet<string>; today: Day },
): SnapshotComparison {
  const { name: source, takenOn } = snapshot
  const there = thereOf(snapshot)
  const here = new Set(procedures.map(({ code }) => code))
  const compared = procedures.flatMap((procedure) => {
    const find = there.get(procedure.code)
    if (!find) return []
    const { code, name } = procedure
    return [
      { code, name: name.vi, source, takenOn, differences: find.differences(procedure, today) },
    ]
  })
  return {
    source,
    takenOn,
    missingThere: procedures
      .filter(({ code }) => !there.has(code))
      .map(({ code, name }) => ({ code, name: name.vi })),
    missingHere: [...there]
      .filter(([code]) => !here.has(code) && received.has(code))
      .map(([code, { name }]) => ({ code, name })),
    different: compared.filter(({ differences }) => differences.length > 0),
    same: compared.filter(({ differences }) => differences.length === 0).map(({ code }) => code),
  }
}

type There = {
  readonly name: string
  differences(procedure: Procedure, today: Day): readonly PortalDifference[]
}

function thereOf(snapshot: Snapshot): ReadonlyMap<string, There> {
  if (snapshot.kind === 'list')
    return new Map(
      snapshot.rows.map((row) => [
        row.code,
        { name: row.name, differences: (procedure) => listDifferences(procedure, row) },
      ]),
    )
  return new Map(
    snapshot.records.map(({ code, detail }) => [
      code,
      {
        name: detail.name,
        differences: (procedure, today) => portalDifferences(procedure, detail, today),
      },
    ]),
  )
}

type Row = { readonly name: string; readonly field?: string | undefined }

/** What a row of the list can tell. */
function listDifferences(procedure: Procedure, row: Row): PortalDifference[] {
  const pairs: [string, string, string][] = [
    ['name', procedure.name.vi, row.name],
    ['field', procedure.category.name.vi, row.field ?? ''],
  ]
  return pairs
    .filter(([, here, there]) => there !== '' && here !== there)
    .map(([field, here, there]) => ({ kind: 'different', field, here, there }))
}
