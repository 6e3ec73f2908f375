/** The thread in which pages of PDFs become pictures: PDFium inside WebAssembly, which reaches no file, no network and no other memory. */
import { parentPort } from 'node:worker_threads'
import { PDFiumLibrary, type PDFiumDocument } from '@hyzyla/pdfium'
import sharp from 'sharp'

export type PageOrder = { id: number; bytes: Uint8Array } & (
  { act: 'count' } | { act: 'make'; page: number; turned: number; side: number; quality: number }
)
export type PageAnswer =
  | { id: number; pages: number }
  | { id: number; picture: Uint8Array }
  | { id: number; unreadable: true }

sharp.cache(false)
sharp.concurrency(1)

let opening: Promise<PDFiumLibrary> | undefined
/** One after the other: pages stand in memory whole. */
let turn: Promise<void> = Promise.resolve()

parentPort!.on('message', (order: PageOrder) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  turn = turn.then(async () => parentPort!.postMessage(await answerTo(order)))
})

async function answerTo(order: PageOrder): Promise<PageAnswer> {
  const { id } = order
  try {
    const library = await (opening ??= PDFiumLibrary.init())
    const document = await library.loadDocument(order.bytes)
    try {
      if (order.act === 'count') return { id, pages: document.getPageCount() }
      return { id, picture: await drawn(document, order) }
    } finally {
      document.destroy()
    }
  } catch {
    return { id, unreadable: true }
  }
}

/** As large as asked, whatever size the page says it has. */
async function drawn(
  document: PDFiumDocument,
  { page: number, turned, side, quality }: PageOrder & { act: 'make' },
): Promise<Uint8Array> {
  if (number < 1 || number > document.getPageCount()) throw new RangeError('no such page')
  const page = document.getPage(number - 1)
  const { originalWidth, originalHeight } = page.getOriginalSize()
  const scale = side / Math.max(originalWidth, originalHeight)
  const width = Math.max(1, Math.round(originalWidth * scale))
  const height = Math.max(1, Math.round(originalHeight * scale))
  const bitmap = await page.render({ width, height, render: 'bitmap' })
  const raw = { width: bitmap.width, height: bitmap.height, channels: 4 } as const
  return sharp(bitmap.data, { raw })
    .rotate(turned)
    .flatten({ background: '#fff' })
    .jpeg({ quality, mozjpeg: true })
    .toBuffer()
}
