import type { Problem } from '../lib/problem.ts'
import { showMoment } from '../lib/time.ts'
import { hasRole, type StaffActor } from '../office/actor.ts'
import type { Duty, StaffName } from '../office/duty-store.ts'
import { KeyValues, Note, Panel } from '../ui/blocks.tsx'
import { Button } from '../ui/buttons.tsx'
import { ErrorSummary, problemOf } from '../ui/fields.tsx'
import { Select } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import { HousePage } from './house-shell.tsx'
import { DUTY_PATH } from './paths.ts'

export type DutyProps = {
  me: StaffActor
  duties: readonly Duty[]
  people: readonly StaffName[]
  problems: readonly Problem[]
}

/** Who is told when the house differs from what must hold. */
export function DutyPage(props: DutyProps) {
  const { me, duties, problems } = props
  return (
    <HousePage me={me} title="Người phụ trách" current={DUTY_PATH} hasErrors={problems.length > 0}>
      <ErrorSummary problems={problems} />
      <h1>Người phụ trách</h1>
      <Missing duties={duties} isHere />
      <Panel title="Hiện nay">
        <KeyValues
          pairs={[
            { label: 'Được báo trước', value: nameAt(duties, 1) },
            { label: 'Được báo tiếp', value: nameAt(duties, 2) },
          ]}
        />
      </Panel>
      {hasRole(me, 'admin') ? (
        <Naming {...props} />
      ) : (
        <p class="meta">Quản trị hệ thống phân công những người này.</p>
      )}
    </HousePage>
  )
}

function nameAt(duties: readonly Duty[], place: Duty['place']): string {
  const duty = duties.find((each) => each.place === place)
  return duty ? `${duty.fullName}, từ ${showMoment(duty.since)}` : 'chưa có ai'
}

/** Said loudly wherever one looks: an alarm that nobody hears is none. */
export function Missing({
  duties,
  isHere = false,
}: Pick<DutyProps, 'duties'> & { isHere?: boolean }) {
  const has = (place: Duty['place']) => duties.some((each) => each.place === place)
  if (has(1) && has(2)) return null
  return (
    <Note tone={has(1) ? 'warn' : 'bad'}>
      <p>
        {has(1)
          ? 'Chưa phân công người được báo tiếp: nếu người phụ trách không nhận xử lý thì không ai khác được báo.'
          : 'Chưa phân công người phụ trách: nếu dữ liệu có sai lệch thì không ai được báo.'}{' '}
        {isHere ? null : <a href={DUTY_PATH}>Phân công người phụ trách</a>}
      </p>
    </Note>
  )
}

function Naming({ duties, people, problems }: DutyProps) {
  const options = people.map(({ personId, fullName, title }) => ({
    value: String(personId),
    label: `${fullName}, ${title}`,
  }))
  const valueAt = (place: Duty['place']) =>
    String(duties.find((each) => each.place === place)?.personId ?? '')
  return (
    <Panel title="Phân công">
      <PostForm action={DUTY_PATH} main>
        <Select
          name="first"
          label="Người được báo trước"
          hint="Nhận tin nhắn hoặc thư ngay khi có sai lệch mới."
          options={options}
          value={valueAt(1)}
          error={problemOf(problems, 'first')}
        />
        <Select
          name="second"
          label="Người được báo tiếp"
          optional
          hint="Nhận tin khi không ai nhận xử lý trong thời gian của chính sách."
          options={options}
          empty="chưa có"
          value={valueAt(2)}
          error={problemOf(problems, 'second')}
        />
        <Button>Phân công</Button>
      </PostForm>
    </Panel>
  )
}
