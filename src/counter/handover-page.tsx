/** Handing over between offices: what has to go, what comes, what is late, what was kept after the end. */
import type { ComponentChildren } from 'preact'
import type { Problem } from '../lib/problem.ts'
import { showDue, showMoment } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import { Note, Panel } from '../ui/blocks.tsx'
import { Button } from '../ui/buttons.tsx'
import { ErrorSummary, fieldId } from '../ui/fields.tsx'
import { PostForm } from '../ui/keys.tsx'
import { DataTable } from '../ui/tables.tsx'
import type { SlipCount, ToHand } from './handover-store.ts'
import type { KeptAfterEnd, Strayed } from './originals-store.ts'
import { CounterPage, actPath, dossierPath, slipPath } from './shell.tsx'

export type Names = { office(id: number): string; paper(row: PaperOf, paper: string): string }
type PaperOf = { procedureCode: string; procedureVersion: number }

export type HandoverPageProps = {
  me: StaffActor
  toHand: readonly ToHand[]
  slips: readonly SlipCount[]
  strayed: readonly Strayed[]
  kept: readonly KeptAfterEnd[]
  names: Names
  now: Date
  /** Dossiers of the last bundle that could not be handed over. */
  left?: number
  problems?: readonly Problem[]
  idempotencyKey?: string
}

export function HandoverPage(props: HandoverPageProps) {
  const { me, problems = [], left = 0, strayed, kept } = props
  return (
    <CounterPage me={me} title="Bàn giao" current="/ban-giao" hasErrors={problems.length > 0}>
      <ErrorSummary problems={problems} />
      <div class="head">
        <h1>Bàn giao hồ sơ, giấy tờ</h1>
        <span class="meta">{me.officeName}</span>
      </div>
      {left === 0 ? null : (
        <Note tone="warn">
          <p>{left} hồ sơ không bàn giao được vì đã thay đổi. Hãy xem lại danh sách dưới đây.</p>
        </Note>
      )}
      {strayed.length === 0 ? null : <StrayedTable {...props} />}
      <h2>Cần giao</h2>
      <Bundles {...props} />
      <h2>Phiếu bàn giao</h2>
      <SlipTable {...props} />
      {kept.length === 0 ? null : <KeptTable {...props} />}
    </CounterPage>
  )
}

/** One form for each office to which something goes: each makes one slip. */
function Bundles(props: HandoverPageProps) {
  const { toHand, names } = props
  const offices = [...new Set(toHand.map(({ to }) => to))]
  if (offices.length === 0)
    return (
      <Panel>
        <p class="meta">Không có hồ sơ, giấy tờ nào phải giao cho nơi khác.</p>
      </Panel>
    )
  return (
    <>
      {offices.map((office) => (
        <Panel title={`Giao cho ${names.office(office)}`}>
          <PostForm
            action="/ban-giao"
            id={`to-${office}`}
            label={`Giao cho ${names.office(office)}`}
            idempotencyKey={props.idempotencyKey}
          >
            <input type="hidden" name="to" value={office} />
            <BundleRows {...props} office={office} isFirst={office === offices[0]} />
            <Button>Lập phiếu bàn giao</Button>
          </PostForm>
        </Panel>
      ))}
    </>
  )
}

function BundleRows(props: HandoverPageProps & { office: number; isFirst: boolean }) {
  const { toHand, names, now, office, isFirst } = props
  return (
    <ul
      class="plain"
      id={isFirst ? fieldId('dossier') : undefined}
      tabindex={isFirst ? -1 : undefined}
    >
      {toHand
        .filter(({ to }) => to === office)
        .map((row) => (
          <li>
            <label class="choice">
              <input type="checkbox" name="dossier" value={row.id} checked />
              <span>
                <b>{row.ownerName}</b>
                <small class="num">{row.code}</small>
                <small>
                  {row.procedureName}.{' '}
                  {row.papers.length === 0
                    ? 'Không kèm bản chính.'
                    : `Bản chính: ${row.papers.map((paper) => names.paper(row, paper)).join('; ')}.`}{' '}
                  {row.by === null ? '' : `Chậm nhất ${showDue(row.by)}.`}
                  {row.by !== null && row.by < now ? <b> Đã quá hạn chuyển.</b> : null}
                </small>
              </span>
            </label>
          </li>
        ))}
    </ul>
  )
}

