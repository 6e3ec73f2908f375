import type { Procedure } from '../catalogue/procedure.ts'
import type { StaffActor } from '../office/actor.ts'
import { LinkRow, Rows } from '../ui/rows.tsx'
import { CounterPage } from './shell.tsx'

/** What the person in front of the counter has come for, when the counter takes more than one procedure. */
export function ReceptionChoicePage(props: { me: StaffActor; procedures: readonly Procedure[] }) {
  return (
    <CounterPage me={props.me} title="Tiếp nhận: chọn thủ tục">
      <h1>Người dân đến làm thủ tục nào?</h1>
      <Rows>
        {props.procedures.map(({ code, shortName }) => (
          <LinkRow
            href={`/quay/moi?thu-tuc=${code}`}
            title={shortName.vi}
            more={<span class="num">{code}</span>}
          />
        ))}
      </Rows>
    </CounterPage>
  )
}
