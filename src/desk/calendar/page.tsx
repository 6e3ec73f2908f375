import type { CalendarDocument, SpecialDay } from '../../calendar/document.ts'
import { shiftWords, type Move, type OfficeMoves } from '../../dossier/clocks/calendar-moves.ts'
import type { Problem } from '../../lib/problem.ts'
import { showDay, showDue, showWeekday } from '../../lib/time.ts'
import type { StaffActor } from '../../office/actor.ts'
import { WorkPage } from '../../office/work-page.tsx'
import { Note, Panel } from '../../ui/blocks.tsx'
import { Button } from '../../ui/buttons.tsx'
import { ErrorSummary, problemOf } from '../../ui/fields.tsx'
import { Select, TextArea, TextInput } from '../../ui/inputs.tsx'
import { PostForm } from '../../ui/keys.tsx'
import { DataTable, Dock, type Column } from '../../ui/tables.tsx'
import { DAY_KIND_NAMES, OFFERED, type CalendarTyped } from './form.ts'

export const CALENDAR_PATH = '/bien-tap/lich'

export type CalendarPreview = {
  version: number
  open: number
  moves: readonly Move[]
  offices: readonly (OfficeMoves & { name: string })[]
  finals: number
  /** Those that cannot be counted on the new calendar. */
  refused: readonly { code: string; refused: string }[]
}

export type CalendarPageProps = {
  me: StaffActor
  document: CalendarDocument
  daysLeft: number
  isRunningOut: boolean
  /** From this year on. */
  days: readonly SpecialDay[]
  typed: CalendarTyped
  preview?: CalendarPreview
  problems?: readonly Problem[]
  idempotencyKey?: string | undefined
}

/** D4: the working calendar, and what another version of it would move before anybody releases it. */
export function CalendarPage(props: CalendarPageProps) {
  const { me, document, problems = [], preview } = props
  return (
    <WorkPage me={me} title="Lịch làm việc" current={CALENDAR_PATH} hasErrors={problems.length > 0}>
      <ErrorSummary problems={problems} />
      <div class="head">
        <h1>Lịch làm việc</h1>
        <span class="meta">
          Phiên bản {document.version}, công bố đến {showDay(document.validTo)}, còn{' '}
          {props.daysLeft} ngày
        </span>
      </div>
      {props.isRunningOut ? (
        <Note tone="warn">
          <p>Lịch sắp hết. Ngày hẹn trả của năm sau chỉ là tạm tính cho đến khi có lịch mới.</p>
        </Note>
      ) : null}
      {preview ? <Preview preview={preview} officeName={me.officeName} /> : null}
      {preview ? <Moves moves={preview.moves} /> : null}
      <Draw {...props} />
      <Days days={props.days} />
      <Dock>
        <Button form="calendar" keys="Ctrl ↵">
          Xem trước thời hạn sẽ đổi
        </Button>
        <Button form="calendar" look="second" name="act" value="file">
          Tải tệp lịch mới
        </Button>
      </Dock>
    </WorkPage>
  )
}

function Draw({ typed, problems, idempotencyKey }: CalendarPageProps) {
  return (
    <PostForm
      action={CALENDAR_PATH}
      id="calendar"
      main
      label="Soạn phiên bản lịch mới"
      idempotencyKey={idempotencyKey}
    >
      <Panel title="Soạn phiên bản mới">
        <p>
          Trang này chỉ xem trước. Người vận hành công bố tệp lịch và tính lại thời hạn bằng lệnh{' '}
          <span class="code">motcua calendar apply</span>, nên luôn có hai người.
        </p>
        <TextInput
          name="on"
          label="Thêm ngày"
          hint="Ngày/tháng/năm"
          inputmode="numeric"
          size={12}
          value={typed.on}
          error={problemOf(problems, 'on')}
        />
        <Select
          name="kind"
          label="Loại ngày"
          options={OFFERED.map((kind) => ({ value: kind, label: DAY_KIND_NAMES[kind] }))}
          value={typed.kind}
          error={problemOf(problems, 'kind')}
        />
        <TextInput
          name="name"
          label="Tên ngày"
          value={typed.name}
          maxlength={200}
          error={problemOf(problems, 'name')}
        />
        <TextInput
          name="legalBasis"
          label="Văn bản"
          hint="Số văn bản cho nghỉ hoặc hoán đổi"
          value={typed.legalBasis}
          maxlength={300}
          error={problemOf(problems, 'legalBasis')}
        />
        <TextInput
          name="swappedWith"
          label="Làm bù ngày"
          hint="Chỉ với nghỉ hoán đổi: ngày thứ Bảy làm bù"
          inputmode="numeric"
          size={12}
          value={typed.swappedWith}
          error={problemOf(problems, 'swappedWith')}
        />
        <TextArea
          name="document"
          label="Hoặc dán cả tệp lịch"
          hint="Khi công bố năm mới hoặc đổi giờ làm việc. Nội dung dán vào được dùng thay cho ngày ở trên."
          value={typed.document}
          rows={4}
          error={problemOf(problems, 'document')}
        />
      </Panel>
    </PostForm>
  )
}

