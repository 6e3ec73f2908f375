/** Whether a new dossier may follow from that one: whoever files it can see it, and it has ended (domain §2.1). */
import type { Tx } from '../../db/connect.ts'
import { refuse, type Refusal } from '../../lib/result.ts'
import { isOpen } from '../dossier.ts'
import { stateById } from '../store.ts'
import type { LinkedBodies } from './events.ts'

export async function refusalToFollow(
  tx: Tx,
  { dossier, code }: LinkedBodies['linked'],
): Promise<Refusal | null> {
  const state = await stateById(tx, dossier)
  if (state?.code !== code)
    return refuse('formerUnknown', 'Không tìm thấy hồ sơ trước mà hồ sơ này nối tiếp.').refusal
  return isOpen(state) && state.phase.at !== 'finished'
    ? refuse('formerOpen', 'Hồ sơ trước chưa kết thúc nên chưa làm hồ sơ nối tiếp được.').refusal
    : null
}
