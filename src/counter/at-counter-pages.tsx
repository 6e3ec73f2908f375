/** What a citizen does at the counter with a dossier that is under way: supplements, the draft, withdrawal. */
import type { SupplementFault } from '../dossier/commands.ts'
import type { Scope } from '../catalogue/evaluate.ts'
import type { CodeLists } from '../catalogue/code-lists.ts'
import type { Problem } from '../lib/problem.ts'
import type { StaffActor } from '../office/actor.ts'
import { Note, Panel } from '../ui/blocks.tsx'
import { Button, ButtonLink } from '../ui/buttons.tsx'
import { Confirmation } from '../ui/choices.tsx'
import { ErrorSummary, fieldClass, problemOf } from '../ui/fields.tsx'
import { TextArea } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import { Dock } from '../ui/tables.tsx'
import { DenseForm } from './dense-fields.tsx'
import { DossierHead } from './dossier-parts.tsx'
import type { KeptFile } from './kept-files.ts'
import { marksInWords } from './mark-words.ts'
import { parted } from './library.ts'
import type { OpenDossier } from './open-dossier.ts'
import { PaperUpload } from './paper-upload.tsx'
import { actPath, CounterPage } from './shell.tsx'
import type { Values } from './supplement-request-page.tsx'

type Common = {
  me: StaffActor
  opened: OpenDossier
  values: Values
  problems?: readonly Problem[]
  idempotencyKey?: string
}

export type SupplementPageProps = Common & {
  faults: readonly (SupplementFault & { name: string })[]
  papers: readonly { code: string; name: string }[]
  kept: readonly { file: KeptFile; token: string }[]
  originals: ReadonlySet<string>
  /** The declaration itself has to be mended: its questions with what they say now. */
  declaration: { scope: Scope; codeLists: CodeLists } | null
}

export function SupplementPage(props: SupplementPageProps) {
  const { me, opened, problems = [], values, declaration } = props
  return (
    <CounterPage me={me} title="Nhận bổ sung tại quầy" hasErrors={problems.length > 0}>
      <ErrorSummary problems={problems} />
      <DossierHead opened={opened} title={`Nhận bổ sung: ${opened.row.owner_name}`} />
      <Panel title="Đã yêu cầu">
        <ol>
          {props.faults.map(({ name, fault, marks }) => (
            <li>
              <b>{name}:</b> {parted(fault).what} {parted(fault).how}
              {marksInWords(marks)}
            </li>
          ))}
        </ol>
      </Panel>
      <PostForm
        action={actPath(opened.row.id, 'nop-bo-sung')}
        id="supplement"
        main
        files
        label="Nhận bổ sung"
        idempotencyKey={props.idempotencyKey}
      >
        {props.papers.length === 0 ? null : (
          <Panel title="Giấy tờ bổ sung">
            {props.papers.map(({ code, name }) => (
              <PaperUpload
                code={code}
                name={name}
                kept={props.kept}
                isOriginalHere={props.originals.has(code)}
                problems={problems}
              />
            ))}
          </Panel>
        )}
        {declaration === null ? null : (
          <DenseForm {...declaration} form={opened.form} values={values} problems={problems} />
        )}
        <Panel title="Ghi chú">
          <TextArea
            name="note"
            label="Ghi chú của quầy"
            optional
            rows={2}
            maxlength={500}
            value={values['note'] ?? ''}
            error={problemOf(problems, 'note')}
          />
        </Panel>
      </PostForm>
      <Dock>
        <Button form="supplement" keys="Ctrl ↵">
          Ghi nhận đã bổ sung
        </Button>
        {declaration === null ? null : (
          <Button form="supplement" look="second" name="step" value="fields">
            Cập nhật các mục
          </Button>
        )}
      </Dock>
    </CounterPage>
  )
}

