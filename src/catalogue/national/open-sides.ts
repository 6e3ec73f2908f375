/** Gathers all that is known of one procedure for the editors' page. */
import type { Db } from '../../db/connect.ts'
import type { Law } from '../law.ts'
import { changesFor } from './change-store.ts'
import { showDayText, SOURCE_WORDS } from './change-words.ts'
import { normalised } from './detail.ts'
import { listedRows, pastVersions, type ListedRow } from './editor-list-store.ts'
import { findingsFor } from './finding-store.ts'
import { handledInWords } from './receiver-words.ts'
import { said, sideOfCurated, sideOfDetail, type Side } from './sides.ts'
import type { NamedSide, SidesPageProps } from './sides-page.tsx'
import { bodiesOf } from './take-in-store.ts'

type Opened = Omit<SidesPageProps, 'me' | 'open'>
const MOST = 200

/** Undefined when neither the list nor a detail source has the code and no version of ours is in force. */
export async function openSides(
  code: string,
  { db, law }: { db: Db; law: Law },
): Promise<Opened | undefined> {
  const listed = await listedRows(db, code)
  const bodies = await bodiesOf(db, [code])
  const curated = law.procedure(code)
  if (listed.length === 0 && bodies.length === 0 && !curated) return undefined
  const details = bodies.map(({ source, takenOn, body }) => ({
    source,
    takenOn,
    detail: normalised(body, source),
  }))
  const sides: NamedSide[] = [
    ...listed.map((row) => ({
      title: 'Danh mục',
      more: showDayText(row.takenOn),
      side: sideOfListed(row),
      isSource: true,
    })),
    ...details.map(({ source, takenOn, detail }) => ({
      title: SOURCE_WORDS[source] ?? source,
      more: showDayText(takenOn),
      side: sideOfDetail(detail),
      isSource: true,
    })),
  ]
  if (curated)
    sides.push({
      title: 'Bản biên tập',
      more: `bản ${curated.version}, từ ${showDayText(curated.validFrom)}`,
      side: sideOfCurated(curated),
      isSource: false,
    })
  const page = { limit: MOST, offset: 0 }
  return {
    code,
    name: listed[0]?.name ?? details[0]?.detail.name ?? curated?.name.vi ?? '',
    listed,
    sides,
    isCurated: curated !== undefined,
    findings: await findingsFor(db, { code, isCleared: false, ...page }),
    changes: await changesFor(db, { state: 'open', code, curated: [], ...page }),
    past: await pastVersions(db, code),
  }
}

function sideOfListed(row: ListedRow): Side {
  return said({
    name: [row.name],
    field: [row.field],
    issuedBy: [row.issuedBy],
    performedBy: row.performedBy,
    handledIn: [handledInWords(row.notReceived)],
    subjects: row.subjects,
    state: [row.portalState],
  })
}
