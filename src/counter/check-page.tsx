import type { CodeLists } from '../catalogue/code-lists.ts'
import type { Problem } from '../lib/problem.ts'
import type { StaffActor } from '../office/actor.ts'
import { KeyValues, Note, Panel } from '../ui/blocks.tsx'
import { Button, ButtonLink, type ButtonLook } from '../ui/buttons.tsx'
import { ErrorLine, ErrorSummary, fieldClass, fieldId, problemOf } from '../ui/fields.tsx'
import { PostForm } from '../ui/keys.tsx'
import { Dock } from '../ui/tables.tsx'
import { actsNow, type CounterAct } from './acts.ts'
import { paperChecks, seenField, type PaperCheck, type Ticked } from './checklist.ts'
import { DeclaredAnswers, DossierHead, Doubts, FilesOfPaper, titleOf } from './dossier-parts.tsx'
import { FollowNote } from './follow-note.tsx'
import type { OpenDossier } from './open-dossier.ts'
import type { PaperKind } from './papers.ts'
import type { Promised } from './promise.ts'
import { PostalFields } from './postal-fields.tsx'
import { actPath, CounterPage, paperPath } from './shell.tsx'
import { TripCount } from './trip-count.tsx'

export type CheckPageProps = {
  me: StaffActor
  opened: OpenDossier
  codeLists: CodeLists
  promised: Promised | undefined
  /** This counter receives for the office that decides as its own. */
  isOwnCounter: boolean
  /** How the limit counts, when the dossier was received here for another or came by post. */
  routing: readonly string[]
  postal: { isNeeded: boolean; values: Readonly<Record<string, string>> }
  fee: string
  competentName: string
  papers: readonly PaperKind[]
  problems?: readonly Problem[]
  ticked?: Ticked
  idempotencyKey?: string
}

/** A dossier at the counter: what was declared beside what was handed in, and what can be done now. */
export function CheckPage(props: CheckPageProps) {
  const { me, opened, problems = [] } = props
  const acts = actsNow(opened.state, opened.terms, me.officeId, props.isOwnCounter)
  const ticks = acts.includes('accept')
    ? 'accept'
    : acts.includes('receiveForAnother')
      ? 'receiveForAnother'
      : null
  return (
    <CounterPage me={me} title={titleOf(opened)} hasErrors={problems.length > 0}>
      <ErrorSummary problems={problems} />
      <DossierHead opened={opened} />
      <Situation {...props} />
      <FollowNote opened={opened} />
      <Doubts opened={opened} />
      <div class="split">
        <div>
          <DeclaredAnswers opened={opened} codeLists={props.codeLists} />
        </div>
        <div>
          <PaperPanel {...props} ticks={ticks} />
          <PromisePanel {...props} isAccepting={acts.includes('accept')} />
        </div>
      </div>
      <Dock>
        {acts.map((act) => (
          <ActButton act={act} id={opened.row.id} />
        ))}
        <ButtonLink look="link" icon="box" href={actPath(opened.row.id, 'ban-chinh')}>
          Bản chính
        </ButtonLink>
        {props.papers.map((kind) => (
          <ButtonLink look="link" icon="print" href={paperPath(opened.row.id, kind)}>
            {PAPER_TITLES[kind]}
          </ButtonLink>
        ))}
      </Dock>
    </CounterPage>
  )
}

export const PAPER_TITLES: Readonly<Record<PaperKind, string>> = {
  submission: 'Xác nhận đã nộp',
  forAnother: 'Giấy nhận hồ sơ',
  form01: 'Giấy tiếp nhận (mẫu 01)',
  form02: 'Phiếu bổ sung (mẫu 02)',
  form03: 'Phiếu từ chối (mẫu 03)',
}

const ACTS: Readonly<
  Record<
    Exclude<CounterAct, 'accept' | 'receiveForAnother'>,
    { path: string; label: string; keys?: string }
  >
> = {
  handOver: { path: '', label: 'Chuyển đến nơi có thẩm quyền', keys: 'F6' },
  returnPlace: { path: 'noi-tra', label: 'Đổi nơi trả kết quả' },
  requestSupplement: { path: 'bo-sung', label: 'Yêu cầu bổ sung', keys: 'F6' },
  refuse: { path: 'tu-choi', label: 'Từ chối tiếp nhận' },
  supplement: { path: 'nop-bo-sung', label: 'Nhận bổ sung tại quầy', keys: 'F6' },
  recordFee: { path: 'phi', label: 'Ghi nhận nộp phí', keys: 'F6' },
  draft: { path: 'ban-nhap', label: 'Ghi ý kiến về bản nháp', keys: 'F6' },
  withdraw: { path: 'rut', label: 'Rút hồ sơ' },
  deliver: { path: '', label: 'Trả kết quả', keys: 'F6' },
}

const LOOKS: Partial<Record<CounterAct, ButtonLook>> = {
  refuse: 'refuse',
  deliver: 'main',
  supplement: 'main',
  handOver: 'main',
}

