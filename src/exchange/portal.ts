/** The National Portal as this house needs it when it tells how a dossier goes on. Implemented in `adapters/portal.ts`. */

export type PortalMessage = {
  /** The same id is the same message: told twice, taken once. */
  id: string
  /** Name of the portal's service. */
  service: 'CapNhatTienTrinh' | 'CapNhatTrangThai'
  body: object
}

/** `rejected`: understood and refused; sending the same again does not help. `failed`: no believable answer. */
export type PortalAnswer =
  { kind: 'taken' } | { kind: 'rejected'; reason: string } | { kind: 'failed'; reason: string }

export interface NationalPortal {
  /** Never throws; whatever goes wrong on the way is `failed`. */
  tell(message: PortalMessage): Promise<PortalAnswer>
}
