/** Papers on broken lines, pictures in doubt, a scanner that is down: as a browser meets them. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import {
  answerAll,
  birthNotice,
  fileIt,
  PHOTO,
  START,
  upload,
} from '../../test/support/birth-filing.ts'
import {
  openCitizenDoors,
  type Citizen,
  type CitizenDoors,
} from '../../test/support/citizen-doors.ts'
import { photograph } from '../../test/support/photograph.ts'
import { assertAnchorsExist, summaryOf } from '../../test/support/page-checks.ts'
import { EICAR, standInClamd, type StandInClamd } from '../../standins/clamd.ts'
import { clamd } from '../adapters/clamd.ts'
import { checkout } from '../checkout.ts'
import { sha256Hex } from '../lib/canonical.ts'
import { scanWaiting } from './jobs-scans.ts'
import { PIECE_BYTES } from './pieces.ts'

const PAGE = `${START}/giay-to`
const PIECES = `${PAGE}/phan`

let doors: CitizenDoors
let daemon: StandInClamd
let people = 0
const wall = { now: 0 }
before(async () => {
  doors = await openCitizenDoors()
  daemon = await standInClamd()
  const scanner = clamd(daemon.address, { patienceMs: 2000, now: () => wall.now })
  Object.assign(doors.deps.intake, { scanner })
})
after(async () => {
  await daemon.close()
  await doors.close()
})

async function newcomer(): Promise<Citizen> {
  daemon.fault = 'none'
  wall.now += 60_000
  const mother = await doors.citizen(`Người Gửi Giấy ${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[people++]}`)
  await answerAll(mother)
  return mother
}

type Row = { id: string; sha256: string; scan: string; turned: number; draft_id: string }
async function kept({ actor }: Citizen): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select id, encode(sha256, 'hex') as sha256, scan, turned, draft_id from filing_draft_file
     where person_id = ${actor.personId} order by uploaded_at`.execute(doors.database.owner)
  return rows
}

const photoOf = (name: string): Buffer =>
  readFileSync(join(checkout, 'test/fixtures/photos', `${name}.jpg`))
const pdf = (inside: string): Buffer =>
  Buffer.from(
    `%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n${inside}\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 2 /Root 1 0 R >>\nstartxref\n50\n%%EOF\n`,
  )
const paper = (bytes: Uint8Array, filename = 'a.jpg') => ({ ...birthNotice, filename, bytes })

/** What the upload script does, one step after the other. */
async function inPieces(mother: Citizen, bytes: Buffer) {
  const form = await mother.formOn(PAGE, PAGE)
  const about = {
    paper: 'birth-notice',
    name: 'ảnh to.pdf',
    size: String(bytes.length),
    mark: 'm1',
  }
  const begin = () => mother.post(PIECES, { ...form, ...about })
  const piece = (id: string, from: number, until = from + PIECE_BYTES) =>
    mother.raw({
      method: 'POST',
      url: `${PIECES}/${id}?tu=${from}`,
      headers: {
        'content-type': 'application/octet-stream',
        'x-csrf-token': String(form['_csrf']),
      },
      payload: bytes.subarray(from, until),
    })
  return { begin, piece }
}

test('a paper cut off at seventy per cent goes on there; receipt and store have the same bytes', async () => {
  const mother = await newcomer()
  const bytes = pdf(`% ${'giấy dài '.repeat(120_000)}`)
  const { begin, piece } = await inPieces(mother, bytes)
  const { id, received } = (await begin()).json<{ id: string; received: number }>()
  assert.equal(received, 0)
  let at = 0
  while (at < bytes.length * 0.7) at = (await piece(id, at)).json<{ received: number }>().received
  assert.deepEqual(await kept(mother), [], 'half a paper is no paper')
  // The line is gone; later the same file is chosen again.
  const again = (await begin()).json<{ id: string; received: number }>()
  assert.deepEqual(again, { id, received: at, piece: PIECE_BYTES })
  const wrong = await piece(id, 0)
  assert.deepEqual([wrong.statusCode, wrong.json()], [409, { received: at }])
  for (let more = at; ;) {
    const answer = (await piece(id, more)).json<{ received?: number; whole?: boolean }>()
    if (answer.whole) break
    more = answer.received!
  }
  const [file] = await kept(mother)
  assert.deepEqual([file?.sha256, file?.scan], [sha256Hex(bytes), 'clean'])
  const dossier = await fileIt(mother)
  const receipt = await mother.get(`/ho-so/${dossier}/da-nop`)
  assert.ok(receipt.body.includes(sha256Hex(bytes).replace(/(.{4})(?=.)/g, '$1 ')))
  const { rows } = await sql<{ sha256: string; size: number }>`
    select encode(sha256, 'hex') as sha256, size from dossier_file where dossier_id = ${dossier}::uuid`.execute(
    doors.database.owner,
  )
  assert.deepEqual(rows, [{ sha256: sha256Hex(bytes), size: bytes.length }])
  assert.deepEqual(await doors.deps.files.read(sha256Hex(bytes)), bytes)
  const { rows: left } = await sql`select 1 from filing_upload_piece`.execute(doors.database.owner)
  assert.deepEqual(left, [])
})

