import { showDay, type Day } from '../../lib/time.ts'
import type { Problem } from '../../lib/problem.ts'
import type { StaffActor } from '../../office/actor.ts'
import { KeyValues, Note, Panel } from '../../ui/blocks.tsx'
import { BackLink, Button } from '../../ui/buttons.tsx'
import { Choices, DateBoxes, type DateTyped } from '../../ui/choices.tsx'
import { problemOf } from '../../ui/fields.tsx'
import { TextArea, TextInput } from '../../ui/inputs.tsx'
import { PostForm } from '../../ui/keys.tsx'
import { Dock } from '../../ui/tables.tsx'
import type { Procedure } from '../procedure.ts'
import { editorPaths } from './paths.ts'
import { EditorPage } from './shell.tsx'

export type WithdrawTyped = {
  manner: string
  on: DateTyped
  reason: string
  legalBasis: string
}

export type WithdrawPageProps = {
  me: StaffActor
  procedure: Procedure
  typed: WithdrawTyped
  needsCode: boolean
  problems?: readonly Problem[]
  idempotencyKey?: string | undefined
}

/** A published version stops applying from a day on, with the reason and the law that says so. */
export function WithdrawPage(props: WithdrawPageProps) {
  const { procedure, typed, problems = [] } = props
  const { code, version } = procedure
  return (
    <EditorPage me={props.me} title="Ngừng áp dụng" problems={problems}>
      <BackLink href={editorPaths.history(code)}>Lịch sử của thủ tục</BackLink>
      <div class="head">
        <h1>Ngừng áp dụng</h1>
      </div>
      <Note tone="warn">
        <p>
          Từ ngày ghi dưới đây không ai nộp được hồ sơ theo phiên bản này nữa. Hồ sơ đã nhận vẫn
          giải quyết theo phiên bản này.
        </p>
      </Note>
      <Panel title={procedure.shortName.vi}>
        <KeyValues
          pairs={[
            { label: 'Mã', value: <span class="code">{code}</span> },
            { label: 'Phiên bản', value: String(version) },
            { label: 'Áp dụng từ ngày', value: showDay(procedure.validFrom as Day) },
          ]}
        />
      </Panel>
      <PostForm
        action={editorPaths.withdraw(code, version)}
        id="withdraw"
        label="Ngừng áp dụng"
        main
        idempotencyKey={props.idempotencyKey}
      >
        <Choices
          name="manner"
          label="Cách ngừng"
          options={[
            { value: 'abolished', label: 'Bãi bỏ' },
            { value: 'suspended', label: 'Tạm ngừng, đến khi ban hành phiên bản khác' },
          ]}
          value={typed.manner}
          error={problemOf(problems, 'manner')}
        />
        <DateBoxes
          name="on"
          label="Không áp dụng từ ngày"
          value={typed.on}
          error={problemOf(problems, 'on')}
        />
        <TextArea
          name="reason"
          label="Lý do"
          hint="Người dân đọc được."
          rows={3}
          maxlength={2000}
          value={typed.reason}
          error={problemOf(problems, 'reason')}
        />
        <TextArea
          name="legalBasis"
          label="Căn cứ pháp lý"
          hint="Số văn bản, điều, khoản."
          rows={2}
          maxlength={1000}
          value={typed.legalBasis}
          error={problemOf(problems, 'legalBasis')}
        />
        {props.needsCode ? (
          <TextInput
            name="code"
            label="Mã xác thực 6 số"
            hint="Nhập mã đang hiện trên điện thoại."
            inputmode="numeric"
            autocomplete="one-time-code"
            maxlength={7}
            size={12}
            error={problemOf(problems, 'code')}
          />
        ) : null}
      </PostForm>
      <Dock>
        <Button form="withdraw" look="refuse" icon="close">
          Ngừng áp dụng
        </Button>
      </Dock>
    </EditorPage>
  )
}
