/** How text travels: brotli over https, gzip elsewhere, as it is to those who take neither. */
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

export type Encoding = 'br' | 'gzip'

/** The best encoding that the request's Accept-Encoding names; undefined for none. */
export function encodingFor(accepted: string | undefined): Encoding | undefined {
  if (/\bbr\b/.test(accepted ?? '')) return 'br'
  return /\bgzip\b/.test(accepted ?? '') ? 'gzip' : undefined
}

/** `kept`: made once and sent often, so at full strength; else quickly (a page of 20 kB in about half a millisecond). */
export function encode(bytes: Buffer, encoding: Encoding, { kept }: { kept: boolean }): Buffer {
  if (encoding === 'gzip') return gzipSync(bytes, { level: kept ? 9 : 6 })
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: kept ? 11 : 4,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
  }
  return brotliCompressSync(bytes, { params })
}
