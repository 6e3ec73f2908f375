import { verify as verifySignature } from 'node:crypto'
import { rawSubject, subjectValues } from './certificate.ts'
import { checkChain } from './chain.ts'
import type { ChainVerdict } from './chain.ts'
import { decodeCms, sha256, signedAttributes } from './cms.ts'
import type { CmsParts } from './cms.ts'
import { onlyFillsTheSeal, revisionOf, signatureFields } from './field.ts'
import type { FieldRole, SignatureField } from './field.ts'
import { DEVELOPMENT_MARK } from './keys.ts'
import { contentsIn, parsePdfDate, partsOutside, rangeOf } from './pdf/envelope.ts'
import type { Gap } from './pdf/envelope.ts'
import { PdfBroken, isText } from './pdf/object.ts'
import type { PdfDict } from './pdf/object.ts'
import { dictOf, openPdf } from './pdf/read.ts'
import type { PdfDocument } from './pdf/read.ts'
import type { Trust } from './signer.ts'
import { timeProvenBy } from './timestamp.ts'

/** The whole file in one word; the reasons stand with each signature. */
export type WholeVerdict =
  /** Both signatures hold, in the right order, and nothing else was done to the file. */
  | 'valid'
  /** The leader's signature holds; the office has not yet numbered and sealed. */
  | 'notSealed'
  | 'unsigned'
  | 'altered'
  | 'unknownSigner'
  | 'expired'
  | 'revoked'
  /** The seal before or without the leader, or one in the other's place (NĐ 30/2020 Đ32.2). */
  | 'wrongOrder'
  /** Not a PDF, or not one of our making. */
  | 'broken'

export type SignatureVerdict = {
  role: FieldRole
  signer: { name: string; organization: string | null; title: string | null; serial: string }
  development: boolean
  digestOk: boolean
  signatureOk: boolean
  chain: ChainVerdict
  /** The signature covers everything that the file held when it was made. */
  coversRevision: boolean
  laterChanges: 'none' | 'permitted' | 'forbidden'
  signedAt: Date
  /** 'claimed' by the signer, or 'proven' by a timestamp authority. */
  time: 'claimed' | 'proven'
}

export type Verdict = { whole: WholeVerdict; signatures: SignatureVerdict[] }

/** Judges a file from anywhere: never throws for what is in it. Needs neither database nor network. */
export async function verifyPdf(bytes: Uint8Array, trust: Trust): Promise<Verdict> {
  try {
    return judge(openPdf(bytes), trust)
  } catch (error) {
    if (error instanceof PdfBroken || error instanceof RangeError)
      return { whole: 'broken', signatures: [] }
    throw error
  }
}

function judge(document: PdfDocument, trust: Trust): Verdict {
  const signed = signatureFields(document).filter((each) => each.signature !== null)
  const judged = signed
    .map((field) => judgeSignature(document, field, trust))
    .sort((a, b) => a.revision - b.revision)
  const signatures = judged.map((each) => each.verdict)
  const last = judged.at(-1)
  if (!last) return { whole: document.revisions.length === 1 ? 'unsigned' : 'altered', signatures }
  const toTheEnd = last.end === document.bytes.length
  const inPlace = judged.every((each, index) => each.revision === index + 1 && each.rightHolder)
  return { whole: toTheEnd ? wholeOf(signatures, inPlace) : 'altered', signatures }
}

function wholeOf(signatures: readonly SignatureVerdict[], inPlace: boolean): WholeVerdict {
  if (signatures.some((each) => !isUntouched(each))) return 'altered'
  if (signatures.some((each) => each.chain === 'unknown')) return 'unknownSigner'
  if (!inPlace || signatures[0]?.role !== 'leader') return 'wrongOrder'
  if (signatures.some((each) => each.chain === 'revoked')) return 'revoked'
  if (signatures.some((each) => each.chain === 'expired')) return 'expired'
  return signatures.length === 2 ? 'valid' : 'notSealed'
}

