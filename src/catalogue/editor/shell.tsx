import type { ComponentChildren } from 'preact'
import { showMoment } from '../../lib/time.ts'
import type { Problem } from '../../lib/problem.ts'
import type { StaffActor } from '../../office/actor.ts'
import { WorkPage } from '../../office/work-page.tsx'
import { Note } from '../../ui/blocks.tsx'
import { ErrorSummary } from '../../ui/fields.tsx'
import { Icon } from '../../ui/icons.tsx'
import type { Fault } from './fault.ts'
import { nameOfProcedure, type Package } from './package.ts'
import { editorPaths } from './paths.ts'
import { sectionOfFault } from './section-faults.ts'
import { FORM, TESTS } from './sections.ts'

/** The frame of the editors' pages. */
export function EditorPage(props: {
  me: StaffActor
  title: string
  problems?: readonly Problem[]
  fragments?: boolean
  children: ComponentChildren
}) {
  const { problems = [], ...page } = props
  return (
    <WorkPage {...page} current={editorPaths.list} hasErrors={problems.length > 0}>
      <ErrorSummary problems={problems} />
      {props.children}
    </WorkPage>
  )
}

export type DraftPageProps = {
  me: StaffActor
  pack: Package
  /** What this page is about: 'Phí, lệ phí', 'Kiểm tra'. */
  title: string
  /** The slug of the rail that this page belongs to. */
  here: string
  problems?: readonly Problem[]
  fragments?: boolean
  /** "Đã lưu." after an act. */
  done?: string | undefined
  children: ComponentChildren
}

/** A page of one draft: what it is, its rail of sections with their faults, and the page itself. */
export function DraftPage(props: DraftPageProps) {
  const { pack, me } = props
  return (
    <EditorPage
      me={me}
      title={`${props.title}: ${nameOf(pack)}`}
      {...(props.problems ? { problems: props.problems } : {})}
      {...(props.fragments ? { fragments: true } : {})}
    >
      <Head pack={pack} title={props.title} />
      {props.done === undefined ? null : (
        <Note tone="ok">
          <p role="status">{props.done}</p>
        </Note>
      )}
      <div class="edit">
        <Rail pack={pack} here={props.here} />
        <div class="edit__main">{props.children}</div>
      </div>
    </EditorPage>
  )
}

/** The name of the procedure, or its code while it has none. */
export function nameOf(pack: Package): string {
  return nameOfProcedure(pack) || pack.code
}

export const stateWords = {
  draft: 'Đang soạn',
  checked: 'Chờ ban hành',
  released: 'Đã ban hành',
  discarded: 'Đã bỏ',
} as const

function Head({ pack, title }: { pack: Package; title: string }) {
  const { procedure } = pack
  return (
    <>
      <div class="head head--tight">
        <a href={editorPaths.list} class="meta">
          <Icon name="prev" />
          Bản thảo
        </a>
      </div>
      <div class="head head--tight">
        <h1>{title}</h1>
        <StateTag state={procedure.state} />
      </div>
      <p class="meta">
        {nameOf(pack)} · <span class="code">{pack.code}</span> · phiên bản {pack.version} · soạn:{' '}
        {procedure.createdByName} · sửa gần nhất: {procedure.editedByName},{' '}
        {showMoment(procedure.editedAt)}
      </p>
    </>
  )
}

export function StateTag({ state }: { state: keyof typeof stateWords }) {
  const tone = { draft: '4', checked: '5', released: '9', discarded: '8' }[state]
  const icon = ({ draft: 'edit', checked: 'clock', released: 'done', discarded: 'close' } as const)[
    state
  ]
  return (
    <span class={`tag tag--${tone}`}>
      <Icon name={icon} />
      {stateWords[state]}
    </span>
  )
}

type RailLink = { slug: string; title: string; href: string; faults: number; isInner?: boolean }

function Rail({ pack, here }: { pack: Package; here: string }) {
  const { id, faults, sections } = pack
  const count = (slug: string) =>
    faults.filter((fault) => sectionOfFault(pack, fault) === slug).length
  const links: RailLink[] = sections.map(({ slug, title }) => ({
    slug,
    title,
    href: editorPaths.section(id, slug),
    faults: count(slug),
    isInner: slug.startsWith(`${FORM}-`),
  }))
  const tests = {
    slug: TESTS,
    title: 'Thử nghiệm',
    href: editorPaths.tests(id),
    faults: count(TESTS),
  }
  const acts: RailLink[] = [
    {
      slug: 'kiem-tra',
      title: 'Kiểm tra và chuyển',
      href: editorPaths.check(id),
      faults: faults.length,
    },
    { slug: 'xem-truoc', title: 'Xem như người dân', href: editorPaths.preview(id), faults: 0 },
    {
      slug: 'thay-doi',
      title: 'So với bản đang áp dụng',
      href: editorPaths.changes(id),
      faults: 0,
    },
    { slug: 'ban-hanh', title: 'Ban hành', href: editorPaths.release(id), faults: 0 },
    { slug: 'lich-su', title: 'Lịch sử', href: editorPaths.history(pack.code), faults: 0 },
  ]
  return (
    <nav class="rail" aria-label="Các phần của bản thảo">
      <RailList links={[...links, tests]} here={here} />
      <RailList links={acts} here={here} />
    </nav>
  )
}

function RailList({ links, here }: { links: readonly RailLink[]; here: string }) {
  return (
    <ul>
      {links.map(({ slug, title, href, faults, isInner }) => (
        <li class={isInner ? 'rail__inner' : undefined}>
          <a href={href} aria-current={slug === here ? 'page' : undefined}>
            <span>{title}</span>
            {faults > 0 ? (
              <span class="count count--bad">
                {faults}
                <span class="vh"> lỗi</span>
              </span>
            ) : null}
          </a>
        </li>
      ))}
    </ul>
  )
}

export function FaultText({ fault }: { fault: Pick<Fault, 'message' | 'lang'> }) {
  return <span lang={fault.lang}>{fault.message}</span>
}
