import { showDay } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import { showNumber } from '../result/kinds.ts'
import { Note } from '../ui/blocks.tsx'
import { Tag } from '../ui/status.tsx'
import { DataTable, Pager, Tabs, type Column } from '../ui/tables.tsx'
import type { BookEntry, BookSummary } from './book-store.ts'
import { BOOK_PATH, ClerkTabs } from './clerk-tabs.tsx'
import { DeskPage, sealPath } from './shell.tsx'

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
