import { createHash, verify, X509Certificate } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { issuerAndSerial, signatureAlgorithm } from './certificate.ts'
import { der, integer, octets, oid, sequence, setOf, tagged } from './der.ts'
import type { Der } from './der.ts'
import { PdfBroken } from './pdf/object.ts'
import { keyKind } from './signer.ts'
import type { KeyKind, Signer, Timestamper } from './signer.ts'

/**
 * The signature itself: CMS SignedData without its content (RFC 5652), with the attributes that PAdES B-B asks for
 * (ETSI EN 319 142-1 §6.3): content type, message digest, signing-certificate-v2. The time stands in the PDF's /M, which
 * is inside the signed range; a B-T signature adds a timestamp over the signature's value.
 */
const DATA = '1.2.840.113549.1.7.1'
const SIGNED_DATA = '1.2.840.113549.1.7.2'
const CONTENT_TYPE = '1.2.840.113549.1.9.3'
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4'
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47'
const TIMESTAMP = '1.2.840.113549.1.9.16.2.14'
const SHA256 = '2.16.840.1.101.3.4.2.1'

export type CmsParts = {
  certificate: X509Certificate
  chain: readonly X509Certificate[]
  /** SHA-256 of the signed bytes, as the signature claims it. */
  digest: Buffer
  signature: Buffer
  timestamp: Buffer | null
  keyKind: KeyKind
}

/** Throws when the key answers with a signature that its own certificate does not confirm: a paper is signed or it is not. */
export async function signCms(
  parts: readonly Uint8Array[],
  signer: Signer,
  timestamper?: Timestamper,
): Promise<Buffer> {
  const digest = sha256(...parts)
  const { certificate, chain } = signer
  const kind = keyKind(certificate.publicKey)
  const attributes = signedAttributes(digest, certificate)
  const signature = Buffer.from(await signer.sign(attributes))
  if (!verify('sha256', attributes, certificate.publicKey, signature))
    throw new Error('Thiết bị ký trả về một chữ ký không khớp với chứng thư số của người ký.')
  const timestamp = timestamper ? Buffer.from(await timestamper.stamp(sha256(signature))) : null
  return encodeCms({ certificate, chain, digest, signature, timestamp, keyKind: kind })
}

/** What is really signed: the attributes as a SET OF (RFC 5652 §5.4). */
export function signedAttributes(digest: Uint8Array, certificate: X509Certificate): Der {
  const own = sequence(octets(sha256(certificate.raw)), essIssuerSerial(certificate))
  return setOf(
    attribute(CONTENT_TYPE, oid(DATA)),
    attribute(MESSAGE_DIGEST, octets(digest)),
    attribute(SIGNING_CERTIFICATE_V2, sequence(sequence(own))),
  )
}

/** RFC 5035: the issuer as a general name (directoryName, [4]), then the serial number. */
function essIssuerSerial(certificate: X509Certificate): Der {
  const both = issuerAndSerial(certificate)
  const { issuer, serial } = splitIssuerAndSerial(both)
  return sequence(sequence(tagged(4, issuer)), serial)
}

function splitIssuerAndSerial(both: Buffer): { issuer: Buffer; serial: Buffer } {
  const parsed = asn1js.fromBER(Uint8Array.from(both)).result as asn1js.Sequence
  const [issuer, serial] = parsed.valueBlock.value
  return { issuer: Buffer.from(issuer!.toBER()), serial: Buffer.from(serial!.toBER()) }
}

function attribute(id: string, value: Der): Der {
  return sequence(oid(id), setOf(value))
}

/** One set of parts has exactly one encoding: that is how a changed byte anywhere in it is seen. */
export function encodeCms(parts: CmsParts): Buffer {
  const sha = sequence(oid(SHA256))
  const attributes = signedAttributes(parts.digest, parts.certificate)
  const signerInfo = sequence(
    integer(1),
    issuerAndSerial(parts.certificate),
    sha,
    retag(attributes, 0xa0),
    signatureAlgorithm(parts.keyKind),
    octets(parts.signature),
    ...(parts.timestamp ? [tagged(1, attribute(TIMESTAMP, parts.timestamp))] : []),
  )
  const certificates = [parts.certificate, ...parts.chain].map((each) => each.raw)
  const signedData = sequence(
    integer(1),
    der(0x31, sha),
    sequence(oid(DATA)),
    tagged(0, ...certificates),
    der(0x31, signerInfo),
  )
  return sequence(oid(SIGNED_DATA), tagged(0, signedData))
}

function retag(set: Buffer, tag: number): Buffer {
  const copy = Buffer.from(set)
  copy[0] = tag
  return copy
}

/** Reads a signature written by `encodeCms`. Throws `PdfBroken` on anything else, be it of another make or altered. */
export function decodeCms(bytes: Buffer): CmsParts {
  const parts = readParts(bytes)
  if (!encodeCms(parts).equals(bytes)) throw new PdfBroken('a signature of another make')
  return parts
}

function readParts(bytes: Buffer): CmsParts {
  try {
    const content = pkijs.ContentInfo.fromBER(Uint8Array.from(bytes))
    const signed = new pkijs.SignedData({ schema: content.content as unknown })
    const [info] = signed.signerInfos
    const [certificate, ...chain] = certificatesIn(signed)
    if (!info || !certificate) throw new PdfBroken('a signature without its certificate')
    return {
      certificate,
      chain,
      digest: attributeValue(info.signedAttrs, MESSAGE_DIGEST) ?? Buffer.alloc(0),
      signature: Buffer.from(info.signature.valueBlock.valueHexView),
      timestamp: attributeBytes(info.unsignedAttrs, TIMESTAMP),
      keyKind: keyKind(certificate.publicKey),
    }
  } catch (error) {
    throw new PdfBroken(`an unreadable signature: ${String(error)}`)
  }
}

export function certificatesIn(signed: pkijs.SignedData): X509Certificate[] {
  return (signed.certificates ?? [])
    .filter((each) => each instanceof pkijs.Certificate)
    .map((each) => new X509Certificate(Buffer.from(each.toSchema(false).toBER())))
}

type Attributes = pkijs.SignedAndUnsignedAttributes | undefined

function attributeOf(attributes: Attributes, id: string): asn1js.BaseBlock | undefined {
  const found = attributes?.attributes.find((each) => each.type === id)
  return found?.values[0] as asn1js.BaseBlock | undefined
}

function attributeValue(attributes: Attributes, id: string): Buffer | undefined {
  const value = attributeOf(attributes, id)
  return value instanceof asn1js.OctetString
    ? Buffer.from(value.valueBlock.valueHexView)
    : undefined
}

function attributeBytes(attributes: Attributes, id: string): Buffer | null {
  const value = attributeOf(attributes, id)
  return value ? Buffer.from(value.toBER()) : null
}

export function sha256(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
