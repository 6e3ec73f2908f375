/** One hand-over slip: to the giver a list, to the taker the place to tick off what was in the bundle. */
import type { Problem } from '../lib/problem.ts'
import { showMoment } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import { KeyValues, Note, Panel } from '../ui/blocks.tsx'
import { Button, ButtonLink } from '../ui/buttons.tsx'
import { Choices } from '../ui/choices.tsx'
import { ErrorSummary, problemOf } from '../ui/fields.tsx'
import { TextArea, TextInput } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import { DataTable, Dock } from '../ui/tables.tsx'
import { slipName, type Names } from './handover-page.tsx'
import type { SlipLine, SlipRow } from './handover-store.ts'
import { actPath, CounterPage, slipPath } from './shell.tsx'

export type SlipPageProps = {
  me: StaffActor
  slip: SlipRow
  lines: readonly SlipLine[]
  names: Names
  /** Full names of giver and taker. */
  people: ReadonlyMap<number, string>
  /** Dossiers that could not be ticked off just now. */
  left?: number
  problems?: readonly Problem[]
  typed?: { code: string; note: string }
  idempotencyKey?: string
}

export const lineValue = ({ dossierId, paper }: Pick<SlipLine, 'dossierId' | 'paper'>): string =>
  `${dossierId}:${paper}`

export function SlipPage(props: SlipPageProps) {
  const { me, slip, problems = [], left = 0, lines } = props
  const open = lines.filter(({ result }) => result !== 'received')
  const isTaker = slip.toOffice === me.officeId
  const title = `Phiếu bàn giao ${slipName(slip).toLowerCase()}`
  return (
    <CounterPage me={me} title={title} current="/ban-giao" hasErrors={problems.length > 0}>
      <ErrorSummary problems={problems} />
      <div class="head">
        <h1>{title}</h1>
        <div class="push">
          <a href="/ban-giao">Về bàn giao</a>
        </div>
      </div>
      {left === 0 ? null : (
        <Note tone="warn">
          <p>{left} hồ sơ không ghi nhận được vì đã thay đổi. Hãy xem lại từng dòng.</p>
        </Note>
      )}
      <SlipFacts {...props} />
      {isTaker && open.length > 0 ? <ReceiveForm {...props} open={open} /> : null}
      <Lines {...props} />
      <Dock>
        {isTaker && open.length > 0 ? (
          <Button form="receive" keys="Ctrl ↵">
            Ghi nhận đã nhận
          </Button>
        ) : null}
        <ButtonLink look="second" icon="print" href={`${slipPath(slip.id)}/phieu.pdf`} keys="P">
          In phiếu bàn giao
        </ButtonLink>
      </Dock>
    </CounterPage>
  )
}

function SlipFacts({ slip, names, people, lines }: SlipPageProps) {
  const who = (id: number | null) => (id === null ? '…' : (people.get(id) ?? '…'))
  return (
    <Panel>
      <KeyValues
        pairs={[
          { label: 'Bên giao', value: `${names.office(slip.fromOffice)} (${who(slip.madeBy)})` },
          { label: 'Giao lúc', value: showMoment(slip.madeAt) },
          {
            label: 'Bên nhận',
            value:
              slip.receivedAt === null
                ? `${names.office(slip.toOffice)}, chưa mở túi`
                : `${names.office(slip.toOffice)} (${who(slip.receivedBy)})`,
          },
          {
            label: 'Nhận lúc',
            value: slip.receivedAt === null ? 'Chưa nhận' : showMoment(slip.receivedAt),
          },
          { label: 'Số hồ sơ', value: new Set(lines.map(({ dossierId }) => dossierId)).size },
        ]}
      />
    </Panel>
  )
}

function ReceiveForm(props: SlipPageProps & { open: readonly SlipLine[] }) {
  const { slip, names, open, problems = [], typed } = props
  return (
    <PostForm
      action={slipPath(slip.id)}
      id="receive"
      main
      label="Nhận túi hồ sơ"
      idempotencyKey={props.idempotencyKey}
    >
      <Panel title="Nhận từng hồ sơ">
        <TextInput
          name="code"
          label="Quét hoặc nhập mã hồ sơ"
          hint="Mỗi lần một hồ sơ: mọi giấy tờ của hồ sơ đó trên phiếu được ghi là đã nhận."
          optional
          maxlength={200}
          value={typed?.code ?? ''}
          error={problemOf(problems, 'code')}
        />
      </Panel>
      <Panel title="Hoặc đánh dấu">
        <Choices
          name="line"
          label="Có trong túi"
          several
          error={problemOf(problems, 'line')}
          options={open.map((line) => choiceOf(line, names))}
        />
        <Choices
          name="missing"
          label="Không có trong túi"
          several
          options={open
            .filter(({ result, paper }) => result === 'sent' && paper !== '')
            .map((line) => choiceOf(line, names))}
        />
        <TextArea
          name="note"
          label="Ghi chú khi thiếu"
          optional
          rows={2}
          maxlength={500}
          value={typed?.note ?? ''}
          error={problemOf(problems, 'note')}
        />
      </Panel>
    </PostForm>
  )
}

function choiceOf(line: SlipLine, names: Names) {
  return { value: lineValue(line), label: lineName(line, names), hint: line.code }
}

function lineName(line: SlipLine, names: Names): string {
  return `${line.ownerName}: ${paperOf(line, names)}`
}

function paperOf(line: SlipLine, names: Names): string {
  return line.paper === '' ? 'hồ sơ không kèm bản chính' : names.paper(line, line.paper)
}

export const RESULTS: Readonly<Record<SlipLine['result'], string>> = {
  sent: 'Đang chuyển',
  received: 'Đã nhận',
  missing: 'Thiếu',
}

function Lines({ lines, names }: SlipPageProps) {
  return (
    <Panel>
      <DataTable
        caption="Trên phiếu"
        rows={lines}
        empty="Phiếu không có dòng nào."
        columns={[
          {
            title: 'Hồ sơ',
            heading: true,
            cell: (line) => (
              <>
                <a href={actPath(line.dossierId, 'ban-chinh')}>{line.ownerName}</a>
                <small class="code">{line.code}</small>
              </>
            ),
          },
          { title: 'Bản chính', cell: (line) => paperOf(line, names) },
          { title: 'Kiểm nhận', cell: ({ result }) => RESULTS[result] },
        ]}
      />
    </Panel>
  )
}
