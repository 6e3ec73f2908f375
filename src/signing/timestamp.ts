import { hash as hashOf, verify } from 'node:crypto'
import type { X509Certificate } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { pathToRoot } from './chain.ts'
import { certificatesIn, sha256 } from './cms.ts'

const SHA256 = '2.16.840.1.101.3.4.2.1'
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4'
const HASHES: Readonly<Record<string, string>> = {
  [SHA256]: 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}

/**
 * The moment that a timestamp authority vouches for (RFC 3161), or undefined when the token is not about this signature, is
 * broken, or comes from an authority that we do not believe. `token` is DER, `signature` the value that it must be over.
 */
export function timeProvenBy(
  token: Uint8Array,
  signature: Uint8Array,
  roots: readonly X509Certificate[],
): Date | undefined {
  try {
    const { signed, info, content } = readToken(token)
    const imprint = info.messageImprint
    const about = Buffer.from(imprint.hashedMessage.valueBlock.valueHexView)
    if (imprint.hashAlgorithm.algorithmId !== SHA256 || !about.equals(sha256(signature)))
      return undefined
    const authority = authorityOf(signed, content)
    const path = authority && pathToRoot(authority, certificatesIn(signed), roots)
    const at = info.genTime
    const held = path?.every((each) => each.validFromDate <= at && at <= each.validToDate)
    return held ? at : undefined
  } catch {
    return undefined
  }
}

function readToken(token: Uint8Array) {
  const outer = pkijs.ContentInfo.fromBER(Uint8Array.from(token))
  const signed = new pkijs.SignedData({ schema: outer.content as unknown })
  const content = Buffer.from(signed.encapContentInfo.eContent!.getValue())
  return { signed, content, info: pkijs.TSTInfo.fromBER(Uint8Array.from(content)) }
}

/** The certificate whose key signed the token over this content; it must be made for timestamping. */
function authorityOf(signed: pkijs.SignedData, content: Buffer): X509Certificate | undefined {
  const [info] = signed.signerInfos
  const hash = HASHES[info?.digestAlgorithm.algorithmId ?? '']
  if (!info?.signedAttrs || hash === undefined || !claims(info.signedAttrs, content, hash))
    return undefined
  const attributes = Buffer.from(info.signedAttrs.encodedValue)
  attributes[0] = 0x31
  const value = Buffer.from(info.signature.valueBlock.valueHexView)
  return certificatesIn(signed).find(
    (each) =>
      each.keyUsage?.includes('1.3.6.1.5.5.7.3.8') &&
      verify(hash, attributes, each.publicKey, value),
  )
}

function claims(
  attributes: pkijs.SignedAndUnsignedAttributes,
  content: Buffer,
  hash: string,
): boolean {
  const found = attributes.attributes.find((each) => each.type === MESSAGE_DIGEST)?.values[0]
  if (!(found instanceof asn1js.OctetString)) return false
  return Buffer.from(found.valueBlock.valueHexView).equals(hashOf(hash, content, 'buffer'))
}
