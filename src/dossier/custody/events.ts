/** Where the paper originals of a dossier went. */
export type CustodyBodies = {
  originalsMoved: {
    /** The hand-over slip (phiếu bàn giao) that names the papers. */
    slip: string
    papers: string[]
    /** Offices; `null` is the applicant. */
    from: number | null
    to: number | null
    step: 'sent' | 'received' | 'returned'
  }
}

export const custodyVersions: Record<keyof CustodyBodies, number> = { originalsMoved: 1 }
