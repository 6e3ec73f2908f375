/** Parts of the counter's pages that show one dossier. */
import { shownAnswers } from '../catalogue/shown-answers.ts'
import type { CodeLists } from '../catalogue/code-lists.ts'
import { statusOf } from '../dossier/dossier.ts'
import type { DossierFile } from '../dossier/rows.ts'
import { showMoment, toDay } from '../lib/time.ts'
import { KeyValues, Note, Panel } from '../ui/blocks.tsx'
import { Icon } from '../ui/icons.tsx'
import { StatusTag, type OfficialStatus } from '../ui/status.tsx'
import type { OpenDossier } from './open-dossier.ts'
import { sourceOf } from './queue-page.tsx'
import { actPath, dossierPath, filePath } from './shell.tsx'

/** Which procedure for whom: 'Khai sinh: Nguyễn Văn A'. */
export function titleOf(opened: {
  procedure: OpenDossier['procedure']
  row: { owner_name: string }
}): string {
  return `${opened.procedure.shortName.vi}: ${opened.row.owner_name}`
}

export function DossierHead({ opened, title }: { opened: OpenDossier; title?: string }) {
  const { row, state } = opened
  return (
    <div class="head">
      <h1>{title ?? titleOf(opened)}</h1>
      <StatusTag status={statusOf(state) as OfficialStatus} short />
      <span class="meta">
        <span class="code">{row.code}</span> · nộp {showMoment(row.submitted_at)} · {sourceOf(row)}
      </span>
      <div class="push">
        {title === undefined ? (
          <a href={actPath(row.id, 'thu-phi')}>Phí, lệ phí</a>
        ) : (
          <a href={dossierPath(row.id)}>Về hồ sơ</a>
        )}
      </div>
    </div>
  )
}

/** What the applicant declared, a section each. */
export function DeclaredAnswers(props: {
  opened: Pick<OpenDossier, 'form' | 'answers' | 'state'>
  codeLists: CodeLists
}) {
  const { form, answers, state } = props.opened
  const today = toDay(new Date(state.submittedAt))
  const sections = shownAnswers(form, answers, { lang: 'vi', codeLists: props.codeLists, today })
  if (Object.keys(answers).length === 0) {
    return (
      <Note tone="warn">
        <p>Nội dung đã khai không còn được lưu.</p>
      </Note>
    )
  }
  return (
    <>
      {sections.map(({ title, rows }) => (
        <Panel title={title}>
          <KeyValues
            pairs={rows.map(({ label, value }) => ({ label, value: value || 'Không cung cấp' }))}
          />
        </Panel>
      ))}
    </>
  )
}

/** The files of one paper: pictures at once, documents behind a link. */
export function FilesOfPaper(props: {
  dossierId: string
  files: readonly DossierFile[]
  /** Only the links, where the page is about something else. */
  isBrief?: boolean
}) {
  return (
    <ul class="plain">
      {props.files.map((file) => (
        <li>
          <a href={filePath(props.dossierId, file.id)} target="_blank" rel="noopener">
            <Icon name={file.media_type === 'application/pdf' ? 'file' : 'image'} />
            {file.name === '' ? 'Tệp không tên' : file.name}
          </a>{' '}
          <span class="meta">{sizeInWords(file.size)}</span>
          {isPicture(file) && !props.isBrief ? (
            <div class="viewer__page">
              <img
                src={filePath(props.dossierId, file.id)}
                alt={`Ảnh giấy tờ: ${file.name}`}
                loading="lazy"
              />
            </div>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

function isPicture({ media_type }: DossierFile): boolean {
  return media_type === 'image/jpeg' || media_type === 'image/png'
}

/** '1,5 MB', '320 KB'. */
export function sizeInWords(bytes: number): string {
  const mega = bytes >= 1_000_000
  const value = bytes / (mega ? 1_000_000 : 1000)
  return `${value.toLocaleString('vi-VN', { maximumFractionDigits: 1 })} ${mega ? 'MB' : 'KB'}`
}

/** Things to look at before deciding: they stop nobody. */
export function Doubts({ opened }: { opened: OpenDossier }) {
  const { warnings, duplicates } = opened
  return (
    <>
      {duplicates.map(({ id, code, submittedAt, why }) => (
        <Note tone="warn">
          <p>
            <b>Có thể trùng</b> ({why}): hồ sơ{' '}
            <a class="num" href={dossierPath(id)}>
              {code}
            </a>
            , nộp {showMoment(submittedAt)}.
          </p>
        </Note>
      ))}
      {warnings.length === 0 ? null : (
        <Note tone="warn">
          <p>
            <b>Cần xem kỹ</b>
          </p>
          <ul>
            {warnings.map(({ message }) => (
              <li>{message}</li>
            ))}
          </ul>
        </Note>
      )}
    </>
  )
}
