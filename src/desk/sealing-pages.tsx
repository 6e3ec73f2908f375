import { titleOf } from '../counter/dossier-parts.tsx'
import { showDay, showMoment } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import { KeyValues, Panel } from '../ui/blocks.tsx'
import { Button, ButtonLink } from '../ui/buttons.tsx'
import { Icon } from '../ui/icons.tsx'
import { PostForm } from '../ui/keys.tsx'
import { DataTable, Dock, Pager, type Column } from '../ui/tables.tsx'
import { ClerkTabs } from './clerk-tabs.tsx'
import type { DossierView } from './dossier-view.ts'
import { MANNERS } from './happenings.ts'
import { afterText, type QueueLine } from './queue.ts'
import { DoneNote, PaperPanel } from './page-parts.tsx'
import { BackTo, casePath, DeskPage, sealPath } from './shell.tsx'
import type { SignatureCheck } from './signature-check.ts'
import { DueOf } from './signing-list-page.tsx'

export type SealingListProps = {
  me: StaffActor
  lines: readonly QueueLine[]
  count: number
  hasMore: boolean
}

/** V1: what the leader has signed and nobody has numbered yet. */
export function SealingListPage({ me, lines, count, hasMore }: SealingListProps) {
  return (
    <DeskPage
      me={me}
      title="Chờ cấp số, đóng dấu"
      current="/van-thu"
      counts={{ '/van-thu': count }}
    >
      <div class="head">
        <h1>Văn thư</h1>
        <span class="meta">{count} văn bản đã ký chờ cấp số, gần hạn nhất ở trên</span>
      </div>
      <ClerkTabs current="queue" count={count} />
      <div class="panel">
        <DataTable
          caption="Văn bản lãnh đạo đã ký, chờ cấp số và đóng dấu"
          columns={queueColumns}
          rows={lines}
          empty="Không có văn bản nào chờ cấp số."
        />
      </div>
      {hasMore ? <Pager nextHref={`/van-thu?sau=${afterText(lines.at(-1)!.place)}`} /> : null}
    </DeskPage>
  )
}

const queueColumns: readonly Column<QueueLine>[] = [
  { title: 'Hạn trả', cell: (line) => <DueOf line={line} /> },
  {
    title: 'Chủ hồ sơ',
    heading: true,
    cell: (line) => (
      <>
        <a href={sealPath(line.id)}>{line.ownerName}</a>
        <small class="code">{line.code}</small>
      </>
    ),
  },
  { title: 'Thủ tục', cell: ({ procedureName }) => procedureName },
  { title: 'Người ký', cell: ({ signer }) => signer },
  {
    title: 'Việc cần làm',
    cell: (line) => (
      <a class="btn btn--2 btn--s" href={sealPath(line.id)}>
        Kiểm tra, cấp số
        <span class="vh"> cho {line.ownerName}</span>
      </a>
    ),
  },
]

export type SealingPageProps = {
  view: DossierView
  check: SignatureCheck
  done?: string | undefined
}

/** V1–V3: the checks, the verb, and after it the sealed paper on its way to the counter. */
export function SealingPage({ view, check, done }: SealingPageProps) {
  const { opened, me } = view
  const { result } = opened.state
  const title = titleOf(opened)
  return (
    <DeskPage me={me} title={`Văn thư: ${title}`} current="/van-thu">
      <BackTo href="/van-thu">Chờ cấp số</BackTo>
      <div class="head">
        <h1>{title}</h1>
        <span class="meta">
          <span class="code">{opened.row.code}</span> ·{' '}
          <a href={casePath(opened.id)}>toàn bộ hồ sơ</a>
        </span>
      </div>
      <DoneNote done={done} />
      <div class="split">
        <PaperPanel id={opened.id} result={result} none="Hồ sơ chưa có văn bản." />
        <div>
          {result?.signedHash == null ? null : <CheckPanel check={check} />}
          {result?.number == null ? null : <IssuedPanel view={view} />}
        </div>
      </div>
      <SealingDock view={view} check={check} />
    </DeskPage>
  )
}

function CheckPanel({ check }: { check: SignatureCheck }) {
  const isGood = check.isGood || check.whole === 'valid'
  return (
    <Panel title="Kiểm tra trước khi cấp số">
      <p>
        <span class={isGood ? 'same' : 'differs'}>
          <Icon name={isGood ? 'check' : 'error'} />
        </span>
        {check.sentence}
      </p>
      <KeyValues
        pairs={check.signatures.flatMap((each) => [
          {
            label: each.role === 'leader' ? 'Người ký' : 'Con dấu',
            value: `${each.signer.title ? `${each.signer.title} ` : ''}${each.signer.name}`,
          },
          {
            label: 'Ký lúc',
            value: `${showMoment(each.signedAt)}${each.time === 'proven' ? ' (có dấu thời gian)' : ''}`,
          },
          ...(each.development
            ? [{ label: 'Chứng thư', value: 'Thử nghiệm, không có giá trị pháp lý' }]
            : []),
        ])}
      />
    </Panel>
  )
}

function IssuedPanel({ view }: { view: DossierView }) {
  const { result, offices } = view.opened.state
  const filed = view.opened.history.find((each) => each.kind === 'filed')
  const manner = filed === undefined ? null : MANNERS[filed.body.result.manner]
  return (
    <Panel title="Phát hành">
      <KeyValues
        pairs={[
          { label: 'Số', value: result?.number ?? '' },
          { label: 'Ngày', value: showDay((result?.on ?? '') as Parameters<typeof showDay>[0]) },
          { label: 'Người dân nhận', value: manner ?? 'chưa rõ' },
          {
            label: 'Nơi trả',
            value: view.opened.names.get(offices.returning) ?? 'Bộ phận một cửa',
          },
        ]}
      />
      <p>Văn bản đã chuyển sang bộ phận một cửa để trả kết quả.</p>
    </Panel>
  )
}

function SealingDock({ view, check }: { view: DossierView; check: SignatureCheck }) {
  const { id } = view.opened
  const maySeal = view.verbs.has('seal')
  return (
    <Dock note="Số lấy liền trong sổ của năm; đã cấp thì không dùng lại.">
      {maySeal && check.isGood ? (
        <PostForm action={sealPath(id, 'dong-dau')} label="Cấp số và đóng dấu" main>
          <Button icon="stamp" keys="Ctrl ↵">
            Cấp số và đóng dấu
          </Button>
        </PostForm>
      ) : null}
      {maySeal && !check.isGood ? (
        <span class="differs">
          <Icon name="lock" />
          Không cấp số được cho văn bản này
        </span>
      ) : null}
      <ButtonLink look="second" href="/van-thu" keys="N">
        Về danh sách
      </ButtonLink>
    </Dock>
  )
}
