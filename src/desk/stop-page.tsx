import { showDay, type Day } from '../lib/time.ts'
import { Note, Panel } from '../ui/blocks.tsx'
import { problemOf } from '../ui/fields.tsx'
import { Select, TextArea, TextInput } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import { ActDock, ActPage, type ActPageProps } from './act-page.tsx'
import { casePath } from './shell.tsx'
import { ARTICLE_LETTERS, STOP_LETTERS, type StopTyped } from './stop-form.ts'

export type StopPageProps = ActPageProps & {
  owner: string
  officeName: string
  laws: readonly { number: string; title: string | null }[]
  today: Day
  typed: StopTyped
  /** The legal basis in words, when the notice may be shown. */
  preview?: string | null
  idempotencyKey?: string | undefined
}

/** Mẫu 05: the notice that the dossier is no longer handled, with reason and legal basis. */
export function StopPage(props: StopPageProps) {
  const { id, typed, problems } = props
  return (
    <ActPage {...props} act="Dừng xử lý" heading="Dừng xử lý hồ sơ">
      <Note tone="warn">
        <p>
          Dừng xử lý là kết thúc hồ sơ: người dân nhận lại giấy tờ, muốn làm tiếp phải nộp hồ sơ
          mới. Nếu còn bổ sung được, hãy yêu cầu bổ sung.
        </p>
      </Note>
      <PostForm
        action={casePath(id, 'dung')}
        id="stop"
        main
        label="Dừng xử lý"
        idempotencyKey={props.idempotencyKey}
      >
        <Panel title="Lý do và căn cứ">
          <TextArea
            name="reason"
            label="Lý do dừng"
            hint="Nói rõ điều kiện nào không đạt. Người dân đọc nguyên văn."
            value={typed.reason}
            maxlength={STOP_LETTERS}
            error={problemOf(problems, 'reason')}
          />
          <Select
            name="law"
            label="Văn bản"
            options={props.laws.map(({ number, title }) => ({
              value: number,
              label: title === null ? number : `${title} (${number})`,
            }))}
            value={typed.law}
            error={problemOf(problems, 'law')}
          />
          <TextInput
            name="article"
            label="Điều, khoản"
            hint="Ví dụ: Điều 16 khoản 2"
            value={typed.article}
            maxlength={ARTICLE_LETTERS}
            error={problemOf(problems, 'article')}
          />
        </Panel>
      </PostForm>
      {props.preview ? <Notice {...props} basis={props.preview} /> : null}
      <ActDock
        id={id}
        form="stop"
        act="Dừng xử lý và báo người dân"
        preview="Xem trước thông báo"
        look="refuse"
      />
    </ActPage>
  )
}

function Notice(props: StopPageProps & { basis: string }) {
  return (
    <Panel title="Thông báo dừng giải quyết hồ sơ (Mẫu 05)">
      <p class="meta">
        {props.officeName}, ngày {showDay(props.today)}
      </p>
      <p>
        Kính gửi: ông/bà <b>{props.owner}</b>
      </p>
      <p>
        {props.officeName} thông báo dừng giải quyết hồ sơ mã <span class="code">{props.code}</span>
        .
      </p>
      <p>Lý do: {props.typed.reason}</p>
      <p>Căn cứ: {props.basis}</p>
      <p>Ông/bà nhận lại giấy tờ đã nộp (nếu có) tại nơi nộp hồ sơ.</p>
    </Panel>
  )
}
