import { showMoney } from '../../catalogue/fee-lines.ts'
import { Note, Panel } from '../../ui/blocks.tsx'
import { problemOf } from '../../ui/fields.tsx'
import { TextArea, TextInput } from '../../ui/inputs.tsx'
import { PostForm } from '../../ui/keys.tsx'
import { ActDock, ActPage, type ActPageProps } from '../act-page.tsx'
import { casePath } from '../shell.tsx'
import { BASIS_LETTERS, REASON_LETTERS, type FeeAsked, type FeeTyped } from './form.ts'

export type FeePageProps = ActPageProps & {
  typed: FeeTyped
  preview?: FeeAsked
  idempotencyKey?: string | undefined
}

/** The applicant owes something before the work goes on: the clock stands until it is paid. */
export function FeePage(props: FeePageProps) {
  const { id, typed, problems, preview } = props
  return (
    <ActPage {...props} act="Yêu cầu nộp phí" heading="Yêu cầu thực hiện nghĩa vụ tài chính">
      <Note tone="info">
        <p>
          Thời hạn tạm dừng từ lúc gửi yêu cầu đến khi người dân nộp đủ. Phí thu lúc tiếp nhận hoặc
          lúc trả kết quả không yêu cầu ở đây.
        </p>
      </Note>
      <PostForm
        action={casePath(id, 'phi')}
        id="fee"
        main
        label="Yêu cầu nộp phí"
        idempotencyKey={props.idempotencyKey}
      >
        <Panel title="Số tiền và căn cứ">
          <TextInput
            name="amount"
            label="Số tiền (đồng)"
            hint="Ví dụ: 150.000"
            inputmode="numeric"
            size={12}
            value={typed.amount}
            error={problemOf(problems, 'amount')}
          />
          <TextArea
            name="reason"
            label="Lý do phải nộp"
            hint="Người dân đọc nguyên văn."
            value={typed.reason}
            maxlength={REASON_LETTERS}
            error={problemOf(problems, 'reason')}
          />
          <TextInput
            name="legalBasis"
            label="Căn cứ"
            value={typed.legalBasis}
            maxlength={BASIS_LETTERS}
            error={problemOf(problems, 'legalBasis')}
          />
        </Panel>
      </PostForm>
      {preview ? (
        <Panel title="Người dân đọc">
          <p>Cơ quan yêu cầu nộp {showMoney(preview.amount)}.</p>
          <p>Lý do: {preview.reason}</p>
          <p>Căn cứ: {preview.legalBasis}</p>
        </Panel>
      ) : null}
      <ActDock id={id} form="fee" act="Gửi yêu cầu nộp" preview="Xem trước" />
    </ActPage>
  )
}
