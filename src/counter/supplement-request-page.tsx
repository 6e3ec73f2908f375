import type { Problem } from '../lib/problem.ts'
import type { StaffActor } from '../office/actor.ts'
import { Note, Panel } from '../ui/blocks.tsx'
import { Button, EnterButton } from '../ui/buttons.tsx'
import { ErrorSummary, problemOf } from '../ui/fields.tsx'
import { Select, TextArea, TextInput } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import { Dock } from '../ui/tables.tsx'
import { DossierHead, FilesOfPaper } from './dossier-parts.tsx'
import { parted, type CounterLibrary } from './library.ts'
import { MarkButtons, MarksSaid } from './mark-buttons.tsx'
import { QuestionMarks } from './marked-questions.tsx'
import type { OpenDossier } from './open-dossier.ts'
import { actPath, CounterPage } from './shell.tsx'
import { TripCount } from './trip-count.tsx'
import {
  faultField,
  howField,
  ownField,
  type PaperToAsk,
  type SupplementRequest,
} from './supplement-request.ts'

/** What was typed, by field name. */
export type Values = Readonly<Record<string, string>>

export type RequestPageProps = {
  me: StaffActor
  opened: OpenDossier
  papers: readonly PaperToAsk[]
  library: CounterLibrary
  needsGround: boolean
  values: Values
  problems?: readonly Problem[]
  idempotencyKey?: string
}

const USUAL_REASON = 'Hồ sơ chưa đủ hoặc chưa đúng quy định nên chưa giải quyết được.'

/** Everything that is missing, in one request. */
export function SupplementRequestPage(props: RequestPageProps) {
  const { me, opened, problems = [], values } = props
  const action = actPath(opened.row.id, 'bo-sung')
  return (
    <CounterPage me={me} title="Yêu cầu bổ sung" hasErrors={problems.length > 0}>
      <ErrorSummary problems={problems} />
      <DossierHead opened={opened} title={`Yêu cầu bổ sung: ${opened.row.owner_name}`} />
      <Note>
        <p>
          Ghi hết những điều cần bổ sung trong một lần. Yêu cầu lần thứ hai phải có căn cứ cho phép
          và bị tính là quá hạn khi chấm điểm.
        </p>
        <p>
          Người nộp đã phải đến: <TripCount trips={opened.trips} />
        </p>
      </Note>
      <PostForm
        action={action}
        id="request"
        main
        label="Yêu cầu bổ sung"
        idempotencyKey={props.idempotencyKey}
      >
        <EnterButton name="step" value="preview" />
        {props.papers.map((paper) => (
          <FaultsOfPaper {...props} paper={paper} />
        ))}
        <Panel title="Lý do và căn cứ">
          <TextArea
            name="reason"
            label="Lý do"
            rows={2}
            maxlength={500}
            value={values['reason'] ?? USUAL_REASON}
            error={problemOf(problems, 'reason')}
          />
          <Select
            name="basis"
            label="Căn cứ pháp lý"
            value={values['basis'] ?? ''}
            error={problemOf(problems, 'basis')}
            options={props.library.supplementBases.map(optionOf)}
          />
          {props.needsGround ? (
            <Select
              name="ground"
              label="Căn cứ cho phép yêu cầu thêm một lần nữa"
              value={values['ground'] ?? ''}
              error={problemOf(problems, 'ground')}
              options={props.library.grounds.map(optionOf)}
            />
          ) : null}
        </Panel>
      </PostForm>
      <Dock>
        <Button form="request" keys="Ctrl ↵" name="step" value="preview">
          Xem trước phiếu
        </Button>
      </Dock>
    </CounterPage>
  )
}

export function optionOf(basis: { id: string; text: string; mark: string }) {
  const mark = basis.mark === 'toBeConfirmed' ? ' (cần xác nhận)' : ''
  return { value: basis.id, label: `${basis.text}${mark}` }
}

function FaultsOfPaper(props: RequestPageProps & { paper: PaperToAsk }) {
  const { paper, values, problems, opened, library } = props
  const value = (name: string) => values[name] ?? ''
  const files = opened.files.filter((file) => file.paper === paper.code)
  return (
    <Panel title={paper.name}>
      <FilesOfPaper dossierId={opened.row.id} files={files} isBrief />
      <div class="cells">
        <Select
          name={faultField(paper.code)}
          label="Điều chưa đạt"
          empty="Không có"
          value={value(faultField(paper.code))}
          error={problemOf(problems, faultField(paper.code))}
          options={library.faults.map(({ id, what }) => ({ value: id, label: what }))}
        />
        <TextInput
          name={ownField(paper.code)}
          label="Điều khác, viết cho người nộp đọc"
          optional
          maxlength={500}
          value={value(ownField(paper.code))}
          error={problemOf(problems, ownField(paper.code))}
        />
        <TextInput
          name={howField(paper.code)}
          label="Cách sửa"
          optional
          maxlength={500}
          value={value(howField(paper.code))}
        />
      </div>
      {paper.questions === undefined ? null : (
        <QuestionMarks questions={paper.questions} values={values} />
      )}
      <MarkButtons paper={paper} values={values} />
    </Panel>
  )
}

export type RequestPreviewProps = {
  me: StaffActor
  opened: OpenDossier
  request: SupplementRequest
  nameOf: (paper: string) => string
  values: Values
  idempotencyKey: string
}

/** The request as the applicant will read it, before it is sent. */
export function SupplementPreviewPage(props: RequestPreviewProps) {
  const { me, opened, request, nameOf } = props
  return (
    <CounterPage me={me} title="Xem trước phiếu yêu cầu bổ sung">
      <DossierHead opened={opened} title="Người nộp sẽ đọc như sau" />
      <Panel title="Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ">
        <ol>
          {request.faults.map(({ paper, fault, marks }) => {
            const { what, how } = parted(fault)
            return (
              <li>
                <b>{nameOf(paper)}:</b> {what}
                {how === null ? null : (
                  <>
                    <br />
                    Cách làm: {how}
                  </>
                )}
                <MarksSaid marks={marks} />
              </li>
            )
          })}
        </ol>
        <p>Lý do: {request.reason}</p>
        <p>
          Căn cứ: {request.legalBasis}
          {request.ground === undefined ? '' : `; ${request.ground}`}
        </p>
        <p class="meta">Thời gian chờ bổ sung không tính vào thời hạn giải quyết.</p>
      </Panel>
      <SendOrMend
        action={actPath(opened.row.id, 'bo-sung')}
        values={props.values}
        idempotencyKey={props.idempotencyKey}
        send="Gửi yêu cầu bổ sung"
      />
    </CounterPage>
  )
}

/** Carries what was typed from the preview to the act, or back to the form. */
export function SendOrMend(props: {
  action: string
  values: Values
  idempotencyKey: string
  send: string
  refuses?: boolean
}) {
  return (
    <PostForm action={props.action} id="send" main idempotencyKey={props.idempotencyKey}>
      {Object.entries(props.values).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <Dock>
        <Button name="step" value="send" keys="Ctrl ↵" look={props.refuses ? 'refuse' : 'main'}>
          {props.send}
        </Button>
        <Button name="step" value="mend" look="second">
          Sửa lại
        </Button>
      </Dock>
    </PostForm>
  )
}
