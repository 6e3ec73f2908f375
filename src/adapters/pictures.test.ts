/** Pages of PDFs as pictures, by the real thread: which page, which way up, and what is no page. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import sharp from 'sharp'
import { PictureUnreadable, type MadePicture } from '../paper/pictures.ts'
import { pdfOfTwoPages } from '../../test/support/marked-paper.ts'
import { pictures } from './pictures.ts'

const decoder = pictures()
after(() => decoder.close())

const PDF = pdfOfTwoPages()
const as = (over: Partial<MadePicture>): MadePicture => ({
  sha256: '',
  turned: 0,
  size: 'page',
  page: 1,
  ...over,
})

/** Whether the quarter is dark: left top, right top, left bottom, right bottom. */
async function quarters(bytes: Uint8Array): Promise<string> {
  const { data, info } = await sharp(bytes).greyscale().raw().toBuffer({ resolveWithObject: true })
  const at = (x: number, y: number) =>
    data[Math.floor(y * info.height) * info.width + Math.floor(x * info.width)]! < 128 ? '#' : '.'
  return [at(0.25, 0.25), at(0.75, 0.25), at(0.25, 0.75), at(0.75, 0.75)].join('')
}

test('each page of a PDF is a picture of its own, upright and as its sender turned it', async () => {
  assert.equal(await decoder.pages(PDF), 2)
  assert.equal(await quarters(await decoder.made(PDF, as({}))), '..#.')
  assert.equal(await quarters(await decoder.made(PDF, as({ page: 2 }))), '#...')
  assert.equal(await quarters(await decoder.made(PDF, as({ turned: 90 }))), '#...')
  const { width, height } = await sharp(await decoder.made(PDF, as({}))).metadata()
  assert.deepEqual([width, height], [667, 1000])
})

test('a page that there is not, and bytes that are no PDF, are told as unreadable; the next page is drawn', async () => {
  await assert.rejects(decoder.made(PDF, as({ page: 3 })), PictureUnreadable)
  await assert.rejects(decoder.made(PDF, as({ page: 0 })), PictureUnreadable)
  await assert.rejects(decoder.pages(Buffer.from('no PDF')), PictureUnreadable)
  assert.equal(await decoder.pages(PDF), 2)
})
