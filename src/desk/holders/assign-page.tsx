/** The dossiers of one holder, chosen, looked at and given to another; and what became of each. */
import { showDue, toLocalMinute } from '../../lib/time.ts'
import type { Problem } from '../../lib/problem.ts'
import type { Colleague } from '../../office/absence-store.ts'
import type { StaffActor } from '../../office/actor.ts'
import { WorkPage } from '../../office/work-page.tsx'
import { REASON_LETTERS } from '../../dossier/holders/commands.ts'
import { Note, Panel } from '../../ui/blocks.tsx'
import { Button, ButtonLink } from '../../ui/buttons.tsx'
import { ErrorSummary, fieldId, problemOf } from '../../ui/fields.tsx'
import { Select, TextArea } from '../../ui/inputs.tsx'
import { PostForm } from '../../ui/keys.tsx'
import { LinkRow, Rows } from '../../ui/rows.tsx'
import { Tag } from '../../ui/status.tsx'
import { DataTable, Dock, type Column } from '../../ui/tables.tsx'
import { BackTo, casePath } from '../shell.tsx'
import type { HeldRow } from './load-store.ts'
import { ASSIGN_PATH } from './paths.ts'

export type AssignPageProps = {
  me: StaffActor
  /** A named list, or the id of the holder. */
  place: string
  heading: string
  rows: readonly HeldRow[]
  colleagues: readonly Colleague[]
  chosen: ReadonlySet<string>
  to: string
  reason: string
  /** What each chosen dossier would get: the sentence of the no, or null. Absent: not looked at yet. */
  foreseen?: ReadonlyMap<string, string | null>
  problems?: readonly Problem[]
  idempotencyKey?: string | undefined
}

export function AssignPage(props: AssignPageProps) {
  const { me, heading, rows, place, problems = [] } = props
  return (
    <WorkPage
      me={me}
      title={`Phân công lại: ${heading}`}
      current={ASSIGN_PATH}
      hasErrors={problems.length > 0}
    >
      <ErrorSummary problems={problems} />
      <BackTo href={ASSIGN_PATH}>Đơn vị hôm nay</BackTo>
      <div class="head">
        <h1>{heading}</h1>
        <span class="meta">Gần hạn nhất ở trên</span>
      </div>
      <Foreseen {...props} />
      <PostForm
        action={`${ASSIGN_PATH}/${place}`}
        id="assign"
        main
        label="Phân công lại"
        idempotencyKey={props.idempotencyKey}
      >
        <div class="panel">
          <DataTable
            caption={heading}
            columns={columnsOf(props)}
            rows={rows}
            empty="Không có hồ sơ nào."
          />
        </div>
        {rows.length === 0 ? null : <Giving {...props} />}
      </PostForm>
      <Dock>
        {rows.length === 0 ? null : (
          <>
            {props.foreseen ? (
              <Button form="assign" name="act" value="do" keys="Ctrl ↵">
                Phân công lại
              </Button>
            ) : null}
            <Button
              form="assign"
              look={props.foreseen ? 'second' : 'main'}
              name="act"
              value="preview"
            >
              Xem trước
            </Button>
          </>
        )}
        <ButtonLink look="link" href={ASSIGN_PATH}>
          Đơn vị hôm nay
        </ButtonLink>
      </Dock>
    </WorkPage>
  )
}

function Foreseen({ foreseen }: AssignPageProps) {
  if (foreseen === undefined) return null
  const noes = [...foreseen.values()].filter((no) => no !== null).length
  return (
    <Note tone={noes === 0 ? 'info' : 'warn'}>
      <p>
        Sẽ giao {foreseen.size - noes} hồ sơ
        {noes === 0 ? '' : `; ${noes} hồ sơ không giao được, lý do ghi ở từng dòng`}. Xem lại rồi
        bấm “Phân công lại”.
      </p>
    </Note>
  )
}

function columnsOf({ chosen, foreseen }: AssignPageProps): Column<HeldRow>[] {
  return [
    {
      title: 'Chọn',
      cell: ({ id, code }) => (
        <input
          type="checkbox"
          name="dossier"
          value={id}
          checked={chosen.has(id)}
          aria-label={`Chọn hồ sơ ${code}`}
        />
      ),
    },
    {
      title: 'Chủ hồ sơ',
      heading: true,
      cell: ({ id, ownerName, code }) => (
        <>
          <a href={casePath(id)}>{ownerName}</a>
          <small class="code">{code}</small>
        </>
      ),
    },
    {
      title: 'Hạn trả',
      cell: ({ dueAt }) => (dueAt === null ? '' : showDue(toLocalMinute(dueAt))),
    },
    { title: 'Thủ tục', cell: ({ procedureName }) => procedureName },
    { title: 'Người giữ', cell: ({ holderName }) => holderName ?? 'hàng đợi' },
    ...(foreseen === undefined
      ? []
      : [
          {
            title: 'Xem trước',
            cell: ({ id }: HeldRow) =>
              foreseen.has(id) ? (foreseen.get(id) ?? 'sẽ giao') : 'không chọn',
          },
        ]),
  ]
}

function Giving({ colleagues, to, reason, problems = [] }: AssignPageProps) {
  const free = colleagues.filter(({ awayTo }) => awayTo === null)
  return (
    <Panel title="Giao cho ai, vì sao">
      <span id={fieldId('dossier')} />
      {free.length === 0 ? (
        <Note tone="warn">
          <p>Không còn người thụ lý nào đang làm việc ở cơ quan này.</p>
        </Note>
      ) : null}
      <Select
        name="to"
        label="Người nhận"
        options={free.map(({ personId, name, title }) => ({
          value: String(personId),
          label: `${name}, ${title}`,
        }))}
        value={to}
        error={problemOf(problems, 'to')}
      />
      <TextArea
        name="reason"
        label="Lý do"
        hint="Ghi vào lịch sử của từng hồ sơ."
        rows={2}
        maxlength={REASON_LETTERS}
        value={reason}
        error={problemOf(problems, 'reason')}
      />
    </Panel>
  )
}

export type AssignedLine = { id: string; code: string; no: string | null }

export function AssignedPage(props: {
  me: StaffActor
  to: string
  lines: readonly AssignedLine[]
}) {
  const done = props.lines.filter(({ no }) => no === null).length
  return (
    <WorkPage me={props.me} title="Kết quả phân công lại" current={ASSIGN_PATH}>
      <BackTo href={ASSIGN_PATH}>Đơn vị hôm nay</BackTo>
      <div class="head">
        <h1>Kết quả phân công lại</h1>
      </div>
      <Note tone={done === props.lines.length ? 'ok' : 'warn'}>
        <p>
          Đã giao {done} trong {props.lines.length} hồ sơ cho {props.to}.
        </p>
      </Note>
      <div class="panel">
        <Rows bare label="Từng hồ sơ">
          {props.lines.map(({ id, code, no }) => (
            <LinkRow
              href={casePath(id)}
              title={<span class="code">{code}</span>}
              more={no ?? undefined}
              tag={
                <Tag tone={no === null ? 'done' : 'bad'}>
                  {no === null ? 'Đã giao' : 'Chưa giao'}
                </Tag>
              }
            />
          ))}
        </Rows>
      </div>
    </WorkPage>
  )
}
