/** Fees as facts of the dossier's life beside those that an official asks for (`feeRequested`, `feeRecorded`). */
export type FeePaid = {
  /** The reference of the order, as the receipt carries it. */
  reference: string
  amount: number
  currency: 'VND'
  method: 'online' | 'transfer' | 'cash'
}

export type FeeBodies = { feePaid: FeePaid }

export const feeVersions: Record<keyof FeeBodies, number> = { feePaid: 1 }
