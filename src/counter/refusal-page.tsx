import type { Problem } from '../lib/problem.ts'
import type { StaffActor } from '../office/actor.ts'
import { Note, Panel } from '../ui/blocks.tsx'
import { Button } from '../ui/buttons.tsx'
import { Choices } from '../ui/choices.tsx'
import { ErrorSummary, problemOf } from '../ui/fields.tsx'
import { TextArea, TextInput } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import { Dock } from '../ui/tables.tsx'
import { DossierHead } from './dossier-parts.tsx'
import { parted, type CounterLibrary } from './library.ts'
import type { OpenDossier } from './open-dossier.ts'
import { OTHER_REASON } from './refusal-reason.ts'
import { actPath, CounterPage } from './shell.tsx'
import { SendOrMend, type Values } from './supplement-request-page.tsx'

export type RefusalPageProps = {
  me: StaffActor
  opened: OpenDossier
  library: CounterLibrary
  values: Values
  problems?: readonly Problem[]
  idempotencyKey?: string
}

export function RefusalPage(props: RefusalPageProps) {
  const { me, opened, library, values, problems = [] } = props
  const own = (name: string) => ({
    name,
    value: values[name] ?? '',
    error: problemOf(problems, name),
    maxlength: 500,
  })
  return (
    <CounterPage me={me} title="Từ chối tiếp nhận" hasErrors={problems.length > 0}>
      <ErrorSummary problems={problems} />
      <DossierHead opened={opened} title={`Từ chối tiếp nhận: ${opened.row.owner_name}`} />
      <Note tone="warn">
        <p>
          Chỉ từ chối khi không thể giải quyết được. Nếu hồ sơ chỉ thiếu giấy tờ, hãy{' '}
          <a href={actPath(opened.row.id, 'bo-sung')}>yêu cầu bổ sung</a>.
        </p>
      </Note>
      <PostForm
        action={actPath(opened.row.id, 'tu-choi')}
        id="refuse"
        main
        label="Từ chối tiếp nhận"
        idempotencyKey={props.idempotencyKey}
      >
        <Panel title="Lý do">
          <Choices
            name="refusal"
            label="Lý do từ chối và căn cứ"
            value={values['refusal'] ?? ''}
            error={problemOf(problems, 'refusal')}
            options={[
              ...library.refusals.map(({ id, reason, legalBasis, mark }) => ({
                value: id,
                label: reason,
                hint: mark === 'toBeConfirmed' ? `${legalBasis} (căn cứ cần xác nhận)` : legalBasis,
              })),
              { value: OTHER_REASON, label: 'Lý do khác, ghi dưới đây' },
            ]}
          />
        </Panel>
        <Panel title="Khi chọn lý do khác">
          <TextArea {...own('reason')} label="Lý do, viết cho người nộp đọc" rows={2} />
          <TextInput {...own('legalBasis')} label="Căn cứ pháp lý: văn bản, điều, khoản" />
          <TextArea {...own('guidance')} label="Người nộp cần làm gì tiếp theo" rows={2} />
        </Panel>
      </PostForm>
      <Dock>
        <Button form="refuse" look="second" keys="Ctrl ↵" name="step" value="preview">
          Xem trước phiếu
        </Button>
      </Dock>
    </CounterPage>
  )
}

export function RefusalPreviewPage(props: {
  me: StaffActor
  opened: OpenDossier
  reason: string
  legalBasis: string
  values: Values
  idempotencyKey: string
}) {
  const { what, how } = parted(props.reason)
  return (
    <CounterPage me={props.me} title="Xem trước phiếu từ chối">
      <DossierHead opened={props.opened} title="Người nộp sẽ đọc như sau" />
      <Panel title="Phiếu từ chối tiếp nhận giải quyết hồ sơ">
        <p>
          <b>{what}</b>
        </p>
        <p>Căn cứ: {props.legalBasis}</p>
        {how === null ? null : <p>Hướng dẫn tiếp theo: {how}</p>}
      </Panel>
      <SendOrMend
        action={actPath(props.opened.row.id, 'tu-choi')}
        values={props.values}
        idempotencyKey={props.idempotencyKey}
        send="Từ chối tiếp nhận hồ sơ này"
        refuses
      />
    </CounterPage>
  )
}
