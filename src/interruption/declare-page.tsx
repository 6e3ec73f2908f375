import type { Problem } from '../lib/problem.ts'
import type { StaffActor } from '../office/actor.ts'
import { WorkPage } from '../office/work-page.tsx'
import { Note, Panel } from '../ui/blocks.tsx'
import { Actions, BackLink, Button } from '../ui/buttons.tsx'
import { Choices } from '../ui/choices.tsx'
import { ErrorSummary, problemOf } from '../ui/fields.tsx'
import { Select, TextArea } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import type { Typed } from './form.ts'
import { STOPS } from './interruption.ts'
import { MomentField } from './moment-field.tsx'
import type { Reason, Reasons } from './reasons.ts'
import type { Place } from './store.ts'
import { DECLARE_PATH, REGISTER_PATH, STOP_NAMES } from './wording.ts'

export type DeclareProps = {
  me: StaffActor
  reasons: Reasons
  /** For which the person may speak. */
  offices: readonly { id: number; shortName: string }[]
  places: readonly Place[]
  typed: Typed
  problems: readonly Problem[]
  idempotencyKey?: string
}

export function DeclarePage(props: DeclareProps) {
  const { me, problems } = props
  return (
    <WorkPage
      title="Khai gián đoạn"
      me={me}
      current={REGISTER_PATH}
      hasErrors={problems.length > 0}
    >
      <BackLink href={REGISTER_PATH}>Gián đoạn</BackLink>
      <ErrorSummary problems={problems} />
      <h1>Khai gián đoạn</h1>
      <Note>
        <p>
          Lời giải thích được công khai: không ghi tên người. Việc có kế hoạch phải báo trước ít
          nhất 7 ngày làm việc.
        </p>
      </Note>
      <Panel title="Nội dung">
        <DeclareForm {...props} />
      </Panel>
    </WorkPage>
  )
}

function DeclareForm({ reasons, offices, places, typed, problems, idempotencyKey }: DeclareProps) {
  const error = (name: string) => problemOf(problems, name)
  const own = places.filter(({ officeId }) => offices.some(({ id }) => id === officeId))
  return (
    <PostForm action={DECLARE_PATH} idempotencyKey={idempotencyKey} main>
      <Select
        name="office"
        label="Cơ quan"
        options={offices.map(({ id, shortName }) => ({ value: String(id), label: shortName }))}
        value={typed.office}
        error={error('office')}
      />
      <Select
        name="point"
        label="Điểm phục vụ"
        optional
        hint="Để trống nếu cả cơ quan dừng."
        options={own.map(placeOption)}
        empty="cả cơ quan"
        value={typed.point}
        error={error('point')}
      />
      <Select
        name="reason"
        label="Lý do"
        options={reasons.reasons.map((each) => ({ value: each.code, label: reasonLabel(each) }))}
        value={typed.reason}
        error={error('reason')}
      />
      <TextArea
        name="words"
        label="Giải thích cho người dân"
        hint="Nêu việc gì xảy ra, số quyết định nếu có."
        rows={3}
        maxlength={500}
        value={typed.words}
        error={error('words')}
      />
      <MomentField name="from" label="Bắt đầu" value={typed.from} error={error('from')} />
      <MomentField name="to" label="Kết thúc" value={typed.to} error={error('to')} />
      <Choices
        name="stops"
        label="Việc tạm dừng"
        several
        options={STOPS.map((stop) => ({ value: stop, label: STOP_NAMES[stop] }))}
        value={typed.stops}
        error={error('stops')}
      />
      <Select
        name="substitute"
        label="Nơi người dân đến thay"
        optional
        hint="Hồ sơ mới tự động được tiếp nhận ở đó; cơ quan giải quyết không thay đổi."
        options={places.map(placeOption)}
        empty="chưa có"
        value={typed.substitute}
        error={error('substitute')}
      />
      <Actions>
        <Button>Khai gián đoạn</Button>
      </Actions>
    </PostForm>
  )
}

function reasonLabel({ title, isPlanned, noticeWorkingDays }: Reason): string {
  return isPlanned ? `${title.vi} (báo trước ${noticeWorkingDays} ngày làm việc)` : title.vi
}

export function placeOption({ pointId, name, office }: Place) {
  return { value: String(pointId), label: `${name}, ${office}` }
}
