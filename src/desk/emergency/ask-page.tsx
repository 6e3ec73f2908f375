import type { Problem } from '../../lib/problem.ts'
import type { StaffActor } from '../../office/actor.ts'
import { Note, Panel } from '../../ui/blocks.tsx'
import { Button, ButtonLink } from '../../ui/buttons.tsx'
import { ErrorSummary, problemOf } from '../../ui/fields.tsx'
import { TextArea, TextInput } from '../../ui/inputs.tsx'
import { PostForm } from '../../ui/keys.tsx'
import { Dock } from '../../ui/tables.tsx'
import { BackTo } from '../shell.tsx'
import { GROUND_LETTERS, REASON_LETTERS, type AskTyped } from './emergency.ts'
import type { EmergencyPolicy } from './policy.ts'
import { EMERGENCY_PATH, EmergencyPage } from './shell.tsx'

/** One dossier, why, and on what legal ground. */
export function AskPage(props: {
  me: StaffActor
  policy: EmergencyPolicy
  typed: AskTyped
  problems?: readonly Problem[]
  idempotencyKey?: string
}) {
  const { me, policy, typed, problems = [] } = props
  return (
    <EmergencyPage me={me} title="Xin xem khẩn cấp một hồ sơ" hasErrors={problems.length > 0}>
      <ErrorSummary problems={problems} />
      <BackTo href={EMERGENCY_PATH}>Truy cập khẩn cấp</BackTo>
      <div class="head">
        <h1>Xin xem khẩn cấp một hồ sơ</h1>
      </div>
      <Note tone="warn">
        <p>
          Chỉ dùng khi phải xem ngay và không ai có quyền làm được. Lãnh đạo hoặc người giám sát
          phải đồng ý bằng mã xác thực của họ. Ông/bà chỉ được xem, trong {policy.minutes} phút.
          Người dân và người giám sát thấy yêu cầu này và từng lượt xem.
        </p>
        <p>
          Thời gian {policy.minutes} phút và hạn trả lời {policy.answerWithinHours} giờ là quy định
          nội bộ, không phải con số của luật.
        </p>
      </Note>
      <PostForm
        action={`${EMERGENCY_PATH}/xin`}
        id="ask"
        main
        label="Xin xem khẩn cấp"
        idempotencyKey={props.idempotencyKey}
      >
        <Panel title="Yêu cầu">
          <TextInput
            name="code"
            label="Mã hồ sơ"
            hint="Ví dụ: H26.16-20261120-0007"
            value={typed.code}
            maxlength={60}
            error={problemOf(problems, 'code')}
          />
          <TextArea
            name="reason"
            label="Lý do"
            hint="Vì sao phải xem ngay, và vì sao không ai có quyền làm được lúc này."
            value={typed.reason}
            maxlength={REASON_LETTERS}
            error={problemOf(problems, 'reason')}
          />
          <TextInput
            name="legalGround"
            label="Căn cứ pháp lý"
            hint="Văn bản, điều, khoản cho phép xem. Người dân đọc nguyên văn."
            value={typed.legalGround}
            maxlength={GROUND_LETTERS}
            error={problemOf(problems, 'legalGround')}
          />
        </Panel>
      </PostForm>
      <Dock>
        <Button form="ask" keys="Ctrl ↵">
          Gửi yêu cầu
        </Button>
        <ButtonLink look="link" href={EMERGENCY_PATH}>
          Thôi, không xin
        </ButtonLink>
      </Dock>
    </EmergencyPage>
  )
}
