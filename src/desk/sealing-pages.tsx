import { showDay, showMoment } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import { showNumber } from '../result/kinds.ts'
import { KeyValues, Note, Panel } from '../ui/blocks.tsx'
import { Button, ButtonLink } from '../ui/buttons.tsx'
import { Icon } from '../ui/icons.tsx'
import { PostForm } from '../ui/keys.tsx'
import { Tag } from '../ui/status.tsx'
import { DataTable, Dock, Pager, Tabs, type Column } from '../ui/tables.tsx'
import type { BookEntry, BookSummary } from './book-store.ts'
import { paperTitle } from './dossier-tabs.tsx'
import type { DossierView } from './dossier-view.ts'
import { MANNERS } from './happenings.ts'
import { afterText, type QueueLine } from './queue.ts'
import { BackTo, casePath, DeskPage, PaperView, sealPath } from './shell.tsx'
import type { SignatureCheck } from './signature-check.ts'
import { DueOf } from './signing-list-page.tsx'

export const BOOK_PATH = '/van-thu/so'

function ClerkTabs({ current, count }: { current: 'queue' | 'book'; count?: number }) {
  const queue = { href: '/van-thu', label: 'Chờ cấp số', current: current === 'queue' }
  return (
    <Tabs
      label="Văn thư"
      tabs={[
        count === undefined ? queue : { ...queue, count },
        { href: BOOK_PATH, label: 'Sổ văn bản', current: current === 'book' },
      ]}
    />
  )
}

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
  const title = `${opened.procedure.shortName.vi}: ${opened.row.owner_name}`
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
      {done === undefined ? null : (
        <Note tone="ok">
          <p>{done}</p>
        </Note>
      )}
      <div class="split">
        <div class="panel">
          {result === null ? (
            <div class="panel__b">
              <p class="meta">Hồ sơ chưa có văn bản.</p>
            </div>
          ) : (
            <PaperView
              id={opened.id}
              sha256={result.sealedHash ?? result.signedHash ?? result.documentHash}
              title={paperTitle(result)}
            />
          )}
        </div>
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

export type BookPageProps = {
  me: StaffActor
  books: readonly BookSummary[]
  chosen: BookSummary | undefined
  officeName: string
  entries: readonly BookEntry[]
  hasMore: boolean
}

export function bookHref({ officeId, book, year }: BookSummary, below?: number): string {
  const search = new URLSearchParams({
    'don-vi': String(officeId),
    so: book,
    nam: String(year),
    ...(below === undefined ? {} : { duoi: String(below) }),
  })
  return `${BOOK_PATH}?${search.toString()}`
}

/** V2: the book as the inspector wants it: every number once, none missing, voided ones with their reason. */
export function BookPage(props: BookPageProps) {
  const { me, books, chosen, entries } = props
  return (
    <DeskPage me={me} title="Sổ văn bản" current="/van-thu">
      <div class="head">
        <h1>Văn thư</h1>
      </div>
      <ClerkTabs current="book" />
      {chosen === undefined ? (
        <Note>
          <p>Chưa có sổ nào: sổ mở khi cấp số đầu tiên của năm.</p>
        </Note>
      ) : (
        <>
          {books.length < 2 ? null : <BookChoice books={books} chosen={chosen} />}
          <Gapless book={chosen} officeName={props.officeName} />
          <div class="panel">
            <DataTable
              caption={`Sổ ${chosen.book} năm ${chosen.year}`}
              columns={bookColumns(chosen)}
              rows={entries}
              empty="Sổ chưa có số nào."
            />
          </div>
          {props.hasMore ? <Pager nextHref={bookHref(chosen, entries.at(-1)!.number)} /> : null}
        </>
      )}
    </DeskPage>
  )
}

function BookChoice({ books, chosen }: { books: readonly BookSummary[]; chosen: BookSummary }) {
  return (
    <Tabs
      label="Chọn sổ"
      tabs={books.map((book) => ({
        href: bookHref(book),
        label: `${book.book} ${book.year}`,
        count: book.last,
        current: book === chosen,
      }))}
    />
  )
}

function Gapless({ book, officeName }: { book: BookSummary; officeName: string }) {
  const isGapless = book.kept === book.last
  return (
    <Note tone={isGapless ? 'ok' : 'bad'}>
      <p>
        <b>
          Sổ {book.book} năm {book.year}, {officeName}.
        </b>{' '}
        {isGapless
          ? `Số liền từ 1 đến ${book.last}, không thiếu, không trùng; ${book.voided} số đã hủy có ghi lý do.`
          : `Sổ ghi đến số ${book.last} nhưng chỉ có ${book.kept} số. Hãy báo quản trị hệ thống ngay.`}
      </p>
    </Note>
  )
}

function bookColumns(book: BookSummary): readonly Column<BookEntry>[] {
  return [
    {
      title: 'Số',
      heading: true,
      cell: ({ number }) => (
        <span class="num">{showNumber({ number, year: book.year, book: book.book })}</span>
      ),
    },
    { title: 'Ngày', cell: ({ reserved_on }) => showDay(reserved_on) },
    {
      title: 'Hồ sơ',
      cell: ({ dossier_id, code, owner_name }) =>
        dossier_id === null ? (
          <span class="meta">ngoài phạm vi của ông/bà</span>
        ) : (
          <>
            <a href={sealPath(dossier_id)}>{owner_name}</a>
            <small class="code">{code}</small>
          </>
        ),
    },
    { title: 'Tình trạng', cell: (entry) => <EntryState entry={entry} /> },
  ]
}

const VOID_REASONS: Readonly<Record<string, string>> = {
  refused: 'hồ sơ bị từ chối',
  withdrawalConfirmed: 'người dân rút hồ sơ',
  stopped: 'hồ sơ dừng xử lý',
}

function EntryState({ entry }: { entry: BookEntry }) {
  switch (entry.state) {
    case 'issued':
      return <Tag tone="done">Đã phát hành</Tag>
    case 'reserved':
      return <Tag tone="doing">Đã lấy số, đang đóng dấu</Tag>
    case 'voided':
      return (
        <>
          <Tag tone="bad">Đã hủy</Tag> {VOID_REASONS[entry.void_reason ?? ''] ?? entry.void_reason}
        </>
      )
  }
}
