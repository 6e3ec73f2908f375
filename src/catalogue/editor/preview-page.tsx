import type { ComponentChildren } from 'preact'
import type { StaffActor } from '../../office/actor.ts'
import { Note } from '../../ui/blocks.tsx'
import { PageFactsProvider, usePage } from '../../ui/page-context.ts'
import { Tabs } from '../../ui/tables.tsx'
import { Icon } from '../../ui/icons.tsx'
import type { Package } from './package.ts'
import { editorPaths } from './paths.ts'
import { DraftPage } from './shell.tsx'

export type PreviewTab = { key: string; title: string; href: string }

/** The draft as a citizen will see it, on a telephone beside the rail, or on a page of its own. */
export function PreviewPage(props: {
  me: StaffActor
  pack: Package
  tabs: readonly PreviewTab[]
  /** Undefined: the draft cannot be shown yet. */
  shown: PreviewTab | undefined
}) {
  const { pack, shown } = props
  return (
    <DraftPage me={props.me} pack={pack} title="Xem như người dân" here="xem-truoc">
      {shown === undefined ? (
        <Note tone="warn">
          <p>
            Bản thảo còn ô chưa đọc được nên chưa xem trước được.{' '}
            <a href={editorPaths.check(pack.id)}>Xem các lỗi</a>
          </p>
        </Note>
      ) : (
        <>
          <Tabs
            label="Các trang xem trước"
            tabs={props.tabs.map(({ key, title }) => ({
              href: `${editorPaths.preview(pack.id)}?trang=${encodeURIComponent(key)}`,
              label: title,
              current: key === shown.key,
            }))}
          />
          <p>
            <a href={shown.href} target="_blank" rel="noopener">
              <Icon name="share" />
              Mở cả trang “{shown.title}”
            </a>
          </p>
          <iframe class="phone" src={shown.href} title={`Xem trước: ${shown.title}`} />
        </>
      )}
    </DraftPage>
  )
}

/** Whatever is shown inside says that it is no law yet. */
export function AsPreview({ children }: { children: ComponentChildren }) {
  const page = usePage()
  const notice = 'Bản xem trước của người biên tập: chưa ban hành, không nộp được hồ sơ.'
  return <PageFactsProvider value={{ ...page, viewer: null, notice }}>{children}</PageFactsProvider>
}
