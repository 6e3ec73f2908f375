/** Written guidance: the slips of the office, and a new one for somebody who cannot file today. */
import type { Procedure } from '../catalogue/procedure.ts'
import type { Problem } from '../lib/problem.ts'
import { showMoment } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import { Note, Panel } from '../ui/blocks.tsx'
import { Button, ButtonLink } from '../ui/buttons.tsx'
import { Choices } from '../ui/choices.tsx'
import { ErrorSummary, problemOf } from '../ui/fields.tsx'
import { Select, TextArea, TextInput } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import { DataTable, Dock } from '../ui/tables.tsx'
import { OUTCOMES, PLACES } from './guidance.ts'
import type { GuidanceRow } from './guidance-store.ts'
import { slipName } from './handover-page.tsx'
import type { CounterLibrary } from './library.ts'
import { CounterPage, dossierPath } from './shell.tsx'
import { faultField, howField, ownField } from './supplement-request.ts'
import { optionOf, type Values } from './supplement-request-page.tsx'

export const GUIDANCE_PATH = '/quay/huong-dan'

export function GuidanceListPage(props: {
  me: StaffActor
  rows: readonly GuidanceRow[]
  /** The slip that was just made. */
  made?: GuidanceRow | undefined
}) {
  const { me, rows, made } = props
  return (
    <CounterPage me={me} title="Hướng dẫn">
      <div class="head">
        <h1>Hướng dẫn đã ghi</h1>
        <span class="meta">{me.officeName}</span>
        <div class="push">
          <ButtonLink href={`${GUIDANCE_PATH}/moi`} icon="plus" keys="N">
            Lập phiếu hướng dẫn
          </ButtonLink>
        </div>
      </div>
      {made === undefined ? null : (
        <Note tone="ok">
          <p>
            Đã lập phiếu hướng dẫn {slipName(made).toLowerCase()}.{' '}
            <a href={pdfPath(made.id)}>In phiếu</a> và giao cho người dân.
          </p>
        </Note>
      )}
      <Panel>
        <DataTable
          caption="Phiếu hướng dẫn của đơn vị, mới nhất trước"
          rows={rows}
          empty="Chưa có phiếu hướng dẫn nào."
          columns={[
            {
              title: 'Phiếu',
              heading: true,
              cell: (row) => <a href={pdfPath(row.id)}>{slipName(row)}</a>,
            },
            { title: 'Thủ tục', cell: (row) => row.procedureName },
            { title: 'Cho ai', cell: (row) => row.forName ?? 'Không ghi' },
            { title: 'Còn thiếu', numeric: true, cell: (row) => row.missing.length },
            { title: 'Kết quả', cell: (row) => labelOf(OUTCOMES, row.outcome) },
            { title: 'Nơi', cell: (row) => labelOf(PLACES, row.place) },
            {
              title: 'Hồ sơ sau đó',
              cell: (row) =>
                row.dossierId === null ? (
                  'Chưa có'
                ) : (
                  <a href={dossierPath(row.dossierId)}>Xem hồ sơ</a>
                ),
            },
            { title: 'Lúc', cell: (row) => showMoment(row.givenAt) },
          ]}
        />
      </Panel>
    </CounterPage>
  )
}

export const pdfPath = (id: string): string => `${GUIDANCE_PATH}/${id}/phieu.pdf`

function labelOf(options: readonly { value: string; label: string }[], value: string): string {
  return options.find((option) => option.value === value)?.label ?? value
}

export type GuidanceFormProps = {
  me: StaffActor
  procedure: Procedure
  procedures: readonly Procedure[]
  papers: readonly { code: string; name: string }[]
  library: CounterLibrary
  values: Values
  problems?: readonly Problem[]
  idempotencyKey?: string
}

export function GuidanceFormPage(props: GuidanceFormProps) {
  const { me, procedure, procedures, problems = [] } = props
  return (
    <CounterPage me={me} title="Phiếu hướng dẫn" hasErrors={problems.length > 0}>
      <ErrorSummary problems={problems} />
      <div class="head">
        <h1>Phiếu hướng dẫn: {procedure.shortName.vi}</h1>
        <nav aria-label="Đổi thủ tục" class="cluster">
          {procedures.map(({ code, shortName }) => (
            <a href={`${GUIDANCE_PATH}/moi?thu-tuc=${code}`}>{shortName.vi}</a>
          ))}
        </nav>
      </div>
      <Note>
        <p>Ghi hết những gì còn thiếu trong một lần, để người dân chỉ phải quay lại một lần.</p>
      </Note>
      <GuidanceForm {...props} />
      <Dock>
        <Button form="guidance" keys="Ctrl ↵">
          Lập và in phiếu
        </Button>
        <ButtonLink look="second" href={GUIDANCE_PATH}>
          Phiếu đã lập
        </ButtonLink>
      </Dock>
    </CounterPage>
  )
}

function GuidanceForm(props: GuidanceFormProps) {
  const { procedure, papers, library, values, problems = [] } = props
  const field = (name: string) => ({
    name,
    value: values[name] ?? '',
    error: problemOf(problems, name),
  })
  return (
    <PostForm
      action={`${GUIDANCE_PATH}/moi?thu-tuc=${procedure.code}`}
      id="guidance"
      main
      label="Phiếu hướng dẫn"
      idempotencyKey={props.idempotencyKey}
    >
      {papers.map(({ code, name }) => (
        <Panel title={name}>
          <div class="cells">
            <Select
              {...field(faultField(code))}
              label="Còn thiếu hoặc chưa đạt"
              empty="Không có"
              options={library.faults.map(({ id, what }) => ({ value: id, label: what }))}
            />
            <TextInput {...field(ownField(code))} label="Điều khác" optional maxlength={500} />
            <TextInput {...field(howField(code))} label="Cách làm" optional maxlength={500} />
          </div>
        </Panel>
      ))}
      <Panel title="Lần hướng dẫn này">
        <Choices
          {...field('outcome')}
          label="Kết quả"
          value={values['outcome'] ?? 'sentAway'}
          options={OUTCOMES}
        />
        <Select
          {...field('place')}
          label="Nơi hướng dẫn"
          value={values['place'] ?? 'counter'}
          empty={null}
          options={PLACES}
        />
        <TextArea
          {...field('note')}
          label="Ghi thêm, hoặc đã giúp việc gì"
          optional
          rows={2}
          maxlength={500}
        />
        <Select
          {...field('basis')}
          label="Căn cứ pháp lý"
          options={library.supplementBases.map(optionOf)}
        />
        <TextInput
          {...field('forName')}
          label="Họ tên người được hướng dẫn"
          hint={`Chỉ để tìm lại phiếu; tự xóa sau ${library.guidanceNameDays.value} ngày.`}
          optional
          maxlength={100}
        />
      </Panel>
    </PostForm>
  )
}
