/** The content-addressed store of files: bytes are found by their SHA-256 and never change. */
import type { Readable } from 'node:stream'

export type StoredFile = { sha256: string; size: number; mediaType: string }

export interface FileStore {
  /** Keeps the bytes; the same bytes twice are one file. Throws when they cannot be made durable (then nothing is acknowledged). */
  put(bytes: Uint8Array, mediaType: string): Promise<StoredFile>
  /** The bytes, checked against their hash; undefined when the store does not have them. */
  read(sha256: string): Promise<Uint8Array | undefined>
  /** A stream of the bytes, for serving large files; undefined when the store does not have them. */
  open(sha256: string): Promise<Readable | undefined>
}

/** Where files lie that nobody has scanned: apart from the store, so that no page can serve them by mistake. */
export interface Quarantine extends Pick<FileStore, 'put' | 'read'> {
  /** Forgets the bytes; nothing happens when they are not there. */
  drop(sha256: string): Promise<void>
}