test('pieces are refused before they are sent, without the page’s token, and to strangers', async () => {
  const mother = await newcomer()
  const { begin, piece } = await inPieces(mother, photograph())
  const { id } = (await begin()).json<{ id: string }>()
  const form = await mother.formOn(PAGE, PAGE)
  const over = { ...form, paper: 'birth-notice', name: 'a.jpg', mark: 'm2', size: '10000001' }
  const tooBig = await mother.post(PIECES, over)
  assert.equal(tooBig.statusCode, 422)
  assert.match(tooBig.json<{ message: string }>().message, /10 MB/)
  const bare = { method: 'POST', url: `${PIECES}/${id}?tu=0` } as const
  const octets = { 'content-type': 'application/octet-stream' }
  const forged = await mother.raw({ ...bare, headers: octets, payload: photograph() })
  assert.equal(forged.statusCode, 403)
  const stranger = await newcomer()
  const { _csrf: theirs } = await stranger.formOn(PAGE, PAGE)
  const headers = { ...octets, 'x-csrf-token': theirs! }
  const foreign = await stranger.raw({ ...bare, headers, payload: photograph() })
  assert.equal(foreign.statusCode, 404)
  assert.deepEqual((await piece(id, 0)).json(), { whole: true })
  assert.equal((await kept(mother)).length, 1)
})

test('a blurred photograph is told in a plain sentence; it goes out only when its sender says so', async () => {
  const mother = await newcomer()
  await upload(mother, [paper(photoOf('blurred.2-blurred'))])
  const page = await mother.get(PAGE)
  assert.match(page.body, /Ảnh có vẻ mờ, có thể không đọc được chữ\./)
  const stopped = await upload(mother, [], { _go: 'yes' })
  assert.equal(stopped.statusCode, 422)
  assert.match(summaryOf(stopped.body).join(), /“Giấy chứng sinh”: Ảnh có vẻ mờ/)
  assertAnchorsExist(stopped.body)
  const [file] = await kept(mother)
  const on = await upload(mother, [], { _keep: file!.id, _go: 'yes' })
  assert.equal(on.headers.location, `${START}/kiem-tra`)
  const id = await fileIt(mother)
  const { rows } = await sql<{ body: string }>`
    select body from dossier_event where dossier_id = ${id}::uuid and seq = 1`.execute(
    doors.database.owner,
  )
  assert.match(rows[0]!.body, /"remark":"blurred"/, 'the officer sees the remark')
})

test('an empty picture is caught; one that is too small has no way past', async () => {
  const mother = await newcomer()
  await upload(mother, [paper(photoOf('empty.2-white'))])
  assert.match((await mother.get(PAGE)).body, /Không thấy chữ nào trong ảnh này/)
  assert.match((await mother.get(PAGE)).body, /name="_keep"/)
  const tiny = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  )
  const other = await newcomer()
  await upload(other, [paper(tiny)])
  const [file] = await kept(other)
  assert.doesNotMatch((await other.get(PAGE)).body, /name="_keep"/)
  assert.equal((await upload(other, [], { _keep: file!.id, _go: 'yes' })).statusCode, 422)
})

test('a picture is turned for reading; its bytes and their hash stay', async () => {
  const mother = await newcomer()
  await upload(mother, [paper(PHOTO, 'a.png')])
  const [before] = await kept(mother)
  await upload(mother, [], { _turn: before!.id })
  const [after] = await kept(mother)
  assert.deepEqual([after?.turned, after?.sha256], [90, before?.sha256])
  const src = /src="(\/nop\/tep\/[^"]+)"/.exec((await mother.get(PAGE)).body)?.[1]
  const picture = await mother.get(src!.replaceAll('&amp;', '&'))
  assert.equal(picture.headers['content-type'], 'image/jpeg')
  const original = await mother.get(`/nop/tep/${after!.draft_id}/${after!.id}`)
  assert.deepEqual(original.rawPayload, PHOTO)
  const stranger = await newcomer()
  assert.equal((await stranger.get(src!)).statusCode, 404)
})

