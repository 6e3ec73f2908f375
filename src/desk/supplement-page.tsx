import { MarkButtons, MarksSaid } from '../counter/mark-buttons.tsx'
import { MarkSheet, type MarkSheetProps } from '../counter/mark-sheet.tsx'
import { QuestionMarks } from '../counter/marked-questions.tsx'
import { parted, type CounterLibrary } from '../counter/library.ts'
import {
  faultField,
  howField,
  ownField,
  type PaperToAsk,
  type SupplementRequest,
} from '../counter/supplement-request.ts'
import { Note, Panel } from '../ui/blocks.tsx'
import { EnterButton } from '../ui/buttons.tsx'
import { problemOf } from '../ui/fields.tsx'
import { Select, TextArea, TextInput } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import { ActDock, ActPage, type ActPageProps } from './act-page.tsx'
import { casePath } from './shell.tsx'

/** What was typed, by field name. */
export type Values = Readonly<Record<string, string>>

export type SupplementPageProps = ActPageProps & {
  /** The papers that may be asked for, the declaration among them. */
  papers: readonly PaperToAsk[]
  library: CounterLibrary
  needsGround: boolean
  /** Where it is sent; absent: the request about the whole dossier. */
  action?: string
  values: Values
  /** What the applicant will read; shown before it is sent. */
  preview?: SupplementRequest | undefined
  idempotencyKey?: string | undefined
}

export function SupplementPage(props: SupplementPageProps) {
  const { id } = props
  return (
    <ActPage {...props} act="Yêu cầu bổ sung" heading="Yêu cầu bổ sung">
      {props.preview ? <Preview request={props.preview} papers={props.papers} /> : null}
      <Note tone={props.needsGround ? 'warn' : 'info'}>
        <p>
          {props.needsGround
            ? 'Hồ sơ đã được yêu cầu bổ sung. Yêu cầu thêm phải có căn cứ cho phép và bị tính là quá hạn khi đánh giá.'
            : 'Ghi đủ mọi điều thiếu, sai trong một lần. Thời gian chờ bổ sung không tính vào thời hạn giải quyết.'}
        </p>
      </Note>
      <PostForm
        action={props.action ?? casePath(id, 'bo-sung')}
        id="supplement"
        main
        label="Yêu cầu bổ sung"
        idempotencyKey={props.idempotencyKey}
      >
        <EnterButton />
        <Panel title="Giấy tờ cần bổ sung, sửa">
          {props.papers.map((paper) => (
            <FaultsOfPaper {...props} paper={paper} />
          ))}
        </Panel>
        <Reasons {...props} />
      </PostForm>
      <ActDock id={id} form="supplement" act="Gửi yêu cầu bổ sung" preview="Xem trước" />
    </ActPage>
  )
}

/** A page of one file, on which is marked what is wrong. */
export function MarkingPage(props: ActPageProps & { sheet: MarkSheetProps; paper: PaperToAsk }) {
  const { sheet, paper } = props
  return (
    <ActPage
      {...props}
      problems={sheet.problems}
      marks
      act="Đánh dấu trên ảnh"
      heading={`Đánh dấu: ${paper.name}`}
    >
      <MarkSheet {...sheet} />
    </ActPage>
  )
}

function FaultsOfPaper({
  paper,
  library,
  values,
  problems,
}: SupplementPageProps & { paper: PaperToAsk }) {
  const { code, name, questions } = paper
  const typed = (field: string) => values[field] ?? ''
  return (
    <div class="cells" role="group" aria-label={name}>
      <Select
        name={faultField(code)}
        label={name}
        options={library.faults.map(({ id, what }) => ({ value: id, label: what }))}
        empty="Không yêu cầu"
        value={typed(faultField(code))}
        error={problemOf(problems, faultField(code))}
      />
      <TextInput
        name={ownField(code)}
        label="Điều khác, viết cho người nộp đọc"
        optional
        value={typed(ownField(code))}
        maxlength={500}
        error={problemOf(problems, ownField(code))}
      />
      <TextInput
        name={howField(code)}
        label="Cách sửa"
        optional
        value={typed(howField(code))}
        maxlength={500}
      />
      {questions === undefined ? null : <QuestionMarks questions={questions} values={values} />}
      <MarkButtons paper={paper} values={values} />
    </div>
  )
}

function Reasons({ library, values, problems, needsGround }: SupplementPageProps) {
  const choices = (list: readonly { id: string; text: string }[]) =>
    list.map(({ id, text }) => ({ value: id, label: text }))
  return (
    <Panel title="Lý do và căn cứ">
      <TextArea
        name="reason"
        label="Lý do"
        hint="Một, hai câu người dân đọc hiểu ngay."
        rows={3}
        maxlength={500}
        value={values['reason'] ?? ''}
        error={problemOf(problems, 'reason')}
      />
      <Select
        name="basis"
        label="Căn cứ pháp lý"
        options={choices(library.supplementBases)}
        value={values['basis'] ?? ''}
        error={problemOf(problems, 'basis')}
      />
      {needsGround ? (
        <Select
          name="ground"
          label="Căn cứ cho phép yêu cầu thêm một lần nữa"
          options={choices(library.grounds)}
          value={values['ground'] ?? ''}
          error={problemOf(problems, 'ground')}
        />
      ) : null}
    </Panel>
  )
}

function Preview({
  request,
  papers,
}: {
  request: SupplementRequest
  papers: SupplementPageProps['papers']
}) {
  return (
    <Panel title="Người dân sẽ đọc">
      <p>{request.reason}</p>
      <ul>
        {request.faults.map(({ paper, fault, marks }) => {
          const { what, how } = parted(fault)
          const name = papers.find(({ code }) => code === paper)?.name ?? paper
          return (
            <li>
              <b>{name}</b>: {what} {how === null ? null : <span class="meta">{how}</span>}
              <MarksSaid marks={marks} />
            </li>
          )
        })}
      </ul>
      <p class="meta">
        Căn cứ: {request.legalBasis}
        {request.ground === undefined ? '' : `; ${request.ground}`}
      </p>
    </Panel>
  )
}
