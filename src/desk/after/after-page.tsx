import { titleOf } from '../../counter/dossier-parts.tsx'
import { LINK_WORDS } from '../../counter/follow-note.tsx'
import type { LinkRow } from '../../counter/store-links.ts'
import { showDay, showMoment, type Day } from '../../lib/time.ts'
import type { Problem } from '../../lib/problem.ts'
import { hasRole } from '../../office/actor.ts'
import { WorkPage } from '../../office/work-page.tsx'
import { REPLACED_VI, REVOKED_VI } from '../../result/wording.ts'
import { KeyValues, Note, Panel } from '../../ui/blocks.tsx'
import { Actions, Button } from '../../ui/buttons.tsx'
import { ErrorSummary, problemOf } from '../../ui/fields.tsx'
import { Select, TextArea, TextInput } from '../../ui/inputs.tsx'
import { PostForm } from '../../ui/keys.tsx'
import type { DossierView } from '../dossier-view.ts'
import { BackTo, PaperView } from '../shell.tsx'
import { afterPath, CHANGES_PATH } from './paths.ts'
import {
  correctable,
  NO_CORRECTION,
  NO_REVOCATION,
  type CorrectionTyped,
  type RevocationTyped,
} from './typed.ts'

export type AfterPageProps = {
  view: DossierView
  links: readonly LinkRow[]
  needsCode: boolean
  correction?: CorrectionTyped
  revocation?: RevocationTyped
  /** Which form the problems are about. */
  about?: 'dinh-chinh' | 'bo' | 'ky' | 'thu-hoi'
  problems?: readonly Problem[]
  idempotencyKey?: string
}

/** An issued result: its versions, and what may still be done to it, each by whom it is for. */
export function AfterPage(props: AfterPageProps) {
  const { view, problems = [] } = props
  const { me, opened } = view
  const { state } = opened
  const title = `Kết quả đã cấp: ${titleOf(opened)}`
  return (
    <WorkPage me={me} title={title} current={CHANGES_PATH} hasErrors={problems.length > 0}>
      <ErrorSummary problems={problems} />
      <BackTo href={CHANGES_PATH}>Kết quả đã cấp</BackTo>
      <div class="head">
        <h1>{title}</h1>
      </div>
      <p class="meta">
        <span class="code">{state.code}</span>
      </p>
      <Versions {...props} />
      <Linked links={props.links} />
      {state.revocation ? <Revocation {...props} /> : null}
      {state.correction && !state.revocation ? <Correction {...props} /> : null}
      {state.result?.sealedHash && !state.revocation ? (
        <>
          {state.correction === undefined ? <Prepare {...props} /> : null}
          <Decide {...props} />
        </>
      ) : null}
    </WorkPage>
  )
}

function Versions({ view }: AfterPageProps) {
  const { result, formerResults = [] } = view.opened.state
  if (!result?.sealedHash)
    return (
      <Note>
        <p>Hồ sơ này chưa có kết quả đã phát hành.</p>
      </Note>
    )
  return (
    <Panel title="Các bản">
      <KeyValues
        pairs={[
          ...formerResults.map(({ number, replacedOn }) => ({
            label: 'Bản đã thay thế',
            value: `Số ${number ?? ''}, thay ngày ${showDay(replacedOn as Day)}`,
          })),
          {
            label: 'Bản đang dùng',
            value: `Số ${result.number ?? ''}, ngày ${result.on ? showDay(result.on as Day) : ''}`,
          },
        ]}
      />
    </Panel>
  )
}

