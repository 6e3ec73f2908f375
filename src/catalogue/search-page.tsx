import { Note } from '../ui/blocks.tsx'
import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import { paths } from '../ui/paths.ts'
import { LinkRow, Rows } from '../ui/rows.tsx'
import { Pager } from '../ui/tables.tsx'
import { cataloguePaths, ProcedureSearch } from './home-page.tsx'
import { procedureWording } from './procedure-wording.ts'
import { publicWording } from './public-wording.ts'
import type { FoundProcedure, SearchResult } from './store.ts'

export const RESULTS_A_PAGE = 20

export type SearchPageProps = { typed: string; page: number; found: SearchResult }

export function SearchPage({ typed, page, found }: SearchPageProps) {
  const lang = useLang()
  const t = publicWording(lang)
  const pages = Math.ceil(found.total / RESULTS_A_PAGE)
  const title = typed === '' ? t.searchEmptyTitle : t.searchTitle(typed)
  return (
    <CitizenPage title={title} crumbs={[{ href: paths.home, label: procedureWording(lang).home }]}>
      <h1>{title}</h1>
      <ProcedureSearch typed={typed} />
      {found.total === 0 ? <NothingFound typed={typed} /> : <Results found={found} />}
      {pages > 1 ? (
        <Pager {...neighbours(typed, page, pages)} position={t.pageOf(page, pages)} />
      ) : null}
    </CitizenPage>
  )
}

function neighbours(typed: string, page: number, pages: number) {
  const to = (number: number) =>
    `${cataloguePaths.search}?q=${encodeURIComponent(typed)}&trang=${number}`
  return {
    ...(page > 1 ? { previousHref: to(page - 1) } : {}),
    ...(page < pages ? { nextHref: to(page + 1) } : {}),
  }
}

function NothingFound({ typed }: { typed: string }) {
  const t = publicWording(useLang())
  if (typed === '') return <p class="mt4">{t.nothingTyped}</p>
  return (
    <Note>
      <p>
        <b>{t.nothing}</b>
      </p>
      <p>{t.nothingMore}</p>
    </Note>
  )
}

function Results({ found }: { found: SearchResult }) {
  const lang = useLang()
  const t = publicWording(lang)
  return (
    <>
      <p class="meta" role="status">
        {t.found(found.total.toLocaleString(lang === 'vi' ? 'vi-VN' : 'en-GB'))}
      </p>
      <Rows>
        {found.procedures.map((procedure) => (
          <LinkRow
            href={cataloguePaths.procedure(procedure.code)}
            title={<span lang="vi">{procedure.name}</span>}
            more={<Whereabouts procedure={procedure} />}
          />
        ))}
      </Rows>
    </>
  )
}

function Whereabouts({ procedure }: { procedure: FoundProcedure }) {
  const t = publicWording(useLang())
  return (
    <>
      <span class="num">{procedure.code}</span> · <span lang="vi">{procedure.field}</span> ·{' '}
      {placeOf(procedure, t)}
    </>
  )
}

function placeOf(procedure: FoundProcedure, t: ReturnType<typeof publicWording>): string {
  if (procedure.isPublished) return t.canFile
  if (procedure.notReceived === null) return t.received
  return procedure.notReceived === 'unknown' ? t.unclear : t.elsewhere
}
