import { CitizenPage } from '../../ui/layout.tsx'
import { useLang } from '../../ui/page-context.ts'
import { paths } from '../../ui/paths.ts'
import { Doors } from '../../ui/rows.tsx'
import { ProcedureSearch } from '../home-page.tsx'
import type { LifeEvent } from './life-events.ts'
import { Results, type Result } from './results.tsx'
import { searchWording } from './search-wording.ts'

export const lifePath = (slug: string) => `/doi-song/${slug}`

/** One event of a life with its procedures in the order of doing. */
export function LifePage({ event, results }: { event: LifeEvent; results: readonly Result[] }) {
  const lang = useLang()
  const t = searchWording(lang)
  return (
    <CitizenPage title={event.title[lang]} crumbs={[{ href: paths.home, label: t.home }]}>
      <h1>{event.title[lang]}</h1>
      <p class="lead">{t.lifeLead}</p>
      <Results results={results} marked={new Set()} />
      <h2>{t.searchWithin}</h2>
      <ProcedureSearch />
    </CitizenPage>
  )
}

export function LifeDoors({ events }: { events: readonly LifeEvent[] }) {
  const lang = useLang()
  return (
    <Doors
      doors={events.map(({ slug, icon, title, more }) => ({
        href: lifePath(slug),
        icon,
        title: title[lang],
        more: more[lang],
      }))}
    />
  )
}
