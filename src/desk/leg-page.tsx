import { showDue } from '../lib/time.ts'
import { KeyValues, Note, Panel } from '../ui/blocks.tsx'
import { Button, ButtonLink } from '../ui/buttons.tsx'
import { problemOf } from '../ui/fields.tsx'
import { Select, TextArea, TextInput } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import { ActPage, type ActPageProps } from './act-page.tsx'
import { RESULT_LETTERS, type NoTyped, type ResultTyped } from './leg-form.ts'
import type { LegLine } from './legs.ts'
import { Due, Stage } from './legs-panel.tsx'
import { DoneNote } from './page-parts.tsx'
import { MANNERS } from './happenings.ts'
import { casePath, legPath } from './shell.tsx'
import { ARTICLE_LETTERS, STOP_LETTERS } from './stop-form.ts'

export type LegPageProps = ActPageProps & {
  line: LegLine
  laws: readonly { number: string; title: string | null }[]
  /** Papers that the leg waits for, in words; may be handed in at the counter. */
  askedPapers: readonly { code: string; name: string }[]
  result: ResultTyped
  no: NoTyped
  done?: string | undefined
  idempotencyKey?: string | undefined
}

/** One leg: how it stands, and what this official may do on it. */
export function LegPage(props: LegPageProps) {
  const { line } = props
  const { verbs, leg } = line
  return (
    <ActPage {...props} act={leg.title.vi} heading={leg.title.vi}>
      <DoneNote done={props.done} />
      <Panel title="Chặng này">
        <KeyValues
          pairs={[
            { label: 'Cơ quan', value: line.agency },
            { label: 'Tình trạng', value: <Stage line={line} /> },
            { label: 'Hạn riêng', value: <Due line={line} /> },
            { label: 'Kết quả', value: resultWords(line) },
          ]}
        />
      </Panel>
      {verbs.has('acknowledgeLeg') ? <Acknowledge {...props} /> : null}
      {verbs.has('answerLeg') ? <Answer {...props} /> : null}
      {verbs.has('endLeg') && line.stage === 'running' ? <Work {...props} /> : null}
      {verbs.has('askLeg') ? (
        <Panel title="Thiếu giấy tờ">
          <p>
            Báo người dân một lần đủ mọi điều thiếu. Thời hạn của riêng chặng này tạm dừng, các
            chặng khác vẫn chạy.
          </p>
          <ButtonLink look="second" icon="fileadd" href={`${legPath(props.id, leg.id)}/bo-sung`}>
            Yêu cầu bổ sung
          </ButtonLink>
        </Panel>
      ) : null}
      {verbs.has('endLeg') ? <Refuse {...props} /> : null}
      {verbs.has('returnLegResult') ? <Return {...props} /> : null}
      {verbs.size === 0 ? (
        <Note>
          <p>Không có việc nào ông/bà làm được với chặng này bây giờ.</p>
        </Note>
      ) : null}
    </ActPage>
  )
}

function resultWords({ result, isReturned }: LegLine): string {
  if (result === null) return 'Chưa có'
  const number = result.number === null ? '' : `, số ${result.number}`
  return `${result.name}${number} (${isReturned ? 'đã trả' : 'chưa trả'})`
}

function Acknowledge({ id, line }: LegPageProps) {
  const until =
    line.acknowledgeBy === null ? '' : ` Phải xác nhận trước ${showDue(line.acknowledgeBy)}.`
  return (
    <Panel title="Xác nhận đã nhận">
      <p>Thời hạn của chặng này bắt đầu tính từ lúc xác nhận.{until}</p>
      <PostForm action={`${legPath(id, line.leg.id)}/nhan`} label="Xác nhận đã nhận chặng" main>
        <Button icon="inbox">Xác nhận đã nhận</Button>
      </PostForm>
    </Panel>
  )
}

/** Steps of the leg stand on the page of the dossier, where its papers are. */
function Work(props: LegPageProps) {
  const { id, line } = props
  if (line.isAtEnd) return <Complete {...props} />
  return (
    <Panel title="Làm xong chặng">
      <p>Còn bước của chặng này chưa xong. Làm xong bước đó trước, rồi ghi kết quả ở đây.</p>
      <ButtonLink look="second" href={casePath(id)}>
        Mở hồ sơ
      </ButtonLink>
    </Panel>
  )
}

