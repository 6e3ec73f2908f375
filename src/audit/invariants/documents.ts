/** What anyone can check of a result is what the history says of it. */
import type { DossierState } from '../../dossier/dossier.ts'
import { showNumber } from '../../result/kinds.ts'
import {
  documentsOf,
  notToldYet,
  numbersOf,
  tokensAfter,
  type DocumentRow,
  type NumberRow,
} from './documents-store.ts'
import { dossierDifference, type DossierInvariant, type TableInvariant } from './invariant.ts'

export const documentsFollowHistory: DossierInvariant = {
  name: 'documents-follow-history',
  over: 'dossiers',
  title: 'Kết quả theo lịch sử',
  statement:
    'Bảng kết quả, mã kiểm tra công khai và số trong sổ văn thư của mỗi hồ sơ đúng như lịch sử đã ký, đóng dấu.',
  mend: 'Kể lại lịch sử cho bảng kết quả: npm run -s motcua -- retell result-projections, kèm mã hồ sơ.',
  canReproject: false,
  async look({ tx, ids, states }) {
    const [late, documents, numbers] = [
      await notToldYet(tx, ids, 'result-projections'),
      Map.groupBy(await documentsOf(tx, ids), ({ dossierId }) => dossierId),
      new Map((await numbersOf(tx, ids)).map((row) => [row.dossierId, row])),
    ]
    return [...states].flatMap(([id, state]) => {
      if (late.has(id)) return []
      const faults = [
        ...documentFaults(state, documents.get(id) ?? []),
        ...numberFaults(state, numbers.get(id)),
      ]
      return faults.map(({ part, what }) => dossierDifference(id, what, part))
    })
  },
}

type PartFault = { part: string; what: string }

function documentFaults(state: DossierState, rows: readonly DocumentRow[]): PartFault[] {
  const { result, draft } = state
  const draftRow = draft && rows.find(({ id }) => id === draft.documentId)
  const faults: PartFault[] =
    draft && !draftRow ? [{ part: 'draft', what: 'thiếu dự thảo trong bảng kết quả' }] : []
  if (result === null) return faults
  const row = rows.find(({ id }) => id === result.documentId)
  if (row === undefined) return [...faults, { part: 'document', what: 'thiếu kết quả trong bảng' }]
  const sha256 = result.sealedHash ?? result.signedHash ?? result.documentHash
  const expected = result.sealedHash ? 'issued' : result.signedHash ? 'signed' : 'draft'
  if (row.sha256 !== sha256)
    faults.push({ part: 'document', what: 'dấu của kết quả khác với lịch sử' })
  else if (row.state !== expected && row.state !== 'revoked')
    faults.push({
      part: 'document',
      what: `kết quả đang ghi ${row.state}, lịch sử ghi ${expected}`,
    })
  return result.sealedHash === null ? faults : [...faults, ...issuedFaults(result, row)]
}

type Result = NonNullable<DossierState['result']>

function issuedFaults({ number, on, sealedHash }: Result, row: DocumentRow): PartFault[] {
  const faults: PartFault[] = []
  if (row.number !== number || row.issuedOn !== on)
    faults.push({ part: 'number', what: 'số hoặc ngày của kết quả khác với lịch sử' })
  const { token } = row
  if (token === null) return [...faults, { part: 'token', what: 'thiếu mã kiểm tra công khai' }]
  if (token.sha256 !== sealedHash || token.number !== number || token.issuedOn !== on)
    faults.push({ part: 'token', what: 'mã kiểm tra công khai ghi khác với lịch sử' })
  return faults
}

function numberFaults(state: DossierState, row: NumberRow | undefined): PartFault[] {
  if (row === undefined) return []
  const isSealed = (state.result?.sealedHash ?? null) !== null
  if (isSealed && (row.state !== 'issued' || showNumber(row) !== state.result?.number))
    return [{ part: 'book', what: 'số trong sổ văn thư khác với kết quả đã phát hành' }]
  const hasEnded = ['refused', 'withdrawn', 'stopped'].includes(state.phase.at)
  if (!isSealed && row.state === 'issued')
    return [{ part: 'book', what: 'sổ văn thư ghi đã phát hành mà lịch sử không có' }]
  return hasEnded && !isSealed && row.state === 'reserved'
    ? [{ part: 'book', what: 'hồ sơ đã kết thúc mà số còn giữ chỗ' }]
    : []
}

const PAGE = 2000

export const tokenHasItsPaper: TableInvariant = {
  name: 'token-has-its-paper',
  over: 'table',
  title: 'Mã kiểm tra có kết quả thật',
  statement:
    'Mỗi mã kiểm tra công khai dẫn tới một kết quả đã phát hành, cùng dấu với bản đã đóng dấu.',
  mend: 'Nếu kết quả còn trong lịch sử: kể lại lịch sử cho bảng kết quả. Nếu không: thu hồi mã và lập biên bản.',
  canReproject: false,
  async look(db, after) {
    const rows = await tokensAfter(db, after, PAGE)
    const differences = rows
      .filter(({ isKept }) => !isKept)
      .map(({ token, dossierId }) => ({
        place: `token:${token}`,
        dossierId,
        what: 'không có kết quả đã phát hành mang dấu này',
      }))
    return { differences, next: rows.length < PAGE ? null : rows.at(-1)!.token }
  },
}
