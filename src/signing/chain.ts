import type { X509Certificate } from 'node:crypto'
import { maySignDocuments } from './certificate.ts'
import type { Trust } from './signer.ts'

export type ChainVerdict = 'trusted' | 'unknown' | 'expired' | 'revoked'

const LONGEST = 5

/**
 * Does the certificate lead to a root that we believe, and did it hold at the moment of signing? A moment that only the
 * signer claims does not outlive a revocation: whoever stole the key could claim an earlier one.
 */
export function checkChain(
  certificate: X509Certificate,
  chain: readonly X509Certificate[],
  { trust, at, timeIsProven }: { trust: Trust; at: Date; timeIsProven: boolean },
): ChainVerdict {
  if (!maySignDocuments(certificate)) return 'unknown'
  const path = pathToRoot(certificate, chain, trust.roots)
  if (!path) return 'unknown'
  if (path.some((each) => isRevoked(each, { trust, at, timeIsProven }))) return 'revoked'
  return path.every((each) => heldAt(each, at)) ? 'trusted' : 'expired'
}

/** From the certificate to the root, both included; each link checked by name and by signature. */
export function pathToRoot(
  certificate: X509Certificate,
  chain: readonly X509Certificate[],
  roots: readonly X509Certificate[],
): X509Certificate[] | undefined {
  const path = [certificate]
  while (path.length <= LONGEST) {
    const last = path.at(-1)!
    const root = roots.find((each) => issued(each, last))
    if (root) return [...path, root]
    const next = chain.find((each) => !path.includes(each) && issued(each, last))
    if (!next) return undefined
    path.push(next)
  }
  return undefined
}

function issued(issuer: X509Certificate, subject: X509Certificate): boolean {
  return issuer.ca && subject.checkIssued(issuer) && subject.verify(issuer.publicKey)
}

function heldAt(certificate: X509Certificate, at: Date): boolean {
  return certificate.validFromDate <= at && at <= certificate.validToDate
}

function isRevoked(
  certificate: X509Certificate,
  { trust, at, timeIsProven }: { trust: Trust; at: Date; timeIsProven: boolean },
): boolean {
  const entry = trust.revoked.find((each) => each.serial === certificate.serialNumber)
  return entry !== undefined && (!timeIsProven || entry.at <= at)
}
