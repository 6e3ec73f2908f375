/** An agency outside as this house needs it when it tells of a leg. Implemented in `adapters/partner.ts`. */
import type { Claimed, Reply } from './sender.ts'

export interface PartnerAgency {
  /** Its name in data/partners. */
  readonly partner: string
  /** Never throws; whatever goes wrong on the way is `failed`. */
  tell(message: Pick<Claimed, 'id' | 'body'>): Promise<Reply>
}
