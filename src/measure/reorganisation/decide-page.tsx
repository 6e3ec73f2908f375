import type { Problem } from '../../lib/problem.ts'
import type { StaffActor } from '../../office/actor.ts'
import { KeyValues, Panel } from '../../ui/blocks.tsx'
import { BackLink, Button } from '../../ui/buttons.tsx'
import { Choices } from '../../ui/choices.tsx'
import { ErrorSummary, problemOf } from '../../ui/fields.tsx'
import { TextArea } from '../../ui/inputs.tsx'
import { PostForm } from '../../ui/keys.tsx'
import { SupervisionPage } from '../shell.tsx'
import { decisionPath, reorganisationPath, REORGANISATIONS } from './paths.ts'
import type { Question } from './store.ts'

export const REASON_LETTERS = 500

export type DecidePageProps = {
  me: StaffActor
  question: Question
  typed: { office: string; reason: string }
  problems: readonly Problem[]
  idempotencyKey?: string | undefined
}

/** Which part of a divided office decides this dossier: by a person, with a reason. */
export function DecidePage(props: DecidePageProps) {
  const { me, question, typed, problems } = props
  const { id, code, candidates } = question
  return (
    <SupervisionPage
      me={me}
      title="Quyết định đơn vị giải quyết"
      current={REORGANISATIONS}
      hasErrors={problems.length > 0}
    >
      <BackLink href={reorganisationPath(question.reorganisation)}>Hồ sơ chờ quyết định</BackLink>
      <ErrorSummary problems={problems} />
      <h1>Quyết định đơn vị giải quyết</h1>
      <Panel>
        <KeyValues
          pairs={[
            { label: 'Hồ sơ', value: <a href={`/viec/${id}`}>{code}</a> },
            { label: 'Thủ tục', value: question.procedureName },
            { label: 'Đơn vị cũ', value: question.from },
            { label: 'Đang tạm giữ', value: question.officeName },
            { label: 'Văn bản', value: question.number },
          ]}
        />
      </Panel>
      <PostForm action={decisionPath(id)} main idempotencyKey={props.idempotencyKey}>
        <Choices
          name="office"
          label="Đơn vị giải quyết"
          hint="Mã hồ sơ và ngày hẹn trả không đổi."
          options={candidates.map(({ office, name, why }) => ({
            value: String(office),
            label: name,
            hint: WHY[why],
          }))}
          value={typed.office}
          error={problemOf(problems, 'office')}
        />
        <TextArea
          name="reason"
          label="Lý do"
          hint="Ví dụ: nhà ở ngõ 3, nay thuộc phường này. Không ghi số giấy tờ."
          rows={3}
          maxlength={REASON_LETTERS}
          value={typed.reason}
          error={problemOf(problems, 'reason')}
        />
        <Button>Giao hồ sơ cho đơn vị này</Button>
      </PostForm>
    </SupervisionPage>
  )
}

const WHY = {
  address: 'Địa chỉ theo thẩm quyền trong hồ sơ thuộc nơi này',
  applicantAddress: 'Địa chỉ của người nộp thuộc nơi này',
  document: 'Văn bản nêu là một phần của đơn vị cũ',
} as const
