import type { Multipart, MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { Readable } from 'node:stream'
import { BrokenOff, FormExpired, TooLarge, UnsupportedBody } from './refusals.ts'
import type { FileRules, FormOptions } from './form.ts'

const FIELDS_BYTES = 1_000_000

type Parts<F> = { fields: Map<string, string[]>; files: F[] }

/** Reads a multipart form part by part: nothing is kept in memory but the fields, no file before the token. */
export async function readParts<F>(
  req: FastifyRequest,
  options: FormOptions<F>,
): Promise<Parts<F>> {
  const rules = options.files
  const fileBytes = rules ? rules.maxFiles * rules.maxBytes : 0
  if (Number(req.headers['content-length'] ?? 0) > fileBytes + FIELDS_BYTES) {
    throw new TooLarge(rules?.maxBytes)
  }
  const read: Parts<F> = { fields: new Map(), files: [] }
  try {
    for await (const part of req.parts({ limits: limitsOf(options) })) {
      await readPart(req, part, { read, rules })
    }
    if (!req.formChecked) req.checkCsrf(undefined)
    return read
  } catch (error) {
    // Let the browser finish sending, so that it can read our answer instead of a broken connection.
    req.raw.unpipe()
    req.raw.resume()
    throw asRefusal(error, rules?.maxBytes)
  }
}

function limitsOf<F>({ maxFields = 300, maxFieldChars = 20_000, files }: FormOptions<F>) {
  return {
    fields: maxFields,
    // Vietnamese letters take up to three bytes each; one more, so that too long is seen as too long.
    fieldSize: maxFieldChars * 3 + 1,
    fieldNameSize: 200,
    // Empty file boxes count as files here; `readPart` counts the real ones.
    files: 100,
    fileSize: files?.maxBytes ?? 1,
    headerPairs: 20,
  }
}

type Reading<F> = { read: Parts<F>; rules: FileRules<F> | undefined }

async function readPart<F>(
  req: FastifyRequest,
  part: Multipart,
  { read, rules }: Reading<F>,
): Promise<void> {
  if (part.type === 'field') return keepField(req, part, read.fields)
  // A file box left empty is sent as a nameless part without bytes.
  if (part.filename === '' || part.filename === undefined) return void part.file.resume()
  if (!req.formChecked) {
    part.file.resume()
    throw new FormExpired()
  }
  if (rules === undefined) {
    part.file.resume()
    throw new UnsupportedBody()
  }
  if (read.files.length >= rules.maxFiles) {
    part.file.resume()
    throw new TooLarge(undefined, rules.maxFiles)
  }
  read.files.push(await storeFile(part, rules))
}

async function storeFile<F>(part: MultipartFile, rules: FileRules<F>): Promise<F> {
  const stored = await rules.store({
    field: part.fieldname,
    filename: part.filename,
    claimedType: part.mimetype,
    stream: Readable.from(wholeFile(part, rules.maxBytes)),
  })
  // Bytes that nobody wanted would hold up the parts after them.
  part.file.resume()
  return stored
}

/** A file cut short must fail where it is being stored, however fast it came: half a paper is no paper. */
async function* wholeFile({ file }: MultipartFile, maxBytes: number): AsyncGenerator<Uint8Array> {
  for await (const chunk of file) yield chunk as Uint8Array
  if (file.truncated) throw new TooLarge(maxBytes)
}

function keepField(
  req: FastifyRequest,
  part: Extract<Multipart, { type: 'field' }>,
  fields: Map<string, string[]>,
): void {
  const { fieldname, value } = part
  if (typeof value !== 'string' || part.fieldnameTruncated) throw new UnsupportedBody()
  if (fieldname === '_csrf' && !req.formChecked) req.checkCsrf(value)
  fields.set(fieldname, [...(fields.get(fieldname) ?? []), value])
}

const LIMIT_CODES = new Set([
  'FST_FILES_LIMIT',
  'FST_FIELDS_LIMIT',
  'FST_PARTS_LIMIT',
  'FST_REQ_FILE_TOO_LARGE',
])

function asRefusal(error: unknown, maxBytes: number | undefined): unknown {
  if (!(error instanceof Error)) return error
  if ('code' in error && LIMIT_CODES.has(String(error.code))) return new TooLarge(maxBytes)
  return error.message.includes('end of multipart data') ? new BrokenOff() : error
}
