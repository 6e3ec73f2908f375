import type { Problem } from '../../lib/problem.ts'
import { maskNumber } from '../../lib/text.ts'
import { showDay, type Day } from '../../lib/time.ts'
import { KeyValues, Note, Panel } from '../../ui/blocks.tsx'
import { Actions, Button } from '../../ui/buttons.tsx'
import { ErrorSummary, problemOf } from '../../ui/fields.tsx'
import { TextArea, TextInput } from '../../ui/inputs.tsx'
import { PostForm } from '../../ui/keys.tsx'
import type { StaffActor } from '../actor.ts'
import { WorkPage } from '../work-page.tsx'
import { kindLaw, type RepresentationLaw } from './law.ts'
import { StandingTag } from './list-page.tsx'
import { COUNTER_PATH } from './paths.ts'
import { standingOn } from './representation.ts'
import type { RepresentationRow } from './store.ts'
import { representationWording } from './wording.ts'

const TITLE = 'Xác nhận người làm thay'

export function CounterFindPage(props: {
  me: StaffActor
  typed?: string
  problems?: readonly Problem[]
}) {
  const { me, typed = '', problems = [] } = props
  return (
    <WorkPage title={TITLE} me={me} current={COUNTER_PATH} hasErrors={problems.length > 0}>
      <ErrorSummary problems={problems} />
      <h1>{TITLE}</h1>
      <Panel>
        <p>Người xin làm thay đọc mã tám ký tự trên trang Làm thay và ủy quyền của họ.</p>
        <form action={COUNTER_PATH}>
          <TextInput
            name="ma"
            label="Mã đề nghị"
            error={problemOf(problems, 'ma')}
            value={typed}
            maxlength={40}
            size={12}
          />
          <Actions>
            <Button>Tìm</Button>
          </Actions>
        </form>
      </Panel>
    </WorkPage>
  )
}

export type CounterOneProps = {
  me: StaffActor
  row: RepresentationRow
  today: Day
  law: RepresentationLaw
  mayConfirm: boolean
  mayEnd: boolean
  procedureName(code: string): string
  problems: readonly Problem[]
  paper: string
  isLate: boolean
}

/** Both people, what is asked, and the paper that has to be looked at; numbers masked but for their end. */
export function CounterOnePage(props: CounterOneProps) {
  const { me, row, today, problems } = props
  return (
    <WorkPage title={TITLE} me={me} current={COUNTER_PATH} hasErrors={problems.length > 0}>
      <ErrorSummary problems={problems} />
      {props.isLate ? (
        <Note tone="warn">
          <p>Đề nghị này vừa được trả lời, hoặc ông/bà không được quyết định việc này.</p>
        </Note>
      ) : null}
      <h1>{TITLE}</h1>
      <p>
        <StandingTag standing={standingOn(row, today)} />
      </p>
      <Panel title="Đề nghị">
        <Asked {...props} />
      </Panel>
      <Confirming {...props} />
      <Ending {...props} />
    </WorkPage>
  )
}

function Asked({ row, law, procedureName }: CounterOneProps) {
  const w = representationWording('vi')
  const { name, legalBasis, mark } = kindLaw(law, row.kind)
  const basis = mark === 'verified' ? legalBasis : `${legalBasis} (cần kiểm tra lại)`
  return (
    <KeyValues
      pairs={[
        { label: 'Người làm thay', value: row.personName },
        { label: 'Làm thay cho', value: row.partyName },
        {
          label: row.partyKind === 'person' ? 'Số định danh' : 'Mã số thuế',
          value: row.partyKind === 'person' ? maskNumber(row.partyNumber) : row.partyNumber,
        },
        { label: w.one.kind, value: name.vi },
        { label: w.one.may, value: row.may.map((right) => w.rights[right]).join('; ') },
        {
          label: w.one.procedures,
          value: row.procedures?.map(procedureName).join('; ') ?? w.one.allProcedures,
        },
        { label: w.one.term, value: w.one.fromTo(showDay(row.validFrom), showDay(row.validTo)) },
        { label: w.one.basis, value: basis },
        ...(row.paper === null ? [] : [{ label: w.one.paper, value: row.paper }]),
        ...(row.reason === null ? [] : [{ label: w.one.reason, value: row.reason }]),
      ]}
    />
  )
}

function Confirming({ row, mayConfirm, problems, paper }: CounterOneProps) {
  if (!mayConfirm) return null
  return (
    <Panel title="Đã xem giấy tờ">
      <p>Đối chiếu hai người với căn cước, và quyền làm thay với giấy tờ gốc.</p>
      <PostForm action={`${COUNTER_PATH}/${row.code}/xac-nhan`} main>
        <TextArea
          name="paper"
          label="Giấy tờ đã xem"
          hint="Loại giấy, số, ngày, nơi cấp hoặc nơi chứng thực."
          error={problemOf(problems, 'paper')}
          value={paper}
          rows={2}
          maxlength={300}
        />
        <Actions>
          <Button icon="check">Xác nhận quyền làm thay</Button>
        </Actions>
      </PostForm>
    </Panel>
  )
}

function Ending({ row, mayEnd, problems }: CounterOneProps) {
  if (!mayEnd) return null
  return (
    <Panel title="Chấm dứt">
      <PostForm action={`${COUNTER_PATH}/${row.code}/cham-dut`}>
        <TextArea
          name="reason"
          label="Lý do"
          hint="Hai bên đều đọc được."
          error={problemOf(problems, 'reason')}
          rows={2}
          maxlength={500}
        />
        <Actions>
          <Button look="refuse">Chấm dứt quyền làm thay</Button>
        </Actions>
      </PostForm>
    </Panel>
  )
}