function SlipTable({ me, slips, names }: HandoverPageProps) {
  return (
    <Panel>
      <DataTable
        caption="Phiếu giao và nhận của đơn vị"
        rows={slips}
        empty="Chưa có phiếu bàn giao nào."
        columns={[
          {
            title: 'Phiếu',
            heading: true,
            cell: (slip) => <a href={slipPath(slip.id)}>{slipName(slip)}</a>,
          },
          {
            title: 'Chiều',
            cell: (slip) =>
              slip.fromOffice === me.officeId
                ? `Giao cho ${names.office(slip.toOffice)}`
                : `Nhận từ ${names.office(slip.fromOffice)}`,
          },
          { title: 'Lập lúc', cell: (slip) => showMoment(slip.madeAt) },
          { title: 'Số hồ sơ', numeric: true, cell: (slip) => slip.dossiers },
          { title: 'Tình trạng', cell: standing },
        ]}
      />
    </Panel>
  )
}

export function slipName({ number, day }: { number: number; day: string }): string {
  const [year, month, date] = day.split('-')
  return `Số ${number}, ngày ${date}/${month}/${year}`
}

function standing({ open, missing, receivedAt }: SlipCount): ComponentChildren {
  const lost = missing === 0 ? '' : `, thiếu ${missing}`
  if (open === 0) return `Đã nhận xong${lost}`
  return receivedAt === null ? `Đang chuyển${lost}` : `Đang nhận, còn ${open}${lost}`
}

function StrayedTable({ strayed, names }: HandoverPageProps) {
  return (
    <>
      <h2>Chậm hoặc thiếu</h2>
      <Panel>
        <DataTable
          caption="Giấy tờ, hồ sơ chuyển chậm hoặc bị ghi là thiếu"
          rows={strayed}
          empty=""
          columns={[
            {
              title: 'Hồ sơ',
              heading: true,
              cell: (row) => (
                <>
                  <a href={actPath(row.id, 'ban-chinh')}>{row.ownerName}</a>
                  <small class="code">{row.code}</small>
                </>
              ),
            },
            {
              title: 'Giấy tờ',
              cell: (row) =>
                row.paper === null ? 'Cả hồ sơ nhận hộ' : names.paper(row, row.paper),
            },
            {
              title: 'Đường đi',
              cell: (row) =>
                `${row.fromOffice === null ? '…' : names.office(row.fromOffice)} → ${names.office(row.toOffice)}`,
            },
            { title: 'Hạn chuyển', cell: (row) => (row.by === null ? '…' : showMoment(row.by)) },
            {
              title: 'Tình trạng',
              cell: (row) =>
                row.isMissing ? (
                  <b>Thiếu khi mở túi</b>
                ) : row.paper === null ? (
                  'Chưa chuyển'
                ) : (
                  'Chưa đến'
                ),
            },
          ]}
        />
      </Panel>
    </>
  )
}

function KeptTable({ kept, names }: HandoverPageProps) {
  return (
    <>
      <h2>Bản chính còn giữ của hồ sơ đã kết thúc</h2>
      <Panel>
        <DataTable
          caption="Bản chính phải trả lại người nộp"
          rows={kept}
          empty=""
          columns={[
            {
              title: 'Hồ sơ',
              heading: true,
              cell: (row) => (
                <>
                  <a href={actPath(row.id, 'ban-chinh')}>{row.ownerName}</a>
                  <small class="code">{row.code}</small>
                </>
              ),
            },
            {
              title: 'Bản chính',
              cell: (row) => row.papers.map((paper) => names.paper(row, paper)).join('; '),
            },
            { title: 'Giữ từ', cell: (row) => showMoment(row.since) },
            { title: '', cell: (row) => <a href={dossierPath(row.id)}>Xem hồ sơ</a> },
          ]}
        />
      </Panel>
    </>
  )
}