/** So many rows are shown; the command lists them all. */
export const SHOWN_MOVES = 200

function Preview({ preview, officeName }: { preview: CalendarPreview; officeName: string }) {
  const { moves, offices, open, finals } = preview
  const others = moves.filter(({ isOtherDay }) => isOtherDay).length
  return (
    <Panel title={`Nếu công bố phiên bản ${preview.version}`}>
      <p>
        Trong phạm vi {officeName}: {open} hồ sơ đang có thời hạn. {moves.length} hồ sơ được tính
        lại, trong đó {others} hồ sơ đổi ngày hẹn và {finals} hồ sơ hết tạm tính. Người nộp được báo
        khi ngày hẹn đổi.
      </p>
      {preview.refused.map(({ code, refused }) => (
        <Note tone="warn">
          <p>
            <span class="code">{code}</span>: không tính lại được. {refused}
          </p>
        </Note>
      ))}
      <DataTable
        caption="Số hồ sơ đổi ngày hẹn theo cơ quan"
        columns={officeColumns}
        rows={offices}
        empty={<>Không hồ sơ nào đổi ngày hẹn.</>}
      />
    </Panel>
  )
}

function Moves({ moves }: { moves: readonly Move[] }) {
  if (moves.length === 0) return null
  return (
    <Panel title="Hồ sơ được tính lại">
      <DataTable
        caption="Hồ sơ được tính lại, đang hẹn và sẽ hẹn"
        columns={moveColumns}
        rows={moves.slice(0, SHOWN_MOVES)}
        empty=""
      />
      {moves.length > SHOWN_MOVES ? <p>Còn {moves.length - SHOWN_MOVES} hồ sơ nữa.</p> : null}
    </Panel>
  )
}

const officeColumns: Column<CalendarPreview['offices'][number]>[] = [
  { title: 'Cơ quan', heading: true, cell: ({ name }) => name },
  { title: 'Hồ sơ', cell: ({ count }) => count },
  { title: 'Ít nhất', cell: ({ earliest }) => shiftWords(earliest) },
  { title: 'Nhiều nhất', cell: ({ latest }) => shiftWords(latest) },
]

const moveColumns: Column<Move>[] = [
  { title: 'Hồ sơ', heading: true, cell: ({ code }) => <span class="code">{code}</span> },
  { title: 'Đang hẹn', cell: ({ from }) => showDue(from) },
  { title: 'Sẽ hẹn', cell: ({ to }) => showDue(to) },
  {
    title: 'Ghi chú',
    cell: ({ isPaused, becomesFinal, legs }) =>
      [
        isPaused ? 'đang tạm dừng' : '',
        becomesFinal ? 'hết tạm tính' : '',
        legs.length > 0 ? `${legs.length} chặng liên thông` : '',
      ]
        .filter((words) => words !== '')
        .join('; '),
  },
]

function Days({ days }: { days: readonly SpecialDay[] }) {
  return (
    <Panel title="Ngày nghỉ và ngày làm bù đã công bố">
      <DataTable
        caption="Ngày nghỉ và ngày làm bù, từ năm nay"
        columns={dayColumns}
        rows={days}
        empty={<>Chưa có ngày nào được công bố.</>}
      />
    </Panel>
  )
}

const dayColumns: Column<SpecialDay>[] = [
  { title: 'Ngày', heading: true, cell: ({ on }) => `${showWeekday(on)}, ${showDay(on)}` },
  { title: 'Loại', cell: ({ kind }) => DAY_KIND_NAMES[kind] },
  { title: 'Tên', cell: ({ name }) => name },
  { title: 'Văn bản', cell: ({ legalBasis }) => legalBasis },
]