function isUntouched(verdict: SignatureVerdict): boolean {
  const { digestOk, signatureOk, coversRevision, laterChanges } = verdict
  return digestOk && signatureOk && coversRevision && laterChanges !== 'forbidden'
}

type Judged = { verdict: SignatureVerdict; revision: number; end: number; rightHolder: boolean }

function judgeSignature(document: PdfDocument, field: SignatureField, trust: Trust): Judged {
  const revision = revisionOf(document, field.signature!)
  const dict = dictOf(document, { ref: field.signature! })
  const { gap, end } = rangeOf(dict)
  const cms = decodeCms(envelopeBytes(document, { number: field.signature!, dict, gap }))
  const digest = sha256(...partsOutside(document.bytes, gap, end))
  const when = momentOf(dict, cms, trust)
  const { certificate, chain } = cms
  const verdict: SignatureVerdict = {
    role: field.role,
    ...personOf(cms),
    digestOk: digest.equals(cms.digest),
    signatureOk: isSignedBy(cms),
    chain: checkChain(certificate, chain, { trust, ...when }),
    coversRevision: end === document.revisions[revision]!.end,
    laterChanges: changesAfter(document, field.role, revision),
    signedAt: when.at,
    time: when.timeIsProven ? 'proven' : 'claimed',
  }
  return { verdict, revision, end, rightHolder: isRightHolder(field.role, cms) }
}

/** The gap must hold exactly this dictionary's contents, else the range could leave out something else. */
function envelopeBytes(
  document: PdfDocument,
  { number, dict, gap }: { number: number; dict: PdfDict; gap: Gap },
): Buffer {
  const revision = document.revisions.find((each) => each.offsets.has(number))!
  const label = '/Contents '
  const at = document.bytes.indexOf(`${label}<`, revision.offsets.get(number)) + label.length
  const contents = dict.get('Contents')
  const cms = contentsIn(document.bytes, gap)
  const same = isText(contents) && contents.text.length === (gap.to - gap.from - 2) / 2
  if (at !== gap.from || !same || !cms.equals(contents.text.subarray(0, cms.length)))
    throw new PdfBroken('a signature whose range leaves out something else')
  return cms
}

function momentOf(dict: PdfDict, cms: CmsParts, trust: Trust): { at: Date; timeIsProven: boolean } {
  const proven = cms.timestamp && timeProvenBy(cms.timestamp, cms.signature, trust.timestampRoots)
  return proven
    ? { at: proven, timeIsProven: true }
    : { at: parsePdfDate(dict.get('M')), timeIsProven: false }
}

function isSignedBy({ certificate, digest, signature }: CmsParts): boolean {
  const attributes = signedAttributes(digest, certificate)
  return verifySignature('sha256', attributes, certificate.publicKey, signature)
}

function changesAfter(document: PdfDocument, role: FieldRole, revision: number) {
  const later = document.revisions.length - revision - 1
  if (later === 0) return 'none'
  const permitted = role === 'leader' && later === 1 && onlyFillsTheSeal(document, revision + 1)
  return permitted ? 'permitted' : 'forbidden'
}

function personOf({ certificate }: CmsParts): Pick<SignatureVerdict, 'signer' | 'development'> {
  const values = subjectValues(certificate)
  const signer = {
    name: values.get('CN') ?? '',
    organization: values.get('O') ?? null,
    title: values.get('title') ?? null,
    serial: certificate.serialNumber,
  }
  return { signer, development: values.get('OU') === DEVELOPMENT_MARK }
}

/** Certificates of legal persons carry an organizationIdentifier (ETSI EN 319 412-3), those of people do not. */
function isRightHolder(role: FieldRole, { certificate }: CmsParts): boolean {
  const isOffice = rawSubject(certificate).includes(ORGANIZATION_IDENTIFIER)
  return isOffice === (role === 'seal')
}

const ORGANIZATION_IDENTIFIER = Buffer.from('0603550461', 'hex')
