import { showDue, toLocalMinute } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import { DataTable, type Column } from '../ui/tables.tsx'
import type { GivenStep } from './given-steps-store.ts'
import { casePath, DeskPage } from './shell.tsx'

type Line = GivenStep & { title: string }

/** What other desks and offices wait for from my role: consultations and steps of work. */
export function GivenStepsPage(props: { me: StaffActor; lines: readonly Line[]; now: Date }) {
  const columns: Column<Line>[] = [
    { title: 'Trả lời trước', cell: (line) => <Due line={line} now={props.now} /> },
    {
      title: 'Việc',
      heading: true,
      cell: (line) => <a href={casePath(line.dossierId)}>{line.title}</a>,
    },
    {
      title: 'Hồ sơ',
      cell: (line) => (
        <>
          {line.ownerName}
          <small class="code">{line.dossierCode}</small>
        </>
      ),
    },
    { title: 'Thủ tục', cell: (line) => line.procedureName },
    { title: 'Cơ quan giải quyết', cell: (line) => line.officeName },
  ]
  return (
    <DeskPage me={props.me} title="Bước chờ tôi" current="/viec">
      <div class="head">
        <h1>Bước chờ tôi</h1>
        <span class="meta">Việc được giao hoặc được hỏi ý kiến, gần hạn nhất ở trên</span>
      </div>
      <div class="panel">
        <DataTable
          caption="Bước chờ tôi, sắp theo hạn trả lời"
          columns={columns}
          rows={props.lines}
          empty={<>Không có bước nào chờ ông/bà.</>}
        />
      </div>
    </DeskPage>
  )
}

function Due({ line, now }: { line: Line; now: Date }) {
  if (line.dueAt === null) return <span class="meta">không có hạn riêng</span>
  const isOver = now.getTime() > line.dueAt.getTime()
  return (
    <>
      {showDue(toLocalMinute(line.dueAt))}
      <small>
        {isOver ? 'đã quá hạn' : line.isSilenceConsent ? 'không trả lời là đồng ý' : 'phải trả lời'}
      </small>
    </>
  )
}
