import type { CodeLists } from '../catalogue/code-lists.ts'
import type { Scope } from '../catalogue/evaluate.ts'
import type { Answers, FormDefinition } from '../catalogue/form.ts'
import type { PaperNeed } from '../catalogue/needs.ts'
import type { Procedure } from '../catalogue/procedure.ts'
import type { Problem } from '../lib/problem.ts'
import { showDue, showMoment, type LocalMinute } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import { KeyValues, Note, Panel } from '../ui/blocks.tsx'
import { Button } from '../ui/buttons.tsx'
import { Confirmation } from '../ui/choices.tsx'
import { ErrorSummary, problemOf } from '../ui/fields.tsx'
import { Select } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import { Dock } from '../ui/tables.tsx'
import { DenseForm } from './dense-fields.tsx'
import type { Duplicate } from './duplicate.ts'
import type { GuidanceRow } from './guidance-store.ts'
import { slipName } from './handover-page.tsx'
import { FILE_FIELD, type KeptFile } from './kept-files.ts'
import { PaperUpload } from './paper-upload.tsx'
import { PostalFields } from './postal-fields.tsx'
import type { Promised } from './promise.ts'
import type { Lost } from './prepared.ts'
import type { PossibleOffice, ReceptionKind } from './reception.ts'
import { CounterPage, dossierPath } from './shell.tsx'

export type ReceptionPageProps = {
  me: StaffActor
  procedure: Procedure
  procedures: readonly Procedure[]
  form: FormDefinition
  answers: Answers
  scope: Scope
  codeLists: CodeLists
  kind: ReceptionKind
  /** The ways that the law leaves open. */
  kinds: readonly ReceptionKind[]
  values: Readonly<Record<string, string>>
  needs: readonly PaperNeed[]
  kept: readonly { file: KeptFile; token: string }[]
  originals: ReadonlySet<string>
  among: readonly PossibleOffice[]
  office: PossibleOffice | undefined
  promised: Promised | undefined
  fee: string
  duplicates: readonly Duplicate[]
  warnings: readonly Problem[]
  /** Where the result may be handed out, and where it will be. */
  places: readonly { id: number; shortName: string }[]
  returning: number
  /** Received here for an office of which this counter is not its own; until when it is handed over. */
  isForAnother: boolean
  handOverBy: LocalMinute | null
  postal: Readonly<Record<string, string>>
  /** Slips with which somebody was sent away for this procedure and has not come back yet. */
  guidance: readonly GuidanceRow[]
  chosenGuidance: string
  /** Proof of the prepared declaration from which the page was filled in; null: from none. */
  prepared: string | null
  /** What is said of that declaration above the boxes. */
  brought?: Brought
  problems?: readonly Problem[]
  /** Nothing is wrong, but an old commune was divided or a name is that of several: the page asks which. */
  isAsking?: boolean
  idempotencyKey?: string
}

export type Brought = {
  shownCode: string
  preparedAt: Date
  /** What it says that has no place in the form of today, or is not taken as it was said. */
  lost: readonly Lost[]
}

/** A new reception for the person in front of the counter: the whole declaration on one page. */
export function ReceptionPage(props: ReceptionPageProps) {
  const { me, procedure, problems = [] } = props
  return (
    <CounterPage
      me={me}
      title={`Tiếp nhận: ${procedure.shortName.vi}`}
      hasErrors={problems.length > 0}
    >
      <ErrorSummary problems={problems} />
      {props.isAsking ? (
        <Note>
          <p>
            Hồ sơ chưa được nhận: có địa chỉ cần hỏi lại. Hãy chọn nơi đúng rồi bấm nhận lần nữa.
          </p>
        </Note>
      ) : null}
      <div class="head">
        <h1>{procedure.shortName.vi}</h1>
        <span class="meta">{procedure.code}</span>
        {props.procedures.length < 2 ? null : (
          <nav aria-label="Đổi thủ tục" class="cluster">
            {props.procedures.map(({ code, shortName }) => (
              <a href={`/quay/moi?thu-tuc=${code}`}>{shortName.vi}</a>
            ))}
          </nav>
        )}
      </div>
      <PostForm
        action={`/quay/moi?thu-tuc=${procedure.code}`}
        id="reception"
        class="split split--side"
        main
        files
        label="Tiếp nhận hồ sơ"
        idempotencyKey={props.idempotencyKey}
      >
        <div>
          {props.prepared === null ? null : (
            <input type="hidden" name="prepared" value={props.prepared} />
          )}
          {props.brought ? <BroughtNote {...props.brought} /> : null}
          <Twins {...props} />
          <DenseForm {...props} problems={problems} />
        </div>
        <div class="stick">
          <PapersPanel {...props} />
          <PromisePanel {...props} />
          {props.kind === 'post' && !props.isForAnother ? (
            <PostalFields values={props.postal} problems={problems} />
          ) : null}
        </div>
      </PostForm>
      <Dock note="Các mục phụ thuộc nhau: đổi trường hợp xong thì bấm Cập nhật các mục.">
        <Button form="reception" keys="Ctrl ↵" name="step" value="accept">
          Nhận hồ sơ và in giấy tiếp nhận
        </Button>
        <Button form="reception" look="second" keys="F7" name="step" value="fields">
          Cập nhật các mục
        </Button>
        <Button form="reception" look="second" name="step" value="file">
          Chỉ nhận, kiểm tra sau
        </Button>
      </Dock>
    </CounterPage>
  )
}

