import { createHash, createPublicKey, randomBytes, sign, X509Certificate } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import {
  bits,
  der,
  empty,
  integer,
  octets,
  oid,
  sequence,
  setOf,
  tagged,
  time,
  truth,
  utf8,
} from './der.ts'
import type { Der } from './der.ts'
import { keyKind } from './signer.ts'
import type { KeyKind } from './signer.ts'

/** Certificates of our own development authority (RFC 5280). Real ones come from Ban Cơ yếu Chính phủ. */

export type Subject = {
  commonName: string
  organization?: string
  /** Vietnamese words that mark what the certificate is not good for. */
  unit?: string
  title?: string
  /** Natural persons: ETSI EN 319 412-2. */
  serialNumber?: string
  /** Legal persons, hence seals: ETSI EN 319 412-3. */
  organizationIdentifier?: string
}

export type Issue = {
  subject: Subject
  publicKey: KeyObject
  validFrom: Date
  validTo: Date
  /** Absent: self-signed. */
  issuer?: X509Certificate
  issuerKey: KeyObject
  authority: boolean
  /** For certificates of a timestamp authority. */
  timestamping?: boolean
}

const NAMES = [
  ['organization', '2.5.4.10'],
  ['unit', '2.5.4.11'],
  ['organizationIdentifier', '2.5.4.97'],
  ['title', '2.5.4.12'],
  ['serialNumber', '2.5.4.5'],
  ['commonName', '2.5.4.3'],
] as const

const SIGNATURE_OIDS = {
  rsa: '1.2.840.113549.1.1.11',
  ec: '1.2.840.10045.4.3.2',
} as const satisfies Record<KeyKind, string>

/** AlgorithmIdentifier of sha256WithRSAEncryption or ecdsa-with-SHA256. */
export function signatureAlgorithm(kind: KeyKind): Der {
  return kind === 'rsa'
    ? sequence(oid(SIGNATURE_OIDS.rsa), empty())
    : sequence(oid(SIGNATURE_OIDS.ec))
}

export function issueCertificate(issue: Issue): X509Certificate {
  const algorithm = signatureAlgorithm(keyKind(issue.issuerKey))
  const subject = nameOf(issue.subject)
  const body = sequence(
    tagged(0, integer(2)),
    integer(Buffer.concat([Buffer.from([0x4d]), randomBytes(15)])),
    algorithm,
    issue.issuer ? rawSubject(issue.issuer) : subject,
    sequence(time(issue.validFrom), time(issue.validTo)),
    subject,
    spki(issue.publicKey),
    tagged(3, sequence(...extensions(issue))),
  )
  const signature = sign('sha256', body, issue.issuerKey)
  return new X509Certificate(sequence(body, algorithm, bits(signature)))
}

function spki(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' })
}

function nameOf(subject: Subject): Der {
  const country = part('2.5.4.6', der(0x13, Buffer.from('VN', 'latin1')))
  const parts = NAMES.flatMap(([key, id]) => {
    const value = subject[key]
    return value === undefined ? [] : [part(id, utf8(value))]
  })
  return sequence(country, ...parts)
}

function part(id: string, value: Der): Der {
  return setOf(sequence(oid(id), value))
}

function extensions(issue: Issue): Der[] {
  const issuerKey = issue.issuer?.publicKey ?? issue.publicKey
  const list = [
    extension('2.5.29.19', true, issue.authority ? sequence(truth()) : sequence()),
    extension(
      '2.5.29.15',
      true,
      issue.authority ? bits(Buffer.from([0x06]), 1) : bits(Buffer.from([0xc0]), 6),
    ),
    extension('2.5.29.14', false, octets(keyId(issue.publicKey))),
    extension('2.5.29.35', false, sequence(der(0x80, keyId(issuerKey)))),
  ]
  if (issue.timestamping)
    list.push(extension('2.5.29.37', true, sequence(oid('1.3.6.1.5.5.7.3.8'))))
  return list
}

function extension(id: string, critical: boolean, value: Der): Der {
  return sequence(oid(id), ...(critical ? [truth()] : []), octets(value))
}

function keyId(key: KeyObject): Buffer {
  return createHash('sha1')
    .update(spki(createPublicKey(key.export({ type: 'spki', format: 'pem' }))))
    .digest()
}

/** The bytes of the TLV that begins at the offset, and where the next one begins. */
function element(bytes: Buffer, at: number): { head: number; end: number } {
  const first = bytes[at + 1]!
  const count = first < 0x80 ? 0 : first & 0x7f
  const length = count === 0 ? first : bytes.readUIntBE(at + 2, count)
  return { head: at + 2 + count, end: at + 2 + count + length }
}

/** The members of a SEQUENCE, each as its own bytes. */
function members(bytes: Buffer): Buffer[] {
  const { head, end } = element(bytes, 0)
  const list: Buffer[] = []
  for (let at = head; at < end; at = element(bytes, at).end)
    list.push(bytes.subarray(at, element(bytes, at).end))
  return list
}

function tbsMembers(certificate: X509Certificate): Buffer[] {
  return members(members(certificate.raw)[0]!)
}

/** The subject's name exactly as it was encoded: names are compared byte by byte. */
export function rawSubject(certificate: X509Certificate): Buffer {
  return tbsMembers(certificate)[5]!
}

/** issuerAndSerialNumber, by which a signature names its certificate (RFC 5652 §10.2.4). */
export function issuerAndSerial(certificate: X509Certificate): Der {
  const tbs = tbsMembers(certificate)
  return sequence(tbs[3]!, tbs[1]!)
}

/** May this key sign documents? keyUsage digitalSignature or nonRepudiation, and it is no authority. */
export function maySignDocuments(certificate: X509Certificate): boolean {
  const usage = extensionBytes(certificate, '2.5.29.15')
  const flags = usage ? usage[3]! : 0xc0
  return !certificate.ca && (flags & 0xc0) !== 0
}

function extensionBytes(certificate: X509Certificate, id: string): Buffer | undefined {
  const wrapped = tbsMembers(certificate).find((each) => each[0] === 0xa3)
  if (!wrapped) return undefined
  const found = members(members(wrapped)[0]!).find((each) => members(each)[0]!.equals(oid(id)))
  const value = found && members(found).at(-1)
  return value?.subarray(element(value, 0).head)
}

/** The values of the subject, by their short names as node prints them (CN, O, OU, title, serialNumber, …). */
export function subjectValues(certificate: X509Certificate): ReadonlyMap<string, string> {
  const object = certificate.toLegacyObject().subject as unknown as Record<
    string,
    string | string[]
  >
  return new Map(
    Object.entries(object).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  )
}
