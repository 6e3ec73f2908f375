/** The office today (screens L5): who has how much, what is late, who answers for the queue; a number opens its dossiers. */
import { showDay, showDue, toLocalMinute } from '../../lib/time.ts'
import type { Problem } from '../../lib/problem.ts'
import type { Colleague } from '../../office/absence-store.ts'
import type { StaffActor } from '../../office/actor.ts'
import type { OnDuty } from '../../office/queue-duty-store.ts'
import { WorkPage } from '../../office/work-page.tsx'
import { Note, Panel } from '../../ui/blocks.tsx'
import { Actions, Button, ButtonLink } from '../../ui/buttons.tsx'
import { ErrorSummary, problemOf } from '../../ui/fields.tsx'
import { Stats, type Stat } from '../../ui/figures.tsx'
import { Select } from '../../ui/inputs.tsx'
import { PostForm } from '../../ui/keys.tsx'
import { Due, Tag } from '../../ui/status.tsx'
import { DataTable, type Column } from '../../ui/tables.tsx'
import { DoneNote } from '../page-parts.tsx'
import type { Load } from './load-store.ts'
import { ABSENCE_PATH, ASSIGN_PATH } from './paths.ts'

/** One line: an officer of the office, somebody who holds without being one, or the queue. */
export type LoadLine = Load & { name: string; isOfficer: boolean; awayTo: Colleague['awayTo'] }

export type LoadPageProps = {
  me: StaffActor
  lines: readonly LoadLine[]
  duty: OnDuty | undefined
  staff: readonly { personId: number; name: string; title: string }[]
  done: string | undefined
  problems?: readonly Problem[]
  idempotencyKey?: string | undefined
}

export function LoadPage(props: LoadPageProps) {
  const { me, lines, problems = [] } = props
  const sum = (count: (line: LoadLine) => number) =>
    lines.reduce((all, line) => all + count(line), 0)
  const queue = lines.find(({ personId }) => personId === null)
  return (
    <WorkPage me={me} title="Phân công" current={ASSIGN_PATH} hasErrors={problems.length > 0}>
      <ErrorSummary problems={problems} />
      <div class="head">
        <h1>Đơn vị hôm nay</h1>
        <span class="meta">{me.officeName}</span>
        <div class="push">
          <ButtonLink look="second" href={ABSENCE_PATH}>
            Vắng mặt và làm thay
          </ButtonLink>
        </div>
      </div>
      <DoneNote done={props.done} />
      <Stats
        stats={[
          stat(
            'tat-ca',
            'Đang xử lý',
            sum(({ held }) => held),
          ),
          stat(
            'qua-han',
            'Quá hạn',
            sum(({ overdue }) => overdue),
          ),
          stat(
            'hom-nay',
            'Đến hạn hôm nay',
            sum(({ dueToday }) => dueToday),
          ),
          stat('hang-doi', 'Chưa ai nhận', queue?.held ?? 0),
        ]}
      />
      <Left lines={lines} />
      <Panel title="Ai đang giữ bao nhiêu">
        <DataTable
          caption="Hồ sơ đang mở theo người giữ"
          columns={COLUMNS}
          rows={lines}
          empty="Cơ quan chưa có người thụ lý và không có hồ sơ đang mở."
        />
      </Panel>
      <Duty {...props} />
    </WorkPage>
  )
}

const DEFINITIONS: Readonly<Record<string, string>> = {
  'tat-ca': 'đã tiếp nhận, chưa có kết quả',
  'qua-han': 'đã qua hạn trả, đồng hồ đang chạy',
  'hom-nay': 'hạn trả từ bây giờ đến hết ngày',
  'hang-doi': 'ở hàng đợi của cơ quan',
}

function stat(place: string, label: string, value: number): Stat {
  const definition = DEFINITIONS[place] ?? ''
  return { href: `${ASSIGN_PATH}/${place}`, label, value: String(value), definition }
}

/** Dossiers whose holder cannot work on them: none stays so. */
function Left({ lines }: { lines: readonly LoadLine[] }) {
  const left = lines.filter(
    ({ personId, isOfficer, held }) => personId !== null && !isOfficer && held > 0,
  )
  return (
    <>
      {left.map(({ personId, name, held }) => (
        <Note tone="bad">
          <p>
            {name} không còn được phân công thụ lý ở cơ quan này mà còn giữ{' '}
            <a href={`${ASSIGN_PATH}/${personId}`}>{held} hồ sơ</a>. Hãy giao cho người khác.
          </p>
        </Note>
      ))}
    </>
  )
}

const placeOf = ({ personId }: LoadLine): string =>
  `${ASSIGN_PATH}/${personId === null ? 'hang-doi' : personId}`

const COLUMNS: Column<LoadLine>[] = [
  {
    title: 'Người giữ',
    heading: true,
    cell: (line) => (
      <>
        {line.name}
        {line.awayTo === null ? null : <small>vắng mặt đến {showDay(line.awayTo)}</small>}
      </>
    ),
  },
  {
    title: 'Đang giữ',
    numeric: true,
    cell: (line) => (line.held === 0 ? '0' : <a href={placeOf(line)}>{line.held}</a>),
  },
  {
    title: 'Quá hạn',
    numeric: true,
    cell: ({ overdue }) => (overdue === 0 ? '0' : <Due state="late">{overdue}</Due>),
  },
  { title: 'Đến hạn hôm nay', numeric: true, cell: ({ dueToday }) => dueToday },
  { title: 'Chờ chính họ làm', numeric: true, cell: ({ waiting }) => waiting },
  {
    title: 'Hạn gần nhất',
    cell: ({ oldestDue }) => (oldestDue === null ? '' : showDue(toLocalMinute(oldestDue))),
  },
  { title: 'Tình trạng', cell: (line) => <Standing line={line} /> },
]

function Standing({ line }: { line: LoadLine }) {
  if (line.personId === null) return <>hàng đợi</>
  if (!line.isOfficer) return <Tag tone="bad">Không còn thụ lý</Tag>
  return line.awayTo === null ? <>đang làm việc</> : <Tag tone="locked">Vắng mặt</Tag>
}

function Duty({ duty, staff, problems = [], idempotencyKey }: LoadPageProps) {
  return (
    <Panel title="Người trực hàng đợi">
      <p>
        {duty === undefined
          ? 'Cơ quan không có ai chịu trách nhiệm về hàng đợi.'
          : `${duty.name}, ${duty.title}${duty.isNamed ? '' : ' (chưa chỉ định ai, hoặc người được chỉ định vắng mặt)'}.`}{' '}
        Thời gian hồ sơ nằm ở hàng đợi tính cho cơ quan, không tính cho người trực.
      </p>
      <PostForm
        action={`${ASSIGN_PATH}/truc`}
        label="Chỉ định người trực"
        idempotencyKey={idempotencyKey}
      >
        <Select
          name="duty"
          label="Chỉ định người trực"
          options={staff.map(({ personId, name, title }) => ({
            value: String(personId),
            label: `${name}, ${title}`,
          }))}
          value={duty?.isNamed ? String(duty.personId) : ''}
          error={problemOf(problems, 'duty')}
        />
        <Actions>
          <Button look="second">Chỉ định</Button>
        </Actions>
      </PostForm>
    </Panel>
  )
}