/** The person has said all this at home: it is read together with them, and what does not fit any more is asked anew. */
function BroughtNote({ shownCode, preparedAt, lost }: Brought) {
  return (
    <>
      <Note>
        <p>
          Điền từ tờ khai soạn sẵn <b class="num">{shownCode}</b>, soạn lúc {showMoment(preparedAt)}
          . Hãy xem lại từng mục cùng người dân.
        </p>
      </Note>
      {lost.length === 0 ? null : (
        <Note tone="warn">
          <p>Biểu mẫu đã thay đổi. Những điều sau không điền sẵn được, hãy hỏi lại:</p>
          <ul>
            {lost.map(({ label, value }) => (
              <li>
                {label}: <b>{value}</b>
              </li>
            ))}
          </ul>
        </Note>
      )}
    </>
  )
}

/** Other dossiers that may be the same matter, and what the validator doubts. */
function Twins({ duplicates, warnings, problems = [] }: ReceptionPageProps) {
  const error = problemOf(problems, 'notTwin')
  return (
    <>
      {warnings.length === 0 ? null : (
        <Note tone="warn">
          <ul>
            {warnings.map(({ message }) => (
              <li>{message}</li>
            ))}
          </ul>
        </Note>
      )}
      {duplicates.length === 0 ? null : (
        <Note tone="warn">
          <ul>
            {duplicates.map(({ id, code, submittedAt, why }) => (
              <li>
                <b>Có thể trùng</b> ({why}): <a href={dossierPath(id)}>{code}</a>, nộp{' '}
                {showMoment(submittedAt)}
              </li>
            ))}
          </ul>
          <Confirmation
            name="notTwin"
            label="Đã so sánh: đây là việc khác, vẫn nhận hồ sơ"
            error={error}
          />
        </Note>
      )}
    </>
  )
}

function PapersPanel(props: ReceptionPageProps) {
  const { needs, problems = [] } = props
  const wanted = needs.filter(({ need }) => need !== 'notNeeded')
  return (
    <Panel title="Giấy tờ">
      {wanted.map(({ paper, need }) => (
        <PaperUpload
          code={paper.code}
          name={paper.name.vi}
          hint={need === 'oneOf' ? 'Một trong các giấy tờ của nhóm là đủ.' : paper.why.vi}
          kept={props.kept}
          isOriginalHere={props.originals.has(paper.code)}
          problems={problems}
        />
      ))}
      {wanted.length === 0 ? <p class="meta">Không cần giấy tờ nào.</p> : null}
      {problems
        .filter(({ field }) => field === FILE_FIELD)
        .map(({ message }) => (
          <p class="error">{message}</p>
        ))}
    </Panel>
  )
}

const KINDS = [
  { value: 'counter', label: 'Nộp trực tiếp tại quầy' },
  { value: 'assistedOnline', label: 'Nộp trực tuyến, cán bộ giúp' },
  { value: 'post', label: 'Qua bưu chính' },
] as const

/** Where it goes and from when the limit counts (screens Q4). */
function ForAnother(props: ReceptionPageProps & { office: PossibleOffice }) {
  const { office, kind, handOverBy } = props
  return (
    <p class="meta">
      {kind === 'assistedOnline' || handOverBy === null
        ? `Hồ sơ đến ngay hàng chờ của ${office.name}.`
        : `Nhận hộ ${office.name}: chuyển đến đó chậm nhất ${showDue(handOverBy)}.`}{' '}
      Thời hạn tính từ lúc nơi đó nhận.
    </p>
  )
}

function PromisePanel(props: ReceptionPageProps) {
  const { me, office, among, promised, problems = [] } = props
  const isOurs = office !== undefined && !props.isForAnother
  return (
    <Panel title="Cách nộp và hẹn trả">
      <Select
        name="kind"
        label="Cách nộp"
        value={props.kind}
        empty={null}
        options={KINDS.filter(({ value }) => props.kinds.includes(value))}
      />
      {among.length > 1 ? (
        <Select
          name="office"
          label="Nơi giải quyết"
          value={office ? String(office.id) : ''}
          error={problemOf(problems, 'office')}
          options={among.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
      ) : null}
      {isOurs && promised ? (
        <p>
          <b class="big">{promised.when}</b>
          {promised.provisional ? <span class="meta"> (tạm tính)</span> : null}
        </p>
      ) : null}
      <KeyValues
        pairs={[
          { label: 'Nơi giải quyết', value: office?.name ?? 'Theo nơi cư trú' },
          { label: 'Nơi nhận', value: me.officeName },
          { label: 'Lệ phí', value: props.fee },
        ]}
      />
      <Select
        name="returning"
        label="Nơi trả kết quả"
        value={String(props.returning)}
        empty={null}
        error={problemOf(problems, 'returning')}
        options={props.places.map(({ id, shortName }) => ({
          value: String(id),
          label: shortName,
        }))}
      />
      {props.guidance.length === 0 ? null : (
        <Select
          name="guidance"
          label="Quay lại theo phiếu hướng dẫn"
          optional
          empty="Không có phiếu"
          value={props.chosenGuidance}
          options={props.guidance.map((slip) => ({
            value: slip.id,
            label: `${slipName(slip)}${slip.forName === null ? '' : `: ${slip.forName}`}`,
          }))}
        />
      )}
      {office && props.isForAnother ? <ForAnother {...props} office={office} /> : null}
    </Panel>
  )
}
