/** The text of a file that somebody gave us: whatever is wrong with it is said in one sentence. */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { RefusedFile } from './refused-file.ts'

/** Throws RefusedFile. */
export function readSnapshotText(file: string): string {
  const name = basename(file)
  const bytes = unpacked(bytesOf(file, name), name)
  if (bytes.length === 0)
    throw new RefusedFile('emptyFile', `Tệp ${name} trống. Hãy chép lại tệp gốc.`)
  refuseForeign(bytes, name)
  const text = decoded(bytes, name)
  if (text.trim() === '')
    throw new RefusedFile('emptyFile', `Tệp ${name} trống. Hãy chép lại tệp gốc.`)
  if (/^\s*<(!doctype|html|\?xml|head|body)/i.test(text))
    throw new RefusedFile(
      'webPage',
      `Tệp ${name} là một trang web, không phải danh mục. Có thể cổng đã trả về trang báo lỗi; hãy tải lại.`,
    )
  return text
}

function bytesOf(file: string, name: string): Buffer {
  try {
    return readFileSync(file)
  } catch {
    throw new RefusedFile('fileMissing', `Không mở được tệp ${name}. Hãy kiểm tra đường dẫn.`)
  }
}

/** Packed or not is told by the bytes; a name that promises a packed file and lies is said. */
function unpacked(bytes: Buffer, name: string): Buffer {
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b
  if (!isPacked && name.endsWith('.gz') && bytes.length > 0)
    throw new RefusedFile('notGzip', `Tệp ${name} mang đuôi .gz nhưng không phải tệp nén gzip.`)
  if (!isPacked) return bytes
  try {
    return gunzipSync(bytes, { maxOutputLength: 512 * 1024 * 1024 })
  } catch {
    throw new RefusedFile(
      'truncatedGzip',
      `Tệp nén ${name} bị cắt giữa chừng hoặc hỏng. Hãy chép lại tệp gốc.`,
    )
  }
}

function refuseForeign(bytes: Buffer, name: string): void {
  // Text of ours has no NUL; pictures, PDF and office files have, or begin with their own mark.
  const head = bytes.subarray(0, 4).toString('latin1')
  const isMarked = ['%PDF', 'PK\u0003\u0004', '\u0089PNG', 'GIF8', 'RIFF'].includes(head)
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8
  if (isMarked || isJpeg || (bytes.includes(0) && !isWide(bytes)))
    throw new RefusedFile(
      'foreignFile',
      `Tệp ${name} không phải văn bản (ảnh, PDF hay tệp khác). Hãy chọn tệp CSV hoặc JSONL của danh mục.`,
    )
}

/** UTF-16 begins with its mark: it is text, but not ours. */
function isWide(bytes: Buffer): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
}

function decoded(bytes: Buffer, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new RefusedFile(
      'notUtf8',
      `Tệp ${name} không viết bằng UTF-8, nên chữ có dấu sẽ sai. Hãy lưu lại bằng UTF-8.`,
    )
  }
}
