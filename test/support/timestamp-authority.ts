/** A timestamp authority for tests (RFC 3161): its own root, a certificate made for timestamping, answers over HTTP. */
import { generateKeyPairSync, sign } from 'node:crypto'
import type { KeyObject, X509Certificate } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import {
  issueCertificate,
  issuerAndSerial,
  signatureAlgorithm,
} from '../../src/signing/certificate.ts'
import { sha256 } from '../../src/signing/cms.ts'
import { der, integer, octets, oid, sequence, setOf, tagged } from '../../src/signing/der.ts'

export type TimestampAuthority = {
  root: X509Certificate
  url: string
  /** The token over a SHA-256 hash, without HTTP. */
  token(hash: Uint8Array, at: Date): Buffer
  close(): Promise<void>
}

/** `clock` says what the authority stamps; `timestamping: false` makes its certificate unfit. */
export async function timestampAuthority(
  clock: () => Date,
  { timestamping = true, answer }: { timestamping?: boolean; answer?: Buffer } = {},
): Promise<TimestampAuthority> {
  const { root, own, key } = certificates(timestamping)
  const token = (hash: Uint8Array, at: Date): Buffer => tokenOver(hash, { at, own, key })
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { result } = asn1js.fromBER(Uint8Array.from(Buffer.concat(chunks)))
      const imprint = new pkijs.TimeStampReq({ schema: result }).messageImprint
      const stamped = token(imprint.hashedMessage.valueBlock.valueHexView, clock())
      response.end(answer ?? sequence(sequence(integer(0)), stamped))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    root,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    token,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

function certificates(timestamping: boolean) {
  const rootKey = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const ownKey = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const dates = { validFrom: new Date('2020-01-01'), validTo: new Date('2040-01-01') }
  const issuerKey = rootKey.privateKey
  const root = issueCertificate({
    ...dates,
    subject: { commonName: 'Gốc dấu thời gian thử nghiệm' },
    publicKey: rootKey.publicKey,
    issuerKey,
    authority: true,
  })
  const own = issueCertificate({
    ...dates,
    subject: { commonName: 'Dấu thời gian thử nghiệm' },
    publicKey: ownKey.publicKey,
    issuer: root,
    issuerKey,
    authority: false,
    timestamping,
  })
  return { root, own, key: ownKey.privateKey }
}

function tokenOver(
  hash: Uint8Array,
  { at, own, key }: { at: Date; own: X509Certificate; key: KeyObject },
): Buffer {
  const sha = sequence(oid('2.16.840.1.101.3.4.2.1'))
  const digits = `${at.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`
  const content = sequence(
    integer(1),
    oid('1.3.6.1.4.1.99999.1'),
    sequence(sha, octets(hash)),
    integer(7),
    der(0x18, Buffer.from(digits)),
  )
  const kind = oid('1.2.840.113549.1.9.16.1.4')
  const attributes = setOf(
    sequence(oid('1.2.840.113549.1.9.3'), setOf(kind)),
    sequence(oid('1.2.840.113549.1.9.4'), setOf(octets(sha256(content)))),
    // which certificate signed (RFC 5816); without it openssl refuses the token
    sequence(
      oid('1.2.840.113549.1.9.16.2.47'),
      setOf(sequence(sequence(sequence(octets(sha256(own.raw)))))),
    ),
  )
  const inside = Buffer.concat([Buffer.from([0xa0]), attributes.subarray(1)])
  const algorithm = signatureAlgorithm('ec')
  const signature = octets(sign('sha256', attributes, key))
  const info = sequence(integer(1), issuerAndSerial(own), sha, inside, algorithm, signature)
  const signed = sequence(
    integer(3),
    der(0x31, sha),
    sequence(kind, tagged(0, octets(content))),
    tagged(0, own.raw),
    der(0x31, info),
  )
  return sequence(oid('1.2.840.113549.1.7.2'), tagged(0, signed))
}
