import type { Problem } from '../../lib/problem.ts'
import type { StaffActor } from '../../office/actor.ts'
import { WorkPage } from '../../office/work-page.tsx'
import { Panel } from '../../ui/blocks.tsx'
import { Button, ButtonLink } from '../../ui/buttons.tsx'
import { ErrorSummary, problemOf } from '../../ui/fields.tsx'
import { Select, TextArea, TextInput } from '../../ui/inputs.tsx'
import { PostForm } from '../../ui/keys.tsx'
import { Dock } from '../../ui/tables.tsx'
import { BackTo } from '../shell.tsx'
import { LAWS_PATH } from './paths.ts'
import type { Field, TypedDecision } from './typed.ts'

export type LawDraftPageProps = {
  me: StaffActor
  typed: TypedDecision
  problems?: readonly Problem[]
  idempotencyKey?: string
}

export const CLOCKS = [
  { value: 'keepRemaining', label: 'Giữ thời gian đã dùng, tính tiếp theo thời hạn mới' },
  { value: 'restart', label: 'Tính lại từ đầu, từ ngày có hiệu lực' },
] as const

/** The paper, from which version to which, and which dossiers. */
export function LawDraftPage(props: LawDraftPageProps) {
  const { me, typed, problems = [] } = props
  const box = (name: Field, label: string, hint?: string) => ({
    name,
    label,
    ...(hint === undefined ? {} : { hint }),
    value: typed[name],
    error: problemOf(problems, name),
  })
  return (
    <WorkPage
      me={me}
      title="Soạn quyết định chuyển luật"
      current={LAWS_PATH}
      hasErrors={problems.length > 0}
    >
      <ErrorSummary problems={problems} />
      <BackTo href={LAWS_PATH}>Chuyển luật</BackTo>
      <div class="head">
        <h1>Soạn quyết định chuyển luật</h1>
      </div>
      <PostForm
        action={`${LAWS_PATH}/moi`}
        id="decision"
        main
        label="Soạn quyết định chuyển luật"
        idempotencyKey={props.idempotencyKey}
      >
        <Panel title="Văn bản">
          <TextInput {...box('number', 'Số quyết định')} maxlength={100} />
          <TextInput {...box('signedOn', 'Ngày ký', 'Ví dụ: 06/07/2026')} size={12} />
          <TextInput {...box('effectOn', 'Có hiệu lực từ ngày', 'Ví dụ: 07/07/2026')} size={12} />
          <TextInput {...box('legalBasis', 'Căn cứ pháp lý')} maxlength={500} />
          <TextArea
            {...box('reason', 'Lý do', 'Người dân đọc nguyên văn.')}
            maxlength={1000}
            rows={3}
          />
        </Panel>
        <Panel title="Từ phiên bản nào sang phiên bản nào">
          <TextInput {...box('procedure', 'Mã thủ tục', 'Ví dụ: 1.013225')} maxlength={40} />
          <TextInput {...box('from', 'Phiên bản cũ')} inputmode="numeric" size={4} />
          <TextInput {...box('to', 'Phiên bản mới')} inputmode="numeric" size={4} />
          <Select {...box('clock', 'Thời hạn')} options={[...CLOCKS]} />
          <TextArea
            {...box(
              'cases',
              'Trường hợp (không bắt buộc)',
              'Mỗi dòng “mã cũ = mã mới”, khi mã trường hợp khác nhau.',
            )}
            rows={2}
          />
          <TextArea
            {...box(
              'steps',
              'Bước của quy trình (không bắt buộc)',
              'Mỗi dòng “bước cũ = bước mới”, khi quy trình khác nhau.',
            )}
            rows={2}
          />
        </Panel>
        <Panel title="Hồ sơ nào">
          <p class="meta">Để trống thì mọi hồ sơ đang mở theo phiên bản cũ.</p>
          <TextInput {...box('filedFrom', 'Nộp từ ngày (không bắt buộc)')} size={12} />
          <TextInput {...box('filedTo', 'Nộp đến ngày (không bắt buộc)')} size={12} />
          <TextArea
            {...box('codes', 'Chỉ những mã hồ sơ này (không bắt buộc)', 'Mỗi dòng một mã.')}
            rows={3}
          />
        </Panel>
      </PostForm>
      <Dock note="Lưu xong, trang sau cho xem trước từng hồ sơ. Chưa hồ sơ nào thay đổi.">
        <Button form="decision" keys="Ctrl ↵">
          Lưu và xem trước
        </Button>
        <ButtonLink look="link" href={LAWS_PATH}>
          Thôi, không soạn
        </ButtonLink>
      </Dock>
    </WorkPage>
  )
}
