/**
 * What may come in as a paper: photographs and scans, told by their content and never by their name or by what the browser
 * claims. Every fault has a stable code and a sentence in both languages that says what to mend.
 */
import { fileTypeFromBuffer } from 'file-type'
import type { Problem } from '../lib/problem.ts'
import { safeFileName } from './file-name.ts'
import { hasTooManyPages, isTooVast, MOST_PAGES } from './file-sizes.ts'

/** Bytes of one file, when the procedure sets no other limit. */
export const MAX_FILE_BYTES = 10_000_000

const ACCEPTED: Readonly<Record<string, string>> = {
  'image/jpeg': 'image/jpeg',
  'image/png': 'image/png',
  'image/heic': 'image/heic',
  'image/heif': 'image/heic',
  'application/pdf': 'application/pdf',
}

export const FILE_FAULTS = {
  fileEmpty: {
    vi: 'Tệp này trống. Hãy chọn lại tệp hoặc chụp lại giấy tờ.',
    en: 'This file is empty. Choose another file or photograph the paper again.',
  },
  fileTooBig: {
    vi: 'Tệp này lớn hơn {MB} MB. Hãy chụp lại ở cỡ ảnh nhỏ hơn hoặc chia thành nhiều tệp.',
    en: 'This file is larger than {MB} MB. Photograph it again at a smaller size or split it into several files.',
  },
  fileType: {
    vi: 'Tệp này không phải ảnh JPEG, PNG, HEIC hay tệp PDF. Hãy chụp ảnh giấy tờ hoặc lưu lại thành PDF.',
    en: 'This file is not a JPEG, PNG or HEIC image or a PDF. Photograph the paper or save it as a PDF.',
  },
  fileActive: {
    vi: 'Tệp này chứa mã của trang web nên không nhận được. Hãy chụp ảnh giấy tờ rồi gửi ảnh đó.',
    en: 'This file contains web page code and cannot be accepted. Photograph the paper and send the photograph.',
  },
  fileHiddenArchive: {
    vi: 'Tệp này có một tệp nén giấu bên trong nên không nhận được. Hãy chụp ảnh hoặc quét lại giấy tờ.',
    en: 'This file has an archive hidden inside and cannot be accepted. Photograph or scan the paper again.',
  },
  fileHiddenPdf: {
    vi: 'Ảnh này có một tệp PDF giấu bên trong nên không nhận được. Hãy chụp lại giấy tờ.',
    en: 'This image has a PDF hidden inside and cannot be accepted. Photograph the paper again.',
  },
  fileEncrypted: {
    vi: 'Tệp PDF này bị khóa hoặc có mật khẩu. Hãy lưu lại một bản không khóa rồi gửi bản đó.',
    en: 'This PDF is locked or has a password. Save a copy without protection and send that copy.',
  },
  fileTooVast: {
    vi: 'Ảnh này có kích thước lớn khác thường nên không mở được. Hãy chụp lại giấy tờ bằng máy ảnh của điện thoại.',
    en: 'This image has extraordinary dimensions and cannot be opened. Photograph the paper with the camera of your phone.',
  },
  fileTooManyPages: {
    vi: `Tệp PDF này có hơn ${MOST_PAGES} trang. Hãy chia thành nhiều tệp.`,
    en: `This PDF has more than ${MOST_PAGES} pages. Split it into several files.`,
  },
  fileVirus: {
    vi: 'Không nhận tệp này vì có mã độc. Hãy chụp lại giấy tờ bằng điện thoại rồi gửi ảnh mới.',
    en: 'This file contains a virus and cannot be accepted. Photograph the paper and send the new photograph.',
  },
  fileNotScanned: {
    vi: 'Chưa kiểm tra được mã độc trong tệp này. Hãy gửi lại sau ít phút.',
    en: 'This file could not be checked for viruses. Send it again in a few minutes.',
  },
  fileNone: {
    vi: 'Bạn chưa chọn tệp nào. Hãy chọn ảnh hoặc tệp PDF rồi bấm “Gửi tệp”.',
    en: 'No file was chosen. Choose a photograph or a PDF, then press “Send file”.',
  },
  fileFailed: {
    vi: 'Tệp chưa gửi được vì mạng bị ngắt giữa chừng. Hãy chọn lại tệp và gửi lần nữa.',
    en: 'The file could not be sent because the connection broke off. Choose the file and send it again.',
  },
  fileDamaged: {
    vi: 'Tệp này bị hỏng hoặc thiếu phần cuối. Hãy mở thử trên máy của bạn rồi gửi lại.',
    en: 'This file is damaged or its end is missing. Try to open it on your device and send it again.',
  },
} as const satisfies Record<string, { vi: string; en: string }>

export type FileFault = keyof typeof FILE_FAULTS
export type CheckedFile = { mediaType: string; name: string }
export type FileCheckOptions = {
  /** The field the problem belongs to. */
  field?: string
  maxBytes?: number
  lang?: 'vi' | 'en'
}

