import type { Problem } from '../lib/problem.ts'
import { Panel } from '../ui/blocks.tsx'
import { Button } from '../ui/buttons.tsx'
import { problemOf } from '../ui/fields.tsx'
import { Select, TextArea } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import { casePath } from './shell.tsx'
import type { WaitingView } from './steps-waiting.ts'

export const NOTE_LETTERS = 2000

/** What was sent and could not be carried out. */
export type StepTyped = { step: string; chosen: string; note: string; idempotencyKey: string }

export type StepsPanelProps = {
  id: string
  waiting: readonly WaitingView[]
  typed?: StepTyped | undefined
  problems?: readonly Problem[]
}

/** Fields of one step: several may stand on the page. */
export const stepField = (step: string, name: 'chosen' | 'note'): string => `${step}-${name}`

/** Every step under way with who is waited for, and the form of those that this official may complete. */
export function StepsPanel({ id, waiting, typed, problems = [] }: StepsPanelProps) {
  if (waiting.length === 0) return null
  return (
    <Panel
      title={waiting.length > 1 ? `${waiting.length} bước đang làm cùng lúc` : 'Bước đang làm'}
    >
      {waiting.map((step) => (
        <section aria-label={step.title}>
          <p>
            <b>{step.title}</b>
            <br />
            <span class="meta">{step.sentence}</span>
          </p>
          {step.mine === null ? null : (
            <StepForm
              id={id}
              step={step}
              mine={step.mine}
              typed={typed?.step === step.id ? typed : undefined}
              problems={problems}
            />
          )}
        </section>
      ))}
    </Panel>
  )
}

function StepForm(props: {
  id: string
  step: WaitingView
  mine: NonNullable<WaitingView['mine']>
  typed: StepTyped | undefined
  problems: readonly Problem[]
}) {
  const { id, step, mine, typed, problems } = props
  const chosen = stepField(step.id, 'chosen')
  const note = stepField(step.id, 'note')
  const goOn = mine.mustChoose ? 'Chọn bước tiếp theo' : 'Đi tiếp theo quy trình'
  return (
    <PostForm
      action={casePath(id, `buoc/${step.id}`)}
      label={step.title}
      idempotencyKey={typed?.idempotencyKey}
    >
      {mine.choices.length === 0 ? null : (
        <Select
          name={chosen}
          label="Sau bước này"
          options={[
            { value: '', label: goOn },
            ...mine.choices.map(({ id: value, title, isBack }) => ({
              value,
              label: isBack ? `Trở lại: ${title}` : title,
            })),
          ]}
          value={typed?.chosen ?? ''}
          error={problemOf(problems, chosen)}
        />
      )}
      <TextArea
        name={note}
        label="Ý kiến, ghi chú"
        hint="Đưa hồ sơ trở lại thì phải ghi lý do. Người dân không đọc phần này."
        value={typed?.note ?? ''}
        maxlength={NOTE_LETTERS}
        error={problemOf(problems, note)}
        optional
      />
      <Button>Xong bước này</Button>
    </PostForm>
  )
}
