import { showDue, showMoment, toLocalMinute } from '../../lib/time.ts'
import { KeyValues, Panel } from '../../ui/blocks.tsx'
import { ButtonLink } from '../../ui/buttons.tsx'
import { DataTable, Dock, type Column } from '../../ui/tables.tsx'
import type { OpenedDossier } from '../open-dossier.ts'
import type { StaffActor } from '../../office/actor.ts'
import { BackTo, casePath, DeskPage } from '../shell.tsx'
import type { SheetRow } from './control-sheet.ts'

export type ControlSheetProps = {
  me: StaffActor
  opened: OpenedDossier
  rows: readonly SheetRow[]
  officeName: string
}

/** The sheet as the circular lays it out: the dossier on top, then a row per hand-over with room to sign. */
export function ControlSheetPage({ me, opened, rows, officeName }: ControlSheetProps) {
  const { id, row, state, names } = opened
  const others = [...new Set((state.legs ?? []).flatMap(({ office }) => office ?? []))]
  return (
    <DeskPage me={me} title={`Phiếu kiểm soát: ${row.code}`} current="/viec">
      <BackTo href={`${casePath(id)}?xem=trach-nhiem`}>Hồ sơ {row.code}</BackTo>
      <div class="head">
        <h1>Phiếu kiểm soát quá trình giải quyết hồ sơ</h1>
        <span class="meta">Mẫu số 06, Thông tư 03/2025/TT-VPCP, Phụ lục I</span>
      </div>
      <Panel>
        <KeyValues
          pairs={[
            { label: 'Kèm theo hồ sơ của', value: row.owner_name },
            { label: 'Mã hồ sơ', value: <span class="code">{row.code}</span> },
            { label: 'Thủ tục', value: row.procedure_name },
            {
              label: 'Ngày nhận',
              value: row.accepted_at === null ? 'chưa tiếp nhận' : showMoment(row.accepted_at),
            },
            {
              label: 'Hẹn trả',
              value: row.due_at === null ? 'chưa hẹn' : showDue(toLocalMinute(row.due_at)),
            },
            { label: 'Cơ quan giải quyết', value: officeName },
            {
              label: 'Cơ quan phối hợp',
              value:
                [...others, ...(state.consulted ?? [])]
                  .map((office) => names.get(office) ?? '')
                  .filter(Boolean)
                  .join(', ') || 'không có',
            },
          ]}
        />
      </Panel>
      <div class="panel">
        <DataTable
          caption="Các lần giao nhận hồ sơ"
          columns={COLUMNS}
          rows={rows}
          empty="Chưa có lần giao nhận nào được ghi."
        />
      </div>
      <Dock>
        <ButtonLink look="second" href={`${casePath(id)}?xem=trach-nhiem`}>
          Quay lại hồ sơ
        </ButtonLink>
        <span class="meta">Dùng lệnh in của trình duyệt (Ctrl P) để in phiếu.</span>
      </Dock>
    </DeskPage>
  )
}

const COLUMNS: Column<SheetRow>[] = [
  { title: 'TT', numeric: true, cell: ({ number }) => number },
  { title: 'Bên giao', cell: ({ gives }) => gives },
  { title: 'Bên nhận', heading: true, cell: ({ takes }) => takes },
  { title: 'Giờ, ngày giao nhận', cell: ({ at }) => at },
  { title: 'Kết quả', cell: ({ outcome }) => outcome },
  { title: 'Ghi chú', cell: ({ note }) => note },
  // Room to sign on paper.
  { title: 'Ký giao, ký nhận', cell: () => '' },
]
