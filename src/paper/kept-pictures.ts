/** Pictures made from originals, remembered for a while: a page asks for the same ones again and again. */
import type { Pictures } from './pictures.ts'

const MOST_BYTES = 32_000_000

export function keptPictures(pictures: Pictures): Pictures {
  const kept = new Map<string, Uint8Array>()
  let bytes = 0
  const keep = (key: string, picture: Uint8Array): void => {
    kept.set(key, picture)
    bytes += picture.length
    for (const [oldest, { length }] of kept) {
      if (bytes <= MOST_BYTES) return
      kept.delete(oldest)
      bytes -= length
    }
  }
  return {
    measure: (content, mediaType) => pictures.measure(content, mediaType),
    pages: (content) => pictures.pages(content),
    async made(content, as) {
      const key = `${as.sha256} ${as.turned} ${as.size} ${as.page ?? ''}`
      const known = kept.get(key)
      if (known) return known
      const picture = await pictures.made(content, as)
      keep(key, picture)
      return picture
    },
  }
}
