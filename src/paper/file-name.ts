/** What an applicant called a file, made fit to be shown and downloaded again. Pure. */
import { cleanLine } from '../lib/text.ts'

const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/heic': 'heic',
  'application/pdf': 'pdf',
}

/** Endings that say a kind of file; a name may carry several of them to hide the last. */
const KNOWN_ENDING =
  /\.(jpe?g|png|hei[cf]|pdf|gif|bmp|webp|tiff?|svgz?|x?html?|xml|js|mjs|css|php|exe|com|scr|bat|cmd|ps1|vbs|msi|jar|apk|lnk|zip|rar|7z|gz|tar|iso|docx?|docm|xlsx?|xlsm|pptx?|rtf|txt)$/i

const MAX_LETTERS = 100
/** Most file systems end at 255 bytes; Vietnamese letters have up to three each. */
const MAX_BYTES = 240
/** Windows opens its devices under these names, whatever the ending. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/**
 * The name without folders, direction marks, characters that mean something to a file system, and every ending but the
 * one of its true kind: 'C:\\ảnh\\giấy\u202Efdp.exe' that is a JPEG → 'giấyfdp.jpg'. Never empty.
 */
export function safeFileName(declared: string, mediaType: string): string {
  const last = cleanLine(declared).split(/[/\\]/).at(-1) ?? ''
  let base = last.replace(/[<>:"|?*]/g, '').replace(/^[.\s]+/, '')
  while (KNOWN_ENDING.test(base)) base = base.replace(KNOWN_ENDING, '').trimEnd()
  const short = [...base.replace(/(?<![.\s])[.\s]+$/, '')].slice(0, MAX_LETTERS)
  while (new TextEncoder().encode(short.join('')).length > MAX_BYTES) short.pop()
  const whole = short.join('')
  const letters = DEVICE.test(whole) ? `tep-${whole}` : whole
  return `${letters === '' ? 'tep' : letters}.${ENDINGS[mediaType] ?? 'bin'}`
}
