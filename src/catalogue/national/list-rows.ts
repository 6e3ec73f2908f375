/** Rows of the list of procedures, by the names of their columns. Pure. */
import { cleanLine } from '../../lib/text.ts'
import type { TableRow } from '../table.ts'

/** A row as its file has it; a member that is missing stands in no column of the file. */
export type ListRow = {
  portalId: string
  code: string
  name: string
  field?: string
  performedBy?: string[]
  issuedBy?: string
  subjects?: string[]
  portalState?: string
  portalKind?: string
}

export const NEEDED_COLUMNS = ['ma', 'ten', 'id_cong'] as const
const OPTIONAL_COLUMNS = [
  'linh_vuc',
  'co_quan_thuc_hien',
  'co_quan_ban_hanh',
  'doi_tuong',
  'trang_thai',
  'loai',
] as const

export type Columns = { missing: string[]; extra: string[] }

/** Which columns a header lacks, and which we do not know. */
export function columnsOf(header: readonly string[]): Columns {
  const known: readonly string[] = [...NEEDED_COLUMNS, ...OPTIONAL_COLUMNS]
  return {
    missing: known.filter((name) => !header.includes(name)),
    extra: header.filter((name) => !known.includes(name)),
  }
}

export function listRow(row: TableRow): ListRow {
  const text = (name: string) => (row[name] === undefined ? undefined : cleanLine(row[name]))
  const parts = (name: string) => (row[name] === undefined ? undefined : partsOf(row[name]))
  return defined({
    portalId: cleanLine(row['id_cong'] ?? ''),
    code: cleanLine(row['ma'] ?? ''),
    name: cleanLine(row['ten'] ?? ''),
    field: text('linh_vuc'),
    performedBy: parts('co_quan_thuc_hien'),
    issuedBy: text('co_quan_ban_hanh'),
    subjects: parts('doi_tuong'),
    portalState: text('trang_thai'),
    portalKind: text('loai'),
  })
}

/** Names in a cell, each once; holes between the bars are left out. */
export function partsOf(cell: string): string[] {
  const names = cell.split('|').map(cleanLine)
  return [...new Set(names.filter((name) => name !== ''))]
}

type Loose = { [K in keyof ListRow]: ListRow[K] | undefined } & Pick<
  ListRow,
  'portalId' | 'code' | 'name'
>

function defined(row: Loose): ListRow {
  return Object.fromEntries(
    Object.entries(row).filter(([, value]) => value !== undefined),
  ) as ListRow
}
