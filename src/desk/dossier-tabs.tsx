/** The quieter tabs of the dossier page: the papers, the history, the result. */
import { sizeInWords } from '../counter/dossier-parts.tsx'
import { paperName } from '../counter/paper-facts.ts'
import { showDue, showMoment, toInstant, toLocalMinute } from '../lib/time.ts'
import { KeyValues, Note, Panel } from '../ui/blocks.tsx'
import { Timeline } from '../ui/history.tsx'
import { LinkRow, Rows } from '../ui/rows.tsx'
import type { DossierView } from './dossier-view.ts'
import type { Happening } from './happenings.ts'
import type { Changed, ResultField } from './result-content.ts'
import { ResultPaper } from './page-parts.tsx'
import { paperPath, PaperView } from './shell.tsx'

export function PapersTab({
  view,
  hrefOf,
}: {
  view: DossierView
  hrefOf: (fileId: string) => string
}) {
  const { opened } = view
  const originals = opened.history.flatMap((event) =>
    event.kind === 'accepted' ? event.body.originals : [],
  )
  return (
    <>
      {opened.files.length === 0 ? <p class="meta">Hồ sơ không có tệp nào.</p> : null}
      <Rows label="Tệp của hồ sơ">
        {opened.files.map((file) => (
          <LinkRow
            href={hrefOf(file.id)}
            title={paperName(opened, file.paper)}
            more={
              <>
                {file.name === '' ? 'Tệp không tên' : file.name} · {sizeInWords(file.size)} ·
                SHA-256 <span class="code">{file.sha256.slice(0, 8)}</span>
              </>
            }
          />
        ))}
      </Rows>
      {originals.length === 0 ? null : (
        <Note>
          <p>
            Bản giấy bộ phận một cửa đang giữ:{' '}
            {originals.map((code) => paperName(opened, code)).join(', ')}.
          </p>
        </Note>
      )}
    </>
  )
}

export function HistoryTab({ view }: { view: DossierView }) {
  return (
    <Timeline
      entries={view.happened.map((each) => ({
        icon: each.icon,
        title: each.title,
        text: each.lines.length === 0 ? undefined : <Lines id={view.opened.id} happening={each} />,
        at: toLocalMinute(each.at),
        atInWords: showMoment(each.at),
        where: (
          <>
            {each.who}
            {each.where === null ? null : `, ${each.where}`}
            {each.since === null ? null : ` · sau ${each.since} làm việc`}
          </>
        ),
      }))}
    />
  )
}

function Lines({ id, happening }: { id: string; happening: Happening }) {
  return (
    <>
      {happening.lines.map((line) => (
        <span>{line} </span>
      ))}
      {happening.letter === undefined ? null : (
        <a href={paperPath(id, happening.letter)}>Mở văn bản xin lỗi (PDF)</a>
      )}
    </>
  )
}

/** What the result says, and the paper itself once there is one. */
export function ResultTab({ view }: { view: DossierView }) {
  const { state, id } = view.opened
  const { draft, result } = state
  return (
    <>
      <Changes changes={view.changes} />
      {draft === null ? null : (
        <Note tone={draft.isConfirmed ? 'ok' : 'info'}>
          <p>
            {draft.isConfirmed
              ? 'Người dân đã đồng ý với bản nháp.'
              : `Bản nháp đã gửi; người dân xem đến ${showDue(toInstant(draft.answerBy))}.`}
          </p>
        </Note>
      )}
      {view.opened.terms.resultTemplate === '' ? (
        <p>Kết quả được ký và đóng dấu trên giấy. Hệ thống không lập văn bản.</p>
      ) : view.content.ok ? (
        <ContentPanel title={contentTitle(view)} fields={view.content.value} />
      ) : (
        <Note tone="bad">
          <p>{view.content.refusal.message}</p>
        </Note>
      )}
      {result === null ? (
        draft === null ? null : (
          <PaperView id={id} sha256={draft.sha256} title="Bản nháp kết quả" />
        )
      ) : (
        <ResultPaper id={id} result={result} />
      )}
    </>
  )
}

function contentTitle({ opened: { state } }: DossierView): string {
  return state.result === null && state.draft === null
    ? 'Nội dung sẽ ghi trên giấy'
    : 'Nội dung của tờ khai trên giấy'
}

export function ContentPanel({ title, fields }: { title: string; fields: readonly ResultField[] }) {
  return (
    <Panel title={title}>
      <KeyValues
        pairs={fields.map(({ label, value }) => ({ label, value: value === '' ? '–' : value }))}
      />
    </Panel>
  )
}

/** The declaration changed after the paper was made: said before anything else. */
export function Changes({ changes }: { changes: readonly Changed[] }) {
  if (changes.length === 0) return null
  return (
    <Note tone="bad">
      <p>
        <b>Tờ khai đã đổi sau khi lập văn bản này.</b> Hãy lập lại văn bản trước khi ký.
      </p>
      <ul>
        {changes.map(({ label, before, after }) => (
          <li>
            {label}: trên văn bản “{before}”, tờ khai nay ghi “{after}”
          </li>
        ))}
      </ul>
    </Note>
  )
}