function Linked({ links }: { links: readonly LinkRow[] }) {
  if (links.length === 0) return null
  return (
    <Panel title="Hồ sơ nối tiếp">
      <ul>
        {links.map(({ side, otherId, code, why, at }) => (
          <li>
            {side === 'follows' ? 'Nối tiếp' : 'Được nối tiếp bởi'}{' '}
            <a href={`/viec/${otherId}`} class="code">
              {code}
            </a>
            : {LINK_WORDS[why]}, {showMoment(at)}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** The office at which somebody must hold the role. */
const competent = ({ view }: AfterPageProps): number => view.opened.state.offices.competent

function Correction(props: AfterPageProps) {
  const { view, needsCode, about, idempotencyKey } = props
  const { id, state } = view.opened
  const correction = state.correction!
  const isSigned = correction.signedHash !== null
  const problems = about === 'ky' ? props.problems : []
  const mayDrop = (['officer', 'leader', 'clerk'] as const).some((role) =>
    hasRole(view.me, role, competent(props)),
  )
  return (
    <Panel title={isSigned ? 'Bản đính chính chờ văn thư' : 'Bản đính chính chờ lãnh đạo ký'}>
      <p>{REPLACED_VI[correction.why]}</p>
      <PaperView
        id={id}
        sha256={correction.signedHash ?? correction.documentHash}
        title="Bản đính chính"
      />
      {!isSigned && hasRole(view.me, 'leader', competent(props)) ? (
        <PostForm action={afterPath(id, 'ky')} main label="Ký" idempotencyKey={idempotencyKey}>
          <input type="hidden" name="seen" value={correction.documentHash} />
          {needsCode ? (
            <TextInput
              name="code"
              label="Mã xác thực 6 số"
              inputmode="numeric"
              autocomplete="one-time-code"
              size={12}
              error={problemOf(problems, 'code')}
            />
          ) : null}
          <Actions>
            <Button icon="sign">Ký bản đính chính</Button>
          </Actions>
        </PostForm>
      ) : null}
      {isSigned && hasRole(view.me, 'clerk', competent(props)) ? (
        <PostForm action={afterPath(id, 'dong-dau')} main label="Đóng dấu">
          <Actions>
            <Button icon="stamp">Đóng dấu và thay bản cũ</Button>
          </Actions>
        </PostForm>
      ) : null}
      {mayDrop ? (
        <PostForm action={afterPath(id, 'bo')} label="Bỏ bản đính chính">
          <TextInput
            name="dropReason"
            label="Lý do bỏ"
            maxlength={500}
            error={about === 'bo' ? problemOf(props.problems, 'dropReason') : undefined}
          />
          <Button look="refuse">Bỏ bản đính chính này</Button>
        </PostForm>
      ) : null}
    </Panel>
  )
}

const options = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label: label.replace(/^Lý do: /, '') }))

function Prepare(props: AfterPageProps) {
  const { view, correction: typed = NO_CORRECTION } = props
  const { id, form } = view.opened
  const problems = props.about === 'dinh-chinh' ? props.problems : []
  const may = (['officer', 'clerk'] as const).some((role) =>
    hasRole(view.me, role, competent(props)),
  )
  if (!may) return null
  return (
    <Panel title="Đính chính">
      <p class="meta">
        Cơ quan làm sai thì đính chính, người dân không trả thêm tiền. Lãnh đạo ký, văn thư đóng
        dấu; khi đó mã QR của bản cũ báo đã thay thế.
      </p>
      <PostForm
        action={afterPath(id, 'dinh-chinh')}
        main
        label="Đính chính"
        idempotencyKey={props.about === 'dinh-chinh' ? props.idempotencyKey : undefined}
      >
        <Select
          name="question"
          label="Mục bị sai"
          options={correctable(form).map(({ id: value, label }) => ({ value, label }))}
          value={typed.question}
          error={problemOf(problems, 'question')}
        />
        <TextInput
          name="right"
          label="Ghi đúng là"
          value={typed.right}
          maxlength={300}
          error={problemOf(problems, 'right')}
        />
        <Select
          name="why"
          label="Loại sai sót"
          options={options(REPLACED_VI)}
          value={typed.why}
          error={problemOf(problems, 'why')}
        />
        <TextArea
          name="reason"
          label="Sai ở đâu, vì sao"
          rows={3}
          value={typed.reason}
          maxlength={1000}
          error={problemOf(problems, 'reason')}
        />
        <TextInput
          name="legalBasis"
          label="Căn cứ pháp lý"
          value={typed.legalBasis}
          maxlength={300}
          error={problemOf(problems, 'legalBasis')}
        />
        <Actions>
          <Button icon="edit">Lập bản đính chính và trình ký</Button>
        </Actions>
      </PostForm>
    </Panel>
  )
}

function Decide(props: AfterPageProps) {
  const { view, revocation: typed = NO_REVOCATION } = props
  const problems = props.about === 'thu-hoi' ? props.problems : []
  if (!hasRole(view.me, 'leader', competent(props))) return null
  const box = (name: keyof RevocationTyped, label: string) => ({
    name,
    label,
    value: typed[name],
    error: problemOf(problems, name),
  })
  return (
    <Panel title="Thu hồi">
      <PostForm
        action={afterPath(view.opened.id, 'thu-hoi')}
        label="Thu hồi"
        idempotencyKey={props.about === 'thu-hoi' ? props.idempotencyKey : undefined}
      >
        <TextInput {...box('number', 'Số quyết định thu hồi')} maxlength={100} />
        <TextInput {...box('signedOn', 'Ngày ký quyết định')} hint="Ví dụ: 23/11/2026" size={12} />
        <Select {...box('why', 'Loại lý do thu hồi')} options={options(REVOKED_VI)} />
        <TextArea {...box('reason', 'Lý do thu hồi')} rows={3} maxlength={1000} />
        <TextInput {...box('legalBasis', 'Căn cứ thu hồi')} maxlength={300} />
        <Actions>
          <Button look="refuse">Quyết định thu hồi</Button>
        </Actions>
      </PostForm>
    </Panel>
  )
}

function Revocation(props: AfterPageProps) {
  const { view } = props
  const { decision, why, on } = view.opened.state.revocation!
  return (
    <Panel title={on === null ? 'Chờ văn thư thực hiện thu hồi' : 'Đã thu hồi'}>
      <p>
        Quyết định {decision.number}, ngày {showDay(decision.on as Day)}. {REVOKED_VI[why]}
      </p>
      {on === null && hasRole(view.me, 'clerk', competent(props)) ? (
        <PostForm action={afterPath(view.opened.id, 'thuc-hien-thu-hoi')} main label="Thu hồi">
          <Actions>
            <Button icon="error">Ghi thu hồi: mã QR báo ngay</Button>
          </Actions>
        </PostForm>
      ) : null}
    </Panel>
  )
}
