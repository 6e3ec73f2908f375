import { showDue } from '../lib/time.ts'
import { Panel } from '../ui/blocks.tsx'
import { Tag, type TagTone } from '../ui/status.tsx'
import { DataTable, type Column } from '../ui/tables.tsx'
import type { LegStage } from '../dossier/legs/view.ts'
import { STAGES, type LegLine } from './legs.ts'
import { legPath } from './shell.tsx'

const TONES: Readonly<Record<LegStage, TagTone>> = {
  later: 'locked',
  sent: 'todo',
  running: 'doing',
  asked: 'ask',
  done: 'done',
  refused: 'bad',
  stopped: 'bad',
}

/** Every leg of a joint dossier with its own last minute; "trễ" only where that leg is late itself. */
export function LegsPanel({ id, legs }: { id: string; legs: readonly LegLine[] }) {
  if (legs.length === 0) return null
  const columns: Column<LegLine>[] = [
    { title: 'Chặng', heading: true, cell: (line) => <Name id={id} line={line} /> },
    { title: 'Cơ quan', cell: ({ agency }) => agency },
    { title: 'Tình trạng', cell: (line) => <Stage line={line} /> },
    { title: 'Hạn riêng', cell: (line) => <Due line={line} /> },
    { title: 'Kết quả', cell: (line) => <Result line={line} /> },
  ]
  return (
    <Panel title="Các chặng liên thông">
      <DataTable
        caption="Các chặng liên thông của hồ sơ"
        columns={columns}
        rows={legs}
        empty={<>Hồ sơ không có chặng liên thông.</>}
      />
    </Panel>
  )
}

function Name({ id, line }: { id: string; line: LegLine }) {
  const { leg, stage } = line
  return stage === 'later' ? <>{leg.title.vi}</> : <a href={legPath(id, leg.id)}>{leg.title.vi}</a>
}

export function Stage({ line }: { line: LegLine }) {
  return (
    <>
      <Tag tone={TONES[line.stage]}>{STAGES[line.stage]}</Tag>
      {line.isUnacknowledged ? <small>quá giờ xác nhận</small> : null}
    </>
  )
}

export function Due({ line }: { line: LegLine }) {
  const { dueAt, acknowledgeBy, stage, answerBy } = line
  if (stage === 'sent' && acknowledgeBy !== null)
    return <small>xác nhận trước {showDue(acknowledgeBy)}</small>
  if (dueAt === null) return <span class="meta">không có</span>
  return (
    <>
      {showDue(dueAt)}
      {line.isLate ? (
        <>
          {' '}
          <Tag tone="bad">trễ</Tag>
        </>
      ) : null}
      {line.isPaused ? <small>đang tạm dừng</small> : null}
      {answerBy === null ? null : <small>người dân bổ sung trước {showDue(answerBy)}</small>}
    </>
  )
}

function Result({ line: { result, isReturned } }: { line: LegLine }) {
  if (result === null) return <span class="meta">chưa có</span>
  return (
    <>
      {result.name}
      {result.number === null ? null : <small>số {result.number}</small>}
      <small>{isReturned ? 'đã trả' : 'chưa trả'}</small>
    </>
  )
}