/** The applicant looks at the draft at the counter and says whether it is right. */
export function DraftPage(props: Common) {
  const { me, opened, problems = [], values } = props
  const { id } = opened.row
  return (
    <CounterPage me={me} title="Ý kiến về bản nháp" hasErrors={problems.length > 0}>
      <ErrorSummary problems={problems} />
      <DossierHead opened={opened} title={`Bản nháp: ${opened.row.owner_name}`} />
      <Note>
        <p>
          Cho người nộp xem bản nháp. Ý kiến ghi ở đây được lưu là ghi tại quầy, do bạn ghi nhận.
        </p>
      </Note>
      <p>
        <a href={`/quay/${id}/van-ban/ban-nhap.pdf`} target="_blank" rel="noopener">
          Mở bản nháp (PDF)
        </a>
      </p>
      <Panel title="Bản nháp có chỗ sai">
        <PostForm
          action={actPath(id, 'ban-nhap')}
          id="draft"
          label="Ý kiến về bản nháp"
          idempotencyKey={props.idempotencyKey}
        >
          <TextArea
            name="note"
            label="Chỗ sai, theo lời người nộp"
            rows={3}
            maxlength={1000}
            value={values['note'] ?? ''}
            error={problemOf(problems, 'note')}
          />
        </PostForm>
      </Panel>
      <Dock>
        <Button form="draft" name="step" value="confirm">
          Người nộp đồng ý
        </Button>
        <Button form="draft" look="second" name="step" value="return">
          Trả lại để sửa
        </Button>
      </Dock>
    </CounterPage>
  )
}

export type WithdrawalPageProps = Common & {
  /** Papers whose originals the counter keeps. */
  originals: readonly string[]
  reason: string | null
}

/** Two phases: the applicant asks, the counter hands everything back and confirms. */
export function WithdrawalPage(props: WithdrawalPageProps) {
  const { me, opened, problems = [], values } = props
  const isAsked = opened.state.isWithdrawalAsked
  return (
    <CounterPage me={me} title="Rút hồ sơ" hasErrors={problems.length > 0}>
      <ErrorSummary problems={problems} />
      <DossierHead opened={opened} title={`Rút hồ sơ: ${opened.row.owner_name}`} />
      <PostForm
        action={actPath(opened.row.id, 'rut')}
        id="withdraw"
        main
        label="Rút hồ sơ"
        idempotencyKey={props.idempotencyKey}
      >
        {isAsked ? (
          <ConfirmPanel {...props} />
        ) : (
          <Panel title="Yêu cầu của người nộp">
            <TextArea
              name="reason"
              label="Lý do xin rút"
              rows={3}
              maxlength={500}
              value={values['reason'] ?? ''}
              error={problemOf(problems, 'reason')}
            />
          </Panel>
        )}
      </PostForm>
      <Dock>
        <Button
          form="withdraw"
          look={isAsked ? 'refuse' : 'main'}
          keys="Ctrl ↵"
          name="step"
          value={isAsked ? 'confirm' : 'ask'}
        >
          {isAsked ? 'Xác nhận rút hồ sơ' : 'Ghi nhận xin rút'}
        </Button>
        <ButtonLink look="second" href={actPath('nhan', opened.row.id)}>
          Về hồ sơ
        </ButtonLink>
      </Dock>
    </CounterPage>
  )
}

function ConfirmPanel({ originals, reason, problems = [] }: WithdrawalPageProps) {
  const error = problemOf(problems, 'returned')
  return (
    <Panel title="Xác nhận việc rút">
      <p>Lý do: {reason ?? 'không còn được lưu'}</p>
      {originals.length === 0 ? (
        <p>Quầy không giữ bản chính nào của hồ sơ này.</p>
      ) : (
        <div class={fieldClass({ error })}>
          <p>Bản chính phải trả lại: {originals.join('; ')}.</p>
          <Confirmation name="returned" label="Đã trả lại bản chính cho người nộp" error={error} />
        </div>
      )}
    </Panel>
  )
}
