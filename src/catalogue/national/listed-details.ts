/** What the detail sources say of a procedure that is not curated. */
import type { Db } from '../../db/connect.ts'
import { DETAIL_SOURCES, normalised, type DetailSource, type NationalDetail } from './detail.ts'
import { findingsFor } from './finding-store.ts'
import { listedRows } from './editor-list-store.ts'
import { bodiesOf } from './take-in-store.ts'

export type ListedSource = { source: DetailSource; takenOn: string; detail: NationalDetail }
export type ListedDetails = {
  /** the newest first */
  sources: ListedSource[]
  /** a record was left out, because it bears the name of another procedure and no editor has said that it is right */
  isMismatch: boolean
  /** day of the list that holds the procedure */
  listedOn: string | null
}

export async function listedDetails(db: Db, code: string): Promise<ListedDetails> {
  const [bodies, rows, odd] = await Promise.all([
    bodiesOf(db, [code]),
    listedRows(db, code),
    findingsFor(db, { code, kind: 'otherProcedure', isCleared: false, limit: 10, offset: 0 }),
  ])
  const wrong = new Set(odd.map(({ source }) => source))
  const sources = bodies
    .filter(({ source }) => !wrong.has(source))
    .flatMap(({ source: name, takenOn, body }) => {
      const source = DETAIL_SOURCES.find((each) => each === name)
      return source === undefined ? [] : [{ source, takenOn, detail: normalised(body, source) }]
    })
    .toSorted((a, b) => b.takenOn.localeCompare(a.takenOn))
  return { sources, isMismatch: wrong.size > 0, listedOn: rows[0]?.takenOn ?? null }
}
