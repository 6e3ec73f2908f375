import { assetUrl } from '../ui/assets.ts'
import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import { paths } from '../ui/paths.ts'
import { LinkRow, Rows, Search, TileLink } from '../ui/rows.tsx'
import { HomeNotes } from './home-notes.tsx'
import type { HomeStatus } from './home-status.ts'
import type { Procedure } from './procedure.ts'
import { showLimit } from './limit-lines.ts'
import { ordinaryCase } from './needs.ts'
import { publicWording } from './public-wording.ts'
import type { LifeEvent } from './search/life-events.ts'
import { LifeDoors } from './search/life-page.tsx'

export const cataloguePaths = {
  search: '/tim',
  procedure: (code: string) => `/thu-tuc/${code}`,
  file: (code: string) => `/nop/${code}`,
  emptyDeclaration: (code: string) => `/thu-tuc/${code}/to-khai-trong.pdf`,
  points: '/diem-phuc-vu',
  book: (code: string) => `/dat-lich/${code}`,
  importReport: '/nap-du-lieu',
} as const

export type HomePageProps = {
  procedures: readonly Procedure[]
  events: readonly LifeEvent[]
  status: HomeStatus
  /** How much waits for the person who has signed in; undefined for everybody else. */
  tasks?: number | undefined
}

/** Mock 01. Only what is true: no figures until they are measured, only doors that lead somewhere. */
export function HomePage({ procedures, events, status, tasks }: HomePageProps) {
  const t = publicWording(useLang())
  return (
    <CitizenPage title={t.homeTitle} wide>
      <div class="hero">
        <div class="col">
          <h1>{t.ask}</h1>
          <p class="lead">{t.askMore}</p>
          <ProcedureSearch />
        </div>
        <img src={assetUrl('pho.svg')} alt="" width={1202} height={160} />
      </div>
      <div class="wrap">
        <section
          class={tasks === undefined ? 'grid two three mt5' : 'grid two mt5'}
          aria-label={t.often}
        >
          {tasks === undefined ? null : (
            <TileLink href={paths.mine} icon="user" title={t.mine} more={t.mineMore(tasks)} />
          )}
          <TileLink href={paths.track} icon="file" title={t.track} more={t.trackMore} />
          <TileLink href={cataloguePaths.points} icon="pin" title={t.points} more={t.pointsMore} />
          <TileLink href={paths.verify} icon="shield" title={t.verify} more={t.verifyMore} />
        </section>
        <HomeNotes status={status} />
        <section>
          <h2>{t.life}</h2>
          <LifeDoors events={events} />
        </section>
        <Published
          title={t.ready}
          procedures={procedures.filter(({ filing }) => filing === 'open')}
        />
        <Published
          title={t.prepared}
          procedures={procedures.filter(({ filing }) => filing === 'prepare')}
        />
        <Published
          title={t.guided}
          procedures={procedures.filter(({ filing }) => filing === 'guideOnly')}
        />
      </div>
    </CitizenPage>
  )
}

export function ProcedureSearch({ typed }: { typed?: string }) {
  const t = publicWording(useLang())
  return (
    <Search
      action={cataloguePaths.search}
      label={t.searchLabel}
      button={t.searchButton}
      placeholder={t.example}
      value={typed ?? ''}
    />
  )
}

function Published(props: { title: string; procedures: readonly Procedure[] }) {
  if (props.procedures.length === 0) return null
  return (
    <section>
      <h2>{props.title}</h2>
      <Rows>
        {props.procedures.map((procedure) => (
          <PublishedRow procedure={procedure} />
        ))}
      </Rows>
    </section>
  )
}

function PublishedRow({ procedure }: { procedure: Procedure }) {
  const lang = useLang()
  return (
    <LinkRow
      href={cataloguePaths.procedure(procedure.code)}
      title={procedure.shortName[lang]}
      more={
        <>
          <span class="num">{procedure.code}</span> · {showLimit(ordinaryCase(procedure), lang)}
        </>
      }
    />
  )
}