function ActButton({ act, id }: { act: CounterAct; id: string }) {
  if (act === 'accept')
    return (
      <Button form="accept" keys="Ctrl ↵">
        Nhận hồ sơ và in giấy tiếp nhận
      </Button>
    )
  if (act === 'receiveForAnother')
    return (
      <Button form="accept" keys="Ctrl ↵">
        Nhận hộ và in giấy nhận
      </Button>
    )
  const { path, label, keys } = ACTS[act]
  const look = LOOKS[act] ?? 'second'
  const href =
    act === 'deliver' ? `/tra-ket-qua/${id}` : act === 'handOver' ? '/ban-giao' : actPath(id, path)
  return (
    <ButtonLink look={look} href={href} {...(keys ? { keys } : {})}>
      {label}
    </ButtonLink>
  )
}

/** Why nothing can be done here, or what the applicant has asked for. */
function Situation({ opened, routing }: CheckPageProps) {
  const { state } = opened
  if (state.isWithdrawalAsked && state.phase.at !== 'withdrawn') {
    return (
      <Note tone="warn">
        <p>Người nộp đã yêu cầu rút hồ sơ này. Hãy xác nhận việc rút trước khi làm việc khác.</p>
      </Note>
    )
  }
  if (routing.length === 0) return null
  return (
    <Note>
      {routing.map((sentence) => (
        <p>{sentence}</p>
      ))}
    </Note>
  )
}

function PaperPanel(props: CheckPageProps & { ticks: 'accept' | 'receiveForAnother' | null }) {
  const { opened, ticks, problems = [], postal } = props
  const isAccepting = ticks !== null
  const checks = paperChecks(opened.needs, opened.files)
  const rows = checks.map((check) => (
    <PaperRow
      check={check}
      dossierId={opened.row.id}
      isAccepting={isAccepting}
      ticked={props.ticked}
      error={problemOf(problems, seenField(check.code))}
    />
  ))
  return (
    <Panel title="Giấy tờ">
      {checks.length === 0 ? <p class="meta">Hồ sơ này không cần giấy tờ nào.</p> : null}
      {isAccepting ? (
        <PostForm
          action={actPath(opened.row.id, ticks === 'accept' ? 'tiep-nhan' : 'nhan-ho')}
          id="accept"
          main
          label="Kiểm tra giấy tờ"
          idempotencyKey={props.idempotencyKey}
        >
          {rows}
          {ticks === 'accept' && postal.isNeeded ? (
            <PostalFields values={postal.values} problems={problems} />
          ) : null}
        </PostForm>
      ) : (
        rows
      )}
    </Panel>
  )
}

function PaperRow(props: {
  check: PaperCheck
  dossierId: string
  isAccepting: boolean
  ticked: Ticked | undefined
  error: string | undefined
}) {
  const { check, isAccepting, ticked, error } = props
  const id = fieldId(seenField(check.code))
  return (
    <div class={fieldClass({ error })} id={id} tabindex={-1}>
      <b>{check.name}</b>
      <p class="hint">{check.why}</p>
      <ErrorLine error={error} />
      {check.files.length === 0 ? (
        <p class="meta">Chưa có tệp.</p>
      ) : (
        <FilesOfPaper dossierId={props.dossierId} files={check.files} />
      )}
      {isAccepting ? (
        <div class="cluster">
          {check.files.length === 0 ? null : (
            <Tick
              name="seen"
              code={check.code}
              label={`Đạt: đủ, rõ, đúng giấy tờ`}
              of={check.name}
              on={ticked?.seen.has(check.code) ?? false}
            />
          )}
          <Tick
            name="original"
            code={check.code}
            label="Đã nhận bản giấy"
            of={check.name}
            on={ticked?.originals.has(check.code) ?? false}
          />
        </div>
      ) : null}
    </div>
  )
}

function Tick(props: { name: string; code: string; label: string; of: string; on: boolean }) {
  return (
    <label class="choice">
      <input type="checkbox" name={props.name} value={props.code} checked={props.on} />
      <span>
        {props.label}
        <span class="vh"> ({props.of})</span>
      </span>
    </label>
  )
}

function PromisePanel(props: CheckPageProps & { isAccepting: boolean }) {
  const { promised, opened, isAccepting } = props
  const { procedure, state, contact, row } = opened
  const limit = procedure.cases.find(({ code }) => code === state.procedure.caseCode)
  return (
    <Panel title={isAccepting ? 'Hẹn trả nếu nhận bây giờ' : 'Thông tin chung'}>
      {isAccepting && promised ? (
        <p>
          <b class="big">{promised.when}</b>
          {promised.provisional ? (
            <>
              <br />
              <span class="meta">tạm tính: lịch nghỉ của năm đó chưa công bố</span>
            </>
          ) : null}
        </p>
      ) : null}
      <KeyValues
        pairs={[
          { label: 'Thời hạn', value: limit?.limitText.vi ?? '…' },
          { label: 'Nơi giải quyết', value: props.competentName },
          { label: 'Lệ phí', value: props.fee },
          { label: 'Người nộp', value: row.applicant_name },
          { label: 'Điện thoại', value: contact?.phone ?? 'Không có' },
          { label: 'Thư điện tử', value: contact?.email ?? 'Không có' },
          { label: 'Số lần phải đến', value: <TripCount trips={opened.trips} /> },
        ]}
      />
    </Panel>
  )
}
