/** Takes the files of a form in: read to the end, checked by content, scanned, kept only when acceptable. */
import type { ArrivingFile, FileRules } from '../ui/form.ts'
import type { Problem } from '../lib/problem.ts'
import { MAX_FILE_BYTES } from './file-check.ts'
import { takeIn, type PlainIntake, type TakenIn } from './intake.ts'

/** A file of a form: kept, or what is wrong with it. Both say the field under which it came. */
export type ArrivedFile =
  | ({ field: string; problem?: never } & TakenIn)
  | { field: string; problem: Problem; stored?: never }

export type ArrivingOptions = {
  maxFiles: number
  maxBytes?: number
  lang: 'vi' | 'en'
  /** Boxes that the form has; what comes under other names is not kept. Every box when left out. */
  isAsked?: (field: string) => boolean
}

/** The `files` rules of `readForm`. A file beyond `maxBytes` ends the whole form (413); every other fault is a value. */
export function arriving(intake: PlainIntake, options: ArrivingOptions): FileRules<ArrivedFile> {
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
      const taken = await takeIn(intake, { bytes, name: filename }, { maxBytes, lang, field })
      return 'code' in taken ? { field, problem: taken } : { field, ...taken }
    },
  }
}

export const NOT_ASKED = {
  vi: 'Trang này không hỏi giấy tờ vừa gửi.',
  en: 'This page does not ask for the paper that was sent.',
}

/** All bytes of a stream; its length is limited by whoever opened it. */
export async function wholeOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}
