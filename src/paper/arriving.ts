/** Takes the files of a form into the store: read to the end, checked by content, kept only when acceptable. */
import type { ArrivingFile, FileRules } from '../ui/form.ts'
import type { Problem } from '../lib/problem.ts'
import { checkFile, MAX_FILE_BYTES } from './file-check.ts'
import type { FileStore, StoredFile } from './files.ts'

/** A file of a form: kept, or what is wrong with it. Both say the field under which it came. */
export type ArrivedFile =
  | { field: string; stored: StoredFile; name: string; problem?: never }
  | { field: string; problem: Problem; stored?: never }

export type ArrivingOptions = {
  maxFiles: number
  maxBytes?: number
  lang: 'vi' | 'en'
  /** Boxes that the form has; what comes under other names is not kept. Every box when left out. */
  isAsked?: (field: string) => boolean
}

/** The `files` rules of `readForm`. A file beyond `maxBytes` ends the whole form (413); every other fault is a value. */
export function arriving(store: FileStore, options: ArrivingOptions): FileRules<ArrivedFile> {
  const maxBytes = options.maxBytes ?? MAX_FILE_BYTES
  const { lang, maxFiles } = options
  return {
    maxFiles,
    maxBytes,
    store: async ({ field, filename, stream }: ArrivingFile) => {
      if (options.isAsked?.(field) === false) {
        stream.resume()
        return { field, problem: { code: 'notAsked', message: NOT_ASKED[lang], field } }
      }
      const bytes = await wholeOf(stream)
      const checked = await checkFile(bytes, filename, { maxBytes, lang, field })
      if ('code' in checked) return { field, problem: checked }
      return { field, stored: await store.put(bytes, checked.mediaType), name: checked.name }
    },
  }
}

const NOT_ASKED = {
  vi: 'Trang này không hỏi giấy tờ vừa gửi.',
  en: 'This page does not ask for the paper that was sent.',
}

/** All bytes of a stream; its length is limited by whoever opened it. */
export async function wholeOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}