test('while the scanner is down a paper waits, closed and unfiled; found clean it goes on, found bad it goes', async () => {
  const mother = await newcomer()
  daemon.fault = 'closed'
  await upload(mother, [paper(photograph(77), 'a.png')])
  const page = await mother.get(PAGE)
  assert.match(page.body, /Đang quét mã độc/)
  const [file] = await kept(mother)
  const place = `/nop/tep/${file!.draft_id}/${file!.id}`
  assert.equal((await mother.get(place)).statusCode, 404)
  assert.equal((await mother.get(`${place}/anh`)).statusCode, 404)
  const stopped = await upload(mother, [], { _go: 'yes' })
  assert.match(summaryOf(stopped.body).join(), /đang chờ quét mã độc/)
  const worker = doors.database.worker
  assert.equal(await scanWaiting(worker, doors.deps.intake), 0)
  const late = await doors.citizen('Người Gửi Mã Độc')
  await answerAll(late)
  await upload(late, [paper(pdf(EICAR), 'a.pdf')])
  daemon.fault = 'none'
  wall.now += 60_000
  assert.equal(await scanWaiting(worker, doors.deps.intake), 2)
  assert.equal((await mother.get(place)).statusCode, 200)
  assert.equal((await upload(mother, [], { _go: 'yes' })).headers.location, `${START}/kiem-tra`)
  const bad = await upload(late, [], { _go: 'yes' })
  assert.match(summaryOf(bad.body).join(), /chứa mã độc, đã bị xóa/)
  assert.deepEqual(
    (await kept(late)).map(({ scan }) => scan),
    ['refused'],
  )
})

test('whatever a file is called, it is stored by its hash and served under a name that deceives nobody', async () => {
  const mother = await newcomer()
  const names = [
    '../../etc/passwd.pdf',
    'a\0b.pdf',
    'CON.pdf',
    'x\r\nset-cookie: a=b.pdf',
    'giấy khai sinh.pdf'.normalize('NFD'),
    `${'dài '.repeat(60)}.pdf`,
    'ảnh\u202efdp.exe',
  ]
  const form = await mother.formOn(PAGE, PAGE)
  for (const [at, name] of names.entries()) {
    const bytes = pdf(`% ${at}`)
    const paper = at < 4 ? 'birth-notice' : 'witness-statement'
    const about = { ...form, paper, name, size: String(bytes.length), mark: `n${at}` }
    const { id } = (await mother.post(PIECES, about)).json<{ id: string }>()
    const sent = await mother.raw({
      method: 'POST',
      url: `${PIECES}/${id}?tu=0`,
      headers: {
        'content-type': 'application/octet-stream',
        'x-csrf-token': String(form['_csrf']),
      },
      payload: bytes,
    })
    assert.deepEqual(sent.json(), { whole: true }, name)
  }
  const files = await kept(mother)
  assert.equal(files.length, names.length)
  for (const { id, draft_id } of files) {
    const { headers } = await mother.get(`/nop/tep/${draft_id}/${id}`)
    const [, plain = '', coded = ''] =
      /^attachment; filename="([^"]*)"; filename\*=UTF-8''(\S*)$/.exec(
        String(headers['content-disposition']),
      ) ?? []
    const name = decodeURIComponent(coded)
    assert.match(plain, /^[\x20-\x7e]+\.pdf$/)
    assert.equal(name, name.normalize('NFC'))
    assert.doesNotMatch(name, /[\p{Cc}\p{Cf}/\\]|^con\./iu)
    assert.ok(Buffer.byteLength(name) <= 255)
    assert.equal(headers['set-cookie'], undefined)
  }
})

test('each of the eight ways in which a file can fail has its own sentence', async () => {
  const mother = await newcomer()
  const said = async (files: Parameters<typeof upload>[1], fields = {}) =>
    summaryOf((await upload(mother, files, fields)).body).join()
  const locked = pdf('2 0 obj\n<< /Filter /Standard >>\nendobj\ntrailer << /Encrypt 2 0 R >>')
  const sentences = [
    await said([], { _send: 'yes' }),
    await said([paper(Buffer.from('xin chào'))]),
    await said([paper(Buffer.alloc(10_000_001, 1))]),
    await said([paper(Buffer.alloc(0))]),
    await said([paper(pdf(EICAR), 'a.pdf')]),
    await said([paper(locked, 'a.pdf')]),
    await brokenOff(mother),
    await said([1, 2, 3, 4, 5].map((n) => paper(photograph(500 + n), `${n}.png`))),
  ]
  const expected = [
    /chưa chọn tệp nào/,
    /không phải ảnh/,
    /lớn hơn 10 MB/,
    /Tệp này trống/,
    /có mã độc/,
    /có mật khẩu/,
    /mạng bị ngắt giữa chừng/,
    /đã đủ 4 tệp/,
  ]
  for (const [at, sentence] of sentences.entries()) assert.match(sentence, expected[at]!)
  assert.equal(new Set(sentences).size, 8)
})

/** The connection ends before the form does. */
async function brokenOff(mother: Citizen): Promise<string> {
  const form = await mother.formOn(PAGE, PAGE)
  const fields = ['_csrf', '_draft']
    .map((name) => `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${form[name]}\r\n`)
    .join('')
  const { body } = await mother.raw({
    method: 'POST',
    url: PAGE,
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
    payload: `${fields}--x\r\ncontent-disposition: form-data; name="birth-notice"; filename="a.jpg"\r\n\r\nnửa`,
  })
  return summaryOf(body).join()
}
