import type { Problem } from '../../lib/problem.ts'
import { showDay, showDue, toLocalMinute, type Day, type LocalMinute } from '../../lib/time.ts'
import type { StaffActor } from '../../office/actor.ts'
import { WorkPage } from '../../office/work-page.tsx'
import { KeyValues, Note, Panel } from '../../ui/blocks.tsx'
import { Actions, Button } from '../../ui/buttons.tsx'
import { ErrorSummary, problemOf } from '../../ui/fields.tsx'
import { TextInput } from '../../ui/inputs.tsx'
import { PostForm } from '../../ui/keys.tsx'
import { DataTable, type Column } from '../../ui/tables.tsx'
import { BackTo } from '../shell.tsx'
import type { DecisionRow, MoveRow, Outcomes } from './decision-store.ts'
import { CLOCKS } from './draft-page.tsx'
import { DecisionTag } from './list-page.tsx'
import { lawPath, LAWS_PATH } from './paths.ts'
import type { Preview, PreviewLine } from './preview.ts'

export type LawDecisionPageProps = {
  me: StaffActor
  row: DecisionRow
  /** Before it is released. */
  preview: Preview | null
  outcomes: Outcomes
  lines: readonly MoveRow[]
  needsCode: boolean
  problems?: readonly Problem[]
  idempotencyKey?: string
}

/** What the decision says, what it would do or has done to each dossier, and the act of the second person. */
export function LawDecisionPage(props: LawDecisionPageProps) {
  const { me, row, preview, problems = [] } = props
  const title = `Quyết định ${row.body.number}`
  return (
    <WorkPage me={me} title={title} current={LAWS_PATH} hasErrors={problems.length > 0}>
      <ErrorSummary problems={problems} />
      <BackTo href={LAWS_PATH}>Chuyển luật</BackTo>
      <div class="head">
        <h1>{title}</h1>
        <DecisionTag row={row} />
      </div>
      <Panel title="Văn bản">
        <KeyValues pairs={pairsOf(row)} />
      </Panel>
      {preview === null ? null : <PreviewPanel preview={preview} />}
      {row.releasedAt === null ? null : <Results {...props} />}
      {row.releasedAt === null && row.droppedAt === null ? <Acts {...props} /> : null}
    </WorkPage>
  )
}

function pairsOf(row: DecisionRow) {
  const { body } = row
  const { filedFrom, filedTo, codes } = body.dossiers
  const days = (from: string | undefined, to: string | undefined): string =>
    [from && `từ ${showDay(from as Day)}`, to && `đến ${showDay(to as Day)}`]
      .filter(Boolean)
      .join(' ')
  return [
    { label: 'Ngày ký', value: showDay(body.signedOn as Day) },
    { label: 'Có hiệu lực từ', value: showDay(body.effectOn as Day) },
    { label: 'Căn cứ', value: body.legalBasis },
    { label: 'Lý do', value: body.reason },
    ...body.moves.map(({ procedure, from, to, clock }) => ({
      label: 'Thủ tục',
      value: `${procedure}, phiên bản ${from} → ${to}. ${CLOCKS.find(({ value }) => value === clock)?.label ?? ''}.`,
    })),
    { label: 'Hồ sơ nộp', value: days(filedFrom, filedTo) || 'mọi ngày' },
    ...(codes ? [{ label: 'Chỉ những mã', value: codes.join(', ') }] : []),
    { label: 'Người soạn', value: row.draftedByName },
    ...(row.releasedByName ? [{ label: 'Người ban hành', value: row.releasedByName }] : []),
    { label: 'SHA-256', value: <span class="code hash">{row.sha256}</span> },
  ]
}

function PreviewPanel({ preview }: { preview: Preview }) {
  const { total, counts, lines } = preview
  return (
    <Panel title="Xem trước">
      <p>
        {total} hồ sơ đang mở. Sẽ chuyển {counts.moves}: sớm hơn {counts.earlier}, muộn hơn{' '}
        {counts.later}. Giữ nguyên {counts.stays}.
      </p>
      {counts.atOnce > 0 ? (
        <Note tone="warn">
          <p>
            <b>{counts.atOnce} hồ sơ đến hạn ngay</b> vì đã dùng hết thời hạn mới. Hãy cân nhắc cách
            tính lại từ đầu.
          </p>
        </Note>
      ) : null}
      {lines.length < total ? <p class="meta">Bảng chỉ kể {lines.length} hồ sơ đầu.</p> : null}
      <DataTable
        caption="Xem trước từng hồ sơ"
        columns={PREVIEW}
        rows={lines}
        empty="Không có hồ sơ nào."
      />
    </Panel>
  )
}

