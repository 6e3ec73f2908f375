import { showDay } from '../../lib/time.ts'
import { StatusTag, type OfficialStatus } from '../../ui/status.tsx'
import { DataTable, Pager, type Column } from '../../ui/tables.tsx'
import { decisionPath } from './paths.ts'
import type { MovedDossier } from './store.ts'

export const MOST = 50

export type DossiersProps = {
  caption: string
  empty: string
  /** One page and the row after it. */
  rows: readonly MovedDossier[]
  /** The address of the page after that dossier. */
  nextHref(after: string): string
}

/** Dossiers that changed their office: where from, where to, and what is still open about it. */
export function MovedDossiers({ caption, empty, rows, nextHref }: DossiersProps) {
  const shown = rows.slice(0, MOST)
  const last = shown.at(-1)
  return (
    <>
      <DataTable caption={caption} columns={COLUMNS} rows={shown} empty={empty} />
      {rows.length > MOST && last ? <Pager nextHref={nextHref(last.id)} /> : null}
    </>
  )
}

const COLUMNS: Column<MovedDossier>[] = [
  { title: 'Hồ sơ', heading: true, cell: ({ id, code }) => <a href={`/viec/${id}`}>{code}</a> },
  { title: 'Thủ tục', cell: ({ procedureName }) => procedureName },
  { title: 'Từ đơn vị', cell: ({ from }) => from },
  { title: 'Đơn vị giải quyết', cell: ({ officeName }) => officeName },
  {
    title: 'Trạng thái',
    cell: ({ status }) => <StatusTag status={status as OfficialStatus} short />,
  },
  { title: 'Hẹn trả', cell: ({ dueAt }) => (dueAt === null ? '' : showDay(dueAt)) },
  {
    title: 'Việc cần làm',
    cell: ({ id, toDecide }) =>
      toDecide ? <a href={decisionPath(id)}>Quyết định đơn vị</a> : null,
  },
]
