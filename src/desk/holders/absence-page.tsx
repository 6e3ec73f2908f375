/** Who is away from when to when and who stands in: for oneself, and for the leader of the whole office. */
import { showDay, type Day } from '../../lib/time.ts'
import type { Problem } from '../../lib/problem.ts'
import type { AbsenceRow, Staff } from '../../office/absence-store.ts'
import { periodWords } from '../../office/absence.ts'
import { hasRole, type StaffActor } from '../../office/actor.ts'
import { WorkPage } from '../../office/work-page.tsx'
import { Note, Panel } from '../../ui/blocks.tsx'
import { Actions, Button, ButtonLink } from '../../ui/buttons.tsx'
import { DateBoxes } from '../../ui/choices.tsx'
import { ErrorSummary, problemOf } from '../../ui/fields.tsx'
import { Select } from '../../ui/inputs.tsx'
import { PostForm } from '../../ui/keys.tsx'
import { Tag } from '../../ui/status.tsx'
import { DataTable, type Column } from '../../ui/tables.tsx'
import { DoneNote } from '../page-parts.tsx'
import { REASON_NAMES, type AbsenceTyped } from './absence-form.ts'
import type { Holds } from './load-store.ts'
import { ABSENCE_PATH, ASSIGN_PATH, SIGNING_PATH } from './paths.ts'

export type AbsencePageProps = {
  me: StaffActor
  today: Day
  /** Everybody at work in the office. */
  staff: readonly Staff[]
  absences: readonly AbsenceRow[]
  /** How many open dossiers those hold who are away without a substitute. */
  unattended: ReadonlyMap<number, Holds>
  typed: AbsenceTyped
  done: string | undefined
  problems?: readonly Problem[]
  idempotencyKey?: string | undefined
}

export function AbsencePage(props: AbsencePageProps) {
  const { me, problems = [] } = props
  const leads = hasRole(me, 'leader', me.officeId)
  return (
    <WorkPage me={me} title="Vắng mặt" current={ABSENCE_PATH} hasErrors={problems.length > 0}>
      <ErrorSummary problems={problems} />
      <div class="head">
        <h1>Vắng mặt và làm thay</h1>
        <span class="meta">{me.officeName}</span>
        {leads ? (
          <div class="push">
            <ButtonLink look="second" href={SIGNING_PATH}>
              Ủy quyền ký
            </ButtonLink>
          </div>
        ) : null}
      </div>
      <DoneNote done={props.done} />
      {leads ? <Unattended {...props} /> : null}
      <AbsenceForm {...props} leads={leads} />
      <Panel title={leads ? 'Các đợt vắng mặt của cơ quan' : 'Các đợt vắng mặt liên quan đến tôi'}>
        <DataTable
          caption="Các đợt vắng mặt chưa kết thúc"
          columns={columnsOf(props, leads)}
          rows={props.absences}
          empty="Không có đợt vắng mặt nào."
        />
      </Panel>
    </WorkPage>
  )
}

/** Dossiers whose holder is away and for whom nobody stands in: the leader gives them to others. */
function Unattended({ absences, unattended, today }: AbsencePageProps) {
  const now = absences.filter(
    ({ fromOn, substituteId, personId }) =>
      fromOn <= today && substituteId === null && (unattended.get(personId)?.held ?? 0) > 0,
  )
  if (now.length === 0) return null
  return (
    <Note tone="warn">
      <p>Có hồ sơ của người vắng mặt mà không ai làm thay:</p>
      <ul>
        {now.map(({ personId, name }) => (
          <li>
            <a href={`${ASSIGN_PATH}/${personId}`}>
              {name}: {holdsWords(unattended.get(personId))}
            </a>
          </li>
        ))}
      </ul>
    </Note>
  )
}

function holdsWords({ held, overdue }: Holds = { held: 0, overdue: 0 }): string {
  return overdue === 0 ? `${held} hồ sơ` : `${held} hồ sơ, ${overdue} đã quá hạn`
}

function AbsenceForm(props: AbsencePageProps & { leads: boolean }) {
  const { me, staff, typed, problems = [], leads } = props
  const options = staff.map(({ personId, name, title }) => ({
    value: String(personId),
    label: `${name}, ${title}`,
  }))
  return (
    <PostForm
      action={ABSENCE_PATH}
      id="absence"
      main
      label="Ghi một đợt vắng mặt"
      idempotencyKey={props.idempotencyKey}
    >
      <Panel title="Ghi một đợt vắng mặt">
        {leads ? (
          <Select
            name="person"
            label="Người vắng mặt"
            options={options}
            empty={null}
            value={typed.person === '' ? String(me.personId) : typed.person}
            error={problemOf(problems, 'person')}
          />
        ) : null}
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
        <Select
          name="reason"
          label="Lý do"
          options={Object.entries(REASON_NAMES).map(([value, label]) => ({ value, label }))}
          value={typed.reason}
          error={problemOf(problems, 'reason')}
        />
        <Select
          name="substitute"
          label="Người làm thay"
          hint="Cùng vai trò, cùng cơ quan. Người làm thay thấy và xử lý được hồ sơ trong những ngày đó; lịch sử ghi rõ ai làm, thay ai. Bỏ trống thì lãnh đạo phân công lại từng hồ sơ."
          options={options}
          empty="Không có ai làm thay"
          value={typed.substitute}
          error={problemOf(problems, 'substitute')}
        />
        <Actions>
          <Button keys="Ctrl ↵">Ghi đợt vắng mặt</Button>
        </Actions>
      </Panel>
    </PostForm>
  )
}

function columnsOf(props: AbsencePageProps, leads: boolean): Column<AbsenceRow>[] {
  const { me, today } = props
  return [
    { title: 'Người vắng mặt', heading: true, cell: ({ name }) => name },
    { title: 'Thời gian', cell: (row) => periodWords(row) },
    {
      title: 'Lý do',
      cell: ({ reason, personId }) =>
        leads || personId === me.personId ? REASON_NAMES[reason] : '',
    },
    { title: 'Người làm thay', cell: ({ substituteName }) => substituteName ?? 'không có' },
    {
      title: 'Tình trạng',
      cell: ({ fromOn }) =>
        fromOn <= today ? <Tag tone="locked">Đang vắng</Tag> : <>từ {showDay(fromOn)}</>,
    },
    {
      title: 'Việc cần làm',
      cell: ({ id, personId, name }) =>
        leads || personId === me.personId ? (
          <PostForm
            action={`${ABSENCE_PATH}/${id}/ket-thuc`}
            label={`Kết thúc đợt vắng mặt của ${name}`}
          >
            <Button look="second" small>
              Kết thúc
            </Button>
          </PostForm>
        ) : null,
    },
  ]
}
