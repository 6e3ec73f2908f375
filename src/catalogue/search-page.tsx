import { Note } from '../ui/blocks.tsx'
import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import { paths } from '../ui/paths.ts'
import { LinkRow, Rows } from '../ui/rows.tsx'
import { Pager } from '../ui/tables.tsx'
import { cataloguePaths, ProcedureSearch } from './home-page.tsx'
import { addressOf, type Facets, type Filter } from './search/filter.ts'
import type { LifeEvent } from './search/life-events.ts'
import { LifeDoors } from './search/life-page.tsx'
import { Narrow } from './search/narrow.tsx'
import { Results, type Result } from './search/results.tsx'
import { searchWording } from './search/search-wording.ts'
import { Understood } from './search/understood.tsx'
import { wordsOf } from './search/words.ts'
import type { Found } from './search/find.ts'

export const RESULTS_A_PAGE = 20

export type SearchPageProps = {
  filter: Filter
  found: Pick<Found, 'total' | 'mended' | 'readings'>
  /** How many of the results can be paged through. */
  reachable: number
  results: readonly Result[]
  facets: Facets
  /** For a search without results: names that look alike. */
  alike: readonly Result[]
  events: readonly LifeEvent[]
}

export function SearchPage(props: SearchPageProps) {
  const { filter, found, reachable, results } = props
  const t = searchWording(useLang())
  const pages = Math.ceil(reachable / RESULTS_A_PAGE)
  const title = filter.typed === '' ? t.emptyTitle : t.title(filter.typed)
  const marked = new Set(found.readings.flatMap(({ words }) => words))
  return (
    <CitizenPage title={title} crumbs={[{ href: paths.home, label: t.home }]}>
      <h1>{title}</h1>
      <ProcedureSearch typed={filter.typed} />
      <Understood filter={filter} {...found} />
      {found.total > 0 ? <Count total={found.total} reachable={reachable} /> : null}
      {found.total > 0 && isPlaceName(filter.typed) ? <PlaceLink typed={filter.typed} /> : null}
      <Narrow filter={filter} facets={props.facets} />
      <div class="mt4">
        {found.total > 0 ? (
          <Results results={results} marked={marked} />
        ) : (
          <NothingFound {...props} />
        )}
      </div>
      {pages > 1 ? (
        <Pager
          {...neighbours(filter, pages)}
          position={t.pageOf(Math.min(filter.page, pages), pages)}
        />
      ) : null}
    </CitizenPage>
  )
}

/** Somebody looks for a place, perhaps by its name before July 2025: the page of points knows both. */
function isPlaceName(typed: string): boolean {
  return /^(?:phuong|quan|huyen|thi tran|xa (?!hoi\b)) ?\S/.test(wordsOf(typed).join(' '))
}

function PlaceLink({ typed }: { typed: string }) {
  const t = searchWording(useLang())
  return (
    <p>
      <a href={`${cataloguePaths.points}?q=${encodeURIComponent(typed)}`}>{t.placeNamed(typed)}</a>
    </p>
  )
}

function Count({ total, reachable }: { total: number; reachable: number }) {
  const lang = useLang()
  const t = searchWording(lang)
  const shown = (n: number) => n.toLocaleString(lang === 'vi' ? 'vi-VN' : 'en-GB')
  return (
    <p class="meta mt4" role="status">
      {total > reachable ? t.foundMore(shown(total), shown(reachable)) : t.found(shown(total))}
    </p>
  )
}

function neighbours(filter: Filter, pages: number) {
  const page = Math.min(filter.page, pages)
  return {
    ...(page > 1 ? { previousHref: addressOf(filter, { page: page - 1 }) } : {}),
    ...(page < pages ? { nextHref: addressOf(filter, { page: page + 1 }) } : {}),
  }
}

/** Never an empty page: what looks alike, what happens in a life, and people who help. */
function NothingFound({ filter, alike, events }: SearchPageProps) {
  const t = searchWording(useLang())
  const isNarrowed =
    filter.field !== undefined || filter.receiver !== undefined || filter.life !== undefined
  return (
    <>
      {filter.typed === '' ? (
        <p>{t.nothingTyped}</p>
      ) : (
        <Note>
          <p>
            <b>{isNarrowed ? t.nothingFiltered : t.nothing}</b> {isNarrowed ? null : t.nothingMore}
          </p>
        </Note>
      )}
      {alike.length > 0 ? (
        <>
          <h2>{t.didYouMean}</h2>
          <Results results={alike} marked={new Set()} />
        </>
      ) : null}
      <h2>{t.lifeTitle}</h2>
      <LifeDoors events={events} />
      <h2>{t.helpTitle}</h2>
      <Rows>
        <LinkRow href="tel:1022" title={t.call} />
        {filter.typed.length >= 3 ? (
          <LinkRow
            href={`${cataloguePaths.points}?q=${encodeURIComponent(filter.typed)}`}
            title={t.placeNamed(filter.typed)}
          />
        ) : null}
        <LinkRow href={cataloguePaths.points} title={t.point} />
      </Rows>
    </>
  )
}
