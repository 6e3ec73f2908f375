import { Note } from '../ui/blocks.tsx'
import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import { paths } from '../ui/paths.ts'
import { Rows, Search } from '../ui/rows.tsx'
import { cataloguePaths } from './home-page.tsx'
import { procedureWording } from './procedure-wording.ts'
import { publicWording } from './public-wording.ts'
import type { ServicePoint } from './places-store.ts'

/** An old commune that the words name, and what it became. */
export type OldName = { name: string; now: readonly string[] }
export type PointsPageProps = {
  typed: string
  points: readonly ServicePoint[]
  oldNames: readonly OldName[]
}

export function PointsPage({ typed, points, oldNames }: PointsPageProps) {
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
      {oldNames.length > 0 ? <OldNames names={oldNames} /> : null}
      <p class="meta" role="status">
        {points.length === 0 ? t.noPoint : t.pointsFound(points.length)}
      </p>
      <p class="meta">{t.hours}</p>
      <Rows>
        {points.map((point) => (
          <li>
            <div class="row">
              <span lang="vi">
                <b>{point.name}</b>
                <small>{point.address ?? t.noAddress}</small>
              </span>
            </div>
          </li>
        ))}
      </Rows>
    </CitizenPage>
  )
}

function OldNames({ names }: { names: readonly OldName[] }) {
  const t = publicWording(useLang())
  return (
    <Note>
      {names.map(({ name, now }) => (
        <p>
          <span lang="vi">{name}</span> {now.length === 1 ? t.isNow : t.dividedAmong}{' '}
          <span lang="vi">{now.join(', ')}</span>.
        </p>
      ))}
    </Note>
  )
}
