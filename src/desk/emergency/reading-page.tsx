import type { Calendar } from '../../calendar/calendar.ts'
import type { CodeLists } from '../../catalogue/code-lists.ts'
import { stepOf } from '../../catalogue/workflow.ts'
import { DeclaredAnswers, sizeInWords, titleOf } from '../../counter/dossier-parts.tsx'
import { paperName } from '../../counter/paper-facts.ts'
import { statusOf } from '../../dossier/dossier.ts'
import { showMoment, toLocalMinute } from '../../lib/time.ts'
import type { StaffActor } from '../../office/actor.ts'
import { Note, Panel } from '../../ui/blocks.tsx'
import { Timeline } from '../../ui/history.tsx'
import { LinkRow, Rows } from '../../ui/rows.tsx'
import { StatusTag, type OfficialStatus } from '../../ui/status.tsx'
import { happenings } from '../happenings.ts'
import type { OpenedDossier } from '../open-dossier.ts'
import { BackTo } from '../shell.tsx'
import { accessPath, EmergencyPage } from './shell.tsx'
import type { AccessRow } from './store.ts'

/** The dossier to be read, without a verb: what was declared, the papers, the history. */
export function ReadingPage(props: {
  me: StaffActor
  row: AccessRow
  opened: OpenedDossier
  calendar: Calendar
  codeLists: CodeLists
}) {
  const { me, row, opened, codeLists } = props
  return (
    <EmergencyPage me={me} title={`Xem khẩn cấp: ${titleOf(opened)}`}>
      <BackTo href={accessPath(row.id)}>Yêu cầu truy cập khẩn cấp</BackTo>
      <div class="head">
        <h1>{titleOf(opened)}</h1>
        <StatusTag status={statusOf(opened.state) as OfficialStatus} short />
        <span class="meta">
          <span class="code">{opened.row.code}</span> · nộp {showMoment(opened.row.submitted_at)} ·
          người nộp: {opened.row.applicant_name}
          {opened.row.phone === null ? null : ` · ${opened.row.phone}`}
        </span>
      </div>
      <Note tone="bad">
        <p>
          Ông/bà đang xem trong tình huống khẩn cấp, chỉ để đọc, đến{' '}
          {row.expiresAt === null ? '' : showMoment(row.expiresAt)}. Lượt xem này đã được ghi và báo
          cho người giám sát.
        </p>
      </Note>
      <DeclaredAnswers opened={opened} codeLists={codeLists} />
      <Panel title="Giấy tờ">
        {opened.files.length === 0 ? <p class="meta">Hồ sơ không có tệp nào.</p> : null}
        <Rows label="Tệp của hồ sơ">
          {opened.files.map((file) => (
            <LinkRow
              href={accessPath(row.id, `tep/${file.id}`)}
              title={paperName(opened, file.paper)}
              more={`${file.name === '' ? 'Tệp không tên' : file.name} · ${sizeInWords(file.size)}`}
            />
          ))}
        </Rows>
      </Panel>
      <Panel title="Lịch sử">
        <History {...props} />
      </Panel>
    </EmergencyPage>
  )
}

function History({ opened, calendar }: { opened: OpenedDossier; calendar: Calendar }) {
  const told = happenings(opened.history, {
    calendar,
    names: opened.names,
    stepName: (id) => stepOf(opened.terms.workflow, id).title.vi,
    paperName: (code) => paperName(opened, code),
  })
  return (
    <Timeline
      entries={told.map((each) => ({
        icon: each.icon,
        title: each.title,
        text: each.lines.length === 0 ? undefined : each.lines.map((line) => <span>{line} </span>),
        at: toLocalMinute(each.at),
        atInWords: showMoment(each.at),
        where: each.where === null ? each.who : `${each.who}, ${each.where}`,
      }))}
    />
  )
}
