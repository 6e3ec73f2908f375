import { Conflict } from '../lib/problem.ts'
import { toLocalMinute } from '../lib/time.ts'
import { signCms } from './cms.ts'
import { FIELD_NAMES, signatureFields } from './field.ts'
import type { FieldRole } from './field.ts'
import { closeEnvelope, openEnvelope, signatureDict } from './pdf/envelope.ts'
import type { SignatureFacts } from './pdf/envelope.ts'
import { graftPage } from './pdf/graft.ts'
import { appendIncrement } from './pdf/increment.ts'
import { PdfBroken, dict, isArray, name, ref, textOf } from './pdf/object.ts'
import type { PdfDict, PdfObject, PdfRef } from './pdf/object.ts'
import { catalogue, dictOf, openPdf, pagesOf } from './pdf/read.ts'
import type { PdfDocument } from './pdf/read.ts'
import type { PaperInput, PaperRenderer, Place, SignaturePlaces } from './render.ts'
import type { Signer, Timestamper, Trust } from './signer.ts'
import { verifyPdf } from './verify.ts'
import type { WholeVerdict } from './verify.ts'

/** With what papers are signed. */
export type SigningTools = { renderer: PaperRenderer; trust: Trust; timestamper?: Timestamper }

export type LeaderSigning = {
  pdf: Uint8Array
  leader: Signer
  at: Date
  places: SignaturePlaces
  reason?: string
}

export type Sealing = {
  pdf: Uint8Array
  seal: Signer
  /** The number in the clerk's book, as printed. */
  number: string
  /** Date of issue, 'YYYY-MM-DD'. */
  on: string
  officeName: string
  at: Date
  places: SignaturePlaces
}

/**
 * The leader's signature on a paper that typst has set: certifies it (DocMDP 2) and leaves the seal's field empty in its
 * place, so that filling it later is a permitted change. Throws `Conflict` when the paper is already signed.
 */
export async function signResult(tools: SigningTools, order: LeaderSigning): Promise<Uint8Array> {
  const { leader, at, places } = order
  if (leader.kind !== 'person') throw new Conflict(SENTENCES.personFirst, 'wrongOrder')
  await demand(order.pdf, { tools, wanted: 'unsigned' })
  const document = openPdf(order.pdf)
  const picture = await leaderPicture(tools.renderer, order)
  const [signature, field, sealField, blank, first] = numbersFrom(document.size)
  const grafted = graftPage(openPdf(picture), first)
  const page = pageOf(document, places)
  const reason = order.reason ?? 'Ký ban hành kết quả giải quyết thủ tục hành chính'
  const objects = new Map<number, PdfObject>([
    ...grafted.objects,
    [signature, signatureDict({ signer: leader.name, at, reason, certifies: true })],
    [
      field,
      fieldOf('leader', places.leader, { page, picture: grafted.form, value: ref(signature) }),
    ],
    [sealField, fieldOf('seal', places.seal, { page, picture: ref(blank), value: null })],
    [blank, emptyPicture(places.seal)],
    [page.at.ref, withFields(document, page.dict, [ref(field), ref(sealField)])],
    [
      catalogue(document).at.ref,
      certifiedCatalogue(document, [ref(field), ref(sealField)], ref(signature)),
    ],
  ])
  return finish(document, objects, { signature, signer: leader, tools })
}

/**
 * Number, date of issue and seal, drawn in the seal's field by the office's own signature. Refuses (`Conflict`) a paper
 * that is unsigned, altered, signed by somebody unknown, or already sealed: văn thư seals only what the competent person has
 * signed (NĐ 30/2020 Đ32.2).
 */
export async function sealResult(tools: SigningTools, order: Sealing): Promise<Uint8Array> {
  const { seal, at } = order
  if (seal.kind !== 'office') throw new Conflict(SENTENCES.officeSeals, 'wrongOrder')
  await demand(order.pdf, { tools, wanted: 'notSealed' })
  const document = openPdf(order.pdf)
  const field = signatureFields(document).find((each) => each.role === 'seal')
  if (!field) throw new PdfBroken('a signed paper without a place for the seal')
  const picture = await sealPicture(tools.renderer, order)
  const [signature, first] = numbersFrom(document.size)
  const grafted = graftPage(openPdf(picture), first)
  const facts: SignatureFacts = {
    signer: seal.name,
    at,
    reason: `Phát hành số ${order.number}`,
    certifies: false,
  }
  const filled = new Map<string, PdfObject>([
    ...field.field,
    ['V', ref(signature)],
    ['AP', dict({ N: grafted.form })],
  ])
  const objects = new Map<number, PdfObject>([
    ...grafted.objects,
    [signature, signatureDict(facts)],
    [field.number, filled],
  ])
  return finish(document, objects, { signature, signer: seal, tools })
}

const SENTENCES = {
  personFirst: 'Chữ ký đầu tiên phải là chữ ký của người có thẩm quyền, không phải của cơ quan.',
  officeSeals: 'Chỉ chữ ký số của cơ quan mới đóng dấu được văn bản.',
} as const

const REFUSALS: Readonly<Record<WholeVerdict, string>> = {
  unsigned: 'Văn bản chưa có chữ ký của người có thẩm quyền.',
  notSealed: 'Văn bản đã được ký.',
  valid: 'Văn bản đã được ký và đóng dấu.',
  altered: 'Văn bản đã bị thay đổi sau khi ký.',
  unknownSigner: 'Văn bản mang chữ ký không thuộc hệ thống chứng thực được tin cậy.',
  expired: 'Chứng thư số của người ký đã hết hạn khi ký.',
  revoked: 'Chứng thư số của người ký đã bị thu hồi.',
  wrongOrder:
    'Văn bản không được ký theo đúng thứ tự: người có thẩm quyền ký trước, cơ quan ký sau.',
  broken: 'Tệp không phải là văn bản PDF do hệ thống lập.',
}

