import type { Problem } from '../../lib/problem.ts'
import { showMoment } from '../../lib/time.ts'
import type { StaffActor } from '../../office/actor.ts'
import { Note, Panel } from '../../ui/blocks.tsx'
import { Button } from '../../ui/buttons.tsx'
import { HiddenKeys, PostForm } from '../../ui/keys.tsx'
import { Dock } from '../../ui/tables.tsx'
import type { Box } from './box.ts'
import { Members, type View } from './box-view.tsx'
import { ChangeTable } from './change-table.tsx'
import type { Change } from './changes.ts'
import type { Package } from './package.ts'
import { editorPaths } from './paths.ts'
import type { Section } from './sections.ts'
import { DraftPage } from './shell.tsx'

/** Somebody else was faster: who, when, and both texts. */
export type Overtaken = { name: string; at: Date; changes: readonly Change[] }

export type SectionPageProps = {
  me: StaffActor
  pack: Package
  section: Section
  box: Box
  view: View
  /** Of the stored text that the page was made from. */
  seen: string
  /** False: the published document is used, or the draft is closed. */
  isEditable: boolean
  problems?: readonly Problem[]
  overtaken?: Overtaken | undefined
  done?: string | undefined
}

/** One section of a draft: its boxes, and "Lưu". */
export function SectionPage(props: SectionPageProps) {
  const { pack, section, problems, overtaken } = props
  return (
    <DraftPage
      me={props.me}
      pack={pack}
      title={section.title}
      here={section.slug}
      done={props.done}
      fragments
      {...(problems ? { problems } : {})}
    >
      {overtaken ? <OvertakenNote overtaken={overtaken} /> : null}
      {props.isEditable ? <EditForm {...props} /> : <Unedited {...props} />}
    </DraftPage>
  )
}

function EditForm(props: SectionPageProps) {
  const { pack, section } = props
  return (
    <>
      <PostForm
        action={editorPaths.section(pack.id, section.slug)}
        id="section"
        class="boxes"
        label={section.title}
        main
      >
        {/* Enter in a box presses the first button of the form: it must be this one, not one of a list. */}
        <button class="vh" tabindex={-1} aria-hidden="true">
          Lưu
        </button>
        <input type="hidden" name="_seen" value={props.seen} />
        <Boxes box={props.box} view={props.view} />
      </PostForm>
      <Dock note="Lưu được cả khi còn ô sai; ô sai được đánh dấu để sửa sau.">
        <Button form="section" icon="check" keys="Ctrl ↵">
          Lưu
        </Button>
      </Dock>
    </>
  )
}

/** What a button of a list draws anew. */
export function Boxes({ box, view }: { box: Box; view: View }) {
  return (
    <div id="boxes">
      {box.kind === 'object' ? <Members members={box.members} view={view} /> : null}
    </div>
  )
}

function Unedited(props: SectionPageProps) {
  const { pack, section, box, view } = props
  const { document } = section.part
  return (
    <>
      {pack.isOpen && document !== 'procedure' ? (
        <OwnDocument pack={pack} document={document} />
      ) : (
        <Note>
          <p>Bản thảo này đã đóng nên chỉ xem được.</p>
        </Note>
      )}
      <fieldset class="boxes bare" disabled>
        <legend class="vh">{section.title}</legend>
        <Boxes box={box} view={view} />
      </fieldset>
    </>
  )
}

const documentWords = { form: 'biểu mẫu', workflow: 'quy trình' } as const

function OwnDocument({ pack, document }: { pack: Package; document: 'form' | 'workflow' }) {
  const { id, version } = pack.documents[document]
  const word = documentWords[document]
  const isThere = typeof id === 'string' && typeof version === 'number'
  return (
    <Note>
      {isThere ? (
        <p>
          Bản thảo đang dùng {word} đã công bố <span class="code">{id}</span>, phiên bản {version}.
          Muốn sửa thì soạn phiên bản mới; hai bản được kiểm tra và ban hành cùng nhau.
        </p>
      ) : (
        <p>Bản thảo chưa có {word} nào dùng được.</p>
      )}
      <form method="post" action={editorPaths.own(pack.id, document)}>
        <HiddenKeys />
        <button class="btn btn--2 btn--s">
          {isThere ? `Soạn phiên bản mới của ${word}` : `Soạn ${word}`}
        </button>
      </form>
    </Note>
  )
}

function OvertakenNote({ overtaken }: { overtaken: Overtaken }) {
  return (
    <Panel title="Người khác đã lưu trước">
      <p role="alert">
        {overtaken.name} đã lưu phần này lúc {showMoment(overtaken.at)}. Ông/bà chưa lưu. Bản của
        ông/bà còn nguyên trong các ô dưới đây; bấm Lưu lần nữa để thay bản đã lưu, hoặc sửa cho hợp
        với bản đó trước.
      </p>
      <ChangeTable
        caption="Hai bản khác nhau ở đâu"
        changes={overtaken.changes}
        before={`Bản đã lưu của ${overtaken.name}`}
        after="Bản của ông/bà"
      />
    </Panel>
  )
}
