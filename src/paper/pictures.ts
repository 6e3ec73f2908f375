/** What the house asks of whoever decodes pictures. Originals are never written: everything made from them stands beside them. */
import type { PictureMeasures } from './picture-quality.ts'

export type Turned = 0 | 90 | 180 | 270

/**
 * small: beside its name on a page; page: as wide as a telephone, to be pointed at; whole: to read it. All upright, turned as asked,
 * without where and by what it was taken.
 */
export type PictureSize = 'small' | 'page' | 'whole'

/** `sha256` of the original: the same original made alike is the same picture. `page`: of a PDF, from 1. */
export type MadePicture = { sha256: string; turned: Turned; size: PictureSize; page?: number }

export interface Pictures {
  /** Undefined for a kind that cannot be decoded here (HEIC). Throws PictureUnreadable. */
  measure(bytes: Uint8Array, mediaType: string): Promise<PictureMeasures | undefined>
  /** A JPEG made from the original, or from one page of it. Throws PictureUnreadable. */
  made(bytes: Uint8Array, as: MadePicture): Promise<Uint8Array>
  /** How many pages a PDF has. Throws PictureUnreadable. */
  pages(bytes: Uint8Array): Promise<number>
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

/** Whether its pages can be shown as pictures. */
export function hasPages(mediaType: string): boolean {
  return isDecoded(mediaType) || mediaType === 'application/pdf'
}
