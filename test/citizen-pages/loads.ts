/** What a browser loads with a page, counted as it travels: the answer itself, then everything it names, each once. */
import { brotliDecompressSync } from 'node:zlib'
import type { Visitor } from '../support/visitor.ts'

/** Bytes; `elsewhere`: whatever would be fetched from another house. */
export type Load = {
  total: number
  scripts: number
  styles: number
  fonts: number
  elsewhere: string[]
}

export type Page = { html: string; sent: number }

const AS_A_BROWSER = { 'accept-encoding': 'gzip, deflate, br' }

/** The page as a browser asks for it; undefined where there is none for this person. */
export async function openPage(person: Visitor, url: string): Promise<Page | undefined> {
  const { rawPayload, headers, statusCode } = await person.get(url, AS_A_BROWSER)
  if (statusCode !== 200 || !String(headers['content-type']).startsWith('text/html'))
    return undefined
  return { html: unpacked(rawPayload, headers).toString(), sent: rawPayload.length }
}

type Headers = Readonly<Record<string, unknown>>

function unpacked(bytes: Buffer, headers: Headers): Buffer {
  return headers['content-encoding'] === 'br' ? brotliDecompressSync(bytes) : bytes
}

/** `src` and `href` of what is fetched without anybody pressing anything; sprites without their fragment. */
function namedBy(html: string): string[] {
  const tags = html.match(/<(?:script|link|img|use|source|iframe)\b[^>]*>/g) ?? []
  return tags.flatMap((tag) => plain(/\s(?:src|href)="([^"]+)"/.exec(tag)?.[1] ?? ''))
}

const plain = (url: string): string => url.replaceAll('&amp;', '&').replace(/#.*$/, '')

const namedByStyle = (css: string): string[] =>
  [...css.matchAll(/url\(["']?([^"')]+)["']?\)/g)].map(([, url]) => plain(url!))

/** A browser with an empty cache; what never changes is asked for once for all pages of a test. */
export async function loadOf(person: Visitor, { html, sent }: Page): Promise<Load> {
  const load: Load = { total: sent, scripts: 0, styles: 0, fonts: 0, elsewhere: [] }
  const known = new Set<string>()
  const waiting = namedBy(html)
  for (let url = waiting.pop(); url !== undefined; url = waiting.pop()) {
    if (url === '' || url.startsWith('data:') || known.has(url)) continue
    known.add(url)
    if (!/^\/(?!\/)/.test(url)) load.elsewhere.push(url)
    else waiting.push(...add(load, url, await fetched(person, url)))
  }
  return load
}

type Part = { type: string; size: number; names: string[] }
const kept = new Map<string, Part>()

async function fetched(person: Visitor, url: string): Promise<Part> {
  const before = kept.get(url)
  if (before) return before
  const { rawPayload, headers, statusCode } = await person.get(url, AS_A_BROWSER)
  if (statusCode !== 200) throw new Error(`${url}: ${statusCode}`)
  const type = String(headers['content-type'])
  const names = type.startsWith('text/css')
    ? namedByStyle(unpacked(rawPayload, headers).toString())
    : []
  const part = { type, size: rawPayload.length, names }
  if (url.startsWith('/assets/')) kept.set(url, part)
  return part
}

function add(load: Load, url: string, { type, size, names }: Part): string[] {
  load.total += size
  if (/javascript/.test(type)) load.scripts += size
  if (type.startsWith('text/css')) load.styles += size
  if (/font/.test(type) || /\.(?:woff2?|ttf|otf)$/.test(url)) load.fonts += size
  return names
}
