import type { KeyObject, X509Certificate } from 'node:crypto'

/**
 * Whoever can sign: a person (chữ ký số cá nhân) or an office (chữ ký số cơ quan, the seal). Where the key lives is nobody's
 * business here: a file in development, a token or an HSM in production.
 */
export interface Signer {
  readonly kind: 'person' | 'office'
  /** As it stands in the certificate. */
  readonly name: string
  readonly organization: string | null
  readonly development: boolean
  readonly certificate: X509Certificate
  /** Certificates between this one and the root, nearest first; without the root. */
  readonly chain: readonly X509Certificate[]
  /** Signs the bytes with SHA-256: RSA PKCS #1 v1.5, or ECDSA as DER. */
  sign(bytes: Uint8Array): Promise<Uint8Array>
}

/** RFC 3161: gives the timestamp token (DER) over a SHA-256 hash. Makes a PAdES B-T signature of a B-B one. */
export interface Timestamper {
  stamp(sha256: Uint8Array): Promise<Uint8Array>
}

export type Revocation = {
  /** Upper-case hexadecimal, as node prints it. */
  serial: string
  at: Date
}

/** What a verifier believes. */
export type Trust = {
  roots: readonly X509Certificate[]
  /** Roots of timestamp authorities. */
  timestampRoots: readonly X509Certificate[]
  revoked: readonly Revocation[]
}

export type KeyKind = 'rsa' | 'ec'
export function keyKind(key: KeyObject): KeyKind {
  const kind = key.asymmetricKeyType
  if (kind !== 'rsa' && kind !== 'ec') throw new Error(`a key of kind ${kind} cannot sign papers`)
  return kind
}
