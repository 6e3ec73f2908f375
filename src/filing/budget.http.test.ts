/** What a citizen's page weighs on a slow connection (screens.md A5). */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { encoded, type AssetName } from '../ui/assets.ts'
import {
  answerAll,
  birthNotice,
  fileIt,
  fillIn,
  START,
  upload,
} from '../../test/support/birth-filing.ts'
import {
  openCitizenDoors,
  type Citizen,
  type CitizenDoors,
} from '../../test/support/citizen-doors.ts'

let doors: CitizenDoors
let mother: Citizen
before(async () => {
  doors = await openCitizenDoors()
  mother = await doors.citizen()
})
after(() => doors.close())

const weight = (name: AssetName) => encoded(name, 'br').length
const frame = () =>
  weight('citizen.css') +
  weight('citizen.js') +
  weight('conditions.js') +
  weight('icons.svg') +
  weight('mark.svg')

async function assertLight(page: string): Promise<void> {
  const { body, statusCode } = await mother.get(page)
  assert.equal(statusCode, 200)
  const html = gzipSync(body).length
  assert.ok(html + frame() <= 40_000, `${page}: ${html} + ${frame()} bytes`)
}

test('scripts stay under 12 kB and styles under 10 kB', () => {
  assert.ok(weight('citizen.js') + weight('conditions.js') <= 12_000)
  assert.ok(weight('citizen.css') <= 10_000)
})

test('every page of filing weighs at most 40 kB with everything it needs, long lists included', async () => {
  await answerAll(mother)
  for (const page of [
    '',
    '/situation',
    '/requester',
    '/contact',
    '/child',
    '/birth',
    '/mother',
    '/father',
    '/giay-to',
    '/kiem-tra',
  ]) {
    await assertLight(`${START}${page}`)
  }
})

test('the page of the papers, with the script that resumes them and a thumbnail, stays under its own limits', async () => {
  const other = await doors.citizen('Người Gửi Nhẹ')
  await answerAll(other)
  await upload(other, [birthNotice])
  const { body } = await other.get(`${START}/giay-to`)
  const src = /src="(\/nop\/tep\/[^"]+)"/.exec(body)?.[1]
  const picture = await other.get(src!.replaceAll('&amp;', '&'))
  const scripts = weight('citizen.js') + weight('upload.js')
  assert.ok(scripts <= 25_000)
  const all =
    brotliCompressSync(body).length + picture.rawPayload.length + frame() + weight('upload.js')
  assert.ok(all <= 60_000, `${all} bytes`)
})

test('so do the receipt, my dossiers, one dossier and the look-up', async () => {
  const other = await doors.citizen('Người Nhẹ')
  await fillIn(other)
  const id = await fileIt(other)
  mother = other
  for (const page of [`/ho-so/${id}/da-nop`, '/ho-so', `/ho-so/${id}`, '/tra-cuu']) {
    await assertLight(page)
  }
})

test('no page asks for anything from elsewhere, nor for a font', async () => {
  const { body } = await mother.get(START)
  const sources = [...body.matchAll(/(?:src|href)="(https?:[^"]*|[^"]*\.woff2?)"/g)]
  assert.deepEqual(sources, [])
  assert.ok(brotliCompressSync(body).length < 10_000)
})
