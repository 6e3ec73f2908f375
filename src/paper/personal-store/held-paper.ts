/**
 * The personal store (kho giấy tờ) of a person: papers accepted in their dossiers and results issued to them, offered again so that
 * nothing held is asked for twice (NĐ 118/2025 Đ4, Đ22.1). Pure.
 */
import type { DossierEvent, FiledFile } from '../../dossier/events.ts'
import type { Day } from '../../lib/time.ts'
import { toDay } from '../../lib/time.ts'
import { fold } from '../../lib/text.ts'
import type { Turned } from '../pictures.ts'

type Words = { vi: string; en: string }

/** Of the national scale (DuocTaiSuDung): 2 a paper of another dossier, 3 its result. */
export type HeldLevel = 2 | 3

export type HeldPaper = {
  dossierId: string
  fileId: string
  level: HeldLevel
  dossierCode: string
  procedureCode: string
  /** Our code of the paper within its procedure; of a result `RESULT`. */
  paper: string
  /** National code of the kind of paper, where it tells one paper of its procedure from the others. */
  kindCode: string | null
  title: Words
  name: string
  sha256: string
  /** Null where the history does not say it: of results. */
  size: number | null
  mediaType: string
  turned: Turned
  issuedOn: Day
  number: string | null
}

export const RESULT = 'result'

/** What the procedure calls its papers and its result. */
export type StoreTitles = {
  papers: readonly { code: string; name: Words; kindCode: string | null }[]
  result: { name: Words; kindCode: string | null }
}

export type StoredDossier = { id: string; code: string; procedureCode: string }

/**
 * What a dossier gives to the store of its applicant. Papers once the office has accepted them, without those that came from the
 * store; the last sealed result, unless it was revoked.
 */
export function heldPapersOf(
  dossier: StoredDossier,
  events: readonly DossierEvent[],
  titles: StoreTitles,
): HeldPaper[] {
  const of = {
    dossierId: dossier.id,
    dossierCode: dossier.code,
    procedureCode: dossier.procedureCode,
  }
  const accepted = events.some(({ kind }) => kind === 'accepted')
  const papers = accepted ? events.flatMap((event) => papersOfEvent(event, titles)) : []
  return [...papers, ...resultOf(events, titles)].map((held) => ({ ...of, ...held }))
}

type Part = Omit<HeldPaper, 'dossierId' | 'dossierCode' | 'procedureCode'>

function papersOfEvent(event: DossierEvent, titles: StoreTitles): Part[] {
  if (event.kind !== 'filed' && event.kind !== 'supplemented') return []
  const names: Readonly<Record<string, string>> = event.private?.fileNames ?? {}
  return event.body.papers.flatMap(({ paper, files }) => {
    const title = titles.papers.find(({ code }) => code === paper)
    if (title === undefined) return []
    return files.filter(isOwn).map((file): Part => ({
      fileId: file.id,
      level: 2,
      paper,
      kindCode: title.kindCode,
      title: title.name,
      name: names[file.id] ?? '',
      sha256: file.sha256,
      size: file.size,
      mediaType: file.mediaType,
      turned: file.turned ?? 0,
      issuedOn: toDay(event.occurredAt),
      number: null,
    }))
  })
}

/** What came from the store is in it already; a picture with a remark is not offered again. */
function isOwn({ reusedFrom, remark }: FiledFile): boolean {
  return reusedFrom === undefined && remark === undefined
}

function resultOf(events: readonly DossierEvent[], { result }: StoreTitles): Part[] {
  const last = events.findLast(({ kind }) => kind === 'resultSealed' || kind === 'resultCorrected')
  if (last?.kind !== 'resultSealed' && last?.kind !== 'resultCorrected') return []
  if (events.some(({ kind }) => kind === 'resultRevoked')) return []
  const { documentId, sealedHash, number, on } = last.body
  return [
    {
      fileId: documentId,
      level: 3,
      paper: RESULT,
      kindCode: result.kindCode,
      title: result.name,
      name: '',
      sha256: sealedHash,
      size: null,
      mediaType: 'application/pdf',
      turned: 0,
      issuedOn: on as Day,
      number,
    },
  ]
}

export type StoreUse = {
  fileId: string
  level: HeldLevel
  fromDossierId: string
  sha256: string
  usedAt: Date
}

/** Which files of a dossier were taken over from the store. */
export function usesOf(events: readonly DossierEvent[]): StoreUse[] {
  return events.flatMap((event) => {
    if (event.kind !== 'filed' && event.kind !== 'supplemented') return []
    return event.body.papers.flatMap(({ files }) =>
      files.flatMap(({ id, sha256, reusedFrom }) =>
        reusedFrom === undefined
          ? []
          : [
              {
                fileId: id,
                level: reusedFrom.level,
                fromDossierId: reusedFrom.dossier,
                sha256,
                usedAt: event.occurredAt,
              },
            ],
      ),
    )
  })
}

export type AskedPaper = {
  code: string
  name: { vi: string }
  mediaTypes: readonly string[]
  kindCode: string | null
}

/** What a person holds of a paper that a procedure asks for, newest first; the pages of one dossier belong together. */
export function heldFor<T extends HeldPaper>(
  asked: AskedPaper,
  procedureCode: string,
  held: readonly T[],
): T[] {
  const fitting = held.filter(
    (each) => isSamePaper(each, asked, procedureCode) && asked.mediaTypes.includes(each.mediaType),
  )
  const newest = fitting.toSorted((a, b) => b.issuedOn.localeCompare(a.issuedOn))[0]
  return newest === undefined
    ? []
    : fitting.filter(
        ({ dossierId, level }) => dossierId === newest.dossierId && level === newest.level,
      )
}

/** The same row of the same procedure, the same kind of the national catalogue, or the same title to the letter. */
function isSamePaper(held: HeldPaper, asked: AskedPaper, procedureCode: string): boolean {
  if (held.procedureCode === procedureCode && held.paper === asked.code) return true
  if (held.kindCode !== null && held.kindCode === asked.kindCode) return true
  return fold(held.title.vi) === fold(asked.name.vi)
}