async function demand(
  pdf: Uint8Array,
  { tools, wanted }: { tools: SigningTools; wanted: WholeVerdict },
): Promise<void> {
  const { whole } = await verifyPdf(pdf, tools.trust)
  if (whole !== wanted) throw new Conflict(REFUSALS[whole], whole)
}

/** Free object numbers in a row; everything after the last one taken is free too. */
function numbersFrom(size: number): [number, number, number, number, number] {
  return [size, size + 1, size + 2, size + 3, size + 4]
}

async function finish(
  document: PdfDocument,
  objects: ReadonlyMap<number, PdfObject>,
  { signature, signer, tools }: { signature: number; signer: Signer; tools: SigningTools },
): Promise<Uint8Array> {
  const { bytes, offsets } = appendIncrement(document, objects)
  const { gap, signed } = openEnvelope(bytes, offsets.get(signature)!)
  closeEnvelope(bytes, gap, await signCms(signed, signer, tools.timestamper))
  return bytes
}

type PlacedPage = { at: PdfRef; dict: PdfDict; height: number }

function pageOf(document: PdfDocument, places: SignaturePlaces): PlacedPage {
  const at = pagesOf(document)[places.leader.page - 1]
  if (!at || places.seal.page !== places.leader.page)
    throw new PdfBroken('the places of the signatures are on no page of this paper')
  const page = dictOf(document, at)
  const box = page.get('MediaBox')
  const height = isArray(box) ? box[3] : undefined
  if (typeof height !== 'number') throw new PdfBroken('a page without its size')
  return { at, dict: page, height }
}

const POINTS = 72 / 25.4

function rectangle(place: Place, pageHeight: number): number[] {
  const left = place.x * POINTS
  const top = pageHeight - place.y * POINTS
  return [left, top - place.height * POINTS, left + place.width * POINTS, top].map((each) =>
    Number(each.toFixed(3)),
  )
}

/** Field and widget in one (§12.7.3). Flags: print, locked. PDF/A wants an appearance even of an empty field. */
function fieldOf(
  role: FieldRole,
  place: Place,
  { page, picture, value }: { page: PlacedPage; picture: PdfRef; value: PdfRef | null },
): PdfDict {
  const entries = dict({
    Type: name('Annot'),
    Subtype: name('Widget'),
    FT: name('Sig'),
    T: textOf(FIELD_NAMES[role]),
    TU: textOf(role === 'leader' ? 'Chữ ký của người có thẩm quyền' : 'Dấu của cơ quan'),
    Rect: rectangle(place, page.height),
    P: page.at,
    F: 132,
    AP: dict({ N: picture }),
  })
  if (value) entries.set('V', value)
  return entries
}

function emptyPicture(place: Place): PdfObject {
  const box = [0, 0, place.width * POINTS, place.height * POINTS].map((each) =>
    Number(each.toFixed(3)),
  )
  const head = dict({
    Type: name('XObject'),
    Subtype: name('Form'),
    BBox: box,
    Resources: dict({}),
  })
  return { dict: head, stream: Buffer.alloc(0) }
}

function withFields(document: PdfDocument, page: PdfDict, fields: readonly PdfRef[]): PdfDict {
  const former = document.value(page.get('Annots'))
  return new Map([...page, ['Annots', [...(isArray(former) ? former : []), ...fields]]])
}

/** SigFlags 3: there are signatures, and changes must be appended (§12.7.2). */
function certifiedCatalogue(
  document: PdfDocument,
  fields: readonly PdfRef[],
  certification: PdfRef,
): PdfDict {
  return new Map<string, PdfObject>([
    ...catalogue(document).dict,
    ['AcroForm', dict({ Fields: fields, SigFlags: 3 })],
    ['Perms', dict({ DocMDP: certification })],
  ])
}

function leaderPicture(
  renderer: PaperRenderer,
  { leader, at, places }: LeaderSigning,
): Promise<Uint8Array> {
  const { width, height } = places.leader
  const paper = {
    createdAt: at.toISOString(),
    development: leader.development,
    width,
    height,
    signer: leader.name,
    organization: leader.organization,
    signedAt: isoLocal(at),
  }
  return renderLatest(renderer, 'signatureAppearance', paper)
}

function sealPicture(renderer: PaperRenderer, order: Sealing): Promise<Uint8Array> {
  const { seal, leader } = order.places
  const paper = {
    createdAt: order.at.toISOString(),
    development: order.seal.development,
    width: seal.width,
    height: seal.height,
    leader: { ...leader, x: leader.x - seal.x, y: leader.y - seal.y },
    number: order.number,
    on: order.on,
    office: order.officeName,
    sealedAt: isoLocal(order.at),
  }
  return renderLatest(renderer, 'sealAppearance', paper)
}

function renderLatest(
  renderer: PaperRenderer,
  template: 'signatureAppearance' | 'sealAppearance',
  paper: PaperInput,
): Promise<Uint8Array> {
  const { version } = renderer.versionOn(template, paper.createdAt.slice(0, 10))
  return renderer.render(template, version, paper)
}

/** ISO 8601 with the time zone, as NĐ 30/2020 wants it in the picture of a signature. */
function isoLocal(at: Date): string {
  const seconds = String(at.getUTCSeconds()).padStart(2, '0')
  return `${toLocalMinute(at)}:${seconds}+07:00`
}
