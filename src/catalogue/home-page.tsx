import { assetUrl } from '../ui/assets.ts'
import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import { paths } from '../ui/paths.ts'
import { Doors, LinkRow, Rows, Search, TileLink, type Door } from '../ui/rows.tsx'
import type { Procedure } from './procedure.ts'
import { showLimit } from './limit-lines.ts'
import { ordinaryCase } from './needs.ts'
import { publicWording } from './public-wording.ts'

export const cataloguePaths = {
  search: '/tim',
  procedure: (code: string) => `/thu-tuc/${code}`,
  file: (code: string) => `/nop/${code}`,
  points: '/diem-phuc-vu',
  importReport: '/nap-du-lieu',
} as const

/** Mock 01. Only what is true: no figures until they are measured, only doors that lead somewhere. */
export function HomePage({ procedures }: { procedures: readonly Procedure[] }) {
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
        <section class="grid two three mt5" aria-label={t.often}>
          <TileLink href={paths.track} icon="file" title={t.track} more={t.trackMore} />
          <TileLink href={cataloguePaths.points} icon="pin" title={t.points} more={t.pointsMore} />
          <TileLink href={paths.verify} icon="shield" title={t.verify} more={t.verifyMore} />
        </section>
        <section>
          <h2>{t.life}</h2>
          <Doors doors={lifeEvents(t)} />
        </section>
        <Published
          title={t.ready}
          procedures={procedures.filter(({ filing }) => filing === 'open')}
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

function lifeEvents(t: ReturnType<typeof publicWording>): Door[] {
  const to = (words: string) => `${cataloguePaths.search}?q=${encodeURIComponent(words)}`
  return [
    { icon: 'baby', title: t.life1, more: t.life1More, href: to('khai sinh') },
    { icon: 'rings', title: t.life2, more: t.life2More, href: to('kết hôn') },
    { icon: 'house', title: t.life3, more: t.life3More, href: to('xây nhà') },
    { icon: 'pin', title: t.life4, more: t.life4More, href: to('thường trú') },
    { icon: 'bike', title: t.life5, more: t.life5More, href: to('bằng lái') },
    { icon: 'shop', title: t.life6, more: t.life6More, href: to('mở cửa hàng') },
    { icon: 'stamp', title: t.life7, more: t.life7More, href: to('chứng thực') },
    { icon: 'lotus', title: t.life8, more: t.life8More, href: to('khai tử') },
  ]
}
