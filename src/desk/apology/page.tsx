import { showDay, showDue, type Day, type LocalMinute } from '../../lib/time.ts'
import type { ApologyLetter } from '../../signing/papers.ts'
import { Note, Panel } from '../../ui/blocks.tsx'
import { problemOf } from '../../ui/fields.tsx'
import { TextArea, TextInput } from '../../ui/inputs.tsx'
import { PostForm } from '../../ui/keys.tsx'
import { ActDock, ActPage, type ActPageProps } from '../act-page.tsx'
import { casePath } from '../shell.tsx'
import { BASIS_LETTERS, REASON_LETTERS, type ApologyTyped } from './form.ts'

export type ApologyPageProps = ActPageProps & {
  typed: ApologyTyped
  promised: LocalMinute
  firstPromised: LocalMinute
  /** The earliest day that may be named. */
  earliest: Day
  /** The letter, and the message that goes with it, as they would be sent now. */
  preview?: { letter: ApologyLetter; message: string } | undefined
  idempotencyKey?: string | undefined
}

/** Mẫu 04: the agency head apologises before expiry, once, and names another day (NĐ 61/2018 Đ19.9). */
export function ApologyPage(props: ApologyPageProps) {
  const { id, typed, problems } = props
  return (
    <ActPage {...props} act="Xin lỗi và hẹn lại" heading="Xin lỗi và hẹn lại ngày trả kết quả">
      <Note tone="warn">
        <p>
          Đang hẹn trả {showDue(props.promised)}. Chỉ được hẹn lại một lần, trước khi hết hạn. Hồ sơ
          vẫn tính là trễ nếu xong sau ngày hẹn đầu tiên, {showDue(props.firstPromised)}.
        </p>
      </Note>
      <PostForm
        action={casePath(id, 'xin-loi')}
        id="apology"
        main
        label="Xin lỗi và hẹn lại"
        idempotencyKey={props.idempotencyKey}
      >
        <Panel title="Lý do và ngày hẹn lại">
          <TextArea
            name="reason"
            label="Lý do chậm"
            hint="Nói rõ việc gì chưa xong và vì sao. Người dân đọc nguyên văn."
            value={typed.reason}
            maxlength={REASON_LETTERS}
            error={problemOf(problems, 'reason')}
          />
          <TextInput
            name="legalBasis"
            label="Căn cứ"
            hint="Ví dụ: Nghị định 61/2018/NĐ-CP Điều 19 khoản 9"
            value={typed.legalBasis}
            maxlength={BASIS_LETTERS}
            error={problemOf(problems, 'legalBasis')}
          />
          <TextInput
            name="to"
            label="Hẹn lại ngày"
            inputmode="numeric"
            size={12}
            hint={`Ngày/tháng/năm. Một ngày làm việc, sớm nhất ${showDay(props.earliest)}.`}
            value={typed.to}
            error={problemOf(problems, 'to')}
          />
        </Panel>
      </PostForm>
      {props.preview ? <Letter {...props.preview} /> : null}
      <ActDock
        id={id}
        form="apology"
        act="Gửi văn bản xin lỗi"
        preview="Xem trước văn bản và tin nhắn"
      />
    </ActPage>
  )
}

function Letter({ letter, message }: NonNullable<ApologyPageProps['preview']>) {
  return (
    <>
      <Panel title="Văn bản xin lỗi và đề nghị gia hạn (Mẫu 04)">
        <p class="meta">
          {letter.competentOffice}, ngày {showDay(letter.apologisedAt)}
        </p>
        <p>
          Kính gửi: ông/bà <b>{letter.owner}</b>
        </p>
        <p>
          {letter.competentOffice} xin lỗi vì chưa giải quyết xong hồ sơ mã{' '}
          <span class="code">{letter.code}</span>, nội dung {letter.request}, trong thời gian đã hẹn
          ({showDue(letter.promisedBefore)}).
        </p>
        <p>Lý do: {letter.reason}</p>
        <p>Căn cứ: {letter.legalBasis}</p>
        <p>
          Ngày hẹn trả kết quả mới: <b>{showDue(letter.promisedAt)}</b>
        </p>
        <p>
          {letter.signer.title} {letter.signer.name}
        </p>
      </Panel>
      <Panel title="Tin nhắn gửi người dân">
        <p>{message}</p>
      </Panel>
    </>
  )
}
