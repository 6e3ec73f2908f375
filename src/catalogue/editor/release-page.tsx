import { showDay, type Day } from '../../lib/time.ts'
import type { Problem } from '../../lib/problem.ts'
import type { StaffActor } from '../../office/actor.ts'
import { KeyValues, Note, Panel } from '../../ui/blocks.tsx'
import { Button } from '../../ui/buttons.tsx'
import { problemOf } from '../../ui/fields.tsx'
import { TextInput } from '../../ui/inputs.tsx'
import { PostForm } from '../../ui/keys.tsx'
import { Dock } from '../../ui/tables.tsx'
import { documentWords, DocumentPanel } from './changes-page.tsx'
import type { DocumentChanges } from './draft-changes.ts'
import { mayRelease } from './drafts-page.tsx'
import { at } from './list-acts.ts'
import type { Package } from './package.ts'
import { editorPaths } from './paths.ts'
import { DraftPage } from './shell.tsx'

export type ReleasePageProps = {
  me: StaffActor
  pack: Package
  documents: readonly DocumentChanges[]
  needsCode: boolean
  isShortened?: boolean
  problems?: readonly Problem[]
  idempotencyKey?: string | undefined
}

/** The second person sees exactly what becomes law, on which day, what was tried, and the hash of it; then gives a code. */
export function ReleasePage(props: ReleasePageProps) {
  const { pack, documents, problems = [] } = props
  const why = whyNot(props)
  return (
    <DraftPage me={props.me} pack={pack} title="Ban hành" here="ban-hanh" problems={problems}>
      {why === undefined ? null : (
        <Note tone="warn">
          <p>{why}</p>
        </Note>
      )}
      <Panel title="Sẽ ban hành">
        <KeyValues pairs={factsOf(pack)} />
      </Panel>
      {documents.map((each) => (
        <DocumentPanel pack={pack} of={each} />
      ))}
      {why === undefined ? <ReleaseForm {...props} /> : null}
    </DraftPage>
  )
}

/** Why this person cannot release this draft now; undefined when nothing stands against it. */
function whyNot({ me, pack }: ReleasePageProps): string | undefined {
  const { drafts, procedure } = pack
  if (procedure.state === 'released') return 'Bản thảo này đã ban hành.'
  if (procedure.state === 'discarded') return 'Bản thảo này đã bỏ.'
  if (drafts.some((draft) => !mayRelease(draft, me)))
    return 'Ông/bà đã soạn hoặc sửa bản thảo này nên không được tự ban hành. Cần một người kiểm soát khác.'
  if (drafts.some(({ state }) => state !== 'checked'))
    return 'Bản thảo chưa qua kiểm tra. Người soạn phải kiểm tra và chuyển ban hành trước.'
  return undefined
}

function factsOf({ drafts, documents, tests, procedure }: Package) {
  const passed = tests.runs.filter(({ differences }) => differences.length === 0).length
  return [
    { label: 'Áp dụng từ ngày', value: dayWords(at(documents.procedure, ['validFrom'])) },
    { label: 'Quyết định', value: textAt(documents.procedure, ['decision', 'value']) },
    { label: 'Thử nghiệm', value: `${passed}/${tests.runs.length} đạt` },
    { label: 'Người soạn', value: procedure.createdByName },
    ...drafts.map(({ kind, code, version, sha256 }) => ({
      label: documentWords[kind],
      value: (
        <>
          <span class="code">{code}</span>, phiên bản {version}
          <br />
          <span class="code hash">SHA-256 {sha256}</span>
        </>
      ),
    })),
  ]
}

function dayWords(value: unknown): string {
  return typeof value === 'string' && value !== '' ? showDay(value as Day) : 'chưa có'
}

function textAt(document: Package['documents']['procedure'], path: readonly string[]): string {
  const value = at(document, path)
  return typeof value === 'string' && value !== '' ? value : 'chưa có'
}

function ReleaseForm(props: ReleasePageProps) {
  const { pack, problems } = props
  return (
    <>
      <PostForm
        action={editorPaths.release(pack.id)}
        id="release"
        label="Ban hành"
        main
        idempotencyKey={props.idempotencyKey}
      >
        {pack.drafts.map(({ id, sha256 }) => (
          <input type="hidden" name="_seen" value={`${id}.${sha256}`} />
        ))}
        <label class="choice">
          <input
            type="checkbox"
            name="shortened"
            value="yes"
            checked={props.isShortened ?? false}
          />
          <span>
            Quyết định theo trình tự, thủ tục rút gọn
            <small>Thời hạn công khai tính theo quy định cho thủ tục rút gọn.</small>
          </span>
        </label>
        {props.needsCode ? (
          <TextInput
            name="code"
            label="Mã xác thực 6 số"
            hint="Nhập mã đang hiện trên điện thoại; ban hành cũng như ký."
            inputmode="numeric"
            autocomplete="one-time-code"
            maxlength={7}
            size={12}
            error={problemOf(problems, 'code')}
          />
        ) : null}
      </PostForm>
      <Dock note="Ban hành rồi thì không sửa được; chỉ có thể thay bằng phiên bản mới hoặc ngừng áp dụng.">
        <Button form="release" icon="stamp">
          Ban hành
        </Button>
      </Dock>
    </>
  )
}
