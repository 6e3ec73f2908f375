/** The National Portal as this house needs it when it tells how a dossier goes on. Implemented in `adapters/portal.ts`. */
import type { Reply } from './sender.ts'

export type PortalMessage = {
  /** The same id is the same message: told twice, taken once. */
  id: string
  /** Name of the portal's service. */
  service: 'CapNhatTienTrinh' | 'CapNhatTrangThai'
  body: object
}

export type PortalAnswer = Reply

export interface NationalPortal {
  /** Never throws; whatever goes wrong on the way is `failed`. */
  tell(message: PortalMessage): Promise<PortalAnswer>
}
