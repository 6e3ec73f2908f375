/** The answering person sees where on their own pictures the office has marked something (screens.md C14). */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { brotliCompressSync } from 'node:zlib'
import { fileIt, fillIn } from '../../test/support/birth-filing.ts'
import {
  openCitizenDoors,
  type Citizen,
  type CitizenDoors,
} from '../../test/support/citizen-doors.ts'
import { accepted, act, staff } from '../../test/support/office.ts'
import { mainOf, vietnameseIn } from '../../test/support/page-checks.ts'
import { checkout } from '../checkout.ts'
import { inContext } from '../db/context.ts'
import type { Command } from '../dossier/commands.ts'
import type { PaperMark } from '../dossier/paper-mark.ts'
import { filesOfDossier } from '../dossier/store.ts'
import { encoded, type AssetName } from '../ui/assets.ts'

let doors: CitizenDoors
const receptionist = staff('receptionist')
before(async () => {
  doors = await openCitizenDoors()
})
after(() => doors.close())

let people = 0

/** A dossier in whose photograph the counter has marked two places, of which the second carries a hostile word. */
async function marked(): Promise<{ mother: Citizen; id: string; file: string; sha256: string }> {
  const mother = await doors.citizen(`Người Được Chỉ ${'ABCDEFGH'[people++]}`)
  await fillIn(mother)
  const id = await fileIt(mother)
  const [file] = await inContext(doors.database.app, mother.actor, (tx) => filesOfDossier(tx, id))
  const { id: fileId, sha256 } = file!
  const at = { file: fileId, page: 1, width: 0.25, height: 0.1 }
  const marks: PaperMark[] = [
    { ...at, x: 0.125, y: 0.1, words: 'mờ' },
    { ...at, x: 0.7, y: 0.85, words: '<b>không thấy dấu' },
  ]
  const faults = [{ paper: 'birth-notice', fault: 'Ảnh mờ.\nHãy chụp lại.', marks }]
  const because = { faults, reason: 'Mờ.', legalBasis: 'x' }
  accepted(
    await act(doors.deps.dossier, id, receptionist, { type: 'requestSupplement', ...because }),
  )
  return { mother, id, file: fileId, sha256 }
}

test('the picture stands there with numbered frames, and a list says the same in words', async () => {
  const { mother, id, file } = await marked()
  const { body } = await mother.get(`/ho-so/${id}/bo-sung`)
  const src = `/ho-so/${id}/bo-sung/anh/${file}?trang=1`
  assert.ok(body.includes(`src="${src}"`))
  assert.match(body, /<rect x="12.5%" y="10%" width="25%" height="10%" rx="4"><\/rect>/)
  assert.match(body, /<svg[^>]*aria-hidden="true"[^>]*>[^]*<text[^>]*>2<\/text>/)
  assert.match(body, /<li value="1"><b lang="vi">mờ<\/b> <span class="meta">\(góc trên bên trái\)/)
  assert.match(body, /&lt;b>không thấy dấu<\/b> <span class="meta">\(góc dưới bên phải\)/)
  const picture = await mother.get(src)
  assert.deepEqual([picture.statusCode, picture.headers['content-type']], [200, 'image/jpeg'])
  const large = await mother.get(`${src}&co=lon`)
  assert.ok(large.rawPayload.length >= picture.rawPayload.length)
})

test('the original is what it was, and nobody else sees the picture, nor a page without a mark', async () => {
  const { mother, id, file, sha256 } = await marked()
  const before = await doors.deps.files.read(sha256)
  const src = `/ho-so/${id}/bo-sung/anh/${file}`
  assert.equal((await mother.get(src)).statusCode, 200)
  assert.deepEqual(await doors.deps.files.read(sha256), before)
  assert.equal((await mother.get(`${src}?trang=2`)).statusCode, 404)
  assert.equal((await mother.get(`${src}?trang=x`)).statusCode, 404)
  assert.equal((await mother.get(`/ho-so/${id}/bo-sung/anh/${id}`)).statusCode, 404)
  const stranger = await doors.citizen('Người Lạ Xem Ảnh')
  assert.equal((await stranger.get(src)).statusCode, 404)
  const answer: Command = { type: 'supplement', papers: [], fileNames: {} }
  accepted(await act(doors.deps.dossier, id, receptionist, answer))
  assert.equal((await mother.get(src)).statusCode, 404, 'answered: it asks for nothing any more')
})

test('the English page is English but for what the officer wrote', async () => {
  const { mother, id } = await marked()
  const { body } = await mother.get(`/ho-so/${id}/bo-sung?lang=en`)
  assert.match(body, /top left corner/)
  const figure = /<figure[^]*<\/figure>/.exec(mainOf(body))?.[0] ?? ''
  assert.deepEqual(vietnameseIn(figure), [])
})

test('with a marked photograph of a telephone the page weighs at most 60 kB', async () => {
  const { mother, id } = await marked()
  const page = `/ho-so/${id}/bo-sung`
  const { body } = await mother.get(page)
  const photo = await readFile(join(checkout, 'test/fixtures/photos/fine.3-fine.jpg'))
  const as = { sha256: 'a telephone', turned: 0, size: 'page' } as const
  const picture = await doors.deps.intake.pictures.made(photo, as)
  const frame: AssetName[] = ['citizen.css', 'citizen.js', 'icons.svg', 'mark.svg']
  const assets = frame.reduce((sum, name) => sum + encoded(name, 'br').length, 0)
  const all = brotliCompressSync(body).length + assets + picture.length
  assert.ok(all <= 60_000, `${all} bytes, ${picture.length} of them the picture`)
})
