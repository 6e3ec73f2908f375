import type { Interruption } from '../interruption/interruption.ts'
import { PlaceNote } from '../interruption/notes.tsx'
import { PUBLIC_PATH, interruptionWording } from '../interruption/wording.ts'
import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import { paths } from '../ui/paths.ts'
import { Rows, Search } from '../ui/rows.tsx'
import type { CodeLists } from './code-lists.ts'
import { cataloguePaths } from './home-page.tsx'
import type { PlaceReading } from './places/place.ts'
import { PlaceAnswer } from './places/place-list.tsx'
import { placePaths } from './places/place-paths.ts'
import { procedureWording } from './procedure-wording.ts'
import { publicWording } from './public-wording.ts'
import type { ServicePoint } from './places-store.ts'

export type PointsPageProps = {
  typed: string
  points: readonly ServicePoint[]
  /** What the words say as a place; undefined when nothing was typed or nothing old or divided is meant. */
  reading: PlaceReading | undefined
  codeLists: CodeLists
  /** What lasts or is announced in the city. */
  lasting: readonly Interruption[]
  now: Date
}

export function PointsPage({ typed, points, reading, codeLists, ...props }: PointsPageProps) {
  const lang = useLang()
  const t = publicWording(lang)
  return (
    <CitizenPage
      title={t.pointsTitle}
      crumbs={[{ href: paths.home, label: procedureWording(lang).home }]}
    >
      <h1>{t.pointsTitle}</h1>
      <p class="lead">{t.pointsLead}</p>
      <Search
        action={cataloguePaths.points}
        label={t.pointsSearch}
        button={t.searchButton}
        placeholder={t.pointsSearch}
        value={typed}
      />
      {reading ? <PlaceAnswer typed={typed} reading={reading} codeLists={codeLists} /> : null}
      <p class="meta" role="status">
        {points.length === 0 ? t.noPoint : t.pointsFound(points.length)}
      </p>
      <p>
        <a href={placePaths.names}>{t.oldNames}</a>
      </p>
      <p>
        <a href={PUBLIC_PATH}>{interruptionWording(lang).title}</a>
      </p>
      <p class="meta">{t.hours}</p>
      <Rows>
        {points.map((point) => (
          <li>
            <div class="row">
              <span lang="vi">
                <b>{point.name}</b>
                <small>{point.address ?? t.noAddress}</small>
                {closedAt(point, props.lasting).map((each) => (
                  <PlaceNote interruption={each} now={props.now} />
                ))}
              </span>
            </div>
          </li>
        ))}
      </Rows>
    </CitizenPage>
  )
}

/** What stops at this point: its own, and that of its whole office. */
function closedAt(
  { id, officeId }: ServicePoint,
  lasting: readonly Interruption[],
): Interruption[] {
  return lasting.filter(
    (each) => each.pointId === id || (each.pointId === null && each.officeId === officeId),
  )
}