/** The true kind of the file and a safe name for it, or the one thing to mend first (`'code' in answer`). */
export async function checkFile(
  bytes: Uint8Array,
  declaredName: string,
  options: FileCheckOptions = {},
): Promise<CheckedFile | Problem> {
  const maxBytes = options.maxBytes ?? MAX_FILE_BYTES
  if (bytes.byteLength === 0) return fileProblem('fileEmpty', options)
  if (bytes.byteLength > maxBytes) return fileProblem('fileTooBig', options)
  const mediaType = await mediaTypeOf(bytes)
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const fault = faultOf(content, mediaType)
  if (fault || mediaType === undefined) return fileProblem(fault ?? 'fileType', options)
  return { mediaType, name: safeFileName(declaredName, mediaType) }
}

/** The problem of that fault, in the words of the page's language. */
export function fileProblem(fault: FileFault, options: FileCheckOptions = {}): Problem {
  const megabytes = Math.floor((options.maxBytes ?? MAX_FILE_BYTES) / 1_000_000)
  const message = FILE_FAULTS[fault][options.lang ?? 'vi'].replace('{MB}', String(megabytes))
  return { code: fault, message, ...(options.field === undefined ? {} : { field: options.field }) }
}

/** How the accepted kinds begin; anything else is never handed on, so that no archive is unpacked to find out what it is. */
function beginsAsAccepted(content: Buffer): boolean {
  const head = content.toString('latin1', 0, 12)
  return /^(?:\xff\xd8\xff|\x89PNG\r\n|%PDF-|[^]{4}ftyp)/.test(head)
}

async function mediaTypeOf(bytes: Uint8Array): Promise<string | undefined> {
  if (!beginsAsAccepted(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)))
    return undefined
  try {
    const found = await fileTypeFromBuffer(bytes)
    return found && ACCEPTED[found.mime]
  } catch {
    return undefined // bytes that break the detector are no photograph
  }
}

function faultOf(content: Buffer, mediaType: string | undefined): FileFault | undefined {
  if (hasMarkup(content)) return 'fileActive'
  if (mediaType === undefined) return 'fileType'
  if (hasArchive(content)) return 'fileHiddenArchive'
  if (mediaType === 'application/pdf') return faultOfPdf(content)
  if (/%PDF-\d/.test(content.toString('latin1'))) return 'fileHiddenPdf'
  if (isTooVast(content, mediaType)) return 'fileTooVast'
  return isWholeImage(content, mediaType) ? undefined : 'fileDamaged'
}

/** Browsers that guess look at the beginning; a photograph's own description (XMP) is not markup of a page. */
function hasMarkup(content: Buffer): boolean {
  const beginning = content.toString('latin1', 0, 1024)
  return /<\s*(script|html|!doctype\s+html|svg|iframe|body|head|object|embed|meta)\b|<\?php/i.test(
    beginning,
  )
}

/** A ZIP is read from its end, so it can hang behind anything; RAR and 7z are found wherever they begin. */
function hasArchive(content: Buffer): boolean {
  const end = content.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end >= 0 && content.length - end <= 22 + 65_535) {
    const directory = content.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'), end)
    const isEmptyArchive = content.length - end >= 22 && content.readUInt16LE(end + 10) === 0
    if (directory >= 0 || isEmptyArchive) return true
  }
  return (
    content.includes('Rar!\x1a\x07', 0, 'latin1') ||
    content.includes(Buffer.from('377abcaf271c', 'hex'))
  )
}

function faultOfPdf(content: Buffer): FileFault | undefined {
  const text = content.toString('latin1')
  if (/\/Encrypt\s*(\d+\s+\d+\s+R\b|<<)/.test(text)) return 'fileEncrypted'
  if (hasTooManyPages(content)) return 'fileTooManyPages'
  return text.lastIndexOf('%%EOF') < 0 || !/startxref\s+\d+/.test(text) ? 'fileDamaged' : undefined
}

function isWholeImage(content: Buffer, mediaType: string): boolean {
  switch (mediaType) {
    case 'image/jpeg':
      return content.lastIndexOf(Buffer.from('ffd9', 'hex')) > 0
    case 'image/png':
      return content.lastIndexOf(Buffer.from('IEND')) > 0
    default:
      return hasWholeBoxes(content)
  }
}

/** HEIC is a row of boxes, each beginning with its length; the last may run to the end (length 0). */
function hasWholeBoxes(content: Buffer): boolean {
  let at = 0
  while (at + 8 <= content.length) {
    const short = content.readUInt32BE(at)
    if (short === 0) return true
    if (short === 1 && at + 16 > content.length) return false
    const size = short === 1 ? Number(content.readBigUInt64BE(at + 8)) : short
    if (size < 8) return false
    at += size
  }
  return at === content.length
}
