import { showMoney } from '../catalogue/fee-lines.ts'
import type { Problem } from '../lib/problem.ts'
import type { StaffActor } from '../office/actor.ts'
import { Panel } from '../ui/blocks.tsx'
import { Button, ButtonLink } from '../ui/buttons.tsx'
import { ErrorSummary, problemOf } from '../ui/fields.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import { Dock } from '../ui/tables.tsx'
import { DossierHead } from './dossier-parts.tsx'
import type { OpenDossier } from './open-dossier.ts'
import { actPath, CounterPage } from './shell.tsx'

export type FeePageProps = {
  me: StaffActor
  opened: OpenDossier
  /** What is owed; null when nothing is. */
  owed: number | null
  reason: string | null
  values: Readonly<Record<string, string>>
  problems?: readonly Problem[]
  idempotencyKey?: string | undefined
}

/** The applicant pays what the agency asked for; with it the clock runs on. */
export function FeePage(props: FeePageProps) {
  const { me, opened, owed, problems = [], values } = props
  return (
    <CounterPage me={me} title="Ghi nhận nộp phí" hasErrors={problems.length > 0}>
      <ErrorSummary problems={problems} />
      <DossierHead opened={opened} title={`Nộp phí: ${opened.row.owner_name}`} />
      <PostForm
        action={actPath(opened.row.id, 'phi')}
        id="fee"
        main
        label="Ghi nhận nộp phí"
        idempotencyKey={props.idempotencyKey}
      >
        <Panel title="Biên lai">
          <p>{owed === null ? 'Hồ sơ không chờ nộp phí.' : `Phải nộp: ${showMoney(owed)}.`}</p>
          {props.reason === null ? null : <p>Lý do: {props.reason}</p>}
          <TextInput
            name="reference"
            label="Số biên lai hoặc mã giao dịch"
            value={values['reference'] ?? ''}
            maxlength={60}
            error={problemOf(problems, 'reference')}
          />
          <TextInput
            name="amount"
            label="Số tiền đã nộp (đồng)"
            inputmode="numeric"
            size={12}
            value={values['amount'] ?? ''}
            error={problemOf(problems, 'amount')}
          />
        </Panel>
      </PostForm>
      <Dock>
        <Button form="fee" keys="Ctrl ↵">
          Ghi nhận đã nộp
        </Button>
        <ButtonLink look="second" href={actPath(opened.row.id, 'thu-phi')}>
          Thu tại quầy
        </ButtonLink>
        <ButtonLink look="second" href={actPath('nhan', opened.row.id)}>
          Về hồ sơ
        </ButtonLink>
      </Dock>
    </CounterPage>
  )
}
