/** Every paper of a receipt lies in the store as it was handed in. */
import { createHash } from 'node:crypto'
import type { EventBodies } from '../../dossier/events.ts'
import type { FileStore } from '../../paper/files.ts'
import type { RawDossier } from '../store.ts'
import { filesOf, keptFiles, type FileRow, type Kept } from './files-store.ts'
import {
  dossierDifference,
  type Difference,
  type DossierInvariant,
  type Facts,
  type FileSlices,
} from './invariant.ts'

export const filesFollowHistory: DossierInvariant = {
  name: 'files-follow-history',
  over: 'dossiers',
  title: 'Bảng tệp theo biên nhận',
  statement:
    'Mỗi tệp mà biên nhận và lần bổ sung ghi nhận có đúng một dòng trong bảng tệp, cùng dấu và kích thước, không tệp nào khác.',
  mend: 'Dựng lại hồ sơ từ lịch sử nếu thiếu dòng; nếu thừa dòng hoặc dấu khác, báo nhóm kỹ thuật.',
  canReproject: true,
  async look({ tx, ids, raws, states }) {
    const rows = Map.groupBy(await filesOf(tx, ids), ({ dossierId }) => dossierId)
    return raws.flatMap((raw) =>
      states.has(raw.dossier_id) ? rowDifferences(raw, rows.get(raw.dossier_id) ?? []) : [],
    )
  },
}

export type ExpectedFile = Omit<FileRow, 'dossierId'>

/** The files of a dossier as its events name them. */
export function expectedFiles({ events }: RawDossier): ExpectedFile[] {
  return events
    .filter(({ kind }) => kind === 'filed' || kind === 'supplemented')
    .flatMap(({ seq, body }) =>
      (JSON.parse(body) as EventBodies['filed' | 'supplemented']).papers.flatMap(
        ({ paper, files }) => files.map((file) => ({ ...file, seq, paper })),
      ),
    )
}

function rowDifferences(raw: RawDossier, rows: readonly FileRow[]): Difference[] {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const expected = expectedFiles(raw)
  const wrong = expected.flatMap((file) => {
    const row = byId.get(file.id)
    if (row === undefined)
      return [dossierDifference(raw.dossier_id, 'thiếu dòng của một tệp', file.id)]
    const column = (['sha256', 'size', 'seq', 'paper', 'mediaType'] as const).find(
      (name) => row[name] !== file[name],
    )
    return column
      ? [dossierDifference(raw.dossier_id, `${column} khác với biên nhận`, file.id)]
      : []
  })
  const known = new Set(expected.map(({ id }) => id))
  const extra = rows.filter(({ id }) => !known.has(id))
  return [
    ...wrong,
    ...extra.map(({ id }) => dossierDifference(raw.dossier_id, 'tệp mà biên nhận không có', id)),
  ]
}

export const filesInStore: DossierInvariant = {
  name: 'files-in-store',
  over: 'dossiers',
  title: 'Tệp còn trong kho',
  statement:
    'Mỗi tệp của mỗi biên nhận và mỗi kết quả còn trong kho, đúng dấu và kích thước. Mỗi tệp được đọc lại ít nhất một lần trong cửa sổ ngày của chính sách; tệp mới nộp được đọc ngay trong đêm.',
  mend: 'Lấy lại tệp từ bản sao lưu của kho (tên tệp là dấu SHA-256), rồi bấm kiểm tra lại.',
  canReproject: false,
  async look({ tx, ids, raws }, facts) {
    const fresh = new Set(raws.filter((raw) => isFresh(raw, facts)).map((raw) => raw.dossier_id))
    const chosen = (await keptFiles(tx, ids)).filter(
      (kept) => kept.isWatched || fresh.has(kept.dossierId) || isInSlice(kept, facts.slices),
    )
    return async () => {
      const found: Difference[] = []
      for (const kept of chosen) {
        facts.onFile?.()
        const what = await faultOf(facts.files, kept)
        if (what) found.push(dossierDifference(kept.dossierId, what, kept.sha256))
      }
      return found
    }
  },
}

const FRESH_MS = 36 * 3_600_000

/** Something happened to it since the night before. */
function isFresh({ events }: RawDossier, { now }: Facts): boolean {
  const last = events.at(-1)
  return last !== undefined && now().getTime() - last.recorded_at.getTime() < FRESH_MS
}

/** The hash itself says in which share a file is, so nothing has to be remembered. */
export function isInSlice(
  { sha256 }: Pick<Kept, 'sha256'>,
  slices: FileSlices | undefined,
): boolean {
  if (slices === undefined) return true
  return slices.read.includes(Number.parseInt(sha256.slice(-8), 16) % slices.of)
}

/** Reads the file to its end in small pieces. */
async function faultOf(files: FileStore, { sha256, size }: Kept): Promise<string | null> {
  const stream = await files.open(sha256)
  if (stream === undefined) return 'kho không có tệp này'
  const hash = createHash('sha256')
  let bytes = 0
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      hash.update(chunk)
      bytes += chunk.length
    }
  } catch (error) {
    return (error as Error).name === 'FileDamaged' ? DAMAGED : 'không đọc được tệp trong kho'
  }
  if (hash.digest('hex') !== sha256) return DAMAGED
  return size !== null && size !== bytes ? 'kích thước tệp khác với biên nhận' : null
}

const DAMAGED = 'tệp trong kho đã hỏng: nội dung không còn đúng dấu'
