import { titleOf } from '../counter/dossier-parts.tsx'
import type { Problem } from '../lib/problem.ts'
import { showMoment } from '../lib/time.ts'
import { Note, Panel } from '../ui/blocks.tsx'
import { Button, ButtonLink } from '../ui/buttons.tsx'
import { ErrorSummary, problemOf } from '../ui/fields.tsx'
import { Icon } from '../ui/icons.tsx'
import { TextArea } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import { Dock } from '../ui/tables.tsx'
import { ComparisonTable } from './comparison-tab.tsx'
import { Changes, ContentPanel } from './dossier-tabs.tsx'
import type { DossierView } from './dossier-view.ts'
import { DoneNote, PaperPanel, TimedHead } from './page-parts.tsx'
import { BackTo, casePath, DeskPage, signPath } from './shell.tsx'
import { shortHash, type KeyFact } from './signing-facts.ts'
import { CodeField } from './signing-list-page.tsx'

export type SigningPageProps = {
  view: DossierView
  facts: readonly KeyFact[]
  needsCode: boolean
  /** The leader pressed "Trả lại": the reason is asked for. */
  declining?: boolean
  reason?: string
  problems?: readonly Problem[]
  idempotencyKey?: string | undefined
  done?: string | undefined
}

/** L2: the paper, three facts, the hash of exactly what will be signed. */
export function SigningPage(props: SigningPageProps) {
  const { view, problems = [] } = props
  const { opened, me } = view
  const { result } = opened.state
  const title = titleOf(opened)
  return (
    <DeskPage me={me} title={`Ký: ${title}`} current="/ky" hasErrors={problems.length > 0}>
      <ErrorSummary problems={problems} />
      <BackTo href="/ky">Chờ ký</BackTo>
      <Head view={view} title={title} />
      <DoneNote done={props.done} />
      <CannotSign view={view} />
      <Changes changes={view.changes} />
      <div class="split">
        <PaperPanel id={opened.id} result={result} none="Chưa có văn bản nào được trình." />
        <div>
          <FactsPanel facts={props.facts} sha256={result?.documentHash} />
          {view.content.ok ? (
            <ContentPanel title="Nội dung tờ khai" fields={view.content.value} />
          ) : null}
          <ComparisonTable groups={view.groups} />
          <Forms {...props} />
        </div>
      </div>
      <Acts {...props} />
    </DeskPage>
  )
}

function Head({ view, title }: { view: DossierView; title: string }) {
  const { row, history, names, state } = view.opened
  const submitted = history.findLast(({ kind }) => kind === 'submittedForSigning')
  const preparer = names.get(Number(/^staff:(\d+)$/.exec(state.preparedBy ?? '')?.[1]))
  return (
    <>
      <TimedHead title={title} countdown={view.countdown} />
      <p class="meta">
        <span class="code">{row.code}</span>
        {preparer === undefined ? null : ` · người trình: ${preparer}`}
        {submitted === undefined ? null : ` · trình ${showMoment(submitted.occurredAt)}`} ·{' '}
        <a href={casePath(view.opened.id)}>toàn bộ hồ sơ</a>
      </p>
    </>
  )
}

/** Why the leader cannot sign now, when that is so. */
function CannotSign({ view }: { view: DossierView }) {
  const { row, state } = view.opened
  if (view.verbs.has('sign')) {
    const isMine = row.signer?.personId === view.me.personId
    return isMine || row.signer === null ? null : (
      <Note tone="warn">
        <p>
          Văn bản ghi người ký là {row.signer.title} {row.signer.name}. Muốn ký, ông/bà trả lại để
          trình với tên của mình.
        </p>
      </Note>
    )
  }
  if (state.result?.signedHash)
    return (
      <Note tone="ok">
        <p>Văn bản đã được ký{state.result.sealedHash ? ', cấp số và đóng dấu' : ''}.</p>
      </Note>
    )
  if (state.preparedBy === `staff:${view.me.personId}`)
    return (
      <Note tone="warn">
        <p>Ông/bà là người soạn kết quả này nên không được ký chính kết quả đó.</p>
      </Note>
    )
  return (
    <Note>
      <p>Hồ sơ không ở bước ký, hoặc ông/bà không phải lãnh đạo của đơn vị giải quyết.</p>
    </Note>
  )
}

function FactsPanel({ facts, sha256 }: { facts: readonly KeyFact[]; sha256: string | undefined }) {
  return (
    <Panel title="Ba điều cần biết">
      <ul class="plain">
        {facts.map(({ text, isQuiet }) => (
          <li>
            <span class={isQuiet ? 'same' : 'differs'}>
              <Icon name={isQuiet ? 'check' : 'warn'} />
            </span>
            {text}
          </li>
        ))}
      </ul>
      {sha256 === undefined ? null : (
        <p class="meta">
          Nội dung sẽ ký: <span class="code">SHA-256 {shortHash(sha256)}</span>
        </p>
      )}
    </Panel>
  )
}

function Forms(props: SigningPageProps) {
  const { view, problems, idempotencyKey } = props
  const { id, state } = view.opened
  return (
    <>
      {canSign(view) ? (
        <PostForm
          action={signPath(id, 'ky')}
          id="sign"
          main={props.declining !== true}
          label="Ký"
          idempotencyKey={props.declining === true ? undefined : idempotencyKey}
        >
          <input type="hidden" name="seen" value={state.result?.documentHash ?? ''} />
          {props.needsCode ? <CodeField problems={problems} /> : null}
        </PostForm>
      ) : null}
      {view.verbs.has('declineSigning') ? (
        <details open={props.declining === true} id="tra-lai">
          <summary>Trả lại, chưa ký</summary>
          <PostForm
            action={signPath(id, 'tra-lai')}
            id="decline"
            label="Trả lại"
            idempotencyKey={props.declining === true ? idempotencyKey : undefined}
          >
            <TextArea
              name="reason"
              label="Lý do trả lại"
              hint="Người soạn đọc để sửa; không gửi cho người dân."
              rows={3}
              maxlength={1000}
              value={props.reason ?? ''}
              error={problemOf(problems, 'reason')}
            />
            <Button look="second" icon="undo">
              Trả lại cho người soạn
            </Button>
          </PostForm>
        </details>
      ) : null}
    </>
  )
}

/** Somebody else's name stands on the paper, or it no longer says what was declared: then there is no button. */
function canSign({ verbs, opened, me, changes }: DossierView): boolean {
  const { signer } = opened.row
  return verbs.has('sign') && signer?.personId === me.personId && changes.length === 0
}

function Acts(props: SigningPageProps) {
  const { view } = props
  return (
    <Dock note="Ký xong, văn thư cấp số và đóng dấu.">
      {canSign(view) ? (
        <Button form="sign" icon="sign" keys="Ctrl ↵">
          Ký
        </Button>
      ) : null}
      {view.verbs.has('declineSigning') ? (
        <ButtonLink look="second" icon="undo" href="#tra-lai">
          Trả lại, nêu lý do
        </ButtonLink>
      ) : null}
      <ButtonLink look="link" href="/ky">
        Về danh sách
      </ButtonLink>
    </Dock>
  )
}
