import type { FastifyRequest } from 'fastify'
import type { Readable } from 'node:stream'
import { isUuid } from '../lib/ids.ts'
import { Invalid } from '../lib/problem.ts'
import { cleanInput } from '../lib/text.ts'
import { TooLarge, UnsupportedBody } from './refusals.ts'
import { readParts } from './upload.ts'

/** One file of a form, as it arrives. Name and type are the sender's claims, nothing more. */
export type ArrivingFile = {
  readonly field: string
  readonly filename: string
  readonly claimedType: string
  readonly stream: Readable
}

export type FileRules<F> = {
  readonly maxFiles: number
  /** Bytes of one file. */
  readonly maxBytes: number
  /** Takes the stream to its end. What it returned before a later part failed is its own to tidy up. */
  readonly store: (file: ArrivingFile) => Promise<F>
}

export type FormOptions<F> = {
  /** Default 300 fields of 20,000 characters. */
  readonly maxFields?: number
  readonly maxFieldChars?: number
  readonly files?: FileRules<F>
}

/** A form as it was sent: every text cleaned (NFC, Ð → Đ, no control characters, trimmed). */
export class Form<F = never> {
  readonly files: readonly F[]
  readonly #fields: ReadonlyMap<string, readonly string[]>

  constructor(fields: ReadonlyMap<string, readonly string[]>, files: readonly F[] = []) {
    this.#fields = fields
    this.files = files
  }

  /** The first value of a field, cleaned; '' when the field is absent. */
  text(name: string): string {
    return cleanInput(this.raw(name))
  }

  /** Every value of a field, for checkboxes. */
  texts(name: string): string[] {
    return (this.#fields.get(name) ?? []).map(cleanInput)
  }

  /** The value exactly as it was typed: for passwords. */
  raw(name: string): string {
    return this.#fields.get(name)?.[0] ?? ''
  }

  has(name: string): boolean {
    return this.#fields.has(name)
  }

  /** The names of the fields, without our own hidden ones. */
  names(): string[] {
    return [...this.#fields.keys()].filter((name) => !name.startsWith('_'))
  }

  /** The three boxes of a date as typed. */
  date(name: string): { day: string; month: string; year: string } {
    return {
      day: this.text(`${name}.day`),
      month: this.text(`${name}.month`),
      year: this.text(`${name}.year`),
    }
  }

  /** The submission key of `HiddenKeys`: the same act sent twice carries the same key. */
  key(): string {
    const key = this.raw('_key')
    if (isUuid(key)) return key
    throw new Invalid({
      code: 'submissionKey',
      message: 'Trang này thiếu mã gửi. Hãy tải lại trang rồi gửi lần nữa.',
    })
  }
}

/**
 * Reads a form that a page of ours posted, urlencoded or multipart. Checks the anti-forgery token before anything is
 * believed; in a multipart form the token has to stand before the first file.
 * Throws FormExpired (403), TooLarge (413), UnsupportedBody (415), Invalid (422).
 */
export async function readForm<F = never>(
  req: FastifyRequest,
  options: FormOptions<F> = {},
): Promise<Form<F>> {
  if (req.isMultipart()) {
    const { fields, files } = await readParts(req, options)
    return new Form(checked(fields, options), files)
  }
  const fields = urlencodedFields(req)
  req.checkCsrf(fields.get('_csrf')?.[0])
  return new Form(checked(fields, options))
}

function urlencodedFields(req: FastifyRequest): Map<string, string[]> {
  const type = req.headers['content-type'] ?? ''
  if (type !== '' && !type.startsWith('application/x-www-form-urlencoded')) {
    throw new UnsupportedBody()
  }
  const body = (req.body ?? {}) as Record<string, string | string[]>
  return new Map(Object.entries(body).map(([name, value]) => [name, [value].flat()]))
}

function checked<F>(fields: Map<string, string[]>, options: FormOptions<F>) {
  const { maxFields = 300, maxFieldChars = 20_000 } = options
  const count = [...fields.values()].reduce((sum, values) => sum + values.length, 0)
  if (count > maxFields) throw new TooLarge()
  const long = [...fields].filter(
    ([name, values]) => !name.startsWith('_') && values.some((v) => v.length > maxFieldChars),
  )
  if (long.length > 0) {
    throw new Invalid(
      long.map(([field]) => ({
        code: 'tooLong',
        field,
        message: `Nội dung quá dài. Hãy viết ngắn hơn ${maxFieldChars} ký tự.`,
      })),
    )
  }
  return fields
}
