import type { Problem } from '../lib/problem.ts'
import { showDay, type Day } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import { Note, Panel } from '../ui/blocks.tsx'
import { Button, ButtonLink } from '../ui/buttons.tsx'
import { ErrorSummary, problemOf } from '../ui/fields.tsx'
import { Select, TextArea, TextInput } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import { Dock } from '../ui/tables.tsx'
import { BackTo, casePath, DeskPage } from './shell.tsx'
import { ARTICLE_LETTERS, STOP_LETTERS, type StopTyped } from './stop-form.ts'

export type StopPageProps = {
  me: StaffActor
  id: string
  title: string
  code: string
  owner: string
  officeName: string
  laws: readonly { number: string; title: string }[]
  today: Day
  typed: StopTyped
  problems?: readonly Problem[]
  /** The legal basis in words, when the notice may be shown. */
  preview?: string | null
  idempotencyKey?: string | undefined
}

/** Mẫu 05: the notice that the dossier is no longer handled, with reason and legal basis. */
export function StopPage(props: StopPageProps) {
  const { me, id, typed, problems = [] } = props
  return (
    <DeskPage
      me={me}
      title={`Dừng xử lý: ${props.title}`}
      current="/viec"
      hasErrors={problems.length > 0}
    >
      <ErrorSummary problems={problems} />
      <BackTo href={casePath(id)}>{props.title}</BackTo>
      <div class="head">
        <h1>Dừng xử lý hồ sơ</h1>
        <span class="meta code">{props.code}</span>
      </div>
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
              label: `${title} (${number})`,
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
      <Dock>
        <Button form="stop" look="refuse" keys="Ctrl ↵">
          Dừng xử lý và báo người dân
        </Button>
        <Button form="stop" look="second" name="act" value="preview">
          Xem trước thông báo
        </Button>
        <ButtonLink look="link" href={casePath(id)}>
          Quay lại hồ sơ
        </ButtonLink>
      </Dock>
    </DeskPage>
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
