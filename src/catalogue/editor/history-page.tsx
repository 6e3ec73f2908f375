import { showDay, showMoment, type Day } from '../../lib/time.ts'
import type { StaffActor } from '../../office/actor.ts'
import { Note, Panel } from '../../ui/blocks.tsx'
import { BackLink } from '../../ui/buttons.tsx'
import { DataTable, type Column } from '../../ui/tables.tsx'
import type { PublishedVersion } from '../law.ts'
import type { Span } from '../publication/in-force.ts'
import type { ActName, LoggedEvent } from '../publication/store.ts'
import { documentWords } from './changes-page.tsx'
import { documentNames } from './document-schemas.ts'
import { editorPaths } from './paths.ts'
import { EditorPage } from './shell.tsx'

export type HistoryPageProps = {
  me: StaffActor
  code: string
  name: string
  versions: readonly PublishedVersion[]
  spans: readonly Span<PublishedVersion>[]
  events: readonly LoggedEvent[]
  today: Day
  done?: string | undefined
}

/** Which version applied when, and who did what to the documents of this code. */
export function HistoryPage(props: HistoryPageProps) {
  return (
    <EditorPage me={props.me} title={`Lịch sử: ${props.name}`}>
      <BackLink href={editorPaths.list}>Bản thảo</BackLink>
      <div class="head head--tight">
        <h1>Lịch sử công bố</h1>
      </div>
      <p class="meta">
        {props.name} · <span class="code">{props.code}</span>
      </p>
      {props.done === undefined ? null : (
        <Note tone="ok">
          <p role="status">{props.done}</p>
        </Note>
      )}
      <Panel title="Các phiên bản">
        <DataTable
          caption="Các phiên bản"
          columns={versionColumns(props)}
          rows={props.versions.toReversed()}
          empty="Chưa có phiên bản nào được công bố."
        />
      </Panel>
      <Panel title="Các việc đã làm">
        <DataTable
          caption="Các việc đã làm"
          columns={eventColumns}
          rows={props.events}
          empty="Chưa có việc nào được ghi."
        />
      </Panel>
    </EditorPage>
  )
}

function versionColumns({ spans, today, code }: HistoryPageProps): Column<PublishedVersion>[] {
  const spanOf = (version: PublishedVersion) =>
    spans.find(({ of }) => of.version === version.version)
  return [
    { title: 'Phiên bản', heading: true, cell: ({ version }) => version },
    { title: 'Quyết định', cell: ({ procedure }) => procedure.decision.value },
    { title: 'Áp dụng', cell: (version) => spanWords(spanOf(version), version) },
    {
      title: 'Ban hành ở đây',
      cell: ({ postedAt }) => (postedAt === null ? 'nhập từ tệp' : showMoment(postedAt)),
    },
    {
      title: 'Việc',
      cell: (version) => {
        const span = spanOf(version)
        const isOver = span === undefined || (span.to !== null && span.to < today)
        return version.withdrawnOn !== null || isOver ? null : (
          <a href={editorPaths.withdraw(code, version.version)}>
            Ngừng áp dụng<span class="vh"> phiên bản {version.version}</span>
          </a>
        )
      },
    },
  ]
}

function spanWords(span: Span<PublishedVersion> | undefined, version: PublishedVersion) {
  const { withdrawal, withdrawnOn } = version
  const days = span
    ? `từ ${showDay(span.from)}${span.to === null ? '' : ` đến ${showDay(span.to)}`}`
    : 'không ngày nào'
  return (
    <>
      {days}
      {withdrawal && withdrawnOn ? (
        <small>
          Ngừng từ {showDay(withdrawnOn)}: {withdrawal.reason} ({withdrawal.legalBasis})
        </small>
      ) : null}
    </>
  )
}

const actWords: Readonly<Record<ActName, string>> = {
  create: 'soạn',
  edit: 'sửa',
  check: 'kiểm tra',
  release: 'ban hành',
  withdraw: 'ngừng áp dụng',
  discard: 'bỏ bản thảo',
  import: 'nhập từ tệp',
}

const eventColumns: Column<LoggedEvent>[] = [
  { title: 'Lúc', heading: true, cell: ({ at }) => showMoment(at) },
  { title: 'Việc', cell: ({ act }) => actWords[act] },
  {
    title: 'Văn bản',
    cell: ({ kind, version }) => {
      const name = documentNames.find((each) => each === kind)
      return `${name ? documentWords[name] : kind}, phiên bản ${version}`
    },
  },
  { title: 'Ai', cell: ({ who }) => who ?? 'hệ thống' },
  {
    title: 'Thêm',
    cell: ({ body }) =>
      typeof body['sha256'] === 'string' ? (
        <span class="code">SHA-256 {body['sha256'].slice(0, 12)}…</span>
      ) : null,
  },
]
