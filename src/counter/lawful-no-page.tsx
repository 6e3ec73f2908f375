import type { Refusal } from '../lib/result.ts'
import { showMoment } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import { Note } from '../ui/blocks.tsx'
import { ButtonLink } from '../ui/buttons.tsx'
import { Dock } from '../ui/tables.tsx'
import { actPath, CounterPage, dossierPath } from './shell.tsx'

/** What another official has done with the dossier in the meantime. */
export type LastAct = { name: string; at: Date }

export type LawfulNoProps = {
  me: StaffActor
  id: string
  refusal: Refusal
  before?: LastAct | undefined
}

/** What the fee page mends. */
const OF_MONEY: readonly string[] = ['feeUnpaid', 'feeUndetermined']

/** A lawful no, in the words of the rule, and the way back to the dossier as it is now. */
export function LawfulNoPage(props: LawfulNoProps) {
  const { me, id, refusal, before } = props
  return (
    <CounterPage me={me} title="Không thực hiện được" hasErrors>
      <h1>Không thực hiện được</h1>
      <Note tone="bad">
        <p>{refusal.message}</p>
        {before === undefined ? null : (
          <p>
            Người làm trước: <b>{before.name}</b>, lúc {showMoment(before.at)}.
          </p>
        )}
      </Note>
      <p>Không có gì thay đổi. Hãy xem tình trạng mới nhất của hồ sơ.</p>
      <Dock>
        {OF_MONEY.includes(refusal.code) ? (
          <ButtonLink icon="money" href={actPath(id, 'thu-phi')}>
            Thu phí, lệ phí
          </ButtonLink>
        ) : null}
        <ButtonLink
          look={OF_MONEY.includes(refusal.code) ? 'second' : 'main'}
          href={dossierPath(id)}
        >
          Mở lại hồ sơ
        </ButtonLink>
        <ButtonLink look="second" href="/quay">
          Về hàng chờ
        </ButtonLink>
      </Dock>
    </CounterPage>
  )
}
