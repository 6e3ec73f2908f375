import { showMoment } from '../lib/time.ts'
import type { Problem } from '../lib/problem.ts'
import type { StaffActor } from '../office/actor.ts'
import { WorkPage } from '../office/work-page.tsx'
import { KeyValues, Note, Panel } from '../ui/blocks.tsx'
import { Actions, BackLink, Button } from '../ui/buttons.tsx'
import { Choices } from '../ui/choices.tsx'
import { ErrorSummary, problemOf } from '../ui/fields.tsx'
import { Select, TextArea } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import { DataTable } from '../ui/tables.tsx'
import { placeOption } from './declare-page.tsx'
import type { TypedMoment } from './form.ts'
import { standingOf, type Interruption } from './interruption.ts'
import { StandingTag } from './list-page.tsx'
import { MomentField } from './moment-field.tsx'
import type { Reason } from './reasons.ts'
import type { Change, Place } from './store.ts'
import { CHANGE_NAMES, REGISTER_PATH, STOP_NAMES } from './wording.ts'

export type InterruptionProps = {
  me: StaffActor
  now: Date
  interruption: Interruption
  reason: Reason | undefined
  /** Working days between the declaration and the beginning. */
  notice: number
  changes: readonly Change[]
  places: readonly Place[]
  mayChange: boolean
  /** What was typed into the act that was refused. */
  typed: { act: string; why: string; to: TypedMoment; substitute: string }
  problems: readonly Problem[]
}

export function InterruptionPage(props: InterruptionProps) {
  const { me, now, interruption, changes, mayChange, problems } = props
  const standing = standingOf(interruption, now)
  const name = interruption.pointName ?? interruption.officeName
  return (
    <WorkPage
      title={`Gián đoạn: ${name}`}
      me={me}
      current={REGISTER_PATH}
      hasErrors={problems.length > 0}
    >
      <BackLink href={REGISTER_PATH}>Gián đoạn</BackLink>
      <ErrorSummary problems={problems} />
      <div class="head">
        <h1>{name}</h1>
        <StandingTag interruption={interruption} now={now} />
      </div>
      <TooLong {...props} />
      <Panel title="Khai báo">
        <KeyValues pairs={facts(props)} />
      </Panel>
      {mayChange && (standing === 'running' || standing === 'upcoming') ? (
        <Acts {...props} />
      ) : null}
      <Panel title="Các lần thay đổi">
        <DataTable
          caption="Các lần thay đổi"
          rows={changes}
          empty="Chưa có."
          columns={[
            { title: 'Lúc', heading: true, cell: ({ at }) => <time>{showMoment(at)}</time> },
            { title: 'Việc', cell: ({ kind }) => CHANGE_NAMES[kind] },
            { title: 'Người làm', cell: ({ by }) => by },
            { title: 'Kết thúc ghi lúc đó', cell: ({ toAt }) => <time>{showMoment(toAt)}</time> },
            { title: 'Lý do', cell: ({ why }) => why },
          ]}
        />
      </Panel>
    </WorkPage>
  )
}

/** The law wants some mended in a given time. */
function TooLong({ interruption, reason, now }: InterruptionProps) {
  const hours = reason?.mendWithinHours
  if (hours === undefined) return null
  const last = new Date(interruption.fromAt.getTime() + hours * 3_600_000)
  const isLate =
    interruption.toAt > last || (standingOf(interruption, now) === 'running' && now > last)
  return (
    <Note tone={isLate ? 'bad' : 'info'}>
      <p>
        Phải khắc phục trong {hours} giờ, tức là đến {showMoment(last)} ({reason?.legalBasis}).
      </p>
    </Note>
  )
}

function facts({ interruption, reason, notice }: InterruptionProps) {
  const { substitute, stops, isPlanned } = interruption
  return [
    { label: 'Cơ quan', value: interruption.officeName },
    { label: 'Phạm vi', value: interruption.pointName ?? 'cả cơ quan' },
    { label: 'Lý do', value: reason?.title.vi ?? interruption.reason },
    { label: 'Căn cứ', value: interruption.legalBasis },
    { label: 'Giải thích', value: interruption.words },
    { label: 'Từ', value: showMoment(interruption.fromAt) },
    { label: 'Đến', value: showMoment(interruption.toAt) },
    { label: 'Việc dừng', value: stops.map((stop) => STOP_NAMES[stop]).join(', ') },
    {
      label: 'Báo trước',
      value: isPlanned ? `${notice} ngày làm việc` : 'ngoài kế hoạch, không báo trước',
    },
    {
      label: 'Nơi đến thay',
      value: substitute
        ? [substitute.name, substitute.address].filter(Boolean).join(', ')
        : 'chưa có',
    },
    { label: 'Thời hạn hồ sơ', value: clockWords(reason) },
  ]
}

function clockWords(reason: Reason | undefined): string {
  if (!reason?.pauses) return 'vẫn tính, không dừng'
  const { procedures, legalBasis } = reason.pauses
  return `dừng cho thủ tục ${procedures.join(', ')} (${legalBasis}) khi việc giải quyết dừng`
}

/** One form for every act: what is not asked by the chosen one is left alone. */
function Acts({ interruption, now, places, typed, problems }: InterruptionProps) {
  const isRunning = standingOf(interruption, now) === 'running'
  const last = isRunning ? 'endedEarly' : 'withdrawn'
  const error = (name: string) => problemOf(problems, name)
  return (
    <Panel title="Thay đổi">
      <PostForm action={`${REGISTER_PATH}/${interruption.id}`} main>
        <Choices
          name="act"
          label="Việc cần làm"
          options={[
            { value: 'extended', label: 'Gia hạn', hint: 'Ghi giờ kết thúc mới ở dưới.' },
            {
              value: 'substituteNamed',
              label: 'Chọn nơi người dân đến thay',
              hint: 'Chọn nơi đó ở dưới.',
            },
            { value: last, label: isRunning ? 'Kết thúc ngay bây giờ' : 'Rút lại khai báo' },
          ]}
          value={typed.act}
          error={error('act')}
        />
        <TextArea
          name="why"
          label="Lý do thay đổi"
          rows={2}
          maxlength={500}
          value={typed.why}
          error={error('why')}
        />
        <MomentField name="to" label="Kết thúc mới" value={typed.to} error={error('to')} />
        <Select
          name="substitute"
          label="Nơi người dân đến thay"
          optional
          options={places.map(placeOption)}
          value={typed.substitute}
          error={error('substitute')}
        />
        <Actions>
          <Button>Ghi thay đổi</Button>
        </Actions>
      </PostForm>
    </Panel>
  )
}
