import type { ComponentChildren } from 'preact'
import type { Paper } from '../catalogue/procedure.ts'
import type { Problem } from '../lib/problem.ts'
import { showDay, showTime } from '../lib/time.ts'
import { placeOf } from '../paper/personal-store/page.tsx'
import type { KeptPaper } from '../paper/personal-store/store.ts'
import { isDecoded } from '../paper/pictures.ts'
import { Note } from '../ui/blocks.tsx'
import { fieldId, problemOf } from '../ui/fields.tsx'
import { useLang } from '../ui/page-context.ts'
import { FilePick, FileRow, StoredFile } from '../ui/papers.tsx'
import { Tag } from '../ui/status.tsx'
import type { DraftFile } from './draft.ts'
import { isDoubt, isReadable, openRemark } from './file-states.ts'
import { papersWording } from './papers-wording.ts'
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
  /** Where on the pictures it is seen. */
  seen?: ComponentChildren
  files: readonly DraftFile[]
  problems: readonly Problem[]
  /** What the person has of it in their store. */
  held?: readonly KeptPaper[]
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
  const isSettled =
    isDone && files.every((file) => isReadable(file.scan) && openRemark(file) === null)
  const isFull = files.length >= paper.maxFiles
  return (
    <FileRow
      name={paper.code}
      title={name}
      icon={isSettled ? 'done' : 'file'}
      {...(isSettled ? { iconTone: 'ok' as const } : {})}
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
      {props.seen}
      {files.map((file) => (
        <OneFile draftId={props.draftId} file={file} />
      ))}
      {props.held && !isDone ? <HeldOffer paper={paper} held={props.held} /> : null}
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
  const more = papersWording(useLang())
  if (props.files.some(({ scan }) => scan === 'refused')) return <Tag tone="bad">{t.again}</Tag>
  if (props.files.some(({ scan }) => scan === 'waiting'))
    return <Tag tone="ask">{more.scanning}</Tag>
  if (props.files.some((file) => openRemark(file) !== null))
    return <Tag tone="ask">{more.look}</Tag>
  if (props.files.length > 0) return <Tag tone="done">{t.done}</Tag>
  if (props.isReplaced) return <Tag tone="done">{t.orOther}</Tag>
  if (props.held !== undefined && props.held.length > 0)
    return (
      <Tag tone="ask" icon="box">
        {more.inStore}
      </Tag>
    )
  return <Tag tone="ask">{t.todo}</Tag>
}

function OneFile({ draftId, file }: { draftId: string; file: DraftFile }) {
  const lang = useLang()
  const t = filingWording(lang).papers
  const more = papersWording(lang)
  const place = `/nop/tep/${draftId}/${file.id}`
  const isPicture = isDecoded(file.mediaType) && isReadable(file.scan)
  const src = `${place}/anh?xoay=${file.turned}`
  return (
    <>
      <StoredFile
        title={file.name}
        meta={
          file.reusedFrom === null
            ? t.sentAt(sizeInWords(file.size), showTime(file.uploadedAt))
            : more.reused
        }
        picture={isPicture ? { src, alt: more.pictureOf(file.name) } : undefined}
      >
        {isReadable(file.scan) ? (
          <a class="btn btn--2 btn--s" href={isPicture ? `${src}&co=lon` : place}>
            {t.view}
            <span class="vh">: {t.viewFor(file.name)}</span>
          </a>
        ) : null}
        {isPicture ? (
          <button class="btn btn--2 btn--s" name="_turn" value={file.id}>
            {more.turn}
            <span class="vh">: {more.turnFor(file.name)}</span>
          </button>
        ) : null}
        <button class="btn btn--2 btn--s" name="_remove" value={file.id}>
          {t.drop}
          <span class="vh">: {t.dropFor(file.name)}</span>
        </button>
      </StoredFile>
      <Standing file={file} />
    </>
  )
}

/** What still stands against a file, and the way past it where there is only a doubt. */
function Standing({ file }: { file: DraftFile }) {
  const t = papersWording(useLang())
  const remark = openRemark(file)
  if (file.scan === 'waiting') return <p class="meta">{t.scanningMore}</p>
  if (file.scan === 'refused') return <p class="bad">{t.virus}</p>
  if (remark === null) return file.remark === null ? null : <p class="meta">{t.kept}</p>
  return (
    <Note tone="warn">
      <p>{t.remarks[remark]}</p>
      {isDoubt(remark) ? (
        <p>
          <button class="btn btn--2 btn--s" name="_keep" value={file.id}>
            {t.keep}
            <span class="vh">: {t.keepFor(file.name)}</span>
          </button>
        </p>
      ) : null}
    </Note>
  )
}

/** Held already: nothing has to be photographed. The button says what its press agrees to. */
function HeldOffer({ paper, held }: Pick<PaperRowProps, 'paper'> & { held: readonly KeptPaper[] }) {
  const lang = useLang()
  const t = papersWording(lang)
  const first = held[0]
  if (first === undefined) return null
  const day = showDay(first.issuedOn)
  return (
    <Note tone="ok" icon="box">
      <p>
        <b>{t.held}</b>{' '}
        {first.level === 3
          ? t.heldResult(first.procedureName, day)
          : t.heldFrom(first.procedureName, day)}{' '}
        {first.ownerName === null ? '' : t.heldOf(first.ownerName)}
      </p>
      {held.map((kept) => (
        <HeldPage kept={kept} />
      ))}
      <p class="meta">{t.consent}</p>
      <p>
        <button class="btn" name="_reuse" value={paper.code}>
          {t.reuse}
          <span class="vh">: {t.reuseFor(paper.name[lang])}</span>
        </button>
      </p>
    </Note>
  )
}

/** Whoever agrees has seen to what. */
function HeldPage({ kept }: { kept: KeptPaper }) {
  const lang = useLang()
  const t = papersWording(lang)
  const name = kept.name === '' ? kept.title[lang] : kept.name
  const place = placeOf(kept)
  const picture = isDecoded(kept.mediaType)
    ? { src: `${place}?co=nho`, alt: t.heldPage(name) }
    : undefined
  return (
    <StoredFile
      title={name}
      meta={kept.size === null ? showDay(kept.issuedOn) : sizeInWords(kept.size)}
      picture={picture}
    >
      <a class="btn btn--2 btn--s" href={place}>
        {filingWording(lang).papers.view}
        <span class="vh">: {t.lookFor(name)}</span>
      </a>
    </StoredFile>
  )
}

/** '2,1 MB', '350 KB'. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} KB`
  return `${(bytes / 1_000_000).toFixed(1).replace('.', ',')} MB`
}
