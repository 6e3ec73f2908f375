import { cataloguePaths } from '../catalogue/home-page.tsx'
import type { ServicePoint } from '../catalogue/places-store.ts'
import type { Procedure } from '../catalogue/procedure.ts'
import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import { LinkRow, Rows, Search } from '../ui/rows.tsx'
import { bookingPaths } from './paths.ts'
import { bookingWording } from './wording.ts'

export type PlacesPageProps = {
  procedure: Procedure
  typed: string
  places: readonly ServicePoint[]
}

/** Where one would like to come. */
export function PlacesPage({ procedure, typed, places }: PlacesPageProps) {
  const lang = useLang()
  const t = bookingWording(lang)
  const { code } = procedure
  return (
    <CitizenPage
      title={t.placesTitle}
      crumbs={[{ href: cataloguePaths.procedure(code), label: procedure.shortName[lang] }]}
    >
      <h1>{t.placesTitle}</h1>
      <p class="lead">{t.placesLead(procedure.shortName[lang])}</p>
      <Search
        action={cataloguePaths.book(code)}
        label={t.search}
        placeholder={t.search}
        button={t.searchButton}
        value={typed}
      />
      <p class="meta" role="status">
        {places.length === 0 ? t.noPlace : t.found(places.length)}
      </p>
      <Rows>
        {places.map(({ id, name, address }) => (
          <LinkRow
            href={bookingPaths.times(code, id)}
            title={<span lang="vi">{name}</span>}
            more={address === null ? t.noAddress : <span lang="vi">{address}</span>}
          />
        ))}
      </Rows>
    </CitizenPage>
  )
}
