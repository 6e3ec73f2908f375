/** What the house says about a paper that somebody holds: valid, altered, replaced, revoked, not yet in force, or unknown. Pure. */
import type { Verdict } from '../signing/verify.ts'
import type { Issued, Standing } from './store.ts'

/** Who signed, as the certificates in the file say; titles and offices, never names. */
export type Signing = { role: 'leader' | 'seal'; title: string | null; office: string | null }

export type PaperVerdict =
  | {
      is: 'valid' | 'revoked' | 'replaced'
      paper: Issued
      signings: Signing[]
      development: boolean
    }
  | { is: 'notYet'; standing: Standing | null }
  | { is: 'altered' }
  | {
      is: 'unknown'
      because: 'noSuchCode' | 'unsigned' | 'otherSigner' | 'notRecorded' | 'unreadable'
    }

/** A paper that stands in the records: the file in the reader's hand is, byte for byte, the one that was issued. */
export function recorded(paper: Issued, verdict: Verdict | null): PaperVerdict {
  const signatures = verdict?.signatures ?? []
  return {
    is: paper.revokedOn !== null ? 'revoked' : paper.replacedOn !== null ? 'replaced' : 'valid',
    paper,
    signings: signatures.map(({ role, signer }) => ({
      role,
      title: role === 'leader' ? signer.title : null,
      office: role === 'leader' ? signer.organization : signer.name,
    })),
    development: signatures.some((each) => each.development),
  }
}

/** A file that does not stand in the records: what its signatures say decides. `hasSignature`: it claims to be signed. */
export function unrecorded({ whole }: Verdict, hasSignature: boolean): PaperVerdict {
  switch (whole) {
    case 'altered':
      return { is: 'altered' }
    case 'notSealed':
      return { is: 'notYet', standing: null }
    case 'unsigned':
      return { is: 'unknown', because: 'unsigned' }
    case 'valid':
      return { is: 'unknown', because: 'notRecorded' }
    case 'unknownSigner':
    case 'expired':
    case 'revoked':
    case 'wrongOrder':
      return { is: 'unknown', because: 'otherSigner' }
    case 'broken':
      return hasSignature ? { is: 'altered' } : { is: 'unknown', because: 'unreadable' }
  }
}

const UUID_DIGITS = /^[0-9a-f]{32}$/

/** The code as people copy it: the whole address, capitals, without or with hyphens and spaces. Undefined when it is none. */
export function readCode(typed: string): string | undefined {
  const last =
    typed
      .trim()
      .split(/[/?#]/)
      .findLast((part) => part !== '') ?? ''
  const digits = last.toLowerCase().replace(/[\s-]/g, '')
  if (!UUID_DIGITS.test(digits)) return undefined
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
