/** What is lawful with who holds a dossier: always exactly one, a person or the queue of the office. */
import { isOpen, type DossierState } from '../dossier.ts'
import { one, wrong, type Decision, type Handlers } from '../decision.ts'
import type { HolderCommand } from './commands.ts'
import type { HolderBodies } from './events.ts'

export const holderHandlers: Handlers<HolderCommand> = {
  handOver: (state, { to, reason }) => change(state, { to, how: 'handedOver', reason }),
  reassign: (state, { to, reason }) => change(state, { to, how: 'reassigned', reason }),
  release: (state, { reason }) => change(state, { to: null, how: 'released', reason }),
}

type Change = Omit<HolderBodies['holderChanged'], 'from'> & { reason: string }

function change(state: DossierState, { to, how, reason }: Change): Decision {
  if (!isOpen(state) || state.acceptedAt === null) return wrong('Hồ sơ không ở bước xử lý.')
  if (state.holder === to) return wrong('Hồ sơ đã do người đó giữ.')
  return one({ kind: 'holderChanged', body: { from: state.holder, to, how }, private: { reason } })
}
