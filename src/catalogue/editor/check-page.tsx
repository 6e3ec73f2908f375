import type { StaffActor } from '../../office/actor.ts'
import { showMoment } from '../../lib/time.ts'
import { Note, Panel } from '../../ui/blocks.tsx'
import { Button } from '../../ui/buttons.tsx'
import { PostForm } from '../../ui/keys.tsx'
import type { Fault } from './fault.ts'
import type { Package } from './package.ts'
import { editorPaths } from './paths.ts'
import { hrefOfFault, sectionOfFault } from './section-faults.ts'
import { TESTS } from './sections.ts'
import { DraftPage, FaultText } from './shell.tsx'

export type CheckPageProps = {
  me: StaffActor
  pack: Package
  done?: string | undefined
}

/** Every fault of the draft, section by section, each leading to its box; then the draft goes to the second person. */
export function CheckPage({ me, pack, done }: CheckPageProps) {
  const { faults, procedure, isOpen } = pack
  return (
    <DraftPage me={me} pack={pack} title="Kiểm tra và chuyển ban hành" here="kiem-tra" done={done}>
      <Standing pack={pack} />
      {grouped(pack).map(([title, own]) => (
        <FaultPanel title={title} faults={own} pack={pack} />
      ))}
      {isOpen && procedure.state === 'draft' ? (
        <PostForm action={editorPaths.check(pack.id)} label="Kiểm tra và chuyển" main>
          <Button icon="check">
            {faults.length === 0 ? 'Kiểm tra và chuyển ban hành' : 'Kiểm tra lại'}
          </Button>
        </PostForm>
      ) : null}
      {isOpen ? <Discard pack={pack} /> : null}
    </DraftPage>
  )
}

function Discard({ pack }: { pack: Package }) {
  return (
    <details>
      <summary>Bỏ bản thảo</summary>
      <PostForm action={editorPaths.discard(pack.id)} label="Bỏ bản thảo">
        <p>
          Bản thảo đã bỏ không sửa và không ban hành được nữa; nội dung và lịch sử còn được giữ.
        </p>
        <Button look="refuse" icon="trash">
          Bỏ bản thảo
        </Button>
      </PostForm>
    </details>
  )
}

function Standing({ pack }: { pack: Package }) {
  const { procedure, faults } = pack
  const { checkResult } = procedure
  const last = checkResult ? ` Lần kiểm tra gần nhất: ${showMoment(new Date(checkResult.at))}.` : ''
  switch (procedure.state) {
    case 'checked':
      return (
        <Note tone="ok">
          <p>
            Không còn lỗi. Bản thảo đang chờ một người kiểm soát khác ban hành; sửa thêm thì phải
            kiểm tra lại.{last}
          </p>
        </Note>
      )
    case 'draft':
      return faults.length === 0 ? (
        <Note>
          <p>Không thấy lỗi nào. Bấm nút dưới đây để chuyển cho người kiểm soát thứ hai.{last}</p>
        </Note>
      ) : (
        <Note tone="warn">
          <p>
            Còn {faults.length} lỗi. Bấm vào từng lỗi để đến ô cần sửa.{last}
          </p>
        </Note>
      )
    case 'released':
      return (
        <Note tone="ok">
          <p>Bản thảo này đã ban hành.</p>
        </Note>
      )
    case 'discarded':
      return (
        <Note>
          <p>Bản thảo này đã bỏ.</p>
        </Note>
      )
  }
}

/** In the order of the rail. */
function grouped(pack: Package): [string, Fault[]][] {
  const names = [
    ...pack.sections.map(({ slug, title }) => [slug, title] as const),
    [TESTS, 'Thử nghiệm'] as const,
  ]
  return names
    .map(([slug, title]): [string, Fault[]] => [
      title,
      pack.faults.filter((fault) => sectionOfFault(pack, fault) === slug),
    ])
    .filter(([, faults]) => faults.length > 0)
}

function FaultPanel(props: { title: string; faults: readonly Fault[]; pack: Package }) {
  return (
    <Panel title={`${props.title} (${props.faults.length})`}>
      <ul class="faults">
        {props.faults.map((fault) => (
          <li>
            <a href={hrefOfFault(props.pack, fault)}>
              <FaultText fault={fault} />
            </a>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
