/** A leader lets another leader of the office sign for a time, in writing (screens L4). */
import type { Problem } from '../../lib/problem.ts'
import { showDay, type Day } from '../../lib/time.ts'
import type { Staff } from '../../office/absence-store.ts'
import { periodWords } from '../../office/absence.ts'
import type { StaffActor } from '../../office/actor.ts'
import { PAPER_LETTERS } from '../../office/delegation.ts'
import type { DelegationRow } from '../../office/delegation-store.ts'
import { WorkPage } from '../../office/work-page.tsx'
import { Note, Panel } from '../../ui/blocks.tsx'
import { Actions, Button } from '../../ui/buttons.tsx'
import { DateBoxes } from '../../ui/choices.tsx'
import { ErrorSummary, problemOf } from '../../ui/fields.tsx'
import { Select, TextInput } from '../../ui/inputs.tsx'
import { PostForm } from '../../ui/keys.tsx'
import { Tag } from '../../ui/status.tsx'
import { DataTable, type Column } from '../../ui/tables.tsx'
import { DoneNote } from '../page-parts.tsx'
import { BackTo } from '../shell.tsx'
import type { DelegationTyped } from './absence-form.ts'
import { ABSENCE_PATH, SIGNING_PATH } from './paths.ts'

export type SigningDelegationProps = {
  me: StaffActor
  today: Day
  leaders: readonly Staff[]
  rows: readonly DelegationRow[]
  typed: DelegationTyped
  done: string | undefined
  problems?: readonly Problem[]
  idempotencyKey?: string | undefined
}

export function SigningDelegationPage(props: SigningDelegationProps) {
  const { me, problems = [] } = props
  return (
    <WorkPage me={me} title="Ủy quyền ký" current={ABSENCE_PATH} hasErrors={problems.length > 0}>
      <ErrorSummary problems={problems} />
      <BackTo href={ABSENCE_PATH}>Vắng mặt</BackTo>
      <div class="head">
        <h1>Ủy quyền ký</h1>
        <span class="meta">{me.officeName}</span>
      </div>
      <DoneNote done={props.done} />
      <Note>
        <p>
          Ủy quyền bằng văn bản, có thời hạn, tự hết hiệu lực và không được ủy quyền lại. Người đã
          soạn, đã nhập hoặc là người nộp hồ sơ không được ký, kể cả theo ủy quyền.
        </p>
      </Note>
      <DelegationForm {...props} />
      <Panel title="Các ủy quyền chưa hết hạn">
        <DataTable
          caption="Các ủy quyền ký chưa hết hạn"
          columns={columnsOf(props)}
          rows={props.rows}
          empty="Không có ủy quyền ký nào."
        />
      </Panel>
    </WorkPage>
  )
}

function DelegationForm(props: SigningDelegationProps) {
  const { me, leaders, typed, problems = [] } = props
  return (
    <PostForm
      action={SIGNING_PATH}
      id="delegation"
      main
      label="Ủy quyền chữ ký của tôi"
      idempotencyKey={props.idempotencyKey}
    >
      <Panel title="Ủy quyền chữ ký của tôi">
        <Select
          name="delegate"
          label="Người được ủy quyền"
          hint="Lãnh đạo ký duyệt của cùng cơ quan."
          options={leaders
            .filter(({ personId }) => personId !== me.personId)
            .map(({ personId, name, title }) => ({
              value: String(personId),
              label: `${name}, ${title}`,
            }))}
          value={typed.delegate}
          error={problemOf(problems, 'delegate')}
        />
        <DateBoxes
          name="from"
          label="Từ ngày"
          value={typed.from}
          error={problemOf(problems, 'from')}
        />
        <DateBoxes
          name="to"
          label="Đến hết ngày"
          value={typed.to}
          error={problemOf(problems, 'to')}
        />
        <TextInput
          name="procedures"
          label="Thủ tục"
          hint="Mã thủ tục, cách nhau bằng dấu phẩy. Bỏ trống: mọi thủ tục của cơ quan."
          value={typed.procedures}
          maxlength={2000}
          error={problemOf(problems, 'procedures')}
        />
        <TextInput
          name="paper"
          label="Số văn bản ủy quyền"
          hint="Ví dụ: 12/UQ-UBND"
          value={typed.paper}
          maxlength={PAPER_LETTERS}
          error={problemOf(problems, 'paper')}
        />
        <DateBoxes
          name="paperOn"
          label="Ngày của văn bản"
          value={typed.paperOn}
          error={problemOf(problems, 'paperOn')}
        />
        <Actions>
          <Button icon="sign" keys="Ctrl ↵">
            Ủy quyền ký
          </Button>
        </Actions>
      </Panel>
    </PostForm>
  )
}

function columnsOf({ today }: SigningDelegationProps): Column<DelegationRow>[] {
  return [
    { title: 'Người ủy quyền', heading: true, cell: ({ name }) => name },
    { title: 'Người được ủy quyền', cell: ({ delegateName }) => delegateName },
    { title: 'Thời gian', cell: (row) => periodWords(row) },
    { title: 'Thủ tục', cell: ({ procedures }) => procedures?.join(', ') ?? 'mọi thủ tục' },
    {
      title: 'Văn bản',
      cell: ({ paper, paperOn }) => (
        <>
          {paper}
          <small>ngày {showDay(paperOn)}</small>
        </>
      ),
    },
    {
      title: 'Tình trạng',
      cell: ({ fromOn }) =>
        fromOn <= today ? <Tag tone="done">Đang hiệu lực</Tag> : <>từ {showDay(fromOn)}</>,
    },
    {
      title: 'Việc cần làm',
      cell: ({ id, name }) => (
        <PostForm action={`${SIGNING_PATH}/${id}/ket-thuc`} label={`Kết thúc ủy quyền của ${name}`}>
          <Button look="second" small>
            Kết thúc
          </Button>
        </PostForm>
      ),
    },
  ]
}
