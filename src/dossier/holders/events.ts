/** Who holds a dossier may have changed. */
export type HolderBodies = {
  /** `null` is the queue of the office, with its duty officer. */
  holderChanged: {
    from: number | null
    to: number | null
    how: 'handedOver' | 'reassigned' | 'released'
  }
}

export const holderVersions: Record<keyof HolderBodies, number> = { holderChanged: 1 }
