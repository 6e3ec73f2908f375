import type { JSX } from 'preact'
import type { Problem } from '../../lib/problem.ts'
import type { StaffActor } from '../../office/actor.ts'
import { Note, Panel } from '../../ui/blocks.tsx'
import { Actions, Button } from '../../ui/buttons.tsx'
import { DateBoxes } from '../../ui/choices.tsx'
import { problemOf } from '../../ui/fields.tsx'
import { Select, TextInput } from '../../ui/inputs.tsx'
import { PostForm } from '../../ui/keys.tsx'
import { channels } from '../procedure.ts'
import { boxOf } from './boxes.ts'
import { Members, type View } from './box-view.tsx'
import { codeWord } from './code-words.ts'
import { EXPECTED, expectedSchema, type ExampleTyped } from './example.ts'
import type { Package } from './package.ts'
import { editorPaths } from './paths.ts'
import { TESTS } from './sections.ts'
import { DraftPage } from './shell.tsx'

export type ExamplePageProps = {
  me: StaffActor
  pack: Package
  typed: ExampleTyped
  /** The procedure's own questions; undefined while the form cannot be read. */
  questions: JSX.Element | undefined
  problems?: readonly Problem[]
  openAt?: string | undefined
  idempotencyKey?: string | undefined
}

/** A new example: a filled form and a day in; what the draft gives is proposed, and confirmed or corrected by the editor. */
export function ExamplePage(props: ExamplePageProps) {
  const { pack, problems = [] } = props
  return (
    <DraftPage me={props.me} pack={pack} title="Thêm thử nghiệm" here={TESTS} problems={problems}>
      {props.questions === undefined ? (
        <Note tone="warn">
          <p>
            Bản thảo còn ô chưa đọc được nên chưa thử được.{' '}
            <a href={editorPaths.check(pack.id)}>Xem các lỗi</a>
          </p>
        </Note>
      ) : (
        <ExampleForm {...props} />
      )}
    </DraftPage>
  )
}

function ExampleForm(props: ExamplePageProps) {
  const { pack, typed, problems, questions } = props
  return (
    <PostForm
      action={editorPaths.newTest(pack.id)}
      class="boxes"
      label="Thử nghiệm"
      main
      idempotencyKey={props.idempotencyKey}
    >
      <button class="vh" tabindex={-1} aria-hidden="true" name="_do" value="run">
        Hỏi bản thảo
      </button>
      <Panel title="Ai nộp, khi nào">
        <TextInput
          name="_name"
          label="Tên thử nghiệm"
          hint="Một câu, ví dụ “Nộp sau 60 ngày thì phải nộp lệ phí”."
          value={typed.name}
          error={problemOf(problems, '_name')}
        />
        <div class="cells">
          <DateBoxes
            name="_on"
            label="Nộp ngày"
            value={typed.on}
            error={problemOf(problems, '_on')}
          />
          <Select
            name="_channel"
            label="Cách nộp"
            options={channels.map((value) => ({ value, label: codeWord('channels', value) }))}
            value={typed.channel}
            error={problemOf(problems, '_channel')}
          />
        </div>
      </Panel>
      <Panel title="Tờ khai">{questions}</Panel>
      <Actions>
        <Button look="second" name="_do" value="ask">
          Hiện câu hỏi theo câu trả lời
        </Button>
        <Button look={typed.expect ? 'second' : 'main'} name="_do" value="run">
          Hỏi bản thảo
        </Button>
      </Actions>
      {typed.expect ? <Expected {...props} expect={typed.expect} /> : null}
    </PostForm>
  )
}

function Expected(props: ExamplePageProps & { expect: NonNullable<ExampleTyped['expect']> }) {
  const { pack, problems = [] } = props
  const box = boxOf(expectedSchema, props.expect, {
    path: EXPECTED,
    place: 'expect',
    optional: false,
  })
  const view: View = {
    faults: new Map(
      problems.flatMap(({ field, message }) =>
        field === undefined ? [] : [[field, message] as const],
      ),
    ),
    spoken: new Map(),
    action: undefined,
    openAt: props.openAt,
  }
  return (
    <Panel title="Bản thảo cho ra">
      <p class="meta">
        Đây là điều bản thảo hiện cho ra. Sửa lại cho đúng pháp luật nếu bản thảo sai: thử nghiệm sẽ
        không đạt đến khi bản thảo được sửa.
      </p>
      <input type="hidden" name={`${EXPECTED}.~there`} value="yes" />
      {box.kind === 'object' ? <Members members={box.members} view={view} /> : null}
      <Actions>
        <Button name="_do" value="keep" icon="check">
          Giữ làm thử nghiệm
        </Button>
      </Actions>
      <p class="meta">Mã bản thảo: {pack.code}</p>
    </Panel>
  )
}