function Complete({ id, line, result, problems, idempotencyKey }: LegPageProps) {
  const error = (field: string) => problemOf(problems, field)
  return (
    <Panel title="Làm xong chặng">
      <PostForm
        action={`${legPath(id, line.leg.id)}/xong`}
        label="Làm xong chặng"
        idempotencyKey={idempotencyKey}
      >
        {line.leg.makes === null ? (
          <p>Chặng này không có kết quả riêng để trả.</p>
        ) : (
          <>
            <TextInput
              name="name"
              label="Kết quả"
              value={result.name}
              maxlength={RESULT_LETTERS}
              error={error('name')}
            />
            <TextInput
              name="number"
              label="Số"
              optional
              value={result.number}
              maxlength={60}
              error={error('number')}
            />
            <TextInput
              name="on"
              label="Ngày"
              hint="Ví dụ: 23/11/2026"
              size={12}
              value={result.on}
              error={error('on')}
            />
          </>
        )}
        <Button icon="check">Chặng này đã xong</Button>
      </PostForm>
    </Panel>
  )
}

function Refuse({ id, line, laws, no, problems, idempotencyKey }: LegPageProps) {
  const error = (field: string) => problemOf(problems, field)
  return (
    <Panel title="Từ chối hoặc dừng chặng">
      <p>
        {line.leg.ifNotDone.value === 'stopsWhole'
          ? 'Chặng này không xong thì cả hồ sơ dừng.'
          : 'Các chặng khác vẫn tiếp tục. Người dân đọc nguyên văn lý do.'}
      </p>
      <PostForm
        action={`${legPath(id, line.leg.id)}/tu-choi`}
        label="Từ chối hoặc dừng chặng"
        idempotencyKey={idempotencyKey}
      >
        <Select
          name="outcome"
          label="Trả lời"
          options={[
            { value: 'refused', label: 'Từ chối: không đủ điều kiện' },
            { value: 'stopped', label: 'Dừng: không làm tiếp được' },
          ]}
          empty="Chọn"
          value={no.outcome}
          error={error('outcome')}
        />
        <TextArea
          name="reason"
          label="Lý do"
          value={no.reason}
          maxlength={STOP_LETTERS}
          error={error('reason')}
        />
        <Select
          name="law"
          label="Văn bản"
          options={laws.map(({ number, title }) => ({
            value: number,
            label: title === null ? number : `${title} (${number})`,
          }))}
          value={no.law}
          error={error('law')}
        />
        <TextInput
          name="article"
          label="Điều, khoản"
          hint="Ví dụ: Điều 16 khoản 2"
          value={no.article}
          maxlength={ARTICLE_LETTERS}
          error={error('article')}
        />
        <Button look="refuse">Báo người dân và kết thúc chặng</Button>
      </PostForm>
    </Panel>
  )
}

/** The citizen handed in at the counter what the leg waits for. */
function Answer({ id, line, askedPapers }: LegPageProps) {
  return (
    <Panel title="Người dân đã bổ sung tại quầy">
      <PostForm action={`${legPath(id, line.leg.id)}/da-bo-sung`} label="Ghi nhận bổ sung">
        {askedPapers.length === 0 ? null : (
          <p>Giấy tờ được yêu cầu: {askedPapers.map(({ name }) => name).join(', ')}.</p>
        )}
        <TextArea
          name="note"
          label="Đã nhận những gì"
          hint="Cơ quan của chặng đọc phần này."
          value=""
          maxlength={STOP_LETTERS}
          optional
        />
        <Button icon="fileadd">Đã nhận đủ, chuyển cho cơ quan</Button>
      </PostForm>
    </Panel>
  )
}

function Return({ id, line }: LegPageProps) {
  return (
    <Panel title="Trả kết quả của chặng">
      <p>Trả được ngay khi có, không chờ các chặng khác.</p>
      <PostForm action={`${legPath(id, line.leg.id)}/tra`} label="Trả kết quả của chặng">
        <Select
          name="manner"
          label="Cách trả"
          options={Object.entries(MANNERS).map(([value, label]) => ({ value, label }))}
          value="counter"
        />
        <Button icon="door">Đã trả kết quả này</Button>
      </PostForm>
    </Panel>
  )
}
