import { showMoney } from '../catalogue/fee-lines.ts'
import type { Problem } from '../lib/problem.ts'
import type { StaffActor } from '../office/actor.ts'
import type { DeskFees } from '../payment/desk.ts'
import { openClaim, type LineStanding } from '../payment/standing.ts'
import { Note, Panel } from '../ui/blocks.tsx'
import { Actions, Button, ButtonLink } from '../ui/buttons.tsx'
import { ErrorSummary, problemOf } from '../ui/fields.tsx'
import { DataTable, Dock } from '../ui/tables.tsx'
import { DossierHead } from './dossier-parts.tsx'
import { Claims } from './fee-claims.tsx'
import { Collect } from './fee-collect.tsx'
import { FeeForm, FeeText, type FeeDeskProps } from './fee-form.tsx'
import { PaidOrders } from './fee-refunds.tsx'
import type { OpenDossier } from './open-dossier.ts'
import { CounterPage, dossierPath } from './shell.tsx'

export type FeeDeskPageProps = {
  me: StaffActor
  opened: OpenDossier
  fees: DeskFees
  values: Readonly<Record<string, string>>
  problems: readonly Problem[]
  refusal?: string
}

/** Everything about the money of one dossier on one page: what is owed, taking it, exemption, giving it back. */
export function FeeDeskPage({ problems, refusal, ...shown }: FeeDeskPageProps) {
  const { me, opened } = shown
  const props: FeeDeskProps = { ...shown, problem: (field) => problemOf(problems, field) }
  return (
    <CounterPage me={me} title="Thu phí, lệ phí" hasErrors={problems.length > 0}>
      <ErrorSummary problems={problems} />
      <DossierHead opened={opened} title={`Phí, lệ phí: ${opened.row.owner_name}`} />
      {refusal === undefined ? null : (
        <Note tone="bad">
          <p role="alert">{refusal}</p>
        </Note>
      )}
      <Panel title="Các khoản phí">
        <Lines {...props} />
        <Determine {...props} />
      </Panel>
      <Collect {...props} />
      <Claims {...props} />
      <PaidOrders {...props} />
      <Dock>
        <ButtonLink look="second" href={dossierPath(opened.row.id)}>
          Về hồ sơ
        </ButtonLink>
        <ButtonLink look="link" href="/hoan-phi">
          Phí chờ hoàn
        </ButtonLink>
      </Dock>
    </CounterPage>
  )
}

const MOMENTS = {
  reception: 'lúc tiếp nhận',
  supplement: 'khi bổ sung',
  processing: 'khi giải quyết',
  return: 'trước khi trả kết quả',
} as const

const MARKS = {
  verified: '',
  secondHand: ' (nguồn thứ cấp)',
  toBeConfirmed: ' (chờ xác nhận)',
} as const

/** How well it is known stands behind it, unless the source says so itself. */
function groundOf({ ground, mark }: LineStanding): string {
  return ground.includes('thứ cấp') ? ground : `${ground}${MARKS[mark]}`
}

function Lines({ fees }: FeeDeskProps) {
  const { standing } = fees
  const stateOf = (line: LineStanding): string => {
    if (line.settledBy !== null) return 'đã nộp'
    if (line.exemptedBy !== null) return 'được miễn'
    if (line.amount === 0) return 'không thu'
    if (openClaim(standing, line.id)) return 'đang xét miễn'
    return line.amount === null ? 'chưa có mức' : 'chưa nộp'
  }
  return (
    <DataTable
      caption="Các khoản phí của hồ sơ"
      rows={standing.lines}
      empty="Thủ tục này không có dòng phí nào cho hồ sơ."
      columns={[
        { title: 'Khoản', heading: true, cell: ({ name }) => name.vi },
        {
          title: 'Số tiền',
          numeric: true,
          cell: ({ amount }) => (amount === null ? 'chưa có mức' : showMoney(amount)),
        },
        { title: 'Số bản', numeric: true, cell: ({ copies }) => copies ?? '' },
        { title: 'Thu', cell: ({ moment }) => MOMENTS[moment] },
        { title: 'Căn cứ', cell: groundOf },
        { title: 'Trạng thái', cell: stateOf },
      ]}
    />
  )
}

/** Where no source gives the figure, an official sets it once, by name and with its ground: 0 is never assumed. */
function Determine(props: FeeDeskProps) {
  const { fees } = props
  const open = fees.standing.lines.filter(
    ({ amount, exemptedBy }) => amount === null && exemptedBy === null,
  )
  if (open.length === 0 || !fees.may.has('determine')) return null
  return (
    <>
      {open.map((line) => (
        <FeeForm {...props} act="determine" hidden={{ line: line.id }}>
          <h3>Ghi mức phí: {line.name.vi}</h3>
          <FeeText
            {...props}
            field="amount"
            of={line.key}
            label="Số tiền (đồng)"
            inputmode="numeric"
            size={12}
          />
          <FeeText {...props} field="ground" of={line.key} label="Căn cứ" />
          <Actions>
            <Button look="second">Ghi mức phí</Button>
          </Actions>
        </FeeForm>
      ))}
    </>
  )
}
