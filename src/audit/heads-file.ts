/** Files of heads: lines "id seq hash" in the order of the ids, gzip. Written and read as streams: ten million lines fit any machine. */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { finished } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { headLine, type Head } from './merkle.ts'

export type HeadsWriter = {
  add(head: Head): Promise<void>
  /** Of the lines as text, not of the compressed bytes. */
  close(): Promise<{ sha256: string; lines: number }>
}

export function writeHeads(file: string): HeadsWriter {
  const gzip = createGzip({ level: 4 })
  const out = gzip.pipe(createWriteStream(file, { flush: true, mode: 0o644 }))
  const hash = createHash('sha256')
  let lines = 0
  return {
    async add(head) {
      const line = `${headLine(head)}\n`
      hash.update(line, 'utf8')
      lines += 1
      if (!gzip.write(line)) await once(gzip, 'drain')
    },
    async close() {
      gzip.end()
      await finished(out)
      return { sha256: hash.digest('hex'), lines }
    },
  }
}

export class BadHeads extends Error {
  override readonly name = 'BadHeads'
}

/** The heads of one file. Throws BadHeads at the end when the text is not the one that was signed. */
export async function* readHeads(file: string, sha256: string): AsyncGenerator<Head> {
  const hash = createHash('sha256')
  const lines = createInterface({
    input: createReadStream(file).pipe(createGunzip()),
    crlfDelay: Infinity,
  })
  for await (const line of lines) {
    hash.update(`${line}\n`, 'utf8')
    yield headOf(line, file)
  }
  if (hash.digest('hex') !== sha256) throw new BadHeads(`Tệp ${file} không phải tệp đã ký.`)
}

function headOf(line: string, file: string): Head {
  const [dossierId = '', seq = '', hash = ''] = line.split(' ')
  if (!/^[0-9a-f-]{36}$/.test(dossierId) || !/^\d+$/.test(seq) || !/^[0-9a-f]{64}$/.test(hash))
    throw new BadHeads(`Tệp ${file} có dòng không đọc được: ${line.slice(0, 60)}`)
  return { dossierId, seq: Number(seq), hash }
}

/** Several files in one order; where a dossier stands in more than one, the later file (the newer checkpoint) counts. */
export async function* mergedHeads(files: readonly AsyncGenerator<Head>[]): AsyncGenerator<Head> {
  const readers = await Promise.all(
    files.map(async (heads) => ({ heads, at: (await heads.next()).value as Head | undefined })),
  )
  for (;;) {
    const next = readers.reduce<string | undefined>(
      (least, { at }) =>
        at !== undefined && (least === undefined || at.dossierId < least) ? at.dossierId : least,
      undefined,
    )
    if (next === undefined) return
    let newest: Head | undefined
    for (const reader of readers) {
      if (reader.at?.dossierId !== next) continue
      newest = reader.at
      reader.at = (await reader.heads.next()).value as Head | undefined
    }
    yield newest!
  }
}
