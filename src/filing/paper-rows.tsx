import type { Paper } from '../catalogue/procedure.ts'
import type { Problem } from '../lib/problem.ts'
import { showTime } from '../lib/time.ts'
import { fieldId, problemOf } from '../ui/fields.tsx'
import { useLang } from '../ui/page-context.ts'
import { FilePick, FileRow, StoredFile } from '../ui/papers.tsx'
import { Tag } from '../ui/status.tsx'
import type { DraftFile } from './draft.ts'
import { filingWording } from './wording.ts'

/** A row has two boxes: the camera's carries the paper's own code, so that the error summary leads to it. */
const secondBox = (paper: string) => `tep.${paper}`

/** The paper that a file box belongs to. */
export function paperOfBox(name: string): string {
  return name.replace(/^tep\./, '')
}

export type PaperRowProps = {
  draftId: string
  paper: Pick<Paper, 'code' | 'name' | 'hint' | 'maxFiles' | 'mediaTypes'>
  /** What it proves; left out where something is wrong with it. */
  why?: string
  /** What the office found wrong with it. */
  fault?: string
  files: readonly DraftFile[]
  problems: readonly Problem[]
  /** Another paper of its group has come, so this one is not missed. */
  isReplaced?: boolean
}

/** One paper: what it is for, what has come, and two ways to send: camera first. */
export function PaperRow(props: PaperRowProps) {
  const lang = useLang()
  const t = filingWording(lang).papers
  const { paper, files } = props
  const name = paper.name[lang]
  const error = problemOf(props.problems, paper.code)
  const isDone = files.length > 0
  const isFull = files.length >= paper.maxFiles
  return (
    <FileRow
      name={paper.code}
      title={name}
      icon={isDone ? 'done' : 'file'}
      {...(isDone ? { iconTone: 'ok' as const } : {})}
      tag={<StateTag {...props} hasError={error !== undefined} />}
      error={error}
    >
      {props.fault === undefined ? (
        <p class="meta">
          {paper.hint?.[lang] ?? ''} {props.why}
        </p>
      ) : (
        <p lang="vi">{props.fault}</p>
      )}
      {files.map((file) => (
        <OneFile draftId={props.draftId} file={file} />
      ))}
      {isFull || (props.isReplaced && !isDone) ? (
        <span id={fieldId(paper.code)} tabindex={-1} />
      ) : (
        <div class="cluster">
          <FilePick
            name={paper.code}
            label={t.cameraFor(name)}
            camera
            hasError={error !== undefined}
          >
            {isDone ? t.another : t.camera}
          </FilePick>
          <FilePick
            name={secondBox(paper.code)}
            label={t.fileFor(name)}
            accept={paper.mediaTypes.join(',')}
          >
            {t.file}
          </FilePick>
        </div>
      )}
    </FileRow>
  )
}

function StateTag(props: PaperRowProps & { hasError: boolean }) {
  const t = filingWording(useLang()).papers
  if (props.hasError) return <Tag tone="bad">{t.again}</Tag>
  if (props.files.length > 0) return <Tag tone="done">{t.done}</Tag>
  if (props.isReplaced) return <Tag tone="done">{t.orOther}</Tag>
  return <Tag tone="ask">{t.todo}</Tag>
}

function OneFile({ draftId, file }: { draftId: string; file: DraftFile }) {
  const t = filingWording(useLang()).papers
  return (
    <StoredFile
      title={file.name}
      meta={t.sentAt(sizeInWords(file.size), showTime(file.uploadedAt))}
    >
      <a class="btn btn--2 btn--s" href={`/nop/tep/${draftId}/${file.id}`}>
        {t.view}
        <span class="vh">: {t.viewFor(file.name)}</span>
      </a>
      <button class="btn btn--2 btn--s" name="_remove" value={file.id}>
        {t.drop}
        <span class="vh">: {t.dropFor(file.name)}</span>
      </button>
    </StoredFile>
  )
}

/** '2,1 MB', '350 KB'. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} KB`
  return `${(bytes / 1_000_000).toFixed(1).replace('.', ',')} MB`
}