const due = (minute: LocalMinute | null): string => (minute === null ? 'chưa có' : showDue(minute))

const PREVIEW: readonly Column<PreviewLine>[] = [
  { title: 'Mã hồ sơ', heading: true, cell: ({ code }) => <span class="code">{code}</span> },
  {
    title: 'Hẹn trả bây giờ',
    cell: ({ outlook }) => (outlook.will === 'move' ? due(outlook.dueBefore) : ''),
  },
  {
    title: 'Hẹn trả sau đó',
    cell: ({ outlook }) =>
      outlook.will === 'move'
        ? `${due(outlook.dueAfter)}${outlook.isAtOnce ? ' (đến hạn ngay)' : ''}`
        : '',
  },
  {
    title: 'Ghi chú',
    cell: ({ outlook }) => (outlook.will === 'stay' ? outlook.refusal.message : 'Sẽ chuyển'),
  },
]

const at = (date: Date | null): string => (date === null ? 'chưa có' : showDue(toLocalMinute(date)))

const OUTCOMES = {
  planned: 'Đang chờ',
  moved: 'Đã chuyển',
  refused: 'Giữ nguyên',
  failed: 'Lỗi',
} as const

const RESULTS: readonly Column<MoveRow>[] = [
  { title: 'Mã hồ sơ', heading: true, cell: ({ code }) => <span class="code">{code}</span> },
  { title: 'Kết quả', cell: ({ outcome }) => OUTCOMES[outcome] },
  { title: 'Phiên bản', cell: ({ from, to }) => `${from} → ${to}` },
  { title: 'Hẹn trả trước', cell: ({ dueBefore }) => at(dueBefore) },
  { title: 'Hẹn trả sau', cell: ({ dueAfter }) => at(dueAfter) },
  { title: 'Ghi chú', cell: ({ words }) => words ?? '' },
]

function Results({ row, outcomes, lines }: LawDecisionPageProps) {
  return (
    <Panel title="Kết quả từng hồ sơ">
      <p role="status">
        Đã chuyển {outcomes.moved}, giữ nguyên {outcomes.refused}, lỗi {outcomes.failed}, đang chờ{' '}
        {outcomes.planned}.
        {row.plannedAt === null
          ? ` Bắt đầu thực hiện từ ngày ${showDay(row.body.effectOn as Day)}.`
          : ''}
      </p>
      <DataTable
        caption="Kết quả từng hồ sơ"
        columns={RESULTS}
        rows={lines}
        empty="Chưa có hồ sơ nào."
      />
    </Panel>
  )
}

function Acts({ me, row, needsCode, problems, idempotencyKey }: LawDecisionPageProps) {
  return (
    <Panel title="Ban hành">
      {me.personId === row.draftedBy ? (
        <Note>
          <p>Ông/bà đã soạn quyết định này. Một người kiểm soát khác của cơ quan ban hành.</p>
        </Note>
      ) : (
        <PostForm
          action={lawPath(row.id, 'ban-hanh')}
          main
          label="Ban hành"
          idempotencyKey={idempotencyKey}
        >
          <input type="hidden" name="_seen" value={row.sha256} />
          {needsCode ? (
            <TextInput
              name="code"
              label="Mã xác thực 6 số"
              hint="Nhập mã đang hiện trên điện thoại; ban hành cũng như ký."
              inputmode="numeric"
              autocomplete="one-time-code"
              maxlength={7}
              size={12}
              error={problemOf(problems, 'code')}
            />
          ) : null}
          <Actions>
            <Button icon="stamp">Ban hành và chuyển hồ sơ</Button>
          </Actions>
        </PostForm>
      )}
      <PostForm action={lawPath(row.id, 'bo')} label="Bỏ quyết định">
        <Button look="refuse">Bỏ quyết định này</Button>
      </PostForm>
    </Panel>
  )
}
