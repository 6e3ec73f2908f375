/** Who may do what about the fees of a dossier. Asked inside the transaction of the act, on the state it stands on. Pure. */
import type { DossierState } from '../dossier/dossier.ts'
import { isOwn, representationFor } from '../dossier/parties/access.ts'
import { hasRole, type Actor, type Role } from '../office/actor.ts'
import { refuse, type Refusal } from '../lib/result.ts'

export type FeeAct =
  | 'payOnline'
  | 'claim'
  | 'collect'
  | 'determine'
  | 'decideClaim'
  | 'askRefund'
  | 'approveRefund'
  | 'payBack'

type Parties = Pick<DossierState, 'applicantPersonId' | 'offices' | 'owner' | 'procedure'>
type Where = 'competent' | 'receiving' | 'returning'

/** The counters collect (NĐ 61/2018 Đ17.5), whoever decides the dossier fixes and exempts, its head gives money back (domain §7). */
const STAFF: Readonly<Record<Exclude<FeeAct, 'payOnline' | 'claim'>, [Role, Where[]][]>> = {
  collect: [['receptionist', ['competent', 'receiving', 'returning']]],
  determine: [
    ['receptionist', ['competent']],
    ['officer', ['competent']],
  ],
  decideClaim: [
    ['receptionist', ['competent', 'receiving']],
    ['officer', ['competent']],
  ],
  askRefund: [
    ['receptionist', ['competent', 'receiving']],
    ['officer', ['competent']],
  ],
  approveRefund: [['leader', ['competent']]],
  payBack: [['receptionist', ['competent', 'receiving', 'returning']]],
}

export function mayDo(act: FeeAct, actor: Actor, parties: Parties): boolean {
  if (act === 'payOnline' || act === 'claim') {
    if (actor.kind === 'citizen')
      return isOwn(actor, parties) || representationFor(actor, parties, 'pay') !== undefined
    return act === 'claim' && mayDo('collect', actor, parties)
  }
  const { offices } = parties
  return STAFF[act].some(([role, places]) =>
    places.some((place) => hasRole(actor, role, offices[place])),
  )
}

export function refusalOf(act: FeeAct, actor: Actor, parties: Parties): Refusal | null {
  return mayDo(act, actor, parties)
    ? null
    : refuse('notAllowed', 'Vai trò của bạn ở hồ sơ này không làm việc này.').refusal
}
