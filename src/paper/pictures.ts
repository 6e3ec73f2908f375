/** What the house asks of whoever decodes pictures. Originals are never written: everything made from them stands beside them. */
import type { PictureMeasures } from './picture-quality.ts'

export type Turned = 0 | 90 | 180 | 270

/** small: beside its name on a page; whole: to read it. Both upright, turned as asked, without where and by what it was taken. */
export type PictureSize = 'small' | 'whole'

/** `sha256` of the original: the same original made alike is the same picture. */
export type MadePicture = { sha256: string; turned: Turned; size: PictureSize }

export interface Pictures {
  /** Undefined for a kind that cannot be decoded here (HEIC). Throws PictureUnreadable. */
  measure(bytes: Uint8Array, mediaType: string): Promise<PictureMeasures | undefined>
  /** A JPEG made from the original. Throws PictureUnreadable. */
  made(bytes: Uint8Array, as: MadePicture): Promise<Uint8Array>
}

/** The bytes are no whole picture, or unpacking them would take more than they can be worth. */
export class PictureUnreadable extends Error {
  override readonly name = 'PictureUnreadable'

  constructor() {
    super('Không mở được ảnh này.')
  }
}

const DECODED = new Set(['image/jpeg', 'image/png'])

export function isDecoded(mediaType: string): boolean {
  return DECODED.has(mediaType)
}
