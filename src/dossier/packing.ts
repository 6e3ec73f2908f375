/**
 * How declarations and folded states are kept: deflated with words that both sides know, the first byte naming the words. A value
 * that begins with a brace is plain JSON: what was written before packing, and what packing would not make smaller.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { DossierState } from './dossier.ts'
import type { Private } from './events.ts'
import { packingWords, type WordsNumber } from './packing-words.ts'

const STATES: WordsNumber = 1
const PRIVATES: WordsNumber = 2
const BRACE = 0x7b
/** Far beyond any declaration; a damaged value may not fill the memory. */
const MOST_BYTES = 16_000_000

const dictionaries = new Map(
  Object.entries(packingWords).map(([number, words]) => [Number(number), Buffer.from(words)]),
)

function pack(text: Buffer, words: WordsNumber): Buffer {
  const dictionary = dictionaries.get(words)!
  const packed = deflateRawSync(text, {
    dictionary,
    chunkSize: 1024,
  })
  return packed.length + 1 < text.length ? Buffer.concat([Buffer.of(words), packed]) : text
}

/** The text as it was before packing. Throws on what was never packed here, and on bytes behind the end. */
export function unpack(bytes: Uint8Array): Buffer {
  if (bytes[0] === BRACE) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const dictionary = dictionaries.get(bytes[0] ?? 0)
  if (!dictionary) throw new Error('packed with unknown words')
  const { buffer, engine } = inflateRawSync(bytes.subarray(1), {
    dictionary,
    info: true,
    maxOutputLength: MOST_BYTES,
  }) as unknown as { buffer: Buffer; engine: { bytesWritten: number } }
  if (engine.bytesWritten !== bytes.length - 1) throw new Error('something follows what was packed')
  return buffer
}

export function packPrivate(plain: Buffer): Buffer {
  return pack(plain, PRIVATES)
}

export function readPrivate(bytes: Uint8Array): Private {
  return JSON.parse(unpack(bytes).toString('utf8')) as Private
}

/** A row of `dossier_state`: one of the two is null. */
export type KeptState = { packed: Uint8Array | null; state: DossierState | null }

export function packState(state: DossierState): Buffer {
  return pack(Buffer.from(JSON.stringify(state)), STATES)
}

export function readState({ packed, state }: KeptState): DossierState {
  if (packed) return JSON.parse(unpack(packed).toString('utf8')) as DossierState
  if (state) return state
  throw new Error('a dossier without a state')
}
