import type { Problem } from '../../lib/problem.ts'
import { showMoment } from '../../lib/time.ts'
import type { StaffActor } from '../../office/actor.ts'
import { KeyValues, Note, Panel, type KeyValue } from '../../ui/blocks.tsx'
import { Actions, Button, ButtonLink } from '../../ui/buttons.tsx'
import { ErrorSummary, problemOf } from '../../ui/fields.tsx'
import { TextInput } from '../../ui/inputs.tsx'
import { HiddenKeys, PostForm } from '../../ui/keys.tsx'
import { BackTo } from '../shell.tsx'
import { standingOf } from './emergency.ts'
import {
  accessPath,
  AlarmTable,
  EMERGENCY_PATH,
  EmergencyPage,
  roleName,
  StandingTag,
} from './shell.tsx'
import type { AccessRow, AlarmRow } from './store.ts'

export type AccessPageProps = {
  me: StaffActor
  row: AccessRow
  alarms: readonly AlarmRow[]
  /** Whether this official is the second person. */
  mayAnswer: boolean
  now: Date
  problems?: readonly Problem[]
}

/** One request: what it says, what became of it, and what this official may do about it now. */
export function AccessPage(props: AccessPageProps) {
  const { me, row, now, problems = [] } = props
  const standing = standingOf(row, now)
  return (
    <EmergencyPage me={me} title="Yêu cầu truy cập khẩn cấp" hasErrors={problems.length > 0}>
      <ErrorSummary problems={problems} />
      <BackTo href={EMERGENCY_PATH}>Truy cập khẩn cấp</BackTo>
      <div class="head">
        <h1>Yêu cầu truy cập khẩn cấp</h1>
        <StandingTag standing={standing} />
      </div>
      <Panel title="Yêu cầu">
        <KeyValues pairs={pairsOf(row)} />
      </Panel>
      {standing === 'waiting' ? <Answer {...props} /> : null}
      {standing === 'open' ? <Open {...props} /> : null}
      <Panel title="Cảnh báo">
        <AlarmTable alarms={props.alarms} />
      </Panel>
    </EmergencyPage>
  )
}

function pairsOf(row: AccessRow): KeyValue[] {
  const answered =
    row.decidedAt === null
      ? `Chờ đến ${showMoment(row.lapsesAt)}`
      : `${row.decidedName ?? ''}, ${roleName(row.decidedRole ?? '')}, ${showMoment(row.decidedAt)}`
  const until = row.endedAt ?? row.expiresAt
  return [
    { label: 'Hồ sơ', value: row.code ?? `Một hồ sơ của ${row.officeName}` },
    { label: 'Cơ quan giải quyết', value: row.officeName },
    {
      label: 'Người xin',
      value: `${row.askedName}, ${roleName(row.askedRole)}, ${row.askedOffice}, ${showMoment(row.askedAt)}`,
    },
    { label: 'Lý do', value: row.reason },
    { label: 'Căn cứ pháp lý', value: row.legalGround },
    { label: 'Thời gian xem', value: `${row.minutes} phút kể từ khi đồng ý` },
    { label: 'Người trả lời', value: answered },
    ...(until === null ? [] : [{ label: 'Xem đến', value: showMoment(until) }]),
    ...(row.endedName === null ? [] : [{ label: 'Người kết thúc sớm', value: row.endedName }]),
    { label: 'Lượt xem', value: String(row.reads) },
  ]
}

function Answer({ me, row, mayAnswer, problems }: AccessPageProps) {
  if (!mayAnswer)
    return (
      <Note>
        <p>
          {row.askedBy === me.personId
            ? 'Yêu cầu của ông/bà đang chờ một người khác, ở vai trò khác, đồng ý.'
            : 'Yêu cầu này chờ lãnh đạo hoặc người giám sát của cơ quan giải quyết, ở vai trò khác với người xin.'}
        </p>
      </Note>
    )
  return (
    <Panel title="Trả lời">
      <PostForm action={accessPath(row.id, 'dong-y')} main label="Đồng ý mở hồ sơ">
        <TextInput
          name="code"
          label="Mã xác thực"
          hint="6 số đang hiện trên điện thoại của ông/bà. Mã đã dùng không dùng lại được."
          inputmode="numeric"
          autocomplete="one-time-code"
          size={12}
          error={problemOf(problems, 'code')}
        />
        <Actions>
          <Button icon="check" keys="Ctrl ↵">
            Đồng ý mở {row.minutes} phút
          </Button>
        </Actions>
      </PostForm>
      <PostForm action={accessPath(row.id, 'tu-choi')} label="Không đồng ý">
        <Button look="refuse">Không đồng ý</Button>
      </PostForm>
    </Panel>
  )
}

function Open({ me, row, mayAnswer }: AccessPageProps) {
  const isMine = row.askedBy === me.personId
  if (!isMine && !mayAnswer) return null
  return (
    <Panel title="Đang mở">
      <p>
        Chỉ được xem, đến {row.expiresAt === null ? '' : showMoment(row.expiresAt)}. Mỗi lượt xem
        được ghi lại và báo ngay.
      </p>
      <Actions>
        {isMine ? (
          <ButtonLink href={accessPath(row.id, 'ho-so')} icon="eye">
            Xem hồ sơ
          </ButtonLink>
        ) : null}
        <Button look="second" form="end">
          Kết thúc ngay
        </Button>
      </Actions>
      <form
        method="post"
        action={accessPath(row.id, 'ket-thuc')}
        id="end"
        aria-label="Kết thúc ngay"
      >
        <HiddenKeys keyed={false} />
      </form>
    </Panel>
  )
}
