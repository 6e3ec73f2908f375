/** The thread in which pictures are decoded and measured: nothing of it runs beside requests. */
import { parentPort } from 'node:worker_threads'
import sharp, { type ResizeOptions, type Sharp } from 'sharp'
import { MEASURED_SIDE, measure, type PictureMeasures } from '../paper/picture-quality.ts'

export type PictureOrder = { id: number; bytes: Uint8Array } & (
  { act: 'measure' } | { act: 'make'; turned: number; side: number; quality: number }
)
export type PictureAnswer =
  | { id: number; measures: PictureMeasures }
  | { id: number; picture: Uint8Array }
  | { id: number; unreadable: true }

/** More than any telephone takes; what would unpack to more than memory has was refused before (file-sizes.ts). */
const MOST_DOTS = 130_000_000
const PATIENCE_SECONDS = 5

sharp.cache(false)
sharp.concurrency(1)

parentPort!.on('message', (order: PictureOrder) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  void answerTo(order).then((answer) => parentPort!.postMessage(answer))
})

async function answerTo(order: PictureOrder): Promise<PictureAnswer> {
  const { id } = order
  try {
    if (order.act === 'measure') return { id, measures: await measured(order.bytes) }
    return { id, picture: await made(order) }
  } catch {
    return { id, unreadable: true }
  }
}

/** Upright, read from top to bottom in strips. */
function opened(bytes: Uint8Array): Sharp {
  const options = {
    limitInputPixels: MOST_DOTS,
    sequentialRead: true,
    failOn: 'truncated' as const,
  }
  return sharp(bytes, options).timeout({ seconds: PATIENCE_SECONDS }).autoOrient()
}

async function measured(bytes: Uint8Array): Promise<PictureMeasures> {
  const box = {
    width: MEASURED_SIDE,
    height: MEASURED_SIDE,
    fit: 'inside',
    withoutEnlargement: true,
  }
  const { data, info } = await opened(bytes)
    .resize(box as ResizeOptions)
    .flatten({ background: '#fff' })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return measure({ grey: data, width: info.width, height: info.height })
}

/** libvips writes nothing of the original's description unless told to: no place, no telephone, no time. */
async function made({
  bytes,
  turned,
  side,
  quality,
}: PictureOrder & { act: 'make' }): Promise<Uint8Array> {
  return opened(bytes)
    .rotate(turned)
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#fff' })
    .jpeg({ quality, mozjpeg: true })
    .toBuffer()
}
